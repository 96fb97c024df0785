"""One question put to a step: the tables that its texts may name, and the rows that they give."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import polars as pl

from hocba_ops.access.scope import Scope, is_of_pupils, of_own_pupils
from hocba_ops.domain.school_year import GRADES, Level
from hocba_ops.engine import AnyEngine, Files, Shape, Source
from hocba_ops.registry import CHAINED
from hocba_ops.rulebook import Plan, Rulebook, frames
from hocba_ops.rulebook.certificate_frames import certificate_frames
from hocba_ops.rulebook.secondary_frames import secondary_frames
from hocba_ops.steps import Question, Step, text_of
from hocba_ops.store import Relation, Snapshot, Snapshots, Store, narrow
from hocba_ops.tables import TABLES, SourceLine
from hocba_ops.tables.frames import build_stored_schema
from hocba_ops.tables.review import compile_rules
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench.answerable import SCHOOL_OFFICE
from hocba_ops.workbench.person_lists import person_lists
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.states import state_tables
from hocba_ops.workbench.units import school_rows

EVENTS = files("hocba_ops.workbench").joinpath("event_of_schools.sql").read_text(encoding="utf-8")
PRIMARY = GRADES[Level.TIEU_HOC]
ABOUT_PERSONS = "HB-ID-"
"""What the rules begin with of the step that holds identity data against lists; no other step needs those."""


@dataclass(frozen=True)
class Asking:
    """What the store and the rulebook hold for one question. `lineage`: the unit and those whose plans bind it."""

    store: Store
    engine: AnyEngine
    rulebook: Rulebook
    question: Question
    lineage: tuple[str, ...]
    actors: pl.DataFrame
    calendar: pl.DataFrame
    offices: pl.DataFrame = field(default_factory=SCHOOL_OFFICE.to_frame)
    """Who answers for each school and office from which day to which."""
    events: tuple[Path, ...] = ()
    """The files of the registry's ledger."""
    within: Scope | None = None
    """The scope that narrows every table; None: all rows of the schools asked about."""
    states: Snapshot | None = None
    """The kept state of every pupil's card as of the day; None: texts work it out."""
    whole: "Asking | None" = None
    """The asking about more schools that this one was narrowed from."""

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """Every declared table as of the day; of a narrowed asking only the files that tell of its schools."""
        if self.whole is not None:
            codes = {None, *self.concerned}
            return {name: narrow(relation, name, codes) for name, relation in self.whole.relations.items()}
        return self.store.relations(TABLES, as_of=self.question.as_of)

    @cached_property
    def concerned(self) -> frozenset[str]:
        """The schools asked about, and those that ended or took over another: their pupils may stand in either list."""
        codes = (*self.question.schools["school_code"], *self.successions)
        return frozenset(code for code in codes if code)

    @cached_property
    def successions(self) -> frozenset[str]:
        """The schools that ended or took over another, of all schools; the list is read once for all portions."""
        if self.whole is not None:
            return self.whole.successions
        changes = school_rows(self.store, "school_succession", self.question.as_of)
        return frozenset((*changes["school_code"], *changes["successor_code"]))

    def own_events(self) -> pl.DataFrame:
        """The events of the registry about the schools concerned: those of a country do not fit into memory at once."""
        schools = pl.DataFrame({"school_code": sorted(self.concerned)}, schema={"school_code": pl.String})
        return self.engine.run(EVENTS, {"ledger_event": self.tables["event"], "unit_school": schools})

    def narrowed(self, question: Question) -> "Asking":
        """The same asking about some of its schools."""
        return replace(self, question=question, whole=self)

    def portions(self, parts: Iterable[pl.DataFrame]) -> "Iterator[Asking]":
        """The same asking about some of its schools at a time."""
        for part in parts:
            yield self.narrowed(replace(self.question, schools=part))

    @cached_property
    def plan(self) -> Plan | None:
        """The plan that binds the unit in the school year."""
        return self.rulebook.plan(self.lineage, self.question.school_year)

    @cached_property
    def tables(self) -> Mapping[str, Source]:
        """Everything that a text may name: declared tables, shapes over them, and the rulebook as tables."""
        declared: dict[str, Source] = {
            name: Files(paths=read.paths, keep=read.keep, schema=build_stored_schema(TABLES[name]))
            for name, relation in self.relations.items()
            for read in (self.store.fastest(name, relation),)
        }
        deadlines = frames.deadline_frame(self.rulebook, self.lineage, self.question.school_year, PRIMARY)
        assessment = self.rulebook.assessment
        return {
            **declared,
            **{name: Shape(text) for name, text in SHAPES.items()},
            **self._seen(),
            "unit_school": self.question.schools,
            "grade_deadline": deadlines,
            "signing_window": frames.window_frame(deadlines),
            "duty": frames.duty_frame(self.plan),
            "duty_plan": self.calendar,
            "actor": self.actors,
            "school_office": self.offices,
            "required_item": frames.requirement_frame(self.rulebook),
            "signing_position": frames.position_frame(self.rulebook),
            "seal_rule": frames.seal_frame(self.rulebook),
            "state_claim": frames.claim_frame(),
            "assessment_item": frames.item_frame(assessment, self.question.school_year),
            "assessment_level": frames.level_frame(assessment),
            "assessment_rating": frames.rating_frame(assessment),
            "assessment_award": frames.award_frame(assessment),
            **certificate_frames(self.rulebook.certificates),
            **secondary_frames(self.rulebook.secondary, self.question.school_year),
        }

    def _seen(self) -> dict[str, Source]:
        """The registry's events; and for a scope that ends at some classes, of tables about pupils only theirs."""
        events = Files(paths=self.events, keep=None, schema=CHAINED)
        if self.within is None:
            return {"event": events}
        scope = self.within
        frames = {name: read_relation(self.relations[name], TABLES[name]) for name in TABLES if is_of_pupils(name)}
        frames["event"] = pl.concat([CHAINED.to_frame(), *(pl.read_parquet(path) for path in self.events)])
        return {name: of_own_pupils(scope, name, rows) for name, rows in frames.items()}

    def days_of(self, tables: Collection[str]) -> tuple[date, ...]:
        """The days up to the one asked on which rows of any of these tables came in; between them nothing changes."""
        came = {batch.as_of for batch in self.store.current() if any(batch.table(name) for name in tables)}
        return tuple(sorted(day for day in came if day <= self.question.as_of))

    def rows(
        self, step: Step, extra: Mapping[str, pl.DataFrame], *, passing: Collection[str] = ()
    ) -> dict[str, pl.DataFrame]:
        """What the texts of a step give, each text seeing the rows of those before it; `extra` are further tables.

        The rows of `passing` texts go to the texts after them and are not given.
        """
        return self.rows_of(step, step.texts, extra, passing=passing)

    def rows_of(
        self,
        step: Step,
        texts: Collection[str],
        extra: Mapping[str, pl.DataFrame],
        *,
        passing: Collection[str] = (),
    ) -> dict[str, pl.DataFrame]:
        """What some texts of a step give, in their order; of `passing` texts nothing."""
        given: dict[str, pl.DataFrame] = {}
        lists = person_lists(self.rulebook, self.question.school_year) if step.rules == ABOUT_PERSONS else {}
        with (
            self._kept() as kept,
            self.engine.sitting({**self.tables, **kept, **extra, **lists}, self.parameters()) as sitting,
        ):
            for name in texts:
                text = compile_rules(text_of(name), self.question.rules)
                if name in passing:
                    sitting.keep(name, text)
                    continue
                given[name] = sitting.run(text)
                sitting.give(name, given[name])
        return {**lists, **given}

    @contextmanager
    def _kept(self) -> Iterator[Mapping[str, Source]]:
        """The tables of the kept state; none where there is none, or where it has just gone."""
        if self.states is None:
            yield {}
            return
        with Snapshots(self.store.root).in_use():
            is_there = all(self.states.path(part).is_file() for part in self.states.parts)
            yield state_tables(self.states, self.question.schools["school_code"]) if is_there else {}

    def named(self, step: Step) -> set[str]:
        """The tables that the texts of a step name, themselves or through shapes."""
        return {table for name in step.texts for table in self.engine.tables_of(text_of(name), self.tables)}

    def sources(self, step: Step) -> tuple[SourceLine, ...]:
        """The batches behind the tables that the texts of a step name, and behind the explanations of its findings."""
        named = self.named(step) | ({"explanation", "explanation_note"} if step.rules else set())
        return tuple(sorted(self._lines(named), key=lambda line: (line.table, line.as_of, line.file, line.sha256)))

    def _lines(self, names: set[str]) -> Iterator[SourceLine]:
        for name in names & self.relations.keys():
            for batch in self.relations[name].batches:
                held = batch.table(name)
                yield SourceLine(name, batch.family, batch.as_of, batch.name, batch.sha256, held.rows if held else 0)

    def parameters(self) -> Mapping[str, object]:
        """The `$parameters` that every text may name."""
        return {
            "as_of": self.question.as_of,
            "known_on": self.question.known_on,
            "unit": self.question.unit_id,
            "school_year": self.question.school_year,
            "first_grade": PRIMARY.start,
            "last_grade": PRIMARY.stop - 1,
        }
