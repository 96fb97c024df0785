"""An open websocket ends with its session. The clock is the test's, and the gate's pauses are the test's to end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from hocba_ops.portal.gate import Gate
from hocba_ops.portal.sockets import ENDED, LOOK_SECONDS
from tests.portal.asgi import Socket, socket_scope
from tests.portal.entrance import SCHOOL, SITE, Entrance


@dataclass
class Pauses:
    """Stands in for sleeping: each pause is over when the test says so, and tells how long it was meant to be."""

    asked: list[float] = field(default_factory=list)
    bell: asyncio.Event | None = None

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self.bell = asyncio.Event()
        await self.bell.wait()

    async def ring(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)
            if self.bell is not None:
                self.bell.set()
                return


Play = Callable[[Socket, Pauses], Awaitable[None]]


def play(entrance: Entrance, act: Play, **scope: str) -> None:
    """One websocket of a person who is logged in, from opening it to whatever the test does."""
    entrance.grant()
    entrance.log_in()
    pauses = Pauses()
    gate = Gate(entrance.app.app, door=entrance.door, pause=pauses)

    async def run() -> None:
        socket = Socket(gate, socket_scope(entrance, token=entrance.token(), **scope))
        assert (await socket.open())["type"] == "websocket.accept"
        await act(socket, pauses)

    asyncio.run(run())


def refused(entrance: Entrance, **scope: str | None) -> bool:
    """Whether a socket is refused before it is accepted: a server answers that with 403."""

    async def run() -> bool:
        first = await Socket(entrance.app, socket_scope(entrance, **scope)).open()
        return first["type"] == "websocket.close"

    return asyncio.run(run())


def test_a_socket_of_somebody_logged_in_talks_both_ways(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        assert (await socket.say("chào"))["text"] == "can_bo_co_quan: chào"
        await socket.to_app.put({"type": "websocket.disconnect", "code": 1000})
        await socket.done()
        assert socket.from_app.empty()

    play(entrance, act)


def test_a_socket_without_a_session_is_refused_before_it_opens(entrance):
    assert refused(entrance, token="")
    assert refused(entrance, token="A" * 43)


def test_a_socket_is_refused_on_open_paths_too_for_no_look_up_needs_one(entrance):
    assert refused(entrance, path=b"/tra-cuu")


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://hocba.example", SITE + ".evil"])
def test_a_socket_from_another_page_is_refused_with_a_session_too(entrance, origin):
    entrance.grant()
    entrance.log_in()
    assert refused(entrance, token=entrance.token(), origin=origin)


def test_a_socket_of_somebody_without_a_role_is_refused(entrance):
    entrance.log_in()
    assert refused(entrance, token=entrance.token())


def test_a_socket_at_a_path_read_in_two_ways_is_refused(entrance):
    entrance.grant()
    entrance.log_in()
    assert refused(entrance, token=entrance.token(), path=b"/bang/%2e%2e/bang/ws")


async def closes(socket: Socket, pauses: Pauses) -> None:
    await pauses.ring()
    assert await socket.hear() == {"type": "websocket.close", "code": ENDED}
    await socket.done()


def test_an_idle_socket_closes_when_nothing_was_asked_for_too_long(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        entrance.clock.turn(minutes=61)
        await closes(socket, pauses)

    play(entrance, act)


def test_a_busy_socket_closes_when_the_session_has_lasted_its_time(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        for _ in range(9):
            entrance.clock.turn(minutes=50)
            assert (await socket.say("còn"))["text"] == "can_bo_co_quan: còn"
        entrance.clock.turn(minutes=31)
        await closes(socket, pauses)

    play(entrance, act)


def test_a_message_of_a_session_that_is_over_never_reaches_the_page(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        entrance.clock.turn(minutes=61)
        assert await socket.say("muộn") == {"type": "websocket.close", "code": ENDED}
        await socket.done()

    play(entrance, act)


def test_a_logout_elsewhere_closes_the_open_socket(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        entrance.door.sessions.end_all(f"{entrance.door.provider.login.issuer}|an")
        await closes(socket, pauses)

    play(entrance, act)


def test_a_role_taken_closes_the_open_socket(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        entrance.revoke()
        await closes(socket, pauses)

    play(entrance, act)


def test_a_socket_opened_in_one_role_does_not_live_on_in_another(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        entrance.revoke()
        entrance.grant("can_bo_quan_ly", SCHOOL, staff_code="CB-1")
        assert await socket.say("ai đây") == {"type": "websocket.close", "code": ENDED}

    play(entrance, act)


def test_the_watch_looks_often_and_at_the_end_of_the_session(entrance):
    async def act(socket: Socket, pauses: Pauses) -> None:
        await pauses.ring()
        entrance.clock.turn(minutes=59, seconds=58)
        await pauses.ring()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert pauses.asked[0] == LOOK_SECONDS
        assert pauses.asked[-1] == pytest.approx(2.0)

    play(entrance, act)
