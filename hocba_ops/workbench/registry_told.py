"""What the ledger tells: whether it is whole, where every card stands on a day, what happened to one card."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.identity import mask
from hocba_ops.engine import Files
from hocba_ops.errors import BadParameter, LedgerBroken, LedgerProblem, ParameterProblem
from hocba_ops.registry import CHAINED
from hocba_ops.tables.shapes import SHAPES

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

PERSONS = ("pupil_code", "actor")
"""Columns of an event that name a person; they are shown masked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the cards stood on a day as the ledger knew it on a day: versions in use by state, and the ended ones."""

    head: str
    events: int
    in_use: Mapping[str, int]
    ended: Mapping[str, int]


def verified(bench: "Workbench") -> int:
    """How many events the ledger holds, each byte as it was written; `LedgerBroken` names the first that is not."""
    found = bench.ledger.verify()
    if found:
        problem = LedgerProblem[found.reason.upper()]
        raise LedgerBroken(str(bench.ledger.root), found.segment, found.sequence, problem)
    segments = bench.ledger.segments()
    return segments[-1].last if segments else 0


def standing(bench: "Workbench", *, as_of: date, known_on: date) -> Standing:
    """Where every version stood at the end of a day, from what was recorded until the end of a day (UTC)."""
    segments = bench.ledger.segments()
    event = Files(paths=bench.ledger.paths(), keep=None, schema=CHAINED)
    when = {"as_of": as_of, "known_on": known_on}
    rows = bench.engine.run(SHAPES["registry_state"], {"event": event}, when)
    in_use, ended = (Counter(rows.filter(pl.col("is_standing") == flag)["state"]) for flag in (1, 0))
    return Standing(
        head=bench.ledger.head(),
        events=segments[-1].last if segments else 0,
        in_use=dict(sorted(in_use.items())),
        ended=dict(sorted(ended.items())),
    )


def history_of(bench: "Workbench", card: str) -> pl.DataFrame:
    """Every event of a card in the order of the ledger, persons masked; `BadParameter` for one nobody knows."""
    events = bench.ledger.events()
    found = events.filter(pl.col("card_id") == card)
    if found.is_empty():
        raise BadParameter("CARD", card, ParameterProblem.UNKNOWN_CARD)
    masked = (pl.Series(name, [mask(one or "") for one in found[name]], pl.String) for name in PERSONS)
    return found.with_columns(*masked)
