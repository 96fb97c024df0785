"""Merged cells put into the rows of a school: every row of the touched tables again, with only those cells changed."""

from collections.abc import Iterable, Mapping, Sequence, Set

import polars as pl

from hocba_ops.packs.columns import COLUMNS, DROP, ITEM_OWNER, ITEM_TABLE, column_of
from hocba_ops.packs.merge import Change, Outcome
from hocba_ops.packs.rows import PLACE, TOGETHER, TOLD_APART, Row, place_of, row_id
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

MENDED = "sua_theo_phieu"
"""Kind of repair: the school corrected the cell in its work pack."""
REPAIRS = pl.Schema(
    {
        "sheet": pl.String,
        "row_number": pl.Int64,
        "column": pl.String,
        "kind": pl.String,
        "before": pl.String,
        "after": pl.String,
    }
)
DAY = "as_of"
RowId = tuple[str, ...]
Edits = Mapping[RowId, Mapping[str, object]]


def apply_changes(frames: Mapping[str, pl.DataFrame], changes: Sequence[Change]) -> dict[str, pl.DataFrame]:
    """The tables that the applied changes touch, whole, and those that one file fills together with them.

    A row that no change touches is handed on as it is, and each keeps the day that it is of: addresses are judged, and
    days to settle counted, from the list that it stands in. An item that the file had no cell for is a new row.
    """
    applied = [change for change in changes if change.outcome is Outcome.APPLIED and change.leaf.kind in COLUMNS]
    touched = {change.leaf.kind for change in applied}
    tables = [table for group in TOGETHER if touched & set(group) for table in group if table in frames]
    rows = {table: frames[table].select(*build_schema(TABLES[table]).names(), DAY) for table in tables}
    for kind in sorted(touched):
        own = [change for change in applied if change.leaf.kind == kind and "." not in change.field.name]
        rows[kind] = _edit(kind, rows[kind], _edits(kind, own))
    dropped = {_row_of(change) for change in applied if change.field.name == DROP.name and change.filled.value}
    if ITEM_OWNER in touched and ITEM_TABLE in rows:
        items = [change for change in applied if change.leaf.kind == ITEM_OWNER and "." in change.field.name]
        rows[ITEM_TABLE] = _edit_items(rows[ITEM_TABLE], rows[ITEM_OWNER], _edits(ITEM_OWNER, items))
    return {table: _without(frame, dropped) for table, frame in rows.items()} if dropped else rows


def list_repairs(changes: Iterable[Change]) -> pl.DataFrame:
    """The log of applied cells: where the row was first read, which column, before and after."""
    rows = [
        (
            change.line.origin["sheet"],
            int(change.line.origin["row_number"] or 0) or None,
            change.field.name,
            MENDED,
            change.ours,
            change.filled.text,
        )
        for change in changes
        if change.outcome is Outcome.APPLIED and change.leaf.kind in COLUMNS
    ]
    return pl.DataFrame(rows, schema=REPAIRS, orient="row")


def _row_of(change: Change) -> RowId:
    """Which row a changed line stands for."""
    names = (*PLACE, *TOLD_APART.get(change.leaf.kind, ()))
    return tuple(change.line.origin[name] for name in names)


def _without(frame: pl.DataFrame, dropped: Set[RowId]) -> pl.DataFrame:
    kept = [place_of(row) not in dropped for row in frame.iter_rows(named=True)]
    return frame.filter(pl.Series(kept, dtype=pl.Boolean))


def _edits(kind: str, changes: Iterable[Change]) -> dict[RowId, dict[str, object]]:
    """New values by place and column; an emptied cell comes before a filled one, which may write the same words."""
    edits: dict[RowId, dict[str, object]] = {}
    real = (change for change in changes if change.field.name != DROP.name)
    for change in sorted(real, key=lambda change: change.filled.value is not None):
        values = column_of(kind, change.field.name).changed(change.filled)
        edits.setdefault(_row_of(change), {}).update(values)
    return edits


def _edit(kind: str, frame: pl.DataFrame, edits: Edits) -> pl.DataFrame:
    rows = [{**row, **edits.get(row_id(kind, row), {})} for row in frame.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=frame.schema, orient="row")


def _edit_items(frame: pl.DataFrame, owners: pl.DataFrame, edits: Edits) -> pl.DataFrame:
    """The rows of items with the new levels and scores, each under the code that its result has now.

    An item that a result has no row for gets one.
    """
    wanted = {place: _by_item(values) for place, values in edits.items()}
    codes = {place_of(owner): owner["pupil_code"] for owner in owners.iter_rows(named=True)}
    rows = []
    for row in frame.iter_rows(named=True):
        own = wanted.get(place_of(row), {}).pop((str(row["kind"]), str(row["item"])), {})
        rows.append({**row, "pupil_code": codes.get(place_of(row), row["pupil_code"]), **own})
    for owner in owners.iter_rows(named=True):
        for (kind, item), values in wanted.pop(place_of(owner), {}).items():
            rows.append({**_shared(owner), "kind": kind, "item": item, **values})
    return pl.DataFrame(rows, schema=frame.schema, orient="row")


def _by_item(values: Mapping[str, object]) -> dict[tuple[str, str], Row]:
    found: dict[tuple[str, str], Row] = {}
    for name, value in values.items():
        kind, item, part = name.split(".")
        found.setdefault((kind, item), {})[part] = value
    return found


def _shared(owner: Row) -> Row:
    return {name: owner[name] for name in ("school_code", "pupil_code", "grade", *PLACE, DAY)}
