"""A returned workbook read back: every cell as text, and its lines by their keys, wherever they stand now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import fastexcel
import polars as pl

from hocba_ops.errors import PackProblem, PackRefused
from hocba_ops.packs.filling import fill, read_text
from hocba_ops.packs.layout import FIRST_COLUMN, FIRST_ROW, HEAD_ROW, KEY_COLUMN, KEYS, cell_name
from hocba_ops.packs.merge import Returned
from hocba_ops.packs.pack import Leaf, Pack
from hocba_ops.packs.write import keys_of

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a returned workbook as rows of text, by name."""

    name: str
    sheets: dict[str, Rows]

    def told(self, what: str) -> str:
        """What the hidden sheet says under a word, e.g. `pack_id`; empty when it says nothing."""
        return next((row[1] for row in self.sheets[KEYS] if len(row) > 1 and row[0] == what), "")


def open_pack(data: bytes, *, name: str) -> Opened:
    """The sheets of a returned pack. `PackRefused` for what is no workbook, or none that was made as a pack."""
    try:
        reader = fastexcel.read_excel(data)
        sheets = {sheet: _rows(reader, sheet) for sheet in reader.sheet_names}
    except fastexcel.FastExcelError as fault:
        raise PackRefused(name, PackProblem.NOT_A_PACK) from fault
    if KEYS not in sheets:
        raise PackRefused(name, PackProblem.NOT_A_PACK)
    return Opened(name, sheets)


def read_pack(opened: Opened, pack: Pack, sealed: str) -> Returned:
    """What came back in each cell of a pack. `PackRefused` names the first locked thing that is not as it was made."""
    expected = [tuple(map(read_text, row)) for row in keys_of(pack, sealed)]
    if [tuple(row)[: len(want)] for row, want in zip(opened.sheets[KEYS], expected, strict=False)] != expected:
        raise PackRefused(opened.name, PackProblem.KEYS_CHANGED, KEYS)
    return {leaf.kind: _read_leaf(opened, leaf) for leaf in pack.leaves}


def _read_leaf(opened: Opened, leaf: Leaf) -> dict[str, dict[str, str]]:
    if leaf.name not in opened.sheets:
        raise PackRefused(opened.name, PackProblem.SHEET_MISSING, leaf.name)
    rows = opened.sheets[leaf.name]
    _refuse_changed_heads(opened, leaf, rows)
    lines = {row[KEY_COLUMN]: row for row in rows[FIRST_ROW:]}
    _refuse_changed_keys(opened, leaf, [row for row in rows[FIRST_ROW:] if any(row)])
    return {line.key: _read_line(opened, leaf, at, lines[line.key]) for at, line in enumerate(leaf.lines)}


def _refuse_changed_heads(opened: Opened, leaf: Leaf, rows: Rows) -> None:
    heads = rows[HEAD_ROW] if len(rows) > HEAD_ROW else ()
    for place, field in enumerate(leaf.fields):
        if _text(heads, place) != read_text(field.head):
            where = f"{leaf.name}!{cell_name(HEAD_ROW - FIRST_ROW, place)}"
            raise PackRefused(opened.name, PackProblem.LOCKED_CHANGED, where)


def _refuse_changed_keys(opened: Opened, leaf: Leaf, rows: Rows) -> None:
    found, wanted = Counter(row[KEY_COLUMN] for row in rows), {line.key for line in leaf.lines}
    for problem, keys in (
        (PackProblem.LINE_MISSING, wanted - found.keys()),
        (PackProblem.LINE_TWICE, {key for key in wanted if found[key] > 1}),
        (PackProblem.LINE_ADDED, found.keys() - wanted),
    ):
        if keys:
            raise PackRefused(opened.name, problem, leaf.name)


def _read_line(opened: Opened, leaf: Leaf, at: int, row: Sequence[str]) -> dict[str, str]:
    for place, (field, cell) in enumerate(zip(leaf.fields, leaf.lines[at].cells, strict=True)):
        if not cell.is_open and fill(field, _text(row, place)).text != fill(field, cell.text).text:
            raise PackRefused(opened.name, PackProblem.LOCKED_CHANGED, f"{leaf.name}!{cell_name(at, place)}")
    return {field.name: _text(row, place) for place, field in enumerate(leaf.fields)}


def _text(row: Sequence[str], place: int) -> str:
    column = place + FIRST_COLUMN
    return row[column] if column < len(row) else ""


def _rows(reader: fastexcel.ExcelReader, sheet: str) -> Rows:
    frame = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string").to_polars()
    return [tuple(read_text(cell) for cell in row) for row in frame.cast(pl.String).iter_rows()]
