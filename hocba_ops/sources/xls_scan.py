"""The records of an .xls that say what is hidden or in error, and from which year days count.

An .xls always holds the last result of a formula, so one that was never calculated cannot be told.
"""

import re
import struct
from dataclasses import dataclass, field
from functools import lru_cache

from hocba_ops.sources.ole import workbook_stream
from hocba_ops.sources.scan import Scan, Scans

BOF, DATEMODE, BOUNDSHEET = 0x809, 0x22, 0x85
FORMULA, BOOLERR, ROW, COLINFO = 0x06, 0x205, 0x208, 0x7D
VALUES = {0x06: 6, 0x203: 6, 0x204: 6, 0x205: 6, 0x27E: 6, 0xFD: 6, 0xD6: 6, 0xBD: 6}
"""Records that hold a value, of which row and column come first; MULRK holds several in a row."""
MULRK = 0xBD
SEEN_ROWS = rb"(?:\x08\x02\x10\x00.{12}[\x00-\x1f\x40-\x5f\x80-\x9f\xc0-\xdf].{3})*+"
"""Records of rows that are not hidden, as many as follow each other."""
PLAIN_VALUE = rb"(?:(?:\xfd\x00|\x7e\x02)\x0a\x00%(at)s.{6}|\x03\x02\x0e\x00%(at)s.{10})"
"""A text, or a number in either form: its row and column, then what it is."""
MOST_COLUMNS = 256
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
    book, scan, stream, at = _Book(), Scan(), workbook_stream(data), 0
    while at + 4 <= len(stream):
        if (plain := _plain(scan.columns).match(stream, at)) and plain.end() > at:
            at = plain.end()
            if row := plain[1]:
                scan.reach(int.from_bytes(row, "little") + 1, scan.columns)
            continue
        kind, size = struct.unpack_from("<HH", stream, at)
        scan = _look_at(book, scan, kind, stream[at + 4 : at + 4 + size], at=at)
        at += 4 + size
    return Scans({name: seen for name, seen in book.sheets.items() if name}, book.is_1904)


@lru_cache(maxsize=MOST_COLUMNS + 1)
def _plain(columns: int) -> re.Pattern[bytes]:
    """Records that tell nothing new: rows that are seen, then values of one row within so many columns.

    Most of a sheet is passed over so, a row at a time.
    """
    within = rb"[\x00-\x%02x]\x00" % (min(columns, MOST_COLUMNS) - 1) if columns else rb"(?!)"
    first, same = (PLAIN_VALUE % {b"at": row + within} for row in (rb"..", rb"\1"))
    return re.compile(SEEN_ROWS + rb"(?:(?=.{4}(..))" + first + same + rb"*+)?", re.DOTALL)


def _look_at(book: _Book, scan: Scan, kind: int, body: bytes, *, at: int) -> Scan:
    """Note what a record says; the sheet that the next one belongs to. A record that is too short says nothing."""
    try:
        if kind == BOF:
            return book.sheets.setdefault(book.names.get(at, ""), Scan())
        if kind in VALUES:
            _look_at_value(scan, kind, body)
        elif kind in (ROW, COLINFO):
            _look_at_hidden(scan, kind, body)
        elif kind == DATEMODE:
            book.is_1904 = body[:1] == b"\x01"
        elif kind == BOUNDSHEET:
            start, name = _named(body)
            book.names[start] = name
    except (struct.error, IndexError):
        return scan
    return scan


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
