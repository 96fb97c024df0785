"""What can be chosen on a page: units, school years, days, sides of a change of offices, classes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hocba_ops.dashboards.pages import BESIDE, RUNS, page_names
from hocba_ops.dashboards.sections import ask
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.view import AskedUnit, View
from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.errors import NothingLoaded
from hocba_ops.text import sort_key


@dataclass(frozen=True, slots=True)
class Choices:
    """`state`: the state asked for, with every blank filled; offices and schools in alphabetical order."""

    state: State
    offices: Sequence[AskedUnit]
    schools: Sequence[AskedUnit]
    years: Sequence[str]
    days: Sequence[date]
    anchors: Sequence[date]
    classes: Sequence[str]

    @property
    def unit_name(self) -> str:
        """The name of the unit that is asked about; its id where no unit of the person has it."""
        return next((one.name for one in (*self.offices, *self.schools) if one.id == self.state.unit), self.state.unit)

    @property
    def place(self) -> int:
        """Where the day stands among the days of data: the last that is not after it."""
        asked = self.state.as_of
        return max((number for number, one in enumerate(self.days) if asked and one <= asked), default=0)


def choices_of(view: View, state: State) -> Choices:
    """Raises `NothingLoaded` where no day has any data."""
    if not view.days:
        raise NothingLoaded([view.labels("table.pupil")], "")
    day = state.as_of or view.settings.as_of or view.days[-1]
    units = list(view.units(day))
    schools = sorted((one for one in units if one.kind == UnitKind.TRUONG), key=lambda one: sort_key(one.name))
    offices = sorted((one for one in units if one.kind != UnitKind.TRUONG), key=lambda one: sort_key(one.name))
    filled = replace(
        state,
        page=state.page if state.page in (*page_names(), *BESIDE) else _first_page(view),
        unit=state.unit or _first_unit(view, [*offices, *schools]),
        school_year=state.school_year or view.settings.school_year or str(SchoolYear.of(day)),
        as_of=day,
    )
    is_school = filled.unit in {one.id for one in schools}
    classes = view.classes(filled.unit, day) if is_school else ()
    filled = replace(filled, class_name=filled.class_name if filled.class_name in classes else "")
    return Choices(filled, offices, schools, _years(view, filled), view.days, _anchors(view, filled), classes)


def _first_page(view: View) -> str:
    return next(iter(view.steps(page_names())), RUNS)


def _first_unit(view: View, units: Sequence[AskedUnit]) -> str:
    own = view.settings.unit
    return own if own in {one.id for one in units} or not units else units[0].id


def _years(view: View, state: State) -> Sequence[str]:
    """The school years of the days of data, and the one asked about."""
    return sorted({str(SchoolYear.of(one)) for one in view.days} | {state.school_year})


def _anchors(view: View, state: State) -> Sequence[date]:
    """The days by whose offices figures are told when no anchor is chosen: both sides of a change."""
    answer = ask(view, state.page, replace(state, anchor=None)) if state.page in page_names() else None
    frame = answer.frames.get("by_office") if answer else None
    found = [] if frame is None or frame.is_empty() else frame["anchor_day"].unique().sort().to_list()
    return found if len(found) > 1 else []
