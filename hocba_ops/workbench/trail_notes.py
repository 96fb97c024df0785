"""What a reader of the review of the trail has to know: that it asks and does not judge, and where it found nothing."""

from collections.abc import Iterator

from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer
from hocba_ops.workbench.trail_rows import STEP


def trail_notes(answer: Answer, labels: Labels) -> Iterator[str]:
    """Whose the thresholds are; and up to which day the trail had nothing about the unit."""
    if answer.step != STEP:
        return
    yield labels("note.trail_limits")
    if answer.frames["trail_days"].is_empty():
        yield labels("note.trail_empty", day=f"{answer.as_of:%d/%m/%Y}")
