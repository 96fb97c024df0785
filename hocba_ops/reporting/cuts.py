"""Which measures of an answer a table or chart shows: in total, by school, by grade; picked, never added up here."""

from hocba_ops.tables import Answer, Measure

UNIT = "unit_id"
"""The `by` that splits by school or office; any other `by` is a key of the measures' group."""

PUBLISHED = "published"
"""The group key of a figure that was printed elsewhere, with the paper's id: it stands beside ours, never in a sum."""


def cut(answer: Answer, name: str, *, by: str | None = None) -> tuple[Measure, ...]:
    """One measure of an answer: its total, or one measure per value of `by`, in the order in which the step gave them.

    The total is followed by the same figure as published elsewhere, where the answer has one.
    """
    named = [measure for measure in answer.measures if measure.name == name]
    return tuple(measure for measure in named if _is_of(measure, answer.unit_id, by))


def total(answer: Answer, name: str) -> Measure | None:
    """One measure of an answer over everything that it covers; None when the answer does not have it."""
    return next((measure for measure in cut(answer, name) if measure.part(PUBLISHED) is None), None)


def measure_names(answer: Answer) -> tuple[str, ...]:
    """Names of the measures of an answer, in the order first met."""
    return tuple(dict.fromkeys(measure.name for measure in answer.measures))


def _is_of(measure: Measure, whole: str, by: str | None) -> bool:
    keys = tuple(key for key, _ in measure.group)
    if by == UNIT:
        return measure.unit_id != whole and not keys
    if by is None:
        return measure.unit_id == whole and keys in ((), (PUBLISHED,))
    return measure.unit_id == whole and keys == (by,) and bool(measure.denominator)
