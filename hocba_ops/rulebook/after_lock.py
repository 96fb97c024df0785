"""What a later export may say otherwise than the locked record: let pass, or only under a decision."""

from collections.abc import Iterable
from typing import Literal

import polars as pl

from hocba_ops.rulebook.entry import Cited, Words


class AfterLock(Cited):
    """One thing in which an export can differ from the locked record (`id`), and how that is held.

    `allowed`: it is no content of the card. `decision`: only where the lock was reopened under a decision.
    """

    id: Words
    verdict: Literal["allowed", "decision"]


def after_lock_frame(entries: Iterable[AfterLock]) -> pl.DataFrame:
    """One row a thing: item, verdict."""
    rows = [(entry.id, entry.verdict) for entry in entries]
    return pl.DataFrame(rows, schema={"item": pl.String, "verdict": pl.String}, orient="row")
