"""The tables and the picture of the evidence ladder: what schools claim against what their files prove."""

from collections.abc import Mapping
from typing import Any

from hocba_ops.reporting.change_views import absent
from hocba_ops.reporting.charts import funnel
from hocba_ops.reporting.cuts import total
from hocba_ops.reporting.formats import count, percent, show_percent
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer

LADDER = (
    "evidence.claimed",
    "evidence.asked",
    "evidence.present",
    "evidence.intact",
    "evidence.unchanged",
    "evidence.rightful",
    "evidence.sealed",
    "evidence.issued",
    "evidence.received",
    "evidence.locked",
)
"""The rungs from the claim to the lock, lowest first; the first over pupils, the others over claimed cards."""


def ladder(show: Show, answer: Answer) -> Shown:
    """How many of the claimed cards stand on each rung, from a file that is there to the lock."""
    found = [measure for name in LADDER[2:] if (measure := total(answer, name))]
    if not any(measure.denominator for measure in found):
        return nothing(show)
    twin = show.measures(answer, [measure.name for measure in found])
    return show.chart(funnel(found, show.labels), twin=twin, title=show.labels("view.evidence_ladder"))


def claim(show: Show, answer: Answer) -> Shown:
    """What each school claims, and how far its files prove it."""
    frame = answer.frames["evidence_claim"]
    return nothing(show) if frame.is_empty() else show.frame(answer, "evidence_claim", frame.columns[1:])


def between(show: Show, answer: Answer) -> Shown:
    """Where claimed cards stop, by school and grade; rungs before which none stops are left out."""
    frame = answer.frames["evidence_between"]
    if frame.is_empty():
        return absent()
    kept = [name for name in frame.columns if not name.startswith("before_") or frame[name].sum()]
    return show.frame(answer, "evidence_between", [name for name in kept if name != "school_code"])


def signers(show: Show, answer: Answer) -> Shown:
    """By signer, masked: cards that the register says they signed, and those that their files prove."""
    frame = answer.frames["evidence_signer"]
    return absent() if frame.is_empty() else show.frame(answer, "evidence_signer", frame.columns[1:])


def sample(show: Show, answer: Answer) -> Shown:
    """What a sample says of all claimed cards: never a proof of those that were not drawn."""
    if answer.frames["evidence_sample"].is_empty():
        said = show.labels("view.evidence_no_sample")
        return Shown(said, render("notes.html.j2", notes=[said]))
    return show.frame(answer, "evidence_sample")


def sample_schools(show: Show, answer: Answer) -> Shown:
    """The same for each school by itself."""
    frame = answer.frames["evidence_sample_school"]
    return absent() if frame.is_empty() else show.frame(answer, "evidence_sample_school", frame.columns[1:])


def proved(show: Show, answer: Answer) -> Shown:
    """Beside the claimed rates of coverage: what files prove, of the schools of which any was verified."""
    if "proved" not in answer.frames:
        return absent()
    return show.frame(answer, "proved", answer.frames["proved"].columns[1:])


def estimate_text(row: Mapping[str, Any], labels: Labels) -> str:
    """A line about one rung: n of the drawn, and between which numbers of all claimed cards it lies."""
    low, high = (show_percent(percent(row[name], row["population"]), labels) for name in ("low", "high"))
    counts = {name: count(row[name], labels) for name in ("population", "drawn", "proved", "low", "high")}
    rung = labels(f"measure.{row['measure']}")
    return labels("view.evidence_estimate", rung=rung, low_rate=low, high_rate=high, **counts)
