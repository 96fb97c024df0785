"""The figures of an answer by the offices of an anchor day, for every step that tells of schools."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.domain.placement import OfficeLevel, turning_days
from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.labels import Labels
from hocba_ops.steps import STEPS, Question
from hocba_ops.tables import Answer, Measure
from hocba_ops.tables.by_office import astray, do_totals_agree, group_by_office

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

FRAME = "by_office"


def with_offices(
    bench: "Workbench", answer: Answer, parts: Sequence[Answer], question: Question, *, anchor: date | None
) -> Answer:
    """The answer with the frame `by_office`, and a note on whether all trees come to the same totals.

    Without an anchor day: both sides of every day of the school year on which schools came under another office, else
    the day asked about. `parts`: the answers that it was made from, with the measures of schools.
    """
    tree, schools = bench.tree(question.as_of), _counted(question)
    told = list({(one.name, one.unit_id, one.group): one for part in parts for one in _head_measures(part)}.values())
    days = (anchor,) if anchor else anchor_days(tree, schools, question)
    grouped = group_by_office(told, tree, days, schools=set(schools))
    notes = tuple(_notes(grouped, tree, days, told, schools, bench.labels))
    frames = {**answer.frames, FRAME: grouped}
    held = bench.store.state(question.as_of)
    return replace(answer, frames=frames, notes=(*answer.notes, *notes), anchor=anchor, held=held)


def regroup(
    bench: "Workbench", answer: Answer, *, anchor: date | str, level: OfficeLevel | str = OfficeLevel.TRUC_TIEP
) -> pl.DataFrame:
    """The measures of the schools of an answer by the offices of one level on one day, as `tables.by_office` has them.

    Raises `BadParameter` for a day or level that is none.
    """
    question = bench.question(answer.unit_id, answer.school_year, answer.as_of)
    day, chosen = parse_anchor(anchor), _level(level)
    schools = set(_counted(question))
    return group_by_office(answer.measures, bench.tree(answer.as_of), [day], schools=schools, levels=[chosen])


def anchor_days(tree: UnitTree, schools: Sequence[str], question: Question) -> tuple[date, ...]:
    """The last day of each tree and the first of the next, in the school year and up to the day asked about."""
    year = SchoolYear.parse(question.school_year)
    turns = turning_days(tree, schools, year.start, max(year.end, question.as_of))
    both = {day for turn in turns for day in (turn - timedelta(days=1), turn)}
    return tuple(sorted(both)) or (question.as_of,)


def parse_anchor(given: date | str) -> date:
    """The anchor day that was asked for; `BadParameter` for what is no day."""
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except ValueError as fault:
        raise BadParameter("anchor", given, ParameterProblem.NOT_A_DAY) from fault


def _level(given: OfficeLevel | str) -> OfficeLevel:
    try:
        return OfficeLevel(given)
    except ValueError as fault:
        raise BadParameter("level", given, ParameterProblem.UNKNOWN_LEVEL, near=list(OfficeLevel)) from fault


def _counted(question: Question) -> list[str]:
    """The schools whose figures are added up for the unit, those that no list knows among them."""
    codes: list[str] = question.schools.filter(pl.col("is_counted") == 1)["school_code"].to_list()
    return codes


def _head_measures(part: Answer) -> list[Measure]:
    names = STEPS[part.step].headline if part.step in STEPS else ()
    return [one for one in part.measures if one.name in names]


def _notes(
    grouped: pl.DataFrame,
    tree: UnitTree,
    days: Sequence[date],
    told: Sequence[Measure],
    schools: Sequence[str],
    labels: Labels,
) -> Iterator[str]:
    """One loud line a day on which a school is in no office or in two; a quiet one where all trees agree."""
    measured = {one.unit_id for one in told} & set(schools)
    lost = astray(tree, measured, days)
    for day in days:
        named = [f"{one.school} ({labels(f'misplaced.{one.why}')})" for one in lost if one.day == day]
        if named:
            yield labels("note.offices_apart", day=_day(day), count=len(named), schools="; ".join(named))
    if len(days) > 1 and measured and do_totals_agree(grouped):
        yield labels("note.offices_agree", days=", ".join(map(_day, days)), count=len(measured))


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
