"""A file as grids of text: every cell as it was stored, every row with the number that Excel shows beside it.

What a file is follows from its bytes, never from its name: offices receive web pages and text files called .xls.
"""

from pathlib import Path

from hocba_ops.errors import Limit, ProtectedFile, TooLarge, UnreadableFile
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.decoding import decoded
from hocba_ops.sources.delimited import delimited_grid
from hocba_ops.sources.encodings import mend_encodings
from hocba_ops.sources.html_table import is_html, read_html
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.ole import OLE
from hocba_ops.sources.package import ZIP
from hocba_ops.sources.protection import is_protected
from hocba_ops.sources.sheet_errors import clear_errors
from hocba_ops.sources.vocabulary import reason
from hocba_ops.sources.workbook import Opened, read_workbook

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
LEAST_COLUMNS = 2
"""Columns of a text file that calls itself a workbook, below which it is taken for something else."""
OTHER_KINDS = {"urn:schemas-microsoft-com:office:spreadsheet": "xml_workbook", "mime-version: 1.0": "web_archive"}
"""Marks of formats that Excel opens and this program does not."""
LOOKED_AT = 2048


def open_grids(data: bytes, *, path: str, limits: Limits = STANDARD_LIMITS) -> Opened:
    """Every sheet of a workbook, or the one table of a text file or web page, in Unicode and without error texts.

    Raises `TooLarge` beyond the limits, `ProtectedFile` for a workbook with a password and `UnreadableFile` for one of
    which no sheet can be read.
    """
    if len(data) > limits.file_bytes:
        raise TooLarge(path, Limit.FILE_BYTES, found=len(data), allowed=limits.file_bytes)
    if is_protected(data):
        raise ProtectedFile(path)
    if data.startswith((ZIP, OLE)):
        return read_workbook(data, path=path, limits=limits)
    return Opened((mend_encodings(clear_errors(_text_grid(data, path=path, limits=limits))),))


def _text_grid(data: bytes, *, path: str, limits: Limits) -> Grid:
    text, code_page = decoded(data, path=path)
    head = text[:LOOKED_AT].lower()
    if kind := next((kind for mark, kind in OTHER_KINDS.items() if mark in head), None):
        raise UnreadableFile(path, reason(kind))
    if is_html(text):
        return read_html(text, code_page, path=path, limits=limits)
    grid = delimited_grid(text, code_page, path=path, limits=limits)
    if Path(path).suffix.lower() not in TEXT_SUFFIXES and grid.cells.width <= LEAST_COLUMNS:
        raise UnreadableFile(path, reason("not_a_workbook"))
    return grid
