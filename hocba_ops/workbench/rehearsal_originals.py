"""The papers that a trainee looks things up in: who the invented pupils are, and what their teachers gave them.

Every pupil stands in it, at fault or not, so that it answers what a birth certificate and a class book answer and
gives nothing away. It holds rows of (invented) pupils and stays in the rehearsal's own folder.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook

from hocba_ops.rehearsal.key import with_truth
from hocba_ops.rehearsal.key_of_results import NOT_UP
from hocba_ops.rehearsal.listing import sound_list
from hocba_ops.rehearsal.parts import Part
from hocba_ops.rehearsal.results import build_cells, graded, sound_rows
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Sheet, Styles, sheet_name, write_sheet
from hocba_ops.rulebook import Rulebook

PEOPLE = ("school_code", "class_name", "pupil_code", "full_name", "birth_date", "sex", "person_id", "ethnicity",
          "nationality")  # fmt: skip
YEAR = ("school_code", "class_name", "pupil_code", "full_name", "rating", "award", "is_completed", "is_promoted",
        "is_primary_completed")  # fmt: skip
WORDS = {"sex": "sex_text", "rating": "rating_text", "award": "award_text"}
"""Columns that are told in the words of the files."""


def write_originals(parts: Sequence[Part], out: Path, *, rulebook: Rulebook, labels: Labels, made: date) -> Path:
    """Write the workbook and give `out` back: birth certificates, year results, and levels and scores."""
    people = pl.concat([with_truth(sound_list(part.people)) for part in parts])
    pupils = pl.concat([_without_faults(part.people) for part in parts])
    cells = pl.concat([build_cells(_without_faults(part.people), part.lists.items) for part in parts])
    sheets = {
        labels("rehearsal.people"): (PEOPLE, people),
        labels("rehearsal.years"): (YEAR, _years(pupils)),
    }
    draft = out.with_suffix(".tmp")
    with Workbook(draft, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(made, time())})
        styles, taken = Styles(book, labels), list[str]()
        for caption, (columns, rows) in sheets.items():
            taken.append(sheet_name(caption, taken))
            told = rows.with_columns(pl.col(text).alias(name) for name, text in WORDS.items() if text in rows.columns)
            heads = [labels(f"field.{name}") for name in columns]
            body = told.select(columns).rows()
            shown = [[_shown(value, labels) for value in row] for row in body]
            write_sheet(book, Sheet(taken[-1], caption, heads, shown), styles)
        write_sheet(book, _levels(cells, rulebook, labels, taken), styles)
    draft.replace(out)
    return out


def _without_faults(people: pl.DataFrame) -> pl.DataFrame:
    """The pupils in the band of their fault, told by the code and the class that they should have."""
    code = pl.format("79{}", pl.col("place").cast(pl.String).str.zfill(8))
    kept = pl.concat([graded(people), people.filter(pl.col("fault") == "HB-KQ-01")], how="vertical_relaxed")
    named = kept.with_columns(pupil_code=code, class_name="seat_class", was=pl.col("fault"))
    return named.with_columns(fault=pl.lit(None, pl.String)).sort("place")


def _years(pupils: pl.DataFrame) -> pl.DataFrame:
    """The year of each pupil; one who failed indeed does not go up."""
    failed = pupils.filter(pl.col("was") == NOT_UP)["place"].to_list()
    told = sound_rows(pupils)
    return told.with_columns(is_promoted=pl.col("is_promoted") & ~pl.col("place").is_in(failed))


def _levels(cells: pl.DataFrame, rulebook: Rulebook, labels: Labels, taken: Sequence[str]) -> Sheet:
    items = rulebook.assessment.grade_items()
    names = {f"{one.kind}.{one.item}": labels(f"pack.item.{one.kind}_level", name=one.name) for one in items}
    at = ["school_code", "pupil_code"]
    value = pl.concat_str(pl.col("level"), pl.col("score").cast(pl.String), separator=" ", ignore_nulls=True)
    wide = (
        cells.sort("place", "number")
        .with_columns(value=value, at=pl.format("{}.{}", "kind", "item"))
        .pivot("at", index=at, values="value")
    )
    heads = [*(labels(f"field.{name}") for name in at), *(names[item] for item in wide.columns[len(at) :])]
    caption = labels("rehearsal.levels")
    return Sheet(sheet_name(caption, taken), caption, heads, wide.rows())


def _shown(value: object, labels: Labels) -> object:
    return labels("format.yes" if value else "format.no") if isinstance(value, bool) else value
