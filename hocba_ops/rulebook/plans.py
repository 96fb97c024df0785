"""A plan as data: its duties, when each must be done by, by whom, and how that is shown."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hocba_ops.rulebook.entry import Cited, Day, Entry, Grade, Percent, SchoolYearText, Whole, Words, refuse
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, build, entries, refuse_unknown

HEADS = ("document", "plan", "duty", "undated", "review")
Actor = Literal["school", "office", "so_gddt"]
"""Who must act: each school, the office above the schools, or the Sở."""


class Reading(StrEnum):
    """How “hoàn thành trước ngày X” is read; the sentence of each stands in the labels as `reading.<value>`."""

    DAY_BEFORE = "day_before"
    """By the words: the last day is the one before X."""
    THAT_DAY = "that_day"
    """As offices often do: X itself still counts."""

    def last_day(self, named: date) -> date:
        """The last day on which a thing due before `named` is in time."""
        return named - timedelta(days=1) if self is Reading.DAY_BEFORE else named


class MeasureEvidence(Entry):
    """Shown by the data: a measure (see `tables.Measure`) reaches the threshold for the actor."""

    kind: Literal["measure"]
    measure: Annotated[str, Field(pattern=r"^[a-z]+(\.[a-z_]+)+$")]
    threshold_percent: Percent


class AttestationEvidence(Entry):
    """Shown by a paper: the actor attests it, and names the document that proves it. `asks` says which one."""

    kind: Literal["attestation"]
    asks: Words


Evidence = Annotated[MeasureEvidence | AttestationEvidence, Field(discriminator="kind")]


class ReadMark(Entry):
    """What `hocba plan read` says of a task that it proposes: where it stands, and what it had to guess (`why`).

    `guessed` becomes `checked` by the hand of whoever compared it with the paper; until then the plan is not loaded.
    """

    sureness: Literal["read", "guessed", "checked"]
    why: tuple[Words, ...] = ()
    place: Words
    quote: Words


class Review(Entry):
    """Who compared a proposed plan with the paper, and when; `file` and `sha256` name what was read."""

    by: str
    on: Day | None = None
    file: Words
    sha256: Words


class Task(Cited):
    """Something a plan asks of someone. `words` quotes its time; no `grades`: it is not asked grade by grade."""

    id: Words
    phase: Whole | None = None
    title: Words
    words: Words
    actors: Annotated[tuple[Actor, ...], Field(min_length=1)]
    grades: tuple[Grade, ...] = ()
    read: ReadMark | None = None


class Duty(Task):
    """A task with a day: `named_day` as printed, `last_day` as read (inclusive)."""

    named_day: Day
    last_day: Day
    reading: Reading
    evidence: Evidence
    act: Literal["", "return"] = ""
    """What of the work it is the day of, where a step has to know: `return`: cards go to the receiving schools."""

    @model_validator(mode="after")
    def _days_fit_the_reading(self) -> "Duty":
        if self.last_day != self.reading.last_day(self.named_day):
            raise refuse("last_day_not_as_read", named=self.named_day.isoformat(), last=self.last_day.isoformat())
        return self


class Scope(Cited):
    """Whom a plan binds."""

    words: Words
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    school_kinds: Annotated[tuple[str, ...], Field(min_length=1)]


class Plan(Cited):
    """A plan of one unit for one school year. `phases` are the titles of its phases, in order."""

    id: Words
    unit: Words
    school_year: SchoolYearText
    title: Words
    phases: tuple[str, ...]
    scope: Scope
    duties: tuple[Duty, ...]
    undated: tuple[Task, ...] = ()

    def duty(self, duty_id: str) -> Duty:
        """A duty by its id. Raises `KeyError` for an unknown one."""
        return {duty.id: duty for duty in self.duties}[duty_id]


def read_plans(files: Sequence[DataFile], faults: Faults) -> tuple[list[Located[Plan]], list[Located[Task]]]:
    """The plans of the files `plans/*.toml`, and each of their tasks with its place."""
    plans: list[Located[Plan]] = []
    tasks: list[Located[Task]] = []
    for file in files:
        refuse_unknown(file, HEADS, faults)
        duties = entries(Duty, file, faults, table="duty")
        undated = entries(Task, file, faults, table="undated")
        _refuse_unreviewed(file, [*duties, *undated], faults)
        plan = build(Plan, _head(file, duties, undated), file, "plan", faults, {})
        plans += [Located(plan, file.name, "plan")] if plan else []
        tasks += [*duties, *undated]
    return plans, tasks


def _refuse_unreviewed(file: DataFile, tasks: Sequence[Located[Task]], faults: Faults) -> None:
    """Note a plan that a program proposed and nobody has put their name to, and each guess that nobody has checked."""
    marked = any(task.entry.read for task in tasks)
    if "review" in file.values or marked:
        review = build(Review, file.values.get("review"), file, "review", faults, {})
        if review is not None and not (review.by.strip() and review.on):
            faults.add(file.name, "review", "plan_not_reviewed")
    for task in tasks:
        if task.entry.read and task.entry.read.sureness == "guessed":
            faults.add(file.name, f"{task.key}.read", "guess_not_checked", why=", ".join(task.entry.read.why))


def _head(file: DataFile, duties: Sequence[Located[Duty]], undated: Sequence[Located[Task]]) -> object:
    """The plan as its model wants it: its own keys, the paper it stands in, its tasks."""
    head = file.values.get("plan", {})
    if not isinstance(head, dict):
        return head
    cited = {"document": file.values["document"]} if "document" in file.values else {}
    scope = head.get("scope")
    inner = {"scope": {**cited, **scope}} if isinstance(scope, dict) else {}
    return {**cited, **head, **inner, "duties": [d.entry for d in duties], "undated": [u.entry for u in undated]}
