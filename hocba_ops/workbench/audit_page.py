"""What a page about the audit trail shows to whoever may see it: the review, and the newest entries, masked."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from hocba_ops.access.masks import mask_address
from hocba_ops.tables import Answer
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.trail_rows import STEP
from hocba_ops.workbench.viewing import Viewing

NEWEST = 200


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The answer of the review (its frames `trail_days`, `trail_events`, `trail_units`, `trail_findings`), and entries.

    `entries`: n, moment (Việt Nam), trail_event, who, about_unit, target, purpose, rows_shown, address; newest first.
    """

    answer: Answer
    entries: pl.DataFrame


def audit_page(
    view: Viewing, *, unit: str, school_year: str, as_of: date | None = None, newest: int = NEWEST
) -> AuditPage:
    """The page about a unit up to a day (today by default); `OutOfScope` for a role that may not see the trail."""
    day = as_of or view.clock().astimezone(VIET_NAM).date()
    answer = view.run(STEP, unit=unit, school_year=school_year, as_of=day)
    return AuditPage(answer, newest_entries(view.trail_entries(), newest))


def newest_entries(entries: pl.DataFrame, newest: int) -> pl.DataFrame:
    """The last entries as a page may show them."""
    last = entries.tail(newest).reverse()
    shown = [mask_address(one) for one in last["address"]]
    return last.select(
        "n",
        pl.col("at").dt.offset_by("7h").alias("moment"),
        pl.col("event").alias("trail_event"),
        pl.col("name").alias("who"),
        "about_unit",
        "target",
        "purpose",
        pl.col("rows").alias("rows_shown"),
        pl.Series("address", shown, dtype=pl.String),
    )
