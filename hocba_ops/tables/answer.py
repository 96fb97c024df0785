"""The shapes of an answer: a ratio, a fault in the data, and what a step gives back."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import polars as pl


class Severity(StrEnum):
    """What a school owes for a finding."""

    ERROR = "error"
    """Must be mended."""
    QUERY = "query"
    """Must be mended or explained."""


class Counted(StrEnum):
    """What a measure counts. Two measures with different units are never added or compared."""

    PUPILS = "pupils"
    CARDS = "cards"
    SIGNATURES = "signatures"
    STAFF = "staff"
    SCHOOLS = "schools"
    DUTIES = "duties"
    PAIRS = "pairs"
    ACCOUNTS = "accounts"
    READS = "reads"


@dataclass(frozen=True, slots=True)
class Measure:
    """One ratio of one unit on one day, as two whole numbers; nobody below `reporting.formats` divides them.

    `numerator` is None when a source published a rate without a count; `denominator` 0 or None means there is no rate.
    `excluded` names how many were left out of the denominator and why. `latest_on` is the day of the newest row
    counted.
    `published_rate` is a percentage printed elsewhere, kept beside ours and never mixed with it.
    """

    name: str
    unit_id: str
    as_of: date
    counted: Counted
    numerator: int | None
    denominator: int | None
    group: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, int], ...] = ()
    latest_on: date | None = None
    published_rate: Decimal | None = None
    note: str = ""

    def part(self, key: str) -> str | None:
        """The value of one part of the group, e.g. `part("grade")`; None when the measure is not split by it."""
        return dict(self.group).get(key)


@dataclass(frozen=True, slots=True)
class Explained:
    """What a school answered to a finding that it lets stand: the words, who gave them, and when."""

    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in the data, at the place where it was read. `subject` is masked: a finding names no child.

    `key` stays the same from load to load: rule, school, subject and field as one digest; `fingerprint` is a digest of
    the data that the rule looked at, so that an explanation lapses when they change. Both are made of names and numbers
    of children and stay out of reports. `other_unit_id`: the second school that has to settle it; `due_on`: until when.
    """

    code: str
    severity: Severity
    unit_id: str
    subject: str
    field: str
    value: str
    message: str
    mend: str
    as_of: date
    source_file: str = ""
    sheet: str = ""
    row_number: int | None = None
    key: str = dataclasses.field(default="", repr=False)
    fingerprint: str = dataclasses.field(default="", repr=False)
    explained: Explained | None = None
    other_unit_id: str = ""
    due_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether the school still owes something: a mending, or for a query a mending or an explanation."""
        return self.explained is None or self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One batch that an answer was computed from."""

    table: str
    source: str
    as_of: date
    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a step gives back: ratios, faults, and frames to show (aggregates only, one row a unit or a rule)."""

    step: str
    unit_id: str
    school_year: str
    as_of: date
    measures: tuple[Measure, ...] = ()
    findings: tuple[Finding, ...] = ()
    frames: dict[str, pl.DataFrame] = dataclasses.field(default_factory=dict)
    sources: tuple[SourceLine, ...] = ()
    notes: tuple[str, ...] = ()
    anchor: date | None = None
    """The day by whose offices figures are put together, where one was asked for."""
    held: str = ""
    """The state of the store that it was computed from, as `Store.state` names it."""
