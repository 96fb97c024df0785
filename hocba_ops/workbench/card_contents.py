"""What a card of each pupil of a school would say now: roster and results of the store as one canonical content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import polars as pl

from hocba_ops.domain.school_year import Level, level_of
from hocba_ops.tables import TABLES
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.school_rows import read_relation

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

ROSTER = files("hocba_ops.workbench").joinpath("school_roster.sql").read_text(encoding="utf-8")
LAYOUT = "hocba-content-1"
"""The name of this set of fields; another set is another name."""
CARDS, REHEARSAL_CARDS = UUID("6f0c2c5e-6f1b-5c0e-9f0a-0d1d6a0f7a11"), UUID("0b8a2b44-3d0e-5b3a-8a37-5f8f4f1f2c77")
"""Namespaces of card ids: a card of a rehearsal never has the id of a real one."""
PUPIL = (
    "pupil_code", "person_id", "full_name", "birth_date", "sex", "ethnicity", "nationality", "birth_place",
    "province_text", "district_text", "commune_text", "father_name", "mother_name", "guardian_name", "is_not_assessed",
)  # fmt: skip
YEAR = ("is_completed", "is_promoted", "rating", "award_text", "is_primary_completed", "supplementary", "decision_text")
TERM = ("term", "learning", "conduct", "absences", "award_text", "is_promoted")
ITEM, SCORE = ("kind", "item", "level", "score"), ("subject", "term", "tenths", "level")
AVERAGE = "tb"
"""The kind of score that a card holds: the average of a term or of the year."""
Content = Mapping[str, Any]
Place = tuple[str | None, str | None, int | None]
"""File, sheet and row in which something about a pupil was read."""


@dataclass(frozen=True, slots=True)
class Made:
    """The roster of a school; the content of each pupil who has results, and where the rows stand, by pupil code."""

    roster: pl.DataFrame
    contents: Mapping[str, Content]
    places: Mapping[str, frozenset[Place]]


def make_contents(bench: "Workbench", school: str, *, school_year: str, as_of: date) -> Made:
    """What the cards of a school would say from the data known on a day."""
    asking = Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=bench.question(school, school_year, as_of),
        lineage=bench.tree(as_of).lineage(school, as_of),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
    )
    roster = bench.engine.run(ROSTER, asking.tables, asking.parameters())
    rows = {name: _rows_of(asking, name, school) for name in ("result", "result_item", "secondary_result", "score")}
    told = {row["pupil_code"]: _content(bench, row, rows, school_year) for row in roster.iter_rows(named=True)}
    places = {row["pupil_code"]: _places(row, rows) for row in roster.iter_rows(named=True)}
    return Made(roster, {code: content for code, content in told.items() if content is not None}, places)


def card_id_of(school: str, pupil_code: str, *, school_year: str, is_rehearsal: bool) -> str:
    """The id of a pupil's card of a year at a school: the same whenever it is made (36 characters, a UUID)."""
    return str(uuid5(REHEARSAL_CARDS if is_rehearsal else CARDS, f"{school_year}\n{school}\n{pupil_code}"))


def _content(bench: "Workbench", pupil: Content, rows: Mapping[str, "Rows"], school_year: str) -> Content | None:
    """The content of a pupil, or None without results; a pupil who is not assessed has a card without them."""
    is_primary = level_of(pupil["grade"]) is Level.TIEU_HOC
    code = pupil["pupil_code"]
    results = _primary(code, rows) if is_primary else _secondary(code, rows)
    if not any(results.values()) and not pupil["is_not_assessed"]:
        return None
    applied = bench.rulebook.assessment.applies if is_primary else bench.rulebook.secondary.applies
    return {
        "layout": LAYOUT,
        "circular": applied[0].document,
        "school_year": school_year,
        "school": {"code": pupil["school_code"], "name": pupil["school_name"]},
        "grade": pupil["grade"],
        "class_name": pupil["class_name"],
        "pupil": _picked(pupil, PUPIL),
        **results,
    }


Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def _primary(code: str, rows: Mapping[str, Rows]) -> dict[str, Any]:
    year = rows["result"].get(code, ())
    items = [_picked(row, ITEM) for row in rows["result_item"].get(code, ()) if _says(row, "level", "score")]
    return {"year": _picked(year[0], YEAR) if year else None, "items": _sorted(items)}


def _secondary(code: str, rows: Mapping[str, Rows]) -> dict[str, Any]:
    terms = [_picked(row, TERM) for row in rows["secondary_result"].get(code, ())]
    averages = [row for row in rows["score"].get(code, ()) if row["kind"] == AVERAGE and _says(row, "level", "tenths")]
    scores = [_picked(row, SCORE) for row in averages]
    return {"terms": _sorted(terms), "scores": _sorted(scores)}


def _says(row: Mapping[str, Any], *names: str) -> bool:
    """Whether a row says anything: an empty column of an export is no content."""
    return any(row[name] is not None for name in names)


def _places(pupil: Content, rows: Mapping[str, Rows]) -> frozenset[Place]:
    told = [pupil, *(row for table in rows.values() for row in table.get(pupil["pupil_code"], ()))]
    return frozenset((row["source_file"], row["sheet"], row["row_number"]) for row in told)


def _picked(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value := row[name], date) else value for name in names}


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in an order that hangs on what they say alone."""
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


def _rows_of(asking: Asking, name: str, school: str) -> Rows:
    """The rows of a table about each pupil of a school."""
    held = read_relation(asking.relations[name], TABLES[name]).filter(pl.col("school_code") == school)
    named = held.filter(pl.col("pupil_code").is_not_null())
    parts = named.partition_by("pupil_code", as_dict=True, maintain_order=True)
    return {str(code): rows.rows(named=True) for (code,), rows in parts.items()}
