"""The pictures of the steps' reports, each with its table: what a notebook cell asks for by name."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.charts import bars_of_ratio, findings_by_rule, funnel, stacked_classes
from hocba_ops.reporting.cuts import PUBLISHED, UNIT, cut, measure_names, total
from hocba_ops.reporting.duty_charts import heat, timeline
from hocba_ops.reporting.figure import check, describe
from hocba_ops.reporting.formats import day, ratio
from hocba_ops.reporting.link_charts import threshold_curve
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.tables import Answer, Measure
from hocba_ops.text import sort_key

LADDER = (
    "card.created",
    "card.signed_homeroom",
    "card.signed",
    "card.sealed",
    "card.issued",
    "card.sent",
    "card.received",
)
"""The rungs of a học bạ, lowest first."""

NOBODYS = "not_applicable"
"""The state of a duty that an actor does not have."""

SCHOOL = "school"
"""The kind of actors that are schools."""

BESIDE = ("school_code", "school_name", "answers_to_name", "roster", "thua", "grade")
"""Columns of a class frame that are no class."""


def rates(show: Show, answer: Answer, name: str) -> Shown:
    """One measure as a bar a school; of a single school, a bar a grade."""
    by = UNIT if cut(answer, name, by=UNIT) else "grade"
    found = cut(answer, name, by=by)
    if not found:
        return nothing(show)
    figure = bars_of_ratio(found, show.labels, names=show.names, by=by)
    return show.chart(figure, twin=show.measures(answer, [name], by=by), title=show.labels(f"measure.{name}"))


def ladder(show: Show, answer: Answer) -> Shown:
    """How many học bạ stand on each rung, from created to received by the Sở."""
    found = [measure for name in LADDER if (measure := total(answer, name))]
    if not any(measure.denominator for measure in found):
        return nothing(show)
    twin = show.measures(answer, [measure.name for measure in found])
    return show.chart(funnel(found, show.labels), twin=twin, title=show.labels("view.ladder"))


def duty_timeline(show: Show, answer: Answer) -> Shown:
    """The duties of the plan by their last day, and how many actors have done each."""
    frame = answer.frames["duties"]
    if frame.is_empty():
        return nothing(show)
    figure = timeline(frame, show.labels, as_of=answer.as_of)
    return show.chart(figure, twin=show.frame(answer, "duties"), title=show.labels("frame.duties"))


def duty_grid(show: Show, answer: Answer) -> Shown:
    """Each school's state in each duty."""
    frame = answer.frames["duty_states"]
    if frame.is_empty():
        return nothing(show)
    title = show.labels("view.duty_grid")
    twin = show.square(frame, title, rows="actor_id", columns="duty", values="state")
    return show.chart(heat(frame, show.labels, names=show.names), twin=twin, title=title)


def duty_square(show: Show, answer: Answer) -> Shown:
    """Each school's state in each duty: a sign and a word in every cell, duties by number and last day above.

    Offices come first, then schools in alphabetical order.
    """
    frame = answer.frames["duty_states"]
    if frame.is_empty():
        return nothing(show)
    title, duties = show.labels("view.duty_grid"), frame.select("duty", "last_day").unique().sort("duty")
    names = [show.names.get(duty, duty) for duty in duties["duty"]]
    heads = [(str(number), day(last, show.labels)[:5]) for number, last in enumerate(duties["last_day"], start=1)]
    rows = _states_by_actor(show, frame, duties["duty"].to_list())
    states = list(dict.fromkeys([*frame["state"], NOBODYS]))
    signs, called = ({one: show.labels(f"{family}.{one}") for one in states} for family in ("state_sign", "state"))
    grid = Grid(
        title,
        tuple(Head(text) for text in (show.labels("column.school_name"), *names)),
        tuple((name, *(called[state] for state in line)) for name, line in rows),
    )
    named = [(*head, name) for head, name in zip(heads, names, strict=True)]
    html = render(
        "heat.html.j2", labels=show.labels, title=title, heads=named, rows=rows, states=states, signs=signs,
        called=called,
    )  # fmt: skip
    return Shown(title, html, grids=(grid,))


def _states_by_actor(show: Show, frame: pl.DataFrame, duties: Sequence[str]) -> list[tuple[str, list[str]]]:
    cells = {(actor, duty): state for actor, duty, state in frame.select("actor_id", "duty", "state").iter_rows()}
    kinds = dict(frame.select("actor_id", "actor_kind").rows())
    named = {actor: show.names.get(actor, actor) for actor in kinds}
    order = sorted(kinds, key=lambda actor: (kinds[actor] == SCHOOL, sort_key(named[actor])))
    return [(named[actor], [cells.get((actor, duty), NOBODYS) for duty in duties]) for actor in order]


def findings_chart(show: Show, answer: Answer) -> Shown:
    """How many findings each rule gave, and how many of them are still open where some were explained."""
    if not answer.findings:
        return nothing(show)
    counts = pl.DataFrame(
        [(finding.code, str(finding.severity), int(finding.is_open)) for finding in answer.findings],
        schema={"code": pl.String, "severity": pl.String, "open": pl.Int64},
        orient="row",
    )
    sums = [pl.len().cast(pl.Int64).alias("findings"), *([pl.col("open").sum()] if 0 in counts["open"] else [])]
    twin = counts.group_by("code", "severity").agg(sums).sort("code")
    return show.chart(findings_by_rule(answer, show.labels), twin=twin, title=show.labels("view.findings"))


def link_curve(show: Show, answer: Answer) -> Shown:
    """How sure the threshold of linkage is, measured on a labelled set; the table has the thresholds that matter."""
    frame = answer.frames["link_curve"]
    title = show.labels("view.link_curve")
    return show.chart(threshold_curve(frame, show.labels), twin=show.frame(answer, "link_curve"), title=title)


def cutoff_chart(show: Show, answer: Answer) -> Shown:
    """Each school's roster cut into the classes of the reconciliation."""
    frame = answer.frames["classes"]
    if frame.is_empty():
        return nothing(show)
    classes = [name for name in frame.columns if name not in BESIDE]
    present = [name for name in classes if frame[name].sum()]
    figure = stacked_classes(frame, show.labels, classes=present)
    twin = show.frame(answer, "classes", ["school_name", "roster", *present, "thua"])
    return show.chart(figure, twin=twin, title=show.labels("frame.classes"))


def published(show: Show, answer: Answer) -> Shown:
    """Figures published elsewhere about the unit: as printed, what our counts give, and whether the two can agree."""
    lines = [
        line
        for name in measure_names(answer)
        for measure in answer.measures
        if measure.name == name and measure.part(PUBLISHED) is not None
        for line in _compared(show, measure)
    ]
    if not lines:
        return nothing(show)
    return Shown(show.labels("view.published"), render("notes.html.j2", notes=lines))


def nothing(show: Show) -> Shown:
    """What stands where there is nothing to show."""
    return Shown(show.labels("view.nothing"), render("notes.html.j2", notes=[show.labels("view.nothing")]))


def _compared(show: Show, measure: Measure) -> list[str]:
    words = show.labels
    head = f"{words(f'measure.{measure.name}')}, {day(measure.as_of, words)}: {ratio(measure, words)}"
    if measure.published_rate is None or not measure.denominator or measure.numerator is None:
        return [f"{head}. {measure.note}".rstrip()]
    found = check(measure.published_rate, measure.denominator, measure.numerator)
    return [" ".join([f"{head}.", measure.note, *describe(found, words)]).replace("  ", " ")]
