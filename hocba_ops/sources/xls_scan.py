"""The records of an .xls that say what is hidden or in error, and from which year days count.

An .xls always holds the last result of a formula, so one that was never calculated cannot be told.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from hocba_ops.sources.ole import workbook_stream
from hocba_ops.sources.scan import Scan, Scans

BOF, DATEMODE, BOUNDSHEET = 0x809, 0x22, 0x85
FORMULA, BOOLERR, ROW, COLINFO = 0x06, 0x205, 0x208, 0x7D
VALUES = {0x06: 6, 0x203: 6, 0x204: 6, 0x205: 6, 0x27E: 6, 0xFD: 6, 0xD6: 6, 0xBD: 6}
"""Records that hold a value, of which row and column come first; MULRK holds several in a row."""
MULRK = 0xBD
HIDDEN_ROW = 0x20
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""Numbers of errors as Excel stores them in its binary formats."""


@dataclass(slots=True)
class _Book:
    names: dict[int, str] = field(default_factory=dict)
    sheets: dict[str, Scan] = field(default_factory=dict)
    is_1904: bool = False


def scan_xls(data: bytes) -> Scans:
    """Every sheet of an .xls; nothing where its container is damaged: opening it will say what is wrong.

    Raises `UnsoundContainer` where it must not be opened at all.
    """
    book, scan = _Book(), Scan()
    for at, kind, body in _records(workbook_stream(data)):
        try:
            if kind == BOF:
                scan = book.sheets.setdefault(book.names.get(at, ""), Scan())
            elif kind in VALUES:
                _look_at_value(scan, kind, body)
            elif kind in (ROW, COLINFO):
                _look_at_hidden(scan, kind, body)
            elif kind == DATEMODE:
                book.is_1904 = body[:1] == b"\x01"
            elif kind == BOUNDSHEET:
                start, name = _named(body)
                book.names[start] = name
        except (struct.error, IndexError):
            continue
    return Scans({name: seen for name, seen in book.sheets.items() if name}, book.is_1904)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _look_at_value(scan: Scan, kind: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == MULRK else column
    scan.reach(row + 1, last + 1)
    code: int | None = None
    if kind == BOOLERR and body[7]:
        code = body[6]
    elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        code = body[8]
    if code is not None:
        scan.errors.append((row + 1, column + 1, ERRORS.get(code, "#N/A")))


def _look_at_hidden(scan: Scan, kind: int, body: bytes) -> None:
    if kind == ROW and body[12] & HIDDEN_ROW:
        row = struct.unpack_from("<H", body)[0] + 1
        scan.hide_rows(row, row)
    elif kind == COLINFO and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        scan.hide_columns(first + 1, last + 1)


def _named(body: bytes) -> tuple[int, str]:
    """Where a sheet begins, and its name."""
    start, length, is_wide = struct.unpack_from("<I2xBB", body)
    text = body[8 : 8 + (length * 2 if is_wide & 1 else length)]
    return start, text.decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
