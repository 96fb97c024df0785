"""A state drawn: the page as HTML with its charts as data, the list of pages, and the controls. No browser needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from hocba_ops.dashboards.choices import Choices, choices_of
from hocba_ops.dashboards.jobs import Acting, draw_jobs
from hocba_ops.dashboards.linking import link_schools
from hocba_ops.dashboards.pages import BESIDE, JOBS, RUNS, arrange_of, general, page_names
from hocba_ops.dashboards.people import Reading, draw_rows
from hocba_ops.dashboards.ran import draw_runs
from hocba_ops.dashboards.report_page import draw_report
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import NothingLoaded, OpsError
from hocba_ops.reporting.charts import Figure
from hocba_ops.reporting.formats import day
from hocba_ops.reporting.grids import sources_grid
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show, Shown, table_html
from hocba_ops.runs.checking import Verdict

TAKEN = ("csv", "xlsx")
"""As what a table can be taken along."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What goes to the browser. `figures`: by the number of their place in `content`."""

    title: str
    content: str
    nav: str
    controls: str
    query: str
    language: str
    figures: Mapping[str, Figure]


def draw(
    view: View,
    state: State,
    *,
    reading: Reading | None = None,
    acting: Acting | None = None,
    verdict: Verdict | None = None,
) -> Drawn:
    """The page of a state; what a person has to do about an error stands in the page, in place of its content.

    `reading`: why rows of a class are read, chosen on the page and never part of a link. `acting`: what is offered
    to do with jobs; `verdict`: what came of checking the report that is open.
    """
    words = view.labels
    if state.page == JOBS:
        return _of_jobs(view, state, acting or Acting())
    try:
        choices = choices_of(view, state)
    except OpsError as fault:
        return _without_data(view, state, fault)
    state = choices.state
    title = title_of(words, state.page)
    content, figures = _content(view, choices, title, reading or Reading(), verdict)
    return Drawn(
        title=title,
        content=content,
        nav=nav_of(view, state),
        controls=render("controls.html.j2", labels=words, choices=choices, state=state, day=day),
        query=state.to_query(),
        language=state.language,
        figures=figures,
    )


def asked_of(view: View, state: State) -> Ask:
    """What the page of a step is arranged from; raises what the view raises."""
    as_of = view.day_for(state.page, state.as_of) if state.as_of else ""
    answer = view.run(state.page, unit=state.unit, school_year=state.school_year, as_of=as_of, anchor=state.anchor)
    return Ask(view, state, answer, Show(view.labels, view.names(answer)))


def sections_of(ask: Ask) -> Sequence[Section]:
    """The sections of the page of a step that have anything to say.

    An answer without lists (for who may not see small cells) is arranged as a general page: it has measures alone.
    """
    arrange = arrange_of(ask.state.page) if ask.answer.frames else general.arrange
    return [one for one in arrange(ask) if one.pieces]


def _content(
    view: View, choices: Choices, title: str, reading: Reading, verdict: Verdict | None
) -> tuple[str, Mapping[str, Figure]]:
    words, state = view.labels, choices.state
    try:
        if state.page == RUNS:
            return draw_report(view, state, verdict) if state.report else draw_runs(view, state), {}
        ask = asked_of(view, state)
        sections, source = sections_of(ask), _source(ask)
        rows = draw_rows(view, state, choices, reading) if choices.classes else Markup()
    except OpsError as fault:
        kind = "empty" if isinstance(fault, NothingLoaded) else "failed"
        return render("trouble.html.j2", labels=words, kind=kind, said=str(fault), title=title, state=state), {}
    figures = {str(number): piece.figure for number, piece in enumerate(_pieces(sections)) if piece.figure is not None}
    html = render(
        "page.html.j2",
        labels=words,
        title=title,
        kicker=_kicker(view, replace(state, as_of=ask.answer.as_of), choices),
        sections=_numbered(sections),
        query=state.to_query(),
        rows=rows,
        source=source,
        kinds=[(kind, words(f"take.{kind}")) for kind in TAKEN] if view.may("export") else [],
    )
    return link_schools(html, choices, state), figures


def _pieces(sections: Iterable[Section]) -> list[Shown]:
    return [piece for section in sections for piece in section.pieces]


def _numbered(sections: Sequence[Section]) -> list[tuple[Section, list[tuple[int, Shown]]]]:
    """Each section with its pieces, numbered through the page: the number names a piece in a download."""
    numbers = iter(range(sum(len(section.pieces) for section in sections)))
    return [
        (section, [(next(numbers), _said_once(piece, section.heading)) for piece in section.pieces])
        for section in sections
    ]


def _said_once(piece: Shown, heading: str) -> Shown:
    """A table right below a heading of the same words keeps its caption for who hears the page."""
    caption = Markup("<caption><span>{}</span></caption>").format(heading)
    heard = Markup('<caption class="unseen"><span>{}</span></caption>').format(heading)
    return replace(piece, html=Markup(piece.html.replace(caption, heard, 1))) if heading else piece


def _kicker(view: View, state: State, choices: Choices) -> str:
    """Unit, school year and day, as every report says them."""
    return view.labels("dash.kicker", unit=choices.unit_name, year=state.school_year, day=day(state.as_of, view.labels))


def _source(ask: Ask) -> Markup:
    """From how many files the figures come, the newest day among them, and all of them to unfold."""
    grid = sources_grid(ask.answer, ask.show.labels)
    newest = max((line.as_of for line in ask.answer.sources), default=None)
    said = ask.show.labels("dash.source_line", count=len(ask.answer.sources), day=day(newest, ask.show.labels))
    return render("source.html.j2", said=said, table=table_html(grid) if grid.rows else "")


def nav_of(view: View, state: State) -> str:
    """The pages whose figures the person is told; each link keeps unit, day and the other choices."""
    names = [*view.steps(page_names()), *([JOBS] if view.may("schedule") else []), RUNS]
    pages = [(title_of(view.labels, name), state.on_page(name).to_query(), name == state.page) for name in names]
    return render("nav.html.j2", labels=view.labels, pages=pages)


def title_of(words: Labels, page: str) -> str:
    """What a page is called."""
    return words(f"page.{page}") if page in BESIDE else words(f"step.{page}")


def _of_jobs(view: View, state: State, acting: Acting) -> Drawn:
    """The page of jobs: it is about today and all units of the person, so that there is nothing to choose above it."""
    try:
        content = draw_jobs(view, state, acting)
    except OpsError as fault:
        return _without_data(view, state, fault)
    return Drawn(title_of(view.labels, JOBS), content, nav_of(view, state), "", state.to_query(), state.language, {})


def _without_data(view: View, state: State, fault: OpsError) -> Drawn:
    """The page where not even the controls have anything to offer: nothing loaded, or nothing allowed."""
    return replace(refused(view.labels, state, fault), nav=nav_of(view, state))


def refused(words: Labels, state: State, fault: OpsError) -> Drawn:
    """What stands where a person sees nothing at all, and what they can do about it."""
    kind = "empty" if isinstance(fault, NothingLoaded) else "failed"
    title = words("dash.title")
    content = render("trouble.html.j2", labels=words, kind=kind, said=str(fault), title=title, state=state)
    return Drawn(title, content, "", "", state.to_query(), state.language, {})
