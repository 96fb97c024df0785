"""Explanations that a school listed by hand, tied to the findings that they meant on the day they were given.

A list says which rule and which pupil, not what the data were. So the step is asked as of the day of the explanation:
the finding that it had then is the one that is meant, and the explanation holds until the data of that finding change.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from hocba_ops.reporting.labels import Labels
from hocba_ops.steps import Question
from hocba_ops.store import Store
from hocba_ops.tables import TABLES, Answer
from hocba_ops.tables.digests import finding_key
from hocba_ops.tables.frames import build_schema, build_stored_schema
from hocba_ops.text import heading_key

NOTE = "explanation_note"
FIELD = "field."
"""What the labels of fields begin with."""

AnswerOn = Callable[[date], Answer]
"""Answers the step as of a day, before anything is explained."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the lists come to: rows as of the table `explanation`, and how many lines met no finding on their day."""

    rows: pl.DataFrame
    unmatched: int = 0


def listed_explanations(store: Store, question: Question, labels: Labels, *, answer_on: AnswerOn) -> Listed:
    """The lines known on the day about the rules and schools asked; one without a day is of the day of its file."""
    meant = _notes_about(store, question)
    fields = _fields(labels) if meant.height else {}
    found: list[Mapping[str, object]] = []
    unmatched = 0
    for (given_on,), part in meant.group_by("explained_on", maintain_order=True):
        answer = answer_on(given_on)
        known = {(one.unit_id, one.code, one.key): one.fingerprint for one in answer.findings}
        for note in part.iter_rows(named=True):
            tied = list(_tied(note, fields, known))
            found += tied
            unmatched += not tied
    return Listed(pl.DataFrame(found, schema=build_schema(TABLES["explanation"]), orient="row"), unmatched)


def explanations_handed_in(store: Store, name: str, day: date) -> pl.DataFrame:
    """The rows of a table of explanations that were given up to a day, those handed in last below.

    A row that says no day is of the day of its file.
    """
    table = TABLES[name]
    batches = sorted(store.relation(table, as_of=day).batches, key=lambda one: (one.recorded_at, one.sha256))
    held = [pl.read_parquet(batch.path(name)) for batch in batches]
    rows = pl.concat([build_stored_schema(table).to_frame(), *held], how="diagonal")
    dated = rows.with_columns(pl.col("explained_on").fill_null(pl.col("as_of")))
    return dated.filter(pl.col("explained_on") <= day).select(build_schema(table).names())


def _notes_about(store: Store, question: Question) -> pl.DataFrame:
    notes = explanations_handed_in(store, NOTE, question.as_of).with_columns(pl.col("code").str.to_uppercase())
    schools = question.schools["school_code"].to_list()
    return notes.filter(pl.col("code").is_in(list(question.rules)) & pl.col("school_code").is_in(schools))


def _tied(
    note: Mapping[str, object], fields: Mapping[str, str], known: Mapping[tuple[str, str, str], str]
) -> Iterator[Mapping[str, object]]:
    """The explanation of every finding that a line means: of its field, or of any field where it names none."""
    wanted = heading_key(str(note["field_text"] or ""))
    school, code = str(note["school_code"]), str(note["code"])
    subject = str(note["subject"]) if note["subject"] else None
    for field, words in fields.items():
        key = finding_key(code, school, subject, field)
        if wanted in ("", words, field) and (school, code, key) in known:
            yield {**note, "finding_key": key, "fingerprint": known[school, code, key]}


def _fields(labels: Labels) -> Mapping[str, str]:
    """Every field by its code, and how its words are compared."""
    return {key.removeprefix(FIELD): heading_key(words) for key, words in labels.texts.items() if key.startswith(FIELD)}
