"""What the review of the audit trail watches for: how many of which entries within how long are nothing to ask."""

from collections.abc import Container, Iterable, Iterator
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import Field, model_validator

from hocba_ops.rulebook.entry import Cited, Flag, Whole, Words, refuse
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import Located

Hour = Annotated[int, Field(strict=True, ge=0, le=24)]
DAY_MINUTES = 1440
COLUMNS = pl.Schema(
    {
        "watch": pl.String(),
        "code": pl.String(),
        "shape": pl.String(),
        "event": pl.String(),
        "per": pl.String(),
        "counts": pl.String(),
        "seconds": pl.Int64(),
        "most": pl.Int64(),
        "from_minute": pl.Int64(),
        "to_minute": pl.Int64(),
        "logins_only": pl.Int64(),
    }
)


class Watch(Cited):
    """A pattern in the trail that somebody is asked about (`id`), under which rule.

    `shape`: `burst`, more than `most` within `minutes`; `hours`, more than `most` on a working day before `from_hour`
    or from `to_hour` on; `day_off`, more than `most` on a day off; `addresses`, one account from two addresses within
    `minutes`; `sessions`, two sessions of one account in use by turns on a day; `after_lock`, each entry about a unit
    that was locked before. `counts`: entries, or the rows of persons that they showed.
    """

    id: Words
    rule: Words
    shape: Literal["burst", "hours", "day_off", "addresses", "sessions", "after_lock"]
    events: Annotated[tuple[Words, ...], Field(min_length=1)]
    per: Literal["account", "address"] = "account"
    counts: Literal["entries", "rows"] = "entries"
    minutes: Annotated[int, Field(strict=True, ge=0, le=DAY_MINUTES)] = 0
    most: Whole = 0
    logins_only: Flag = False
    """Whether a burst at the unit's own machine, whose people hold its files anyway, is nothing to ask about."""
    from_hour: Hour = 0
    to_hour: Hour = 24

    @model_validator(mode="after")
    def _sound(self) -> "Watch":
        if self.shape in ("burst", "addresses") and self.minutes < 1:
            raise refuse("watch_without_minutes")
        if self.to_hour <= self.from_hour:
            raise refuse("watch_hours", first=str(self.from_hour), last=str(self.to_hour))
        return self


def check_watches(watches: Iterable[Located[Watch]], rules: Container[str], faults: Faults) -> None:
    """Note every watch whose rule is not in the rulebook."""
    for watch in watches:
        if watch.entry.rule not in rules:
            faults.add(watch.file, watch.key, "unknown_rule", rule=watch.entry.rule)


def watch_frame(watches: Iterable[Watch]) -> pl.DataFrame:
    """One row a watch and event."""
    return pl.DataFrame([row for watch in watches for row in _rows(watch)], schema=COLUMNS, orient="row")


def _rows(watch: Watch) -> Iterator[tuple[Any, ...]]:
    hours = (watch.from_hour * 60, watch.to_hour * 60)
    for event in watch.events:
        said = (watch.id, watch.rule, watch.shape, event, watch.per, watch.counts)
        yield (*said, watch.minutes * 60, watch.most, *hours, int(watch.logins_only))
