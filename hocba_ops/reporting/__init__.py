"""What an officer reads: labels, formats, tables, charts, the page, the workbook, the JSON of an answer."""
