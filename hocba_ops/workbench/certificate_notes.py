"""What a reader has to know beside the certificates and the forecast of readiness."""

from collections.abc import Iterator

import polars as pl

from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.certificates import SigningPace
from hocba_ops.tables import Answer

READINESS = "readiness"
MEASURED = "quan_sat"


def certificate_notes(answer: Answer, rulebook: Rulebook, labels: Labels) -> Iterator[str]:
    """How the forecast was made, where its paces are only suggested, and what was not checked of certificates."""
    forecast, known = answer.frames.get("forecast"), answer.frames.get("inventory")
    if answer.step != READINESS or forecast is None or known is None:
        return
    if not forecast.is_empty():
        yield labels("note.forecast_method")
    if forecast.filter(pl.col("pace_source") != MEASURED).height:
        paces = {pace.role: pace for pace in rulebook.certificates.paces.values()}
        yield labels(
            "note.forecast_policy",
            days=max(pace.least_days for pace in paces.values()),
            homeroom=_shown(paces["gvcn"]),
            head=_shown(paces["hieu_truong"]),
            seal=_shown(paces["con_dau"]),
        )
    if known.select(pl.sum_horizontal(pl.col("^shown_.*$").sum())).item():
        yield labels("note.certificate_profile")


def _shown(pace: SigningPace) -> str:
    return f"{pace.low}–{pace.usual}–{pace.high}"
