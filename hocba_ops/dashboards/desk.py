"""One open page: what its reader chose last, and each choice answered with a new drawing."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import panel as pn
from starlette.requests import HTTPConnection

from hocba_ops.dashboards.drawing import Drawn, draw, refused
from hocba_ops.dashboards.jobs import Acting
from hocba_ops.dashboards.people import Reading, opened
from hocba_ops.dashboards.ran import KINDS
from hocba_ops.dashboards.report_page import checked
from hocba_ops.dashboards.sheet import sheet_for
from hocba_ops.dashboards.state import KEYS, LANGUAGES, State
from hocba_ops.dashboards.view import View
from hocba_ops.dashboards.visitor import VISITOR
from hocba_ops.errors import OpsError, OutOfScope
from hocba_ops.runs.checking import Verdict

ViewFor = Callable[[HTTPConnection, str], View]
"""The view of whoever is at the other end of a connection, in a language; asked anew for every drawing."""

WORKER = ThreadPoolExecutor(1, thread_name_prefix="dashboards")
"""Answers are computed one at a time beside the loop that serves websockets: a cold answer takes seconds."""
CHECKER = ThreadPoolExecutor(1, thread_name_prefix="report-check")
"""Reports are checked one at a time too, in processes of their own, while others go on reading."""
NO_ACTS = Acting()
FIELDS = {"don-vi", "nam-hoc", "ngay", "so-voi", "neo", "lop", "viec", "ket-qua"}
"""Fields of the page whose values stand in its link."""
PURPOSE = "muc-dich"


class Desk:
    """The state of one page, its sheet, and the answer to what the browser says."""

    def __init__(self, view_for: ViewFor, connection: HTTPConnection, acting: Acting = NO_ACTS) -> None:
        self.view_for = view_for
        self.connection = connection
        self.state = State.of_query(connection.url.query)
        self.view = view_for(connection, self.state.language)
        """As the person was when the page was opened; every drawing asks anew."""
        self.reading = Reading()
        self.asked: tuple[str, str, str] | None = None
        self.acting = acting
        self.to_check = ""
        self.sheet = sheet_for(self.take)

    def take(self, message: Mapping[str, Any]) -> None:
        """What the browser says: a link that was followed, or a field that was changed."""
        before = self.state
        self.acting = replace(self.acting, said="")
        field, value = str(message.get("set", "")), str(message.get("value", ""))
        if isinstance(message.get("go"), str):
            self.state, self.reading = State.of_query(message["go"]), Reading()
        elif field == PURPOSE:
            self.reading = Reading(value)
        elif field in FIELDS:
            self.state, self.reading = with_field(before, field, value), Reading()
        elif isinstance(message.get("reveal"), str):
            self.asked = place_of(message["reveal"])
        elif message.get("check") in KINDS:
            self.to_check = str(message["check"])
        is_other = self.state.page != before.page
        self.connection = VISITOR.get(self.connection)
        pn.state.execute(partial(self.show, is_back=bool(message.get("is_back")), is_other_page=is_other))

    async def show(self, *, is_back: bool = False, is_other_page: bool = False) -> None:
        """Draw the state as it is now; of choices that follow each other quickly only the last is sent."""
        wanted = self.state, self.reading
        loop, (kind, self.to_check) = asyncio.get_running_loop(), (self.to_check, "")
        verdict = await loop.run_in_executor(CHECKER, self._check, kind) if kind else None
        drawn = await loop.run_in_executor(WORKER, partial(self._draw, *wanted, verdict))
        if wanted[0] != self.state:
            return
        self.state = State.of_query(drawn.query)
        other = replace(self.state, language=other_language(drawn.language))
        self.sheet.drawn = {
            **asdict(drawn), "is_back": is_back, "is_other_page": is_other_page, "other_query": other.to_query(),
        }  # fmt: skip

    def _check(self, kind: str) -> Verdict | None:
        """What comes of checking the report that is open, in a file of a kind; None where it is not the person's."""
        with suppress(OpsError):
            return checked(self.view_for(self.connection, self.state.language), self.state, kind)
        return None

    def _draw(self, state: State, reading: Reading, verdict: Verdict | None) -> Drawn:
        """What the person may see now; a masked value that was asked for is opened on the way."""
        try:
            view = self.view_for(self.connection, state.language)
        except OpsError as refusal:
            return refused(self.view.labels, state, refusal)
        asked, self.asked = self.asked, None
        if asked:
            with suppress(OutOfScope):
                self.reading = reading = opened(view, state, reading, asked)
        return draw(view, state, reading=reading, acting=self.acting, verdict=verdict)


def place_of(words: str) -> tuple[str, str, str] | None:
    """Table, row and column of a masked value as the browser names them; None for anything else."""
    parts = words.split(" ")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def with_field(state: State, field: str, value: str) -> State:
    """The state with one value of its link replaced; another unit has other classes and offices."""
    name = KEYS[field][0]
    read = State.of_query(urlencode({field: value}))
    if field in ("viec", "ket-qua"):
        return replace(state, **{name: getattr(read, name), "leaf": 1})
    changed = replace(state.on_page(state.page), **{name: getattr(read, name)})
    return replace(changed, class_name="", anchor=None) if field == "don-vi" else changed


def other_language(language: str) -> str:
    """The language that a switch leads to."""
    return next(one for one in LANGUAGES if one != language)
