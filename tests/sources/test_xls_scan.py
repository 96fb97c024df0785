import struct
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.sources import xls_scan

TEXT, RK, NUMBER, BLANK, ROW, UNKNOWN = 0xFD, 0x27E, 0x203, 0x201, 0x208, 0xD7
TAILS = {TEXT: 6, RK: 6, NUMBER: 10, BLANK: 2, UNKNOWN: 3}
"""Bytes of a record behind its row and column."""
HEAD_BYTES = 13
"""Bytes before the beginning of the sheet: the record that names it."""
PLACES = st.tuples(st.sampled_from(list(TAILS)), st.integers(0, 400), st.integers(0, 255))
ROWS = st.tuples(st.just(ROW), st.integers(0, 400), st.sampled_from([0, 0x20, 0x40, 0xFF]))


def record(kind: int, row: int, more: int) -> bytes:
    """A row, of which `more` says whether it is hidden, or a cell in the column `more`."""
    body = struct.pack("<H10xB3x", row, more) if kind == ROW else struct.pack("<HH", row, more) + bytes(TAILS[kind])
    return struct.pack("<HH", kind, len(body)) + body


def sheet(*records: bytes) -> xls_scan.Scan:
    """What is seen of a sheet that holds these records."""
    body = struct.pack("<I2xBB", HEAD_BYTES, 1, 0) + b"S"
    stream = struct.pack("<HH", 0x85, len(body)) + body + struct.pack("<HH", 0x809, 0)
    with patch.object(xls_scan, "workbook_stream", lambda data: stream + data):
        return xls_scan.scan_xls(b"".join(records)).sheets["S"]


@given(st.lists(st.one_of(PLACES, ROWS), max_size=60))
def test_extent_and_hidden_rows_are_those_of_every_record_in_any_order(records: list[tuple[int, int, int]]) -> None:
    scan = sheet(*(record(*one) for one in records))
    values = [(row + 1, column + 1) for kind, row, column in records if kind in (TEXT, RK, NUMBER)]
    hidden = [row + 1 for kind, row, flags in records if kind == ROW and flags & 0x20]
    assert scan.rows == max((row for row, _ in values), default=0)
    assert scan.columns == max((column for _, column in values), default=0)
    assert [row for first, last in scan.hidden_rows for row in range(first, last + 1)] == hidden


def test_values_in_many_rows_of_one_width_are_passed_over_a_row_at_a_time() -> None:
    rows = [record(TEXT, row, column) for row in range(300) for column in range(20)]
    with patch.object(xls_scan, "_look_at", wraps=xls_scan._look_at) as looked:
        scan = sheet(*rows)
    assert (scan.rows, scan.columns) == (300, 20)
    assert looked.call_count < 30
