"""The reports that were run for a unit: what there is, when it was made, and where to open it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE, render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.formats import day
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.composing import ALL_STEPS

KINDS = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The files of a report that may be opened here; the notebook and the JSON are for programs."""
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Ran:
    """A report that was run: of a step, as of a day, and when."""

    step: str
    as_of: date
    school_year: str
    started_at: datetime


def draw_runs(view: View, state: State) -> str:
    """The reports of the unit, the newest day first; or what to do where there are none."""
    found = sorted(runs_of(view, state), key=lambda one: (-one.as_of.toordinal(), ALL_STEPS.index(one.step)))
    rows = [
        (
            view.labels(f"step.{one.step}"),
            one.school_year,
            day(one.as_of, view.labels),
            f"{day(one.started_at.date(), view.labels)} {one.started_at:%H:%M}",
            [
                (
                    kind,
                    view.labels(f"take.{kind}"),
                    f"{PLACE}/bao-cao/{state.unit}/{one.school_year}/{one.as_of}/{one.step}.{kind}",
                )
                for kind in KINDS
            ],
        )
        for one in found
    ]
    return render("runs.html.j2", labels=view.labels, rows=rows, state=state)


def runs_of(view: View, state: State) -> Iterator[Ran]:
    """The reports that are the person's and whose folder has a manifest; one that a run left half done has none."""
    if state.unit not in {one.id for one in view.units(state.as_of or view.days[-1])}:
        return
    for path in _folder(view, state.unit).glob(f"*/*/*/{MANIFEST}"):
        year, when, step = path.parts[-4:-1]
        if step in ALL_STEPS and view.takes_report(step):
            started = json.loads(path.read_text(encoding="utf-8"))["run"]["started_at"]
            yield Ran(step, date.fromisoformat(when), year, datetime.fromisoformat(started).astimezone(VIET_NAM))


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
