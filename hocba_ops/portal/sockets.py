"""A websocket lives no longer than the session and the role that it was opened with.

Every message on its way is asked for them, in and out, so that nothing passes once they are gone; and a watch looks
at them when their time is up, and every few seconds for whatever else has ended them.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from hocba_ops.access.person import Person
from hocba_ops.portal.doorman import Doorman, Pass

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
Pause = Callable[[float], Awaitable[Any]]

LOOK_SECONDS = 5.0
"""How long an idle socket may outlive a logout, a revoked role or the end of a session."""
ENDED = 4401
"""The code with which a socket is closed whose session has ended."""


async def guard_socket(
    app: App, scope: MutableMapping[str, Any], receive: Receive, send: Send, *, doorman: Doorman, pause: Pause
) -> None:
    """Run the application on a socket until either is done, or the session that opened it is over."""
    guard = _Guard(doorman, scope["state"]["pass_"], receive, send)
    watch = asyncio.create_task(guard.watch(pause))
    try:
        await app(scope, guard.receive, guard.send)
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


class _Guard:
    def __init__(self, doorman: Doorman, opened: Pass, receive: Receive, send: Send) -> None:
        self.doorman, self.key, self.person = doorman, opened.session.key, opened.person
        self.inner_receive, self.inner_send = receive, send
        self.over = asyncio.Event()
        self.is_closed = False

    def is_theirs(self) -> bool:
        """Whether the session still lives, and its person is still who opened the socket."""
        now = self._now()
        return now is not None and now.person == self.person

    async def watch(self, pause: Pause) -> None:
        while not self.over.is_set():
            await pause(self._next_look())
            if not self.is_theirs():
                await self._end()

    async def receive(self) -> Message:
        """The browser's next message; that it has gone, once the session is over."""
        coming = asyncio.ensure_future(self.inner_receive())
        over = asyncio.ensure_future(self.over.wait())
        try:
            await asyncio.wait({coming, over}, return_when=asyncio.FIRST_COMPLETED)
            if coming.done() and self._may_pass(coming.result()):
                return coming.result()
        finally:
            coming.cancel()
            over.cancel()
        await self._end()
        return {"type": "websocket.disconnect", "code": ENDED}

    async def send(self, message: Message) -> None:
        """Pass a message to the browser, unless the session is over."""
        if self.is_closed or not self.is_theirs():
            await self._end()
            return
        self.is_closed = message["type"] == "websocket.close"
        await self.inner_send(message)

    def _may_pass(self, message: Message) -> bool:
        """A browser that leaves may always; what it sends is a request like any other, and taken note of."""
        if message["type"] == "websocket.disconnect":
            self.is_closed = True
            return True
        now = self._now()
        if now is None or now.person != self.person or self.over.is_set():
            return False
        self.doorman.sessions.see(now.session, now=self.doorman.clock())
        return True

    def _now(self) -> Pass | None:
        return self.doorman.look(self.key)

    def _next_look(self) -> float:
        now = self._now()
        if now is None:
            return 0.0
        left = self.doorman.sessions.ends_at(now.session) - self.doorman.clock()
        return max(0.0, min(LOOK_SECONDS, left.total_seconds()))

    async def _end(self) -> None:
        self.over.set()
        if not self.is_closed:
            self.is_closed = True
            await self.inner_send({"type": "websocket.close", "code": ENDED})


def person_in(scope: MutableMapping[str, Any]) -> Person:
    """Who stands behind a request or socket that the gate let through."""
    person: Person = scope["state"]["pass_"].person
    return person
