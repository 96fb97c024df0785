"""The same rows as flat tables: a CSV or Parquet file a table, a workbook with a sheet a table, written row by row."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import polars as pl
from xlsxwriter import Workbook

from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.lines import Wire, wire_record
from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutTable

PARENT = "madinhdanhhocba"
"""The field by which a flat row below a record says which card it belongs to."""
SHEET_LETTERS = 31


def columns_of(layout: ExchangeLayout, table: LayoutTable) -> tuple[str, ...]:
    """The columns of a table when it lies flat: envelope, the card of a row below one, then the fields."""
    parent = (PARENT,) if table.parent else ()
    return (*layout.envelope, *parent, *table.names)


def flat_rows(layout: ExchangeLayout, rows: Iterable[Sent]) -> Iterator[tuple[str, Wire]]:
    """Every row with the table that it belongs to, those below a record after it."""
    for row in rows:
        fields, below = wire_record(layout, row)
        yield row.table_name, fields
        for child, lines in below:
            yield from ((child.id, {PARENT: row.card_id, **line}) for line in lines)


def write_csv(out: IO[bytes], columns: Sequence[str], rows: Iterable[Wire]) -> None:
    """Comma-separated UTF-8 with the mark that Excel wants; the first line names the fields."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    text.detach()


def write_parquet(out: IO[bytes], columns: Sequence[str], rows: Iterable[Wire]) -> None:
    """A Parquet file, all columns text, for a code must not lose its zeros."""
    schema = dict.fromkeys(columns, pl.String)
    frame = pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=schema, orient="row")
    frame.write_parquet(out, compression="zstd")


def write_xlsx(path: Path, tables: Mapping[str, Sequence[str]], rows: Iterable[tuple[str, Wire]], day: date) -> None:
    """A workbook with a sheet a table, the fields in its first row, every cell a text."""
    with Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime.combine(day, time())})
        bold = book.add_format({"bold": True})
        sheets = {name: book.add_worksheet(_sheet_name(name)) for name in tables}
        places = dict.fromkeys(tables, 0)
        for name, columns in tables.items():
            sheets[name].freeze_panes(1, 0)
            for column, head in enumerate(columns):
                sheets[name].write_string(0, column, head, bold)
        for name, row in rows:
            places[name] += 1
            for column, head in enumerate(tables[name]):
                if head in row:
                    sheets[name].write_string(places[name], column, str(row[head]))


def _sheet_name(table: str) -> str:
    """Excel allows 31 letters: what all tables begin with goes first."""
    return table.removeprefix("thongtin")[:SHEET_LETTERS]
