"""The head figures of an answer that was read back from its JSON: one line each, for the end of a run."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hocba_ops.reporting.figure import Fit, check, describe
from hocba_ops.reporting.formats import ratio
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Counted, Measure


def headline(answer: Mapping[str, Any], names: Sequence[str], labels: Labels) -> list[tuple[str, str]]:
    """Label and `n/N = %` of each named measure of the whole unit; published figures where there is nothing else."""
    whole = [one for one in answer["measures"] if one["name"] in names and one["unit_id"] == answer["unit_id"]]
    found = [one for one in whole if not one["group"]] or [one for one in whole if "published" in one["group"]]
    measures = [read_measure(one) for one in found]
    return [(_named(measure, labels), ratio(measure, labels)) for measure in measures]


def _named(measure: Measure, labels: Labels) -> str:
    """The label; of a published figure also which counts its printed rate would need, when its own give another."""
    name = labels(f"measure.{measure.name}")
    if measure.published_rate is None or not measure.denominator or measure.numerator is None:
        return name
    found = check(measure.published_rate, measure.denominator, measure.numerator)
    return name if found.fit is Fit.ROUNDED else f"{name}. {describe(found, labels)[0]}"


def read_measure(read: Mapping[str, Any]) -> Measure:
    """A measure of an answer's JSON, as far as it is needed to print its figure."""
    published = read["published_rate_percent"]
    return Measure(
        name=read["name"],
        unit_id=read["unit_id"],
        as_of=date.fromisoformat(read["as_of"]),
        counted=Counted(read["counted"]),
        numerator=read["numerator"],
        denominator=read["denominator"],
        published_rate=Decimal(published) if published else None,
    )
