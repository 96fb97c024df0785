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


def origin_of(table: str, row: Mapping[str, object]) -> dict[str, str]:
    """What a line stands for that shows a row: the table, the batch, and where the row was read."""
    file, sheet, number = place_of(row)
    batch = str(row["batch_id"])
    return {"table": table, "batch_id": batch, "source_file": file, "sheet": sheet, "row_number": number}


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
