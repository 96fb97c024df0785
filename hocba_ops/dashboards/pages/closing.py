"""What stands at the end of every page: what changed, the figures by office, the findings, and the notes."""

from collections.abc import Iterator

from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import change_views, office_views, views
from hocba_ops.reporting.change_views import absent


def closing(ask: Ask) -> Iterator[Section]:
    """Sections that a step has nothing for are left out."""
    yield from findings(ask)
    yield from changes(ask)
    if "by_office" in ask.answer.frames and not ask.answer.frames["by_office"].is_empty():
        yield ask.folded("section.by_office", office_views.by_office(ask.show, ask.answer))
    if ask.answer.notes:
        yield ask.folded("report.notes", ask.show.notes(ask.answer))


def findings(ask: Ask) -> Iterator[Section]:
    """What is wrong, drawn and in sum; where it stands is in the annex of the report."""
    if ask.answer.findings:
        chart = views.findings_chart(ask.show, ask.answer)
        yield ask.section("section.findings", chart, ask.show.findings(ask.answer))


def changes(ask: Ask) -> Iterator[Section]:
    """What became different since the day that the reader chose, else since the last load."""
    if ask.answer.findings or "changed_since" in ask.answer.frames:
        since = ask.state.since_day
        compared = (
            ask.view.compared(ask.answer, since=since)
            if since or "changed_since" not in ask.answer.frames
            else ask.answer
        )
        moved = change_views.moves(ask.show, compared)
        measures = change_views.figures(ask.show, compared)
        yield ask.section("section.changes", change_views.since(ask.show, compared), moved, measures or absent())
