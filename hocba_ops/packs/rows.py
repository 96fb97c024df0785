"""The rows of a school as packs show and change them: a result with its items beside it, found by where it was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from hocba_ops.packs.columns import COLUMNS, ITEM_OWNER, ITEM_TABLE, LEVEL, SCORED

PLACE = ("source_file", "sheet", "row_number")
Place = tuple[str, str, str]
"""Where a row was read: file, sheet, row."""
Row = dict[str, object]
ITEM_PARTS = (LEVEL, f"{LEVEL}_text", SCORED, f"{SCORED}_text")

TOLD_APART: Mapping[str, tuple[str, ...]] = {
    "secondary_result": ("term",),
    "score": ("subject", "term", "kind", "place"),
}
"""Tables of which one row of a file gives several: the columns by which these are told apart."""

TOGETHER: tuple[tuple[str, ...], ...] = (("pupil",), (ITEM_OWNER, ITEM_TABLE), ("secondary_result", "score"))
"""Tables that one file fills: they are replaced together or not at all."""


@dataclass(frozen=True, slots=True)
class SchoolRows:
    """What the store holds of one school: frames by table, and their rows by place."""

    frames: Mapping[str, pl.DataFrame]
    found: dict[str, dict[Place, list[Row]]] = field(default_factory=dict)

    def at(self, table: str, place: Place) -> list[Row]:
        """The rows of a table that were read at a place; a result carries its items as `kind.item.part`."""
        if table not in self.found:
            self.found[table] = _by_place(self.frames.get(table))
            if table == ITEM_OWNER:
                _add_items(self.found[table], _by_place(self.frames.get(ITEM_TABLE)))
        return self.found[table].get(place, [])

    def of(self, origin: Mapping[str, str]) -> Row:
        """The row that a line stands for; empty when the store has it no longer."""
        table = origin["table"]
        place = (origin["source_file"], origin["sheet"], origin["row_number"])
        wanted = (*place, *(origin[name] for name in TOLD_APART.get(table, ())))
        return next((row for row in self.at(table, place) if row_id(table, row) == wanted), {})

    def values(self, table: str, column: str) -> list[str]:
        """The different texts of a column, in order."""
        frame = self.frames.get(table)
        if frame is None or column not in frame.columns:
            return []
        return [str(value) for value in frame[column].drop_nulls().unique().sort()]

    def has(self, table: str, column: str) -> bool:
        """Whether any row of a table says anything in a column."""
        frame = self.frames.get(table)
        return frame is not None and column in frame.columns and frame[column].null_count() < frame.height


def place_of(row: Mapping[str, object]) -> Place:
    """Where a row was read."""
    return str(row["source_file"] or ""), str(row["sheet"] or ""), str(row["row_number"] or "")


def row_id(table: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """Which row of a table it is: where it was read, and what tells it from others that were read there."""
    return (*place_of(row), *(str(row[name] or "") for name in TOLD_APART.get(table, ())))


def origin_of(table: str, row: Mapping[str, object]) -> dict[str, str]:
    """What a line stands for that shows a row: the table, the batch, and which row of it."""
    names = (*PLACE, *TOLD_APART.get(table, ()))
    return {"table": table, "batch_id": str(row["batch_id"]), **dict(zip(names, row_id(table, row), strict=True))}


def filled_tables() -> tuple[str, ...]:
    """The tables whose rows a pack needs."""
    return (*COLUMNS, ITEM_TABLE)


def _by_place(frame: pl.DataFrame | None) -> dict[Place, list[Row]]:
    found: dict[Place, list[Row]] = {}
    for row in _rows(frame):
        found.setdefault(place_of(row), []).append(row)
    return found


def _rows(frame: pl.DataFrame | None) -> Iterator[Row]:
    yield from () if frame is None else frame.iter_rows(named=True)


def _add_items(owners: dict[Place, list[Row]], items: dict[Place, list[Row]]) -> None:
    """Put the items of a result beside it: its level always, its score where the file has one."""
    for place, rows in owners.items():
        for item in items.get(place, ()):
            parts = ITEM_PARTS if item[f"{SCORED}_text"] is not None else ITEM_PARTS[:2]
            for row in rows:
                row.update({f"{item['kind']}.{item['item']}.{part}": item[part] for part in parts})
