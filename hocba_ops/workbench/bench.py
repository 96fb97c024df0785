"""A workspace opened: load files into it, put questions to steps, export the answers."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.access.scope import Scope
from hocba_ops.access.small_cells import without_small_cells
from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.domain.placement import OfficeLevel
from hocba_ops.domain.school_year import Level
from hocba_ops.engine import AnyEngine
from hocba_ops.errors import BadParameter, NothingLoaded, ParameterProblem
from hocba_ops.registry import Ledger
from hocba_ops.reporting.answer_json import answer_json, answer_text
from hocba_ops.reporting.headline import headline
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.origin import Origin
from hocba_ops.rulebook import Rulebook
from hocba_ops.settings import Settings
from hocba_ops.steps import STEPS, Question, Step, text_of
from hocba_ops.steps import overview as over
from hocba_ops.steps import scorecard as card
from hocba_ops.store import Store
from hocba_ops.tables import TABLES, Answer
from hocba_ops.tables.changes import Changes, with_changes
from hocba_ops.tables.schools import schools_of, unit_school_frame
from hocba_ops.workbench.answerable import school_office_frame
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.changes import look_back
from hocba_ops.workbench.composing import COMPOSED, duties_of, parts_of
from hocba_ops.workbench.computing import open_engine
from hocba_ops.workbench.explaining import explain_known
from hocba_ops.workbench.further import further_tables
from hocba_ops.workbench.linking import Linked
from hocba_ops.workbench.loading import Loaded, list_jobs, load, repair_rows
from hocba_ops.workbench.mapping import read_mappings
from hocba_ops.workbench.notes import notes_of, rulebook_labels
from hocba_ops.workbench.office_tables import parse_anchor, regroup, with_offices
from hocba_ops.workbench.places import NOTEBOOKS, find_workspace
from hocba_ops.workbench.portions import answer_in_portions
from hocba_ops.workbench.states import kept_states
from hocba_ops.workbench.trail_rows import trail_mark
from hocba_ops.workbench.units import actor_frame, calendar_frame, read_directory, read_tree, school_rows, unknown_codes


@dataclass(frozen=True)
class Workbench:
    """A workspace opened: its settings, rulebook, labels, store and engine."""

    settings: Settings
    rulebook: Rulebook
    labels: Labels
    store: Store
    engine: AnyEngine
    within: Scope | None = None
    """Only what this scope sees is counted: of a person who sees some classes of a school."""
    anew: bool = False
    """Everything is worked out from the batches; no kept state is read."""
    answered: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    linked: dict[tuple[object, ...], Linked] = field(default_factory=dict)
    viewed: dict[tuple[object, ...], tuple[Scope, "Workbench"]] = field(default_factory=dict)
    """The scopes of those who looked lately, each with the workbench that counts for it."""
    trees: dict[tuple[object, ...], UnitTree] = field(default_factory=dict)

    @classmethod
    def open(cls, workspace: Path | str | None = None) -> "Workbench":
        """The workbench of a workspace folder; without one, of the nearest folder upwards that has a hocba.toml.

        Raises `WorkspaceMissing` where there is none, `RulebookFault` where settings or rulebook are wrong.
        """
        settings = Settings.read(find_workspace(Path(workspace or ".")), os.environ)
        rulebook = Rulebook.load(settings.path(settings.rulebook) if settings.rulebook else None)
        return cls(
            settings=settings,
            rulebook=rulebook,
            labels=Labels({**rulebook_labels(rulebook), **rulebook.labels(settings.language)}),
            store=_store(settings),
            engine=open_engine(settings),
        )

    def load(
        self, folders: Sequence[Path] = (), *, as_of: date | None = None, now: datetime
    ) -> tuple[int, Iterator[Loaded]]:
        """How many files there are to read, and each as it is done; without folders, those of the inbox.

        What is wrong with a file or folder stands in its `Loaded`; `EmptyFolder` or `NotPermitted` when there is no
        file at all.
        """
        inboxes = [self.settings.path(inbox) for inbox in self.settings.inbox]
        jobs, barred = list_jobs(folders or inboxes, as_of=as_of, limits=self.settings.limits)
        directory, mappings = read_directory(self.store), read_mappings(self.settings.path(self.settings.mappings))
        workers = self.settings.workers
        done = load(self.store, jobs, directory=directory, now=now, workers=workers, mappings=mappings)
        return len(jobs) + len(barred), chain(barred, done)

    def run(
        self, step: str, *, unit: str, school_year: str, as_of: date | str, anchor: date | str | None = None
    ) -> Answer:
        """The answer of a step about a unit as of a day, with its figures by the offices of `anchor`.

        Without an anchor day: by those on both sides of the days on which schools came under another office.
        Raises `BadParameter` for an unknown step or unit, `NothingLoaded` where there is nothing to answer from.
        """
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        told = (self.held(), self.ledger.head(), trail_mark(self, step))
        key = ("run", step, unit, school_year, day, str(anchor or ""), *told)
        if key not in self.answered:
            self.answered[key] = self._run(step, unit, school_year, day, anchor)
        return self.answered[key]

    def _run(self, step: str, unit: str, school_year: str, day: date, anchor: date | str | None) -> Answer:
        question = self.question(unit, school_year, day)
        steps = self._answering(step, day)
        answers = [self.answer_of(one, question) for one in steps]
        answer = self._composed(step, steps, answers, question)
        return with_offices(self, answer, answers, question, anchor=parse_anchor(anchor) if anchor else None)

    def _composed(self, step: str, steps: Sequence[Step], answers: Sequence[Answer], question: Question) -> Answer:
        if step == over.NAME:
            return over.overview(answers, {one.name: one.headline for one in steps}, question)
        if step == card.NAME:
            return card.scorecard(answers, question, look_back(self, question), self._mending_duties(question))
        return answers[0]

    def regrouped(self, answer: Answer, *, anchor: date | str, level: str = OfficeLevel.TRUC_TIEP) -> pl.DataFrame:
        """The figures of the schools of an answer by the offices of an anchor day, as `office_tables.regroup`."""
        return regroup(self, answer, anchor=anchor, level=level)

    def changes(self, *, unit: str, school_year: str, as_of: date | str, since: date | None = None) -> Changes:
        """What became different in a unit up to a day, since an earlier day or else since the last load.

        Raises `BadParameter` for an unknown unit, `NothingLoaded` where there is nothing to review.
        """
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self._answering(card.NAME, day)
        return look_back(self, self.question(unit, school_year, day), since=since)

    def compared(self, answer: Answer, *, since: date | None = None) -> Answer:
        """The answer with frames that say what changed in it since an earlier day or else since the last load."""
        question = self.question(answer.unit_id, answer.school_year, answer.as_of)
        return with_changes(answer, look_back(self, question, since=since, steps=(answer.step,)))

    def as_it_was(self, held: str, day: date) -> "Workbench | None":
        """The workbench on the store in a state (`Answer.held`); None when the store here never was in it."""
        store = self.store.as_it_was(held, day)
        return None if store is None else replace(self, store=store, answered={}, anew=True)

    def texts_of(self, step: str) -> Mapping[str, str]:
        """The SQL texts of a step by name, in the order in which they run; of a composed one those of its parts."""
        return {name: text_of(name) for one in parts_of(step) for name in one.texts}

    def before(self, moment: datetime) -> "Workbench":
        """The workbench as it was before a load: it answers from what was known then, and loads nothing."""
        return replace(self, store=self.store.before(moment))

    def still(self) -> "Workbench":
        """The workbench on the store as it is now: whatever is asked of it comes from one state of the files."""
        return replace(self, store=self.store.still())

    def check(self, step: str, *, unit: str, school_year: str, as_of: str) -> None:
        """Raise what `run` would raise before it computes anything: `BadParameter` or `NothingLoaded`."""
        self._answering(step, self.question(unit, school_year, date.fromisoformat(as_of)).as_of)

    def export(self, answer: Answer, folder: Path | str, *, small_cells: str = "") -> None:
        """Write the Excel annex and the answer as JSON into a folder; an empty name (a trial run) writes nothing.

        `small_cells="suppressed"`: small counts of persons are hidden, as in what leaves the office.
        """
        from hocba_ops.reporting.workbook import write_workbook

        if not str(folder):
            return
        if small_cells:
            answer = without_small_cells(answer, minimum=self.rulebook.access.small_cells.minimum)
        place = Path(folder)
        path = place / f"{answer.step}.xlsx"
        write_workbook(
            answer,
            path,
            labels=self.labels,
            names=self.names(answer),
            origin=replace(self.origin(answer), small_cells=small_cells),
        )
        (place / f"{answer.step}.json").write_text(answer_text(answer), encoding="utf-8")

    def origin(self, answer: Answer) -> Origin:
        """What an answer was made from, for the files that tell of it."""
        return Origin.of(answer, rulebook=self.rulebook.sha256, version=version("hocba-ops"))

    def names(self, answer: Answer) -> Mapping[str, str]:
        """Names of the units, duties and papers that an answer speaks of, by id."""
        units = {unit.id: self._marked(unit.name) for unit in self.tree(answer.as_of).units.values()}
        duties = {duty.id: duty.title for plan in self.rulebook.plans.values() for duty in plan.duties}
        papers = {document.id: document.title for document in self.rulebook.documents.values()}
        levels = {level.value: self.labels(f"school_kind.{level}") for level in Level}
        return {**papers, **units, **duties, **levels}

    def export_repairs(self, out: Path) -> int:
        """Write every repair of the files that count to a workbook; how many there are. It tells about persons."""
        from hocba_ops.reporting.repair_log import write_repair_log

        repairs = repair_rows(self.store)
        write_repair_log(repairs, out, labels=self.labels)
        return repairs.height

    def to_json(self, answer: Answer) -> dict[str, Any]:
        """The answer as plain JSON values for other programs; it names no child."""
        return answer_json(answer)

    def head_figures(self, step: str, answer: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Label and figure of each measure by which a step is told, from its answer as JSON."""
        return headline(answer, self.head_measures(step), self.labels)

    def head_measures(self, step: str) -> tuple[str, ...]:
        """The measures by which a step is told in one line."""
        return STEPS[step].headline if step in STEPS else ()

    def name_of(self, unit: str) -> str:
        """The name of a unit; in a rehearsal it says so."""
        return self._marked(self.tree(date.max).unit(unit).name)

    def _marked(self, name: str) -> str:
        return self.labels("cards.rehearsal_name", name=name) if self.settings.rehearsal else name

    def known_unit(self, unit: str) -> str:
        """The id of a unit that the rulebook or a school list knows; `BadParameter` for any other."""
        if unit not in self.tree(date.max).units:
            raise BadParameter("unit", unit, ParameterProblem.UNKNOWN_UNIT)
        return unit

    def tree(self, day: date) -> UnitTree:
        """Offices and schools as the school lists known on a day draw them; drawn once for the same batches."""
        key = (day, *(batch.batch_id for batch in self.store.current()))
        if key not in self.trees:
            self.trees[key] = read_tree(self.rulebook, self.store, day)
        return self.trees[key]

    def newest_day(self) -> date:
        """The newest day for which anything was loaded; `NothingLoaded` when the store is empty."""
        if not self.days:
            raise NothingLoaded([self.labels("table.pupil")], "")
        return self.days[-1]

    @cached_property
    def ledger(self) -> Ledger:
        """The registry's ledger of events."""
        return Ledger(self.settings.path(self.settings.registry))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days as of which anything was handed in, oldest first."""
        return self.store.days()

    def notebook_of(self, step: str) -> Path:
        """The notebook of a step, `NN_<step>.ipynb`; `BadParameter` when there is none."""
        folder = self.settings.path(self.settings.notebooks) if self.settings.notebooks else NOTEBOOKS
        found = sorted(folder.glob(f"[0-9][0-9]_{step}.ipynb"))
        if not found:
            raise BadParameter("step", step, ParameterProblem.UNKNOWN_STEP)
        return found[0]

    def report_folder(self, step: str, *, unit: str, school_year: str, as_of: str) -> Path:
        """Where the report of a step about a unit as of a day stands."""
        return self.settings.path(self.settings.reports) / unit / school_year / as_of / step

    def question(self, unit: str, school_year: str, day: date) -> Question:
        """A question about a unit as of a day, with the schools it answers for; `BadParameter` without one."""
        tree = self.tree(day)
        self.refuse_unfounded(tree, unit, day)
        schools = school_rows(self.store, "school", day)
        scope = unit_school_frame(tree, unit, day, schools, unknown=self._strangers(tree, unit, day))
        return Question(unit, school_year, day, scope)

    def refuse_unfounded(self, tree: UnitTree, unit: str, day: date) -> None:
        """`BadParameter` for a unit that the tree does not know, or that was not founded yet on the day."""
        if unit not in tree.units:
            raise BadParameter("unit", unit, ParameterProblem.UNKNOWN_UNIT)
        if day < (tree.unit(unit).valid_from or day):
            raise BadParameter("unit", unit, ParameterProblem.NOT_YET_A_UNIT)

    def _strangers(self, tree: UnitTree, unit: str, day: date) -> set[str]:
        """School codes that pupil lists use and no school list knows; they are shown to offices, not to schools."""
        if len(schools_of(tree, unit, day)) < 2:
            return set()
        return unknown_codes(self.store.relation(TABLES["pupil"], as_of=day), tree)

    def answer_of(self, step: Step, question: Question) -> Answer:
        """The answer of a step, computed once for the same question on the same batches."""
        return self._once(self._compute, step, question)

    def unexplained(self, step: Step, question: Question) -> Answer:
        """What a step says by itself, before explanations and notes are put to it; computed once as well."""
        return self._once(lambda step, question: self._bare(step, question)[0], step, question, "unexplained")

    def _once(self, compute: Callable[[Step, Question], Answer], step: Step, question: Question, *kind: str) -> Answer:
        schools = tuple(question.schools.select("school_code", "answers_to").rows())
        told = (schools, self.held(), self.ledger.head(), trail_mark(self, step.name))
        key = (step.name, question.unit_id, question.school_year, question.as_of, *told, *kind)
        if key not in self.answered:
            self.answered[key] = compute(step, question)
        return self.answered[key]

    def held(self) -> tuple[str, ...]:
        """The batches that count: an answer holds as long as they are the same."""
        return tuple(batch.batch_id for batch in self.store.current())

    def _compute(self, step: Step, question: Question) -> Answer:
        bare, asking = self._bare(step, question)
        answer = explain_known(self, step, bare, asking.question)
        tree = self.tree(question.as_of)
        notes = notes_of(
            answer,
            tree=tree,
            rulebook=self.rulebook,
            plan=asking.plan,
            lineage=asking.lineage,
            labels=self.labels,
            kinds=question.schools["school_kind"].to_list(),
        )
        notes = (*([self.labels("note.rehearsal")] if self.settings.rehearsal else []), *notes)
        return replace(answer, sources=asking.sources(step), notes=notes)

    def _bare(self, step: Step, question: Question) -> tuple[Answer, Asking]:
        rules = self.rulebook.rules_in_force(question.as_of, step.rules) if step.rules else {}
        question = replace(question, rules=rules)
        asking = self._asking(self.tree(question.as_of), question)
        return answer_in_portions(step, asking, further_tables(self, step, asking)), asking

    def _answering(self, step: str, day: date) -> list[Step]:
        """The step asked, or of those it is composed of, every one that has something to answer from on the day.

        A step has, when one of the tables that it needs has a row; `NothingLoaded` when none of the steps asked has.
        """
        if step not in COMPOSED and step not in STEPS:
            raise BadParameter("step", step, ParameterProblem.UNKNOWN_STEP)
        asked = parts_of(step)
        needed = dict.fromkeys(table for one in asked for table in one.needs)
        held = {table for table in needed if self.store.relation(TABLES[table], as_of=day).paths}
        if not held:
            raise NothingLoaded([self.labels(f"table.{table}") for table in needed], day.strftime("%d/%m/%Y"))
        return [one for one in asked if held & set(one.needs)]

    def _asking(self, tree: UnitTree, question: Question) -> Asking:
        lineage = tree.lineage(question.unit_id, question.as_of)
        plan = self.rulebook.plan(lineage, question.school_year)
        schools = schools_of(tree, question.unit_id, question.as_of)
        phases = dict(enumerate(plan.phases if plan else (), start=1))
        actors = actor_frame(tree, plan, question.unit_id, question.schools)
        return Asking(
            store=self.store,
            engine=self.engine,
            rulebook=self.rulebook,
            question=question,
            lineage=lineage,
            actors=actors,
            calendar=calendar_frame(tree, plan, schools, phases),
            offices=school_office_frame(tree, (*schools, *actors["actor_id"])),
            events=self.ledger.paths(),
            within=self.within,
            states=None if self.anew or self.within is not None else kept_states(self, question.as_of),
        )

    def _mending_duties(self, question: Question) -> dict[str, str]:
        """By which duty of the plan each review has to be clean, by the name of the step."""
        plan = self._asking(self.tree(question.as_of), question).plan
        return duties_of(plan)


def _store(settings: Settings) -> Store:
    store = Store.open(settings.path(settings.store))
    return store if settings.known_before is None else store.before(settings.known_before)
