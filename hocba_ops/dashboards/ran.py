"""The reports that were run for a unit: what there is, when it was made, and where to open it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hocba_ops.dashboards.pages import RUNS
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE, render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.formats import day
from hocba_ops.runs.listing import Made, list_made
from hocba_ops.runs.schedule.telling import clock
from hocba_ops.runs.telling import came_out, made_by, made_from
from hocba_ops.workbench.composing import ALL_STEPS

KINDS = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The files of a report that may be opened here; the notebook and the JSON are for programs."""


def draw_runs(view: View, state: State) -> str:
    """The reports of the unit, the newest day first; or what to do where there are none."""
    found = runs_of(view, state)
    unit = next((one.name for one in view.units(state.as_of or view.days[-1]) if one.id == state.unit), state.unit)
    rows = [_row(view, state, one) for one in found]
    caption = view.labels("ran.caption", unit=unit)
    return render("runs.html.j2", labels=view.labels, rows=rows, state=state, caption=caption)


def _row(view: View, state: State, made: Made) -> Mapping[str, object]:
    """A report as its row reads."""
    words, when = view.labels, day(made.as_of, view.labels)
    step = words(f"step.{made.step}")
    return {
        "step": step,
        "year": made.school_year,
        "when": when,
        "ran": clock(made.started_at),
        "by": made_by(made, words),
        "data": made_from(made, rulebook=view.rulebook_sha256, held=view.state_of(made.as_of), labels=words),
        "came_out": came_out(made, words),
        "links": links_of(view, made),
        "query": state.on_page(RUNS, report=code_of(made)).to_query(),
        "more": words("ran.more_of", step=step, day=when),
    }


def links_of(view: View, made: Made) -> list[tuple[str, str, str]]:
    """The files of a report: kind, what it is called, and where it is given."""
    place = f"{PLACE}/bao-cao/{made.unit}/{made.school_year}/{made.as_of}/{made.step}"
    return [(kind, view.labels(f"take.{kind}"), f"{place}.{kind}") for kind in KINDS]


def code_of(made: Made) -> str:
    """How a link names a report of the unit that it is about: step, school year and day."""
    return f"{made.step}.{made.school_year}.{made.as_of}"


def runs_of(view: View, state: State) -> list[Made]:
    """The reports of the unit that are the person's, the newest day first and each day by step."""
    if state.unit not in {one.id for one in view.units(state.as_of or view.days[-1])}:
        return []
    found = [
        one for one in list_made(view.settings.path(view.settings.reports), state.unit) if view.takes_report(one.step)
    ]
    return sorted(found, key=lambda one: (-one.as_of.toordinal(), ALL_STEPS.index(one.step)))


def report_file(view: View, unit: str, school_year: str, as_of: date, name: str) -> Path:
    """The file of a report, `<step>.html` or `<step>.xlsx`; `BadParameter` for what is none or is not the person's."""
    step, _, kind = name.rpartition(".")
    if step not in ALL_STEPS or kind not in KINDS:
        raise BadParameter("step", name, ParameterProblem.UNKNOWN_STEP)
    view.check_report(step, unit)
    if unit not in {one.id for one in view.units(as_of)}:
        raise BadParameter("unit", unit, ParameterProblem.UNKNOWN_UNIT)
    path = _folder(view, unit) / school_year / as_of.isoformat() / step / name
    if not path.is_file():
        raise BadParameter("step", name, ParameterProblem.UNKNOWN_STEP)
    return path


def _folder(view: View, unit: str) -> Path:
    return view.settings.path(view.settings.reports) / unit
