"""The road map: past paper cards turned into data, which entry falls due in which school year, who is still on paper.

Source: press on the road map of Thành phố Hồ Chí Minh over three school years, the pilot plan of Hà Nội; both read only
second-hand. That a school without the means stays on paper for a time: what the Sở said on 14/2/2025.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

COUNTS = ("scanned", "extracted", "signed")
PAPER_CODES = {"expired": "HB-LO-05", "open_ended": "HB-LO-08"}
"""What is told of a school or pupil on paper, by the state of the permission."""


def answer(rows: Rows, question: Question) -> Answer:
    """Paper cards scanned, extracted and signed over those held: by grade, level and past year; then what to settle.

    `rows["roadmap_book"]`: one row a row of the list; those that cannot be counted (`is_counted` 0) are only told.
    """
    books = rows["roadmap_book"].filter(pl.col("is_counted") == 1)
    listed, paper = rows["roadmap_fault"], _paper_faults(rows["roadmap_paper"])
    told = [
        *findings(listed, question.rules, as_of=question.as_of, subject="book", value="counts"),
        *findings(paper, question.rules, as_of=question.as_of, value="until"),
    ]
    return question.answered(
        STEP.name,
        measures=tuple(_measures(books, question)),
        findings=in_order(told),
        frames={
            "roadmap_entries": rows["roadmap_progress"].drop("entry", "place"),
            "roadmap_years": _sums(books, ["past_year", "grade"]),
            "roadmap_schools": _by_school(books, question.schools),
            "on_paper": _on_paper(rows["roadmap_paper"], question.as_of),
        },
    )


def _measures(books: pl.DataFrame, question: Question) -> Iterator[Measure]:
    """Of each count: by school and grade with all totals, then by level and by past year without a second total."""
    for name in COUNTS:
        yield from with_totals(_parts(books, name, "grade", question), question.unit_id)
        for by in ("level", "past_year"):
            split = with_totals(_parts(books, name, by, question), question.unit_id)
            yield from (one for one in split if one.group)


def _parts(books: pl.DataFrame, name: str, by: str, question: Question) -> list[Measure]:
    sums = books.group_by("school_code", by).agg(pl.col(name, "held").sum()).sort("school_code", by)
    return measures(
        sums,
        f"roadmap.{name}",
        counted=Counted.CARDS,
        as_of=question.as_of,
        numerator=name,
        denominator="held",
        by=(by,),
    )


def _paper_faults(paper: pl.DataFrame) -> pl.DataFrame:
    """The permissions that are over or have no end, each with the rule that says so."""
    codes = pl.col("paper_state").replace_strict(PAPER_CODES, default=None, return_dtype=pl.String)
    until = pl.col("valid_to").dt.strftime("%d/%m/%Y")
    return paper.with_columns(code=codes, until=until).filter(pl.col("code").is_not_null()).drop("reason")


def _sums(books: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """What the lists say added up, and beside it what the registry has where it has anything."""
    known = pl.col("registry_extracted")
    in_registry = pl.when(known.is_not_null().any()).then(known.sum()).alias("registry_extracted")
    sums = books.group_by(by).agg(pl.col("held", *COUNTS).sum(), in_registry).sort(by)
    return sums.rename({"signed": "signed_books"})


def _by_school(books: pl.DataFrame, schools: pl.DataFrame) -> pl.DataFrame:
    """Each school's sums and the reasons that it gives for what is left, schools by code."""
    reasons = books.drop_nulls("reason").group_by("school_code").agg(pl.col("reason").unique().sort().str.join("; "))
    named = schools.select("school_code", "school_name", "answers_to_name")
    sums = named.join(_sums(books, ["school_code"]).drop("registry_extracted"), on="school_code")
    return sums.join(reasons, on="school_code", how="left").sort("school_code")


def _on_paper(paper: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Who is on paper, why and until when: a row a school, and one for all pupils of a school with the same words."""
    by = ["school_code", "paper_kind", "reason", "document_number", "valid_from", "valid_to", "paper_state"]
    left = (pl.col("valid_to") - pl.lit(as_of)).dt.total_days()
    counted = paper.group_by(by).agg(pupils=pl.col("pupil_code").is_not_null().sum().cast(pl.Int64))
    return counted.with_columns(days_left=left).sort("school_code", "paper_kind", "valid_to", "document_number")


STEP = Step(
    name="roadmap",
    texts=("roadmap_book", "roadmap_paper", "roadmap_fault", "roadmap_progress"),
    needs=("digitisation", "exemption"),
    headline=("roadmap.signed", "roadmap.extracted", "roadmap.scanned"),
    answer=answer,
    rules="HB-LO-",
)
