"""The words by which a plan is read: of days and deadlines, of its parts, of who acts, and of what is to be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Annotated, Literal, cast

from pydantic import Field

from hocba_ops.rulebook.entry import Cited, Flag, Whole, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, by_id, entries, refuse_unknown

HEADS = ("document", "date", "time", "loose", "part", "school_kind", "owner", "stage")
Phrases = Annotated[tuple[Words, ...], Field(min_length=1)]
PlanActor = Literal["school", "office", "so_gddt", "vendor", "bo_gddt"]
"""Whom a plan can charge; a duty that is followed has one of the first three."""


class DateWords(Cited):
    """The words that a written day is made of; `days_after`: how long after a school year its duties may fall due."""

    id: Words
    day: Phrases
    month: Phrases
    year: Phrases
    hour: Phrases
    minute: Phrases
    quarter: Phrases
    since: Phrases
    until: Phrases
    whole: Phrases
    grade: Phrases
    and_: Annotated[Phrases, Field(alias="and")]
    number: Phrases
    school_year: Phrases
    ordinals: Phrases
    days_after: Whole


class PhraseWords(Cited):
    """Phrases of one use; `use` where several entries share one, else the entry's own id is the use."""

    id: Words
    words: Phrases
    use: str = ""


class TimeWords(PhraseWords):
    """Phrases that stand before a day or a month, and how the day is meant."""

    kind: Literal["before", "by", "within"]


class OwnerWords(PhraseWords):
    """Phrases that say who acts: at the start of a sentence or heading, anywhere, or only by the place of the work.

    `is_ambiguous`: the words themselves can mean more than one (“các đơn vị”).
    """

    actors: Annotated[tuple[PlanActor, ...], Field(min_length=1)]
    at: Literal["start", "anywhere", "place"]
    is_ambiguous: Flag = False


class StageWords(PhraseWords):
    """A kind of work: the measure or the paper that shows it done, and the kinds of work that it `needs` before it."""

    measure: str = ""
    asks: str = ""
    act: Literal["", "return"] = ""
    needs: tuple[Words, ...] = ()


@dataclass(frozen=True)
class PlanWords:
    """All of them. `owners` and `stages` are by id, in the order of the file."""

    date: DateWords
    times: tuple[TimeWords, ...]
    loose: tuple[PhraseWords, ...]
    parts: tuple[PhraseWords, ...]
    school_kinds: tuple[PhraseWords, ...]
    owners: Mapping[str, OwnerWords]
    stages: Mapping[str, StageWords]

    def phrases(self, use: str) -> tuple[str, ...]:
        """The phrases of one part of a plan, e.g. `phrases("basis")`."""
        return self._parts.get(use, ())

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        uses = dict.fromkeys(one.use or one.id for one in self.parts)
        return {
            use: tuple(word for one in self.parts if (one.use or one.id) == use for word in one.words) for use in uses
        }


@dataclass(frozen=True, slots=True)
class PlanWordEntries:
    """What the files hold, each entry with its place."""

    dates: list[Located[DateWords]]
    times: list[Located[TimeWords]]
    loose: list[Located[PhraseWords]]
    parts: list[Located[PhraseWords]]
    school_kinds: list[Located[PhraseWords]]
    owners: list[Located[OwnerWords]]
    stages: list[Located[StageWords]]

    def cited(self) -> Iterator[Located[Cited]]:
        """Every entry, for each cites a paper."""
        yield from chain(self.dates, self.times, self.loose, self.parts, self.school_kinds, self.owners, self.stages)

    def words(self, faults: Faults) -> PlanWords:
        """The words; a second entry of one id is noted, and a kind of work that another needs and nobody lists."""
        if not self.dates:
            faults.add("plan_reading.toml", "date", "missing")
        nothing = cast(DateWords, None)
        stages = by_id(self.stages, faults)
        for located in self.stages:
            for need in located.entry.needs:
                if need not in stages:
                    faults.add(located.file, f"{located.key}.needs", "unknown_stage", stage=need)
        return PlanWords(
            date=next(iter(by_id(self.dates, faults).values()), nothing),
            times=tuple(by_id(self.times, faults).values()),
            loose=tuple(by_id(self.loose, faults).values()),
            parts=tuple(by_id(self.parts, faults).values()),
            school_kinds=tuple(by_id(self.school_kinds, faults).values()),
            owners=by_id(self.owners, faults),
            stages=stages,
        )


def read_plan_words(files: Sequence[DataFile], faults: Faults) -> PlanWordEntries:
    """The entries of the files `plan_reading.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return PlanWordEntries(
        dates=[one for file in files for one in entries(DateWords, file, faults, table="date")],
        times=[one for file in files for one in entries(TimeWords, file, faults, table="time")],
        loose=[one for file in files for one in entries(PhraseWords, file, faults, table="loose")],
        parts=[one for file in files for one in entries(PhraseWords, file, faults, table="part")],
        school_kinds=[one for file in files for one in entries(PhraseWords, file, faults, table="school_kind")],
        owners=[one for file in files for one in entries(OwnerWords, file, faults, table="owner")],
        stages=[one for file in files for one in entries(StageWords, file, faults, table="stage")],
    )
