"""What the public pages work with: the look-ups, their limits, tokens and handles, the clock, and who is told of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse

from hocba_ops.access.trail import Event, Trail, Where
from hocba_ops.portal.forms import FIELD, FormTokens
from hocba_ops.portal.handles import Handles
from hocba_ops.portal.limiting import Limiter, visitor_key
from hocba_ops.portal.pages import Pages
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.looking_up import LookUps

MINUTE, HOUR = 60, 3600
T = TypeVar("T")
AT_ONCE, MOST_WAITING = 2, 8
"""Files verified at once, and how many may wait for their turn."""
LOGGER = logging.getLogger("hocba.portal")


class Record(Protocol):
    """Who is told of what happens on the public pages; `event` is one of the audit trail.

    `address`: of the visitor. `target`: a keyed digest of the code that was tried, or what was handed in. `detail`: one
    word. Never a name, a birth date, a code, or the id of a card, which in some offices is a pupil's personal number.
    """

    def __call__(
        self, event: str, *, now: datetime, address: str, target: str = "", about_unit: str = "", detail: str = ""
    ) -> None:
        """Take note of a happening; it is kept when this returns."""


def trail_of(bench: Workbench) -> Record:
    """The audit trail of a workspace as what is told of the public pages: by nobody known, from an address."""
    trail = Trail.open(bench.settings.path(bench.settings.access))

    def record(
        event: str, *, now: datetime, address: str, target: str = "", about_unit: str = "", detail: str = ""
    ) -> None:
        where = Where(address=address)
        trail.record(Event(event), None, now=now, where=where, target=target, about_unit=about_unit, detail=detail)

    return record


@dataclass(frozen=True)
class Desk:
    """One application's public desk. `clock` gives the moment, in UTC."""

    look_ups: LookUps
    pages: Pages
    tokens: FormTokens
    handles: Handles
    by_address: Limiter
    by_code: Limiter
    uploads: Limiter
    clock: Callable[[], datetime]
    record: Record
    turns: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(AT_ONCE))

    def form_page(self, request: Request, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page with a form that this browser may send."""
        visitor = self.tokens.visitor(request)
        made = self.pages.page(name, status=status, token=self.tokens.token(visitor), **values)
        self.tokens.keep(made, visitor)
        return made

    async def fields_of(self, request: Request) -> dict[str, str]:
        """The text fields of a form, without blanks at their ends."""
        async with request.form(max_files=0, max_fields=8) as form:
            return {name: value.strip() for name, value in form.items() if isinstance(value, str)}

    def is_ours(self, request: Request, fields: Mapping[str, str]) -> bool:
        """Whether a form came from one of our pages in this browser."""
        return self.tokens.is_ours(request, fields.get(FIELD, ""))

    def address_of(self, request: Request) -> str:
        """What stands for whoever asks."""
        return visitor_key(request.client.host if request.client else "")

    @property
    def at(self) -> float:
        """The moment as limits count it."""
        return self.clock().timestamp()

    async def note(self, request: Request, event: Event, **facts: str) -> None:
        """Enter a happening in the trail, beside the loop."""
        told: dict[str, Any] = {"now": self.clock(), "address": self.address_of(request), **facts}
        await run_sync(partial(self.record, event.value, **told))

    def is_busy(self) -> bool:
        """Whether so many wait already that another would wait too long."""
        return self.turns.statistics().tasks_waiting >= MOST_WAITING

    async def do(self, work: Callable[[], T]) -> T:
        """The outcome of slow work, done beside the loop when it has its turn."""
        return await run_sync(work, limiter=self.turns)


def open_desk(bench: Workbench, look_ups: LookUps, *, clock: Callable[[], datetime], record: Record | None) -> Desk:
    """The desk of a workspace, with the figures of its settings; without `record`, its audit trail is told."""
    told = bench.settings.portal
    office = bench.name_of(bench.settings.unit)
    return Desk(
        look_ups=look_ups,
        pages=Pages(bench.labels, bench.settings.language, office),
        tokens=FormTokens(look_ups.form_key, is_secure=told.address.startswith("https://")),
        handles=Handles(told.handle_seconds),
        by_address=Limiter(told.tries_of_address, MINUTE),
        by_code=Limiter(told.tries_of_code, HOUR),
        uploads=Limiter(told.uploads_of_address, MINUTE),
        clock=clock,
        record=record or trail_of(bench),
    )
