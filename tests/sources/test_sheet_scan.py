import doctest

import pytest

from hocba_ops.sources import place, sheet_scan, xlsx_scan
from hocba_ops.sources.scan import Scan
from hocba_ops.sources.sheet_scan import scan_sheet

HEAD = '<{0}worksheet xmlns="x"><{0}dimension ref="A1:B2"/><{0}cols><{0}col min="2" max="3" hidden="1"/></{0}cols>'
BODY = (
    '<{0}sheetData><{0}row r="1"><{0}c r="A1"><{0}v>1</{0}v></{0}c></{0}row>'
    '<{0}row r="5" hidden="1" ht="3"><{0}c r="C5" t="e"><{0}f>NA()</{0}f><{0}v>#N/A</{0}v></{0}c></{0}row>'
    '<{0}row r="6" hidden="true"><{0}c r="B6" s="1"><{0}f>A1+1</{0}f></{0}c><{0}c r="AB6"><{0}is><{0}t>x</{0}t></{0}is>'
    '</{0}c></{0}row><{0}row r="900" s="3"><{0}c r="XFD900" s="1"/></{0}row></{0}sheetData></{0}worksheet>'
)
SEEN = Scan(
    rows=6,
    columns=28,
    declared=2,
    hidden_rows=[(5, 6)],
    hidden_columns=[(2, 3)],
    formulas=[(6, 2, "=A1+1")],
    errors=[(5, 3, "#N/A")],
)


@pytest.mark.parametrize("module", [place, sheet_scan, xlsx_scan])
def test_examples_in_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_marks_are_seen_however_the_bytes_are_cut(prefix: str, size: int) -> None:
    text = (HEAD + BODY).format(prefix).encode()
    assert scan_sheet(text[at : at + size] for at in range(0, len(text), size)) == SEEN


@pytest.mark.parametrize(
    "cell", ['<c t="n" r="ZZ9"><v>1</v></c>', '<c r="ZZ9"><v>1</v></c>', '<c s="2" r="ZZ9" t="n"><v>1</v></c>']
)
def test_place_of_a_cell_is_seen_wherever_it_is_written(cell: str) -> None:
    scan = scan_sheet([f'<worksheet><sheetData><row r="9">{cell}</row></sheetData></worksheet>'.encode()])
    assert (scan.rows, scan.columns) == (9, 702)


def test_cells_without_a_place_are_counted() -> None:
    row = b"<row>" + b"<c><v>1</v></c>" * 5 + b"</row>"
    scan = scan_sheet([b"<worksheet><sheetData>" + row * 3 + b"</sheetData></worksheet>"])
    assert (scan.rows, scan.columns) == (3, 5)


def test_sheet_without_values_reaches_nowhere() -> None:
    assert scan_sheet([b'<worksheet><sheetData><row r="7"><c r="A7" s="1"/></row></sheetData></worksheet>']) == Scan()
    assert scan_sheet([]) == Scan()
