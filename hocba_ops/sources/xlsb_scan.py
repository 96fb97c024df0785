"""The records of an .xlsb (a binary .xlsx) that say what is hidden or in error, how far a sheet reaches, and its year.

Like an .xls it always holds the last result of a formula.
"""

import struct
from collections.abc import Iterator

from hocba_ops.sources.package import Package, whole
from hocba_ops.sources.scan import Scan, Scans
from hocba_ops.sources.xls_scan import ERRORS
from hocba_ops.sources.xlsx_scan import part_path, relation_targets

WORKBOOK = "xl/workbook.bin"
RELATIONS = "xl/_rels/workbook.bin.rels"
ROW, COLUMN_INFO, BOOK_PROPERTIES, SHEET = 0, 60, 153, 156
CELL_ERROR, FORMULA_ERROR = 3, 11
VALUES = range(2, 12)
"""Kinds of records that are a cell with a value; a formula's result counts."""
HIDDEN_ROW = 0x10
MORE_FOLLOWS = 0x80


def scan_xlsb(package: Package) -> Scans:
    """Every sheet of an .xlsb; nothing where its parts are damaged: opening it will say what is wrong."""
    targets = relation_targets(package, RELATIONS)
    sheets: dict[str, Scan] = {}
    is_1904 = False
    for kind, body in _records(whole(package, WORKBOOK)):
        if kind == BOOK_PROPERTIES:
            is_1904 = bool(body[:1] and body[0] & 1)
        elif kind == SHEET:
            relation, at = _text(body, 8)
            name, _ = _text(body, at)
            if target := targets.get(relation):
                sheets[name] = _scan_sheet(whole(package, part_path(target)))
    return Scans(sheets, is_1904)


def _scan_sheet(data: bytes) -> Scan:
    scan, row = Scan(), 0
    for kind, body in _records(data):
        try:
            if kind in VALUES:
                column = struct.unpack_from("<I", body)[0] + 1
                scan.reach(row, column)
                if kind in (CELL_ERROR, FORMULA_ERROR):
                    scan.errors.append((row, column, ERRORS.get(body[8], "#N/A")))
            elif kind == ROW:
                row = struct.unpack_from("<I", body)[0] + 1
                if body[11] & HIDDEN_ROW:
                    scan.hide_rows(row, row)
            elif kind == COLUMN_INFO and body[16] & 1:
                first, last = struct.unpack_from("<II", body)
                scan.hide_columns(first + 1, last + 1)
        except (struct.error, IndexError):
            continue
    return scan


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record; kind and size are written in as few bytes as they need."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, most=2)
        size, at = _number(data, at, most=4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, *, most: int) -> tuple[int, int]:
    """A number of at most so many bytes, the highest bit of each saying that another follows, and where it ends."""
    number = 0
    for place, byte in enumerate(data[at : at + most]):
        number |= (byte & 0x7F) << (7 * place)
        at += 1
        if byte < MORE_FOLLOWS:
            break
    return number, at


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A text that stands in a record behind its length, and where it ends."""
    if at + 4 > len(body):
        return "", at
    length: int = struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace"), at + 4 + 2 * length
