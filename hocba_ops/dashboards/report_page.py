"""One report that was run: from what, laid beside another day, checked against its sources, each figure explained."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hocba_ops.access.trail import Event
from hocba_ops.dashboards.pages import RUNS
from hocba_ops.dashboards.ran import KINDS, code_of, links_of, report_file, runs_of
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE, render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.cells import value_text
from hocba_ops.reporting.formats import count, day, ratio
from hocba_ops.reporting.headline import read_measure
from hocba_ops.runs.checking import Verdict, check_apart
from hocba_ops.runs.compare import Changed, Compared, compare_runs
from hocba_ops.runs.explain import about_text, explain_in
from hocba_ops.runs.filled import filled_notebook, name_of
from hocba_ops.runs.listing import Made
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.schedule.telling import clock
from hocba_ops.runs.telling import came_out, made_by, made_from

MOST = 150
"""Figures of a report, or places that differ, that a page lists; the command lists all."""
BESIDE = 8
"""Other days that are offered to be laid beside."""


def draw_report(view: View, state: State, verdict: Verdict | None = None) -> str:
    """The page of the report that a state opens; `BadParameter`, `OutOfScope` where it is not the person's."""
    made = report_of(view, state.unit, state.report)
    others = [one for one in runs_of(view, state) if one.step == made.step and one.as_of != made.as_of]
    other = next((one for one in others if code_of(one) == state.other), None)
    answer = json.loads((made.folder / f"{made.step}.json").read_text(encoding="utf-8"))
    names = {one.id: one.name for one in view.units(made.as_of)}
    kinds = [kind for kind in KINDS if (made.folder / f"{made.step}.{kind}").is_file()]
    shown = _Shown(view, state, made, names)
    return render(
        "report.html.j2",
        labels=view.labels,
        made=made,
        title=view.labels(f"step.{made.step}"),
        kicker=view.labels(
            "dash.kicker", unit=names.get(made.unit, made.unit), year=made.school_year, day=day(made.as_of, view.labels)
        ),
        facts=shown.facts(),
        links=links_of(view, made),
        kinds=kinds,
        checks=[(kind, view.labels(f"ran_check.{kind}")) for kind in kinds],
        verdict=verdict,
        places=_places(view, verdict),
        others=[
            (day(one.as_of, view.labels), shown.query(other=code_of(one)), one is other) for one in others[:BESIDE]
        ],
        compared=shown.compared(other) if other else None,
        figures=shown.figures(answer["measures"][:MOST]),
        left=max(0, len(answer["measures"]) - MOST),
        explained=shown.explained() if state.figure else None,
        command=_command(made),
        notebook=f"{PLACE}/so-tinh/{made.unit}/{made.school_year}/{made.as_of}/{made.step}.ipynb",
        back=state.on_page(RUNS).to_query(),
        most=MOST,
    )


def report_of(view: View, unit: str, code: str) -> Made:
    """The report of a unit that a link names."""
    step, _, rest = code.partition(".")
    year, _, when = rest.partition(".")
    try:
        report_file(view, unit, year, date.fromisoformat(when), f"{step}.html")
    except ValueError as fault:
        raise BadParameter("step", code, ParameterProblem.UNKNOWN_STEP) from fault
    found = runs_of(view, State(unit=unit, as_of=date.fromisoformat(when)))
    made = next((one for one in found if code_of(one) == code), None)
    if made is None or not (made.folder / f"{made.step}.json").is_file():
        raise BadParameter("step", code, ParameterProblem.UNKNOWN_STEP)
    return made


def checked(view: View, state: State, kind: str) -> Verdict:
    """The report that is open, computed again and compared; that it was is written down."""
    made = report_of(view, state.unit, state.report)
    view.note(Event.VERIFIED, f"{made.step}.{kind}", made.unit)
    return check_apart(view.settings.root, made.folder / f"{made.step}.{kind}")


def notebook_of(view: View, unit: str, code: str) -> tuple[str, str]:
    """Name and text of the notebook of a report with its parameters; it says by whom and when it was taken."""
    made = report_of(view, unit, code)
    line = view.mark(f"{made.step}.ipynb", unit)
    parameters = _parameters(made)
    return name_of(made.step, parameters), filled_notebook(view.notebook_of(made.step), parameters, about=line)


def _parameters(made: Made) -> RunParameters:
    return RunParameters(made.unit, made.school_year, made.as_of.isoformat(), made.anchor)


def _command(made: Made) -> str:
    """What to type where the workspace is, to get the notebook filled in."""
    asked = {name.replace("_", "-"): value for name, value in _parameters(made).asked().items()}
    return " ".join(("hocba runs notebook", made.step, *(f"--{name} {value}" for name, value in asked.items())))


def _places(view: View, verdict: Verdict | None) -> Sequence[tuple[str, str, str]]:
    """Where a report differs from what is computed again: the place in words, what it says, what is computed."""
    return [
        (
            " · ".join(filter(None, (view.labels("ran.place_of", table=one["table"], row=one["row"]), one["column"]))),
            one["said"] or view.labels("format.nothing"),
            one["computed"] or view.labels("format.nothing"),
        )
        for one in (verdict.differences if verdict else ())[:MOST]
    ]


class _Shown:
    """The parts of the page of one report."""

    def __init__(self, view: View, state: State, made: Made, names: Mapping[str, str]) -> None:
        self.view, self.state, self.made, self.names = view, state, made, names
        self.labels = view.labels

    def query(self, **opened: str) -> str:
        """A link to this report with something opened in it."""
        return self.state.on_page(RUNS, report=code_of(self.made), **opened).to_query()

    def facts(self) -> Sequence[tuple[str, str]]:
        """When and by whom it was made, from what, and how it came out."""
        say, made = self.labels, self.made
        data = made_from(made, rulebook=self.view.rulebook_sha256, held=self.view.state_of(made.as_of), labels=say)
        return [
            (say("dash.ran_at"), clock(made.started_at)),
            (say("ran.by"), made_by(made, say)),
            (say("ran.came_out"), came_out(made, say)),
            (say("ran.made_from"), data),
            (say("ran.rulebook"), made.rulebook[:12] or say("format.nothing")),
            (say("ran.files"), made.held[:12] or say("format.nothing")),
        ]

    def figures(self, measures: Sequence[Mapping[str, Any]]) -> Sequence[tuple[str, str, str, str, str]]:
        """Every figure with the link that explains it, those of the unit itself first."""
        ordered = sorted(measures, key=lambda one: (one["unit_id"] != self.made.unit, bool(one["group"])))
        return [
            (*self._named(one), ratio(read_measure(one), self.labels), self.query(figure=one["key"])) for one in ordered
        ]

    def explained(self) -> Mapping[str, object] | None:
        """The figure that is asked about: what it counts, by which texts, from which files; None for an unknown one."""
        report = self.made.folder / f"{self.made.step}.json"
        found = explain_in(report, self.state.figure, texts_of=self.view.texts_of)
        if found is None:
            return None
        counted = self.labels(f"counted.{found.measure['counted']}")
        return {
            "name": " · ".join(filter(None, self._named(found.measure))),
            "value": ratio(read_measure(found.measure), self.labels),
            "counts": self.labels("ran.explained_counts", counted=counted, figure=found.measure["key"]),
            "texts": [(f"steps/{name}.sql", about_text(text), text) for name, text in found.texts.items()],
            "sources": [
                (
                    self.labels(f"table.{line['table']}"),
                    f"{line['file']} ({line['as_of']})",
                    count(line["rows"], self.labels),
                    line["sha256"][:12],
                )
                for line in found.answer["sources"]
            ],
        }

    def compared(self, other: Made) -> Mapping[str, object]:
        """Another day laid beside: what differs, and why."""
        found = compare_runs(other.folder, self.made.folder)
        when = day(other.as_of, self.labels)
        return {
            "day": when,
            "is_same": found.is_same,
            "count": len(found.figures),
            "figures": [self._changed(one) for one in found.figures[:MOST]],
            "findings": [
                (code, count(before, self.labels), count(after, self.labels))
                for code, (before, after) in sorted(found.findings.items())
            ],
            "why": self._why(found, when),
        }

    def _why(self, found: Compared, when: str) -> Sequence[str]:
        say = self.labels
        rules = say("ran.why_same_rules" if found.is_rulebook_same else "ran.why_rules")
        versions = [say("ran.why_versions", names=", ".join(found.versions))] if found.versions else []
        gone = [f"{say('ran.why_gone', day=when)}: {name}" for name in found.files_gone]
        come = [f"{say('ran.why_come')}: {name}" for name in found.files_come]
        return [rules, *versions, *gone, *come]

    def _changed(self, one: Changed) -> tuple[str, ...]:
        told = {"name": one.name, "unit_id": one.unit_id, "group": one.group}
        return (*self._named(told), self._pair(one.before), self._pair(one.after))

    def _pair(self, pair: tuple[int | None, int | None] | None) -> str:
        counts = pair or (None, None)
        return "/".join(count(one, self.labels) for one in counts) if pair else self.labels("format.nothing")

    def _named(self, measure: Mapping[str, Any]) -> tuple[str, str, str]:
        """A figure's name, unit and group in words."""
        group = [
            f"{self.labels(f'column.{key}')} {value_text(value, key, self.labels, self.names)}"
            for key, value in measure["group"].items()
        ]
        unit = self.names.get(measure["unit_id"], measure["unit_id"])
        return self.labels(f"measure.{measure['name']}"), unit, ", ".join(group)
