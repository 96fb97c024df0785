"""A notice put into words for one person: digest, work list or deadlines, and a print of what it tells."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import urlencode

from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.notices.recipients import Kind
from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.change_charts import then_and_now
from hocba_ops.reporting.change_views import told_moves
from hocba_ops.reporting.formats import count, day, fraction, ratio
from hocba_ops.reporting.notice_page import NoticePage
from hocba_ops.rulebook.calendar import last_working_day
from hocba_ops.tables import Measure, Severity
from hocba_ops.tables.changes import sum_by_rule
from hocba_ops.text import sort_key
from hocba_ops.workbench.notice_facts import (
    About,
    Before,
    Due,
    Moved,
    duties_due,
    figures_of,
    head_figures,
    movers_of,
    open_tasks,
)
from hocba_ops.workbench.viewing import Viewing
from hocba_ops.workbench.work_list import Task


@dataclass(frozen=True, slots=True)
class Content:
    """What a notice tells: the page, a print of its facts, and the list that a workbook may carry.

    `why_not`: why there is nothing to tell (`notice_reason.…`), or "". The days that are left are facts of a reminder
    alone: a digest that says nothing else is nothing new.
    """

    page: NoticePage
    print: str
    why_not: str = ""
    tasks: Grid | None = None


def content_of(viewing: Viewing, kind: Kind, about: About, *, before: Before | None) -> Content:
    """What the person is told of a kind; `before`: what they were told last."""
    made = {Kind.DIGEST: _digest, Kind.WORK_LIST: _work_list, Kind.DEADLINES: _deadlines}
    return made[kind](viewing, about, before)


def subject_of(viewing: Viewing, kind: Kind, about: About) -> str:
    """What stands in the subject: of which school or office, and the day."""
    labels = viewing.labels
    return labels(f"notice_subject.{kind}", unit=viewing.name_of(viewing.person.unit), day=day(about.today, labels))


def _digest(viewing: Viewing, about: About, before: Before | None) -> Content:
    answers = figures_of(viewing, about)
    figures, due, tasks = head_figures(answers), duties_due(viewing, about), open_tasks(viewing, about) or ()
    moved = movers_of(viewing, answers, about, before) if before else None
    facts = [
        [(step, *_counts(one)) for step, one in figures],
        [(one.duty.id, *_counts(one.done)) for one in due],
        [_fact(one) for one in tasks],
    ]
    grids = (
        _figures_grid(viewing, figures, about),
        *_movers_grid(viewing, moved),
        *_due_grid(viewing, due, about),
        *([_actors_grid(viewing, tasks)] if tasks else []),
    )
    lines = _since(viewing, moved, before)
    page = _page(viewing, Kind.DIGEST, about, lines, grids if figures else grids[1:])
    return Content(page, _print(facts), "" if figures else "nothing_loaded")


def _work_list(viewing: Viewing, about: About, before: Before | None) -> Content:
    tasks = open_tasks(viewing, about)
    why_not = "nothing_loaded" if tasks is None else "nothing_to_tell" if not tasks and before is None else ""
    listed = tasks or ()
    grid = _tasks_grid(viewing, listed)
    shown = grid if _is_school(viewing) else _actors_grid(viewing, listed)
    lines = [] if listed else [viewing.labels("notice.no_tasks")]
    page = _page(viewing, Kind.WORK_LIST, about, lines, (shown,) if listed else ())
    if viewing.scope.viewer.small_cells != "shown":
        why_not = "not_theirs"
    return Content(page, _print([_fact(one) for one in listed]), why_not, grid if listed else None)


def _deadlines(viewing: Viewing, about: About, _: Before | None) -> Content:
    due = duties_due(viewing, about)
    page = _page(viewing, Kind.DEADLINES, about, [], _due_grid(viewing, due, about))
    facts = [(one.duty.id, str(one.duty.last_day), one.left, *_counts(one.done)) for one in due]
    is_theirs = bool(viewing.steps(("milestones",)))
    return Content(page, _print(facts), "not_theirs" if not is_theirs else "" if due else "nothing_to_tell")


def _page(viewing: Viewing, kind: Kind, about: About, lines: Iterable[str], grids: Iterable[Grid]) -> NoticePage:
    labels, unit = viewing.labels, viewing.name_of(viewing.person.unit)
    role = labels("notice.role", role=labels(f"viewer.{viewing.person.role}"), unit=unit)
    minimum = viewing.scope.rules.small_cells.minimum
    hidden = [] if viewing.scope.viewer.small_cells == "shown" else [labels("notice.small_cells", minimum=minimum)]
    address = viewing.settings.portal.address
    return NoticePage(
        title=subject_of(viewing, kind, about),
        kicker=labels("notice.kicker", unit=unit, as_of=day(about.day, labels)),
        lines=(role, *lines),
        grids=tuple(grids),
        link=f"{address}/?{urlencode({'don-vi': viewing.person.unit})}" if address else "",
        closing=(*hidden, labels("notice.privacy"), labels("notice.automatic")),
    )


def _figures_grid(viewing: Viewing, figures: Sequence[tuple[str, Measure]], about: About) -> Grid:
    labels = viewing.labels
    rows = [(labels(f"measure.{one.name}"), ratio(one, labels)) for _, one in figures]
    now = labels("notice.now", day=day(about.day, labels))
    return Grid(labels("notice.figures"), (Head(labels("notice.figure")), Head(now, is_number=True)), tuple(rows))


def _since(viewing: Viewing, moved: Moved | None, before: Before | None) -> list[str]:
    labels = viewing.labels
    if before is None or moved is None:
        return [labels("notice.first")]
    told = labels("notice.movers_of", told=day(before.told_on, labels), as_of=day(before.as_of, labels))
    none = [labels("notice.no_movers")] if moved.measures.is_empty() else []
    is_told = not moved.findings.is_empty()
    return [told, *none, *([told_moves(sum_by_rule(moved.findings), labels)] if is_told else [])]


def _movers_grid(viewing: Viewing, moved: Moved | None) -> list[Grid]:
    """The figures that moved: the person's unit first, then schools in the order of the alphabet."""
    if moved is None or moved.measures.is_empty():
        return []
    labels, names, own = viewing.labels, _names(viewing), viewing.person.unit
    rows = sorted(
        moved.measures.iter_rows(named=True),
        key=lambda row: (row["unit_id"] != own, sort_key(names.get(row["unit_id"], row["unit_id"])), row["measure"]),
    )
    told = [
        (names.get(row["unit_id"], row["unit_id"]), labels(f"measure.{row['measure']}"), then_and_now(row, labels))
        for row in rows
    ]
    heads = (Head(labels("notice.unit")), Head(labels("notice.figure")), Head(labels("view.before_to_now")))
    return [Grid(labels("notice.movers"), heads, tuple(told))]


def _due_grid(viewing: Viewing, due: Sequence[Due], about: About) -> list[Grid]:
    labels = viewing.labels
    if not due:
        return []
    rows: list[tuple[str, ...]] = [
        (
            one.duty.title,
            day(one.duty.last_day, labels),
            _left(viewing, one, about),
            fraction(one.done, labels),
            "" if _is_school(viewing) else "; ".join(sorted(one.waiting, key=sort_key)),
        )
        for one in due
    ]
    heads: tuple[Head, ...] = (
        Head(labels("notice.duty")),
        Head(labels("notice.last_day")),
        Head(labels("notice.left")),
        Head(labels("notice.done"), is_number=True),
        Head(labels("notice.waiting")),
    )
    keep = slice(4) if _is_school(viewing) else slice(5)
    return [Grid(labels("notice.due", count=about.within), heads[keep], tuple(row[keep] for row in rows))]


def _left(viewing: Viewing, due: Due, about: About) -> str:
    labels, last = viewing.labels, due.duty.last_day
    if due.left < 0:
        return labels("notice.overdue")
    if last == about.today:
        return labels("notice.left_today")
    if due.left == 0:
        return labels("notice.left_none", day=day(last_working_day(last), labels))
    return labels("notice.left_days", count=due.left)


def _actors_grid(viewing: Viewing, tasks: Sequence[Task]) -> Grid:
    """Who must act: schools in the order of the alphabet, with what each owes; for a school alone, each rule."""
    if _is_school(viewing):
        return _tasks_grid(viewing, tasks)
    labels, names = viewing.labels, _names(viewing)
    counts: Counter[tuple[str, Severity]] = Counter()
    days: dict[str, list[date]] = {}
    for one in tasks:
        counts[one.unit_id, one.severity] += one.findings
        days.setdefault(one.unit_id, []).extend([one.due_on] if one.due_on else [])
    called = {unit: names.get(unit) or labels("view.unknown_school", code=unit) for unit in days}
    rows = [
        (
            called[unit],
            *(count(counts[unit, severity], labels) for severity in (Severity.ERROR, Severity.QUERY)),
            day(min(days[unit], default=None), labels),
        )
        for unit in sorted(days, key=lambda one: (sort_key(called[one]), one))
    ]
    heads = (
        Head(labels("notice.unit")),
        Head(labels("notice.errors"), is_number=True),
        Head(labels("notice.queries"), is_number=True),
        Head(labels("notice.until")),
    )
    return Grid(labels("notice.actors"), heads, tuple(rows))


def _tasks_grid(viewing: Viewing, tasks: Sequence[Task]) -> Grid:
    """Every task: the rule in words, its id, how grave, how many, until when; the school where there are several."""
    labels, names = viewing.labels, _names(viewing)
    ordered = sorted(tasks, key=lambda one: (sort_key(names.get(one.unit_id, one.unit_id)), one))
    rows: list[tuple[str, ...]] = [
        (
            names.get(one.unit_id) or labels("view.unknown_school", code=one.unit_id),
            f"{labels(f'rule.{one.code}')} ({one.code})",
            labels(f"severity.{one.severity}"),
            count(one.findings, labels),
            day(one.due_on, labels),
        )
        for one in ordered
    ]
    heads: tuple[Head, ...] = (
        Head(labels("notice.unit")),
        Head(labels("notice.rule")),
        Head(labels("column.severity")),
        Head(labels("notice.findings"), is_number=True),
        Head(labels("notice.until")),
    )
    keep = slice(1, None) if _is_school(viewing) else slice(None)
    return Grid(labels("notice.tasks"), heads[keep], tuple(row[keep] for row in rows))


def _names(viewing: Viewing) -> dict[str, str]:
    return {one.id: one.name for one in viewing.tree(date.max).units.values()}


def _is_school(viewing: Viewing) -> bool:
    return viewing.tree(date.max).unit(viewing.person.unit).kind == UnitKind.TRUONG


def _counts(measure: Measure) -> tuple[object, ...]:
    return measure.name, measure.numerator, measure.denominator, measure.note


def _fact(task: Task) -> tuple[object, ...]:
    return task.unit_id, task.step, task.code, str(task.severity), str(task.due_on), task.findings


def _print(facts: object) -> str:
    return sha256(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:32]
