"""A report that was run in words: who made it, from what, and whether it told the same as the one before it."""

from collections.abc import Mapping

from hocba_ops.reporting.labels import Labels
from hocba_ops.runs.listing import Made
from hocba_ops.runs.schedule.telling import clock

FROM: Mapping[tuple[bool, bool], str] = {
    (False, False): "same",
    (True, False): "files",
    (False, True): "rules",
    (True, True): "files_and_rules",
}
"""Whether files and rules have changed since a report was made; the words stand in the labels as `ran_from.<value>`."""


def made_by(made: Made, labels: Labels) -> str:
    """The job that made it, or that somebody did by a command."""
    if made.by is None:
        return labels("ran.by_unknown")
    return labels("ran.by_job", job=made.by.partition("@")[0]) if made.by else labels("ran.by_hand")


def made_from(made: Made, *, rulebook: str, held: str, labels: Labels) -> str:
    """Whether files and rules are now what it was made from; `rulebook`, `held`: as they are now."""
    if not made.held or not made.rulebook:
        return labels("ran_from.unknown")
    changed = (made.held != held, made.rulebook != rulebook)
    return labels(f"ran_from.{FROM[changed]}")


def came_out(made: Made, labels: Labels) -> str:
    """Whether it told the same as the report in whose place it stands."""
    if made.last_at is None:
        return labels("ran.first")
    return labels("ran.same" if made.is_same else "ran.other", at=clock(made.last_at))
