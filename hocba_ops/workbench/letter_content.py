"""What a document says: answers of steps in sentences and tables, the same words and figures as in their reports."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hocba_ops.access.small_cells import HIDDEN, PERSONS, is_small, without_small_cells
from hocba_ops.documents.letters import Part, PartKind
from hocba_ops.errors import LetterProblem, LetterRefused, NothingLoaded
from hocba_ops.registry.lock import Lock
from hocba_ops.reporting.formats import count, ratio
from hocba_ops.reporting.formats import day as day_text
from hocba_ops.reporting.origin import figure_key
from hocba_ops.rulebook.letters import LetterKind
from hocba_ops.steps import STEPS
from hocba_ops.tables import Answer, Measure, Severity
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.text import sort_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.letter_order import LetterOrder, kind_of
from hocba_ops.workbench.locking import locks_of

DUTY_COLUMNS = ("duty", "last_day", "state")
FINDING_COLUMNS = ("rule", "findings", "open_findings")
LOCK_COLUMNS = ("lock", "lock_grades", "lock_as_of", "lock_made_at", "lock_by", "lock_cards")
GROUP = 8
OWED = ("overdue", "due")
"""States of duties that a reminder names."""


@dataclass(frozen=True, slots=True)
class Content:
    """The body of a document, the answers that it was filled from, and every figure that it states."""

    parts: tuple[Part, ...]
    answers: tuple[Answer, ...]
    figures: tuple[dict[str, Any], ...]


def compose(bench: Workbench, order: LetterOrder) -> Content:
    """The body of a document; a step without data is named as lacking.

    Raises `NothingLoaded` when no step has any, `LetterRefused` for minutes of locks where nothing is locked.
    """
    return Telling.of(bench, order).content()


@dataclass(frozen=True, slots=True)
class Telling:
    """A document being told: whom it is about, and the answers as far as it may tell them."""

    bench: Workbench
    order: LetterOrder
    kind: LetterKind
    answers: tuple[Answer, ...]
    before: tuple[Answer, ...]
    lacking: tuple[str, ...]
    locks: tuple[Lock, ...]

    @classmethod
    def of(cls, bench: Workbench, order: LetterOrder) -> "Telling":
        """The answers of the kind's steps, and the locks in force where it tells of them."""
        kind, day = kind_of(bench, order), date.fromisoformat(order.as_of)
        answers, lacking = _answers(bench, order, kind, day)
        earlier = day - timedelta(days=kind.compared_days)
        before, _ = _answers(bench, order, kind, earlier) if kind.compared_days else ((), ())
        locks = _locks(bench, order) if kind.locks else ()
        if not answers and not locks:
            raise NothingLoaded([bench.labels(f"step.{one}") for one in lacking], day_text(day, bench.labels))
        return cls(bench, order, kind, answers, before, lacking, locks)

    def content(self) -> Content:
        """The body, the answers and the figures."""
        return Content(tuple(self.parts()), self.answers, tuple(self.figures()))

    def parts(self) -> Iterator[Part]:
        """The body, from the opening to where the figures come from."""
        yield Part(PartKind.PARAGRAPH, self._say("letter.opening"))
        if self.kind.form == "minutes":
            yield Part(PartKind.BLANK, self.bench.labels("letter.place_of_meeting"))
            yield Part(PartKind.BLANK, self.bench.labels("letter.attendance"))
        yield from self._locked()
        for number, answer in enumerate(self._told_answers(), start=1):
            title = self.bench.labels(f"step.{answer.step}")
            yield Part(PartKind.HEADING, self.bench.labels("letter.heading", number=number, title=title))
            yield from (Part(PartKind.ITEM, self._line(answer, one)) for one in self._heads(answer))
        if self.kind.to_school:
            yield from self._owed()
        if self.kind.by_school:
            yield from self._schools()
        yield from self._ground()
        yield Part(PartKind.PARAGRAPH, self._say("letter.closing"))

    def figures(self) -> Iterator[dict[str, Any]]:
        """Every figure stated, with the key by which `hocba explain` knows it."""
        for answer in self.answers:
            for one in (*self._heads(answer), *self._school_heads(answer)):
                yield {
                    "key": figure_key(answer, one),
                    "measure": one.name,
                    "unit": one.unit_id,
                    "numerator": one.numerator,
                    "denominator": one.denominator,
                    "counted": str(one.counted),
                }

    def has_small_cells(self) -> bool:
        """Whether a figure that it states is a small count of persons that should be hidden."""
        minimum = self.bench.rulebook.access.small_cells.minimum
        told = [one for answer in self.answers for one in answer.measures if one.counted in PERSONS]
        return self.kind.small_cells == "suppressed" and any(is_small(one, minimum) for one in told)

    def _told_answers(self) -> list[Answer]:
        return [answer for answer in self.answers if self._heads(answer)]

    def _say(self, family: str) -> str:
        labels, order, tree = self.bench.labels, self.order, self.bench.tree(date.max)
        return labels(
            f"{family}.{order.kind}",
            issuer=tree.unit(order.issuer).name,
            unit=tree.unit(order.unit).name,
            school=tree.unit(order.about).name,
            school_year=order.school_year,
            as_of=self._day(order.as_of),
            dated=self._day(order.dated),
        )

    def _day(self, text: str) -> str:
        return day_text(date.fromisoformat(text[:10]), self.bench.labels)

    def _heads(self, answer: Answer) -> list[Measure]:
        """The head figures of the unit that the document is about, in the order of the step."""
        whole = {one.name: one for one in answer.measures if one.unit_id == answer.unit_id and not one.group}
        return [whole[name] for name in STEPS[answer.step].headline if name in whole]

    def _school_heads(self, answer: Answer) -> list[Measure]:
        """The figures of single schools that it states; each measure from the first step that tells it."""
        earlier = self.answers[: self.answers.index(answer)]
        told = {one.name for before in earlier for one in before.measures}
        wanted, schools = set(self.kind.by_school) - told, set(self._school_codes()) if self.kind.by_school else set()
        return [one for one in answer.measures if one.name in wanted and one.unit_id in schools and not one.group]

    def _school_codes(self) -> list[str]:
        day = date.fromisoformat(self.order.as_of)
        tree = self.bench.tree(day)
        codes = tree.schools_under(self.order.unit, day)
        return sorted(codes, key=lambda code: (sort_key(tree.unit(code).name), code))

    def _line(self, answer: Answer, measure: Measure) -> str:
        labels, name = self.bench.labels, self.bench.labels(f"measure.{measure.name}")
        earlier = next((one for one in self.before if one.step == answer.step), None)
        found = [one for one in self._heads(earlier) if one.name == measure.name] if earlier else []
        if not found or earlier is None:
            return labels("letter.figure", name=name, figure=self._figure(measure))
        day, before = day_text(earlier.as_of, labels), self._figure(found[0])
        return labels("letter.figure_before", name=name, figure=self._figure(measure), day=day, before=before)

    def _figure(self, measure: Measure | None) -> str:
        if measure is None:
            return self.bench.labels("letter.no_figure")
        return self.bench.labels("letter.hidden") if measure.note == HIDDEN else ratio(measure, self.bench.labels)

    def _schools(self) -> Iterator[Part]:
        """One row a school by name, a column a measure that has figures; nobody is ranked."""
        labels, tree = self.bench.labels, self.bench.tree(date.fromisoformat(self.order.as_of))
        found = {(one.name, one.unit_id): one for answer in self.answers for one in self._school_heads(answer)}
        told = [name for name in self.kind.by_school if any(measure == name for measure, _ in found)]
        heads = [labels(f"measure.{name}") for name in told]
        rows = [
            (tree.unit(code).name, *(self._figure(found.get((name, code))) for name in told))
            for code in self._school_codes()
        ]
        if told:
            numeric = tuple(range(1, len(heads) + 1))
            widths = (3, *(2 for _ in told))
            caption = labels("letter.by_school")
            yield Part(PartKind.TABLE, caption, (labels("letter.school"), *heads), tuple(rows), numeric, widths)

    def _owed(self) -> Iterator[Part]:
        """What a school still owes: its duties, and its open findings by rule."""
        labels = self.bench.labels
        duties, findings = self._duties(), self._findings()
        heads = tuple(labels(f"letter.column.{name}") for name in DUTY_COLUMNS)
        yield _table(labels("letter.duties"), heads, duties, (), (5, 2, 2), labels("letter.no_duties"))
        heads = tuple(labels(f"letter.column.{name}") for name in FINDING_COLUMNS)
        yield _table(labels("letter.findings"), heads, findings, (2,), (2, 7, 2), labels("letter.no_findings"))

    def _duties(self) -> list[tuple[str, ...]]:
        answer = next((one for one in self.answers if one.step == "milestones"), None)
        if answer is None:
            return []
        names, labels = self.bench.names(answer), self.bench.labels
        states = answer.frames["duty_states"].select("duty", "last_day", "state", "actor_id").rows(named=True)
        found = [row for row in states if row["state"] in OWED and row["actor_id"] == self.order.about]
        found.sort(key=lambda row: (row["last_day"], row["duty"]))
        return [
            (names[row["duty"]], day_text(row["last_day"], labels), labels(f"state.{row['state']}")) for row in found
        ]

    def _findings(self) -> list[tuple[str, ...]]:
        labels, counts = self.bench.labels, Counter[tuple[str, Severity]]()
        for step in self.kind.reviews:
            try:
                answer = _asked(self.bench, step, self.order, date.fromisoformat(self.order.as_of))
            except NothingLoaded:
                continue
            counts.update((one.code, one.severity) for one in answer.findings if one.is_open)
        return [(code, labels(f"rule.{code}"), count(number, labels)) for (code, _), number in sorted(counts.items())]

    def _locked(self) -> Iterator[Part]:
        if not self.locks:
            return
        labels, told = self.bench.labels, [one.statement for one in self.locks]
        rows = [
            (
                one.lock_id,
                ", ".join(map(str, one.grades)),
                self._day(one.as_of),
                self._day(_moment(one.made_at)),
                one.by,
                count(one.cards, labels),
            )
            for one in told
        ]
        heads = tuple(labels(f"letter.column.{name}") for name in LOCK_COLUMNS)
        yield Part(PartKind.TABLE, labels("letter.locks"), heads, tuple(rows), (5,), (8, 2, 4, 4, 5, 3))
        for one in told:
            yield Part(PartKind.ITEM, labels("letter.lock_root", lock=one.lock_id, root=_grouped(one.root)))

    def _ground(self) -> Iterator[Part]:
        """Where the figures come from, what is lacking, and what is hidden."""
        labels, bench = self.bench.labels, self.bench
        if self.lacking and not self.locks:
            steps = ", ".join(labels(f"step.{one}") for one in self.lacking)
            yield Part(PartKind.PARAGRAPH, labels("letter.lacking", steps=steps))
        if any(one.note == HIDDEN for answer in self.answers for one in answer.measures):
            minimum = bench.rulebook.access.small_cells.minimum
            yield Part(PartKind.PARAGRAPH, labels("letter.small_cells", minimum=minimum))
        if self.answers:
            files = {(line.file, line.sha256) for answer in self.answers for line in answer.sources}
            said = {"files": len(files), "held": self.answers[0].held[:12], "rulebook": bench.rulebook.sha256[:12]}
            yield Part(PartKind.PARAGRAPH, labels("letter.source", as_of=self._day(self.order.as_of), **said))


def _answers(
    bench: Workbench, order: LetterOrder, kind: LetterKind, day: date
) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """The answers of the steps that have data, as far as the kind may tell them, and the steps that have none."""
    found, lacking = [], []
    for step in kind.steps:
        try:
            found.append(may_tell(bench, kind, _asked(bench, step, order, day)))
        except NothingLoaded:
            lacking.append(step)
    return tuple(found), tuple(lacking)


def _asked(bench: Workbench, step: str, order: LetterOrder, day: date) -> Answer:
    return bench.run(step, unit=order.about, school_year=order.school_year, as_of=day)


def may_tell(bench: Workbench, kind: LetterKind, answer: Answer) -> Answer:
    """An answer as far as documents of a kind tell it."""
    if kind.small_cells == "shown":
        return answer
    return without_small_cells(answer, minimum=bench.rulebook.access.small_cells.minimum)


def _locks(bench: Workbench, order: LetterOrder) -> tuple[Lock, ...]:
    """The locks of the unit and school year that were made by the day of the document."""
    found = [
        lock
        for lock in locks_of(bench).in_force()
        if (lock.statement.unit_id, lock.statement.school_year) == (order.unit, order.school_year)
        and lock.statement.as_of <= order.as_of
        and _moment(lock.statement.made_at) <= order.dated
    ]
    if not found:
        raise LetterRefused(order.unit, LetterProblem.NO_LOCK)
    return tuple(found)


def _table(
    caption: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    numeric: tuple[int, ...],
    widths: tuple[int, ...],
    none: str,
) -> Part:
    if not rows:
        return Part(PartKind.PARAGRAPH, none)
    return Part(PartKind.TABLE, caption, heads, tuple(rows), numeric, widths)


def _grouped(digest: str) -> str:
    """A digest in groups that can be read aloud, and that break over lines."""
    return " ".join(digest[place : place + GROUP] for place in range(0, len(digest), GROUP))


def _moment(made_at: str) -> str:
    """The day of a moment as the clocks of Viet Nam showed it."""
    return datetime.fromisoformat(made_at).astimezone(VIET_NAM).date().isoformat()
