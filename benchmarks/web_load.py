"""Sessions that change filters: how long until the new page is there, and what a session and a change cost the server.

Each session is a websocket as a browser opens it, through the gate with a cookie. Beside the dashboards, in the same
run, a plain Panel template serves the same pages (drawn beforehand) with the same clients.
"""

import asyncio
import gzip
import itertools
import json
import os
import random
import re
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figures import Ratio
from benchmarks.scale import Scale
from benchmarks.web_clients import COOKIE, HOST, Killable, ask
from benchmarks.web_pages import PAGE, UNITS, make_workspace
from hocba_ops.dashboards.templating import PLACE

PLAIN = "import sys; from benchmarks.web_plain import main; main(sys.argv[1:])"
EVERY = 10.0
"""Seconds between two changes of one session."""
USERS, SECONDS = (1, 10, 30), 40.0
SEED = 5
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Side:
    """A server under load: ours, with the cookie of its one login, or the plain one."""

    server: Killable
    cookie: str

    @property
    def is_ours(self) -> bool:
        return bool(self.cookie)

    def cpu(self) -> float:
        """CPU seconds that the server has taken so far."""
        told = Path(f"/proc/{self.server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / TICKS


@dataclass
class Taken:
    """What a load took: CPU of the server as sessions came and as they changed, and seconds of every change."""

    users: int
    came: float = 0.0
    changed: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def figures(self) -> Mapping[str, float]:
        p95 = statistics.quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else self.waits[0]
        return {
            "changes": len(self.waits),
            "CPU s a session": self.came / self.users,
            "CPU s a change": self.changed / len(self.waits),
            "p50 ms": statistics.median(self.waits) * 1000,
            "p95 ms": p95 * 1000,
        }


class Session:
    """A websocket session of a page: `choose` sends another unit and returns when its page is there."""

    def __init__(self, side: Side, socket: ClientConnection, model: str) -> None:
        self.side, self.socket, self.model = side, socket, model

    @classmethod
    async def open(cls, side: Side, *, page: str = PAGE) -> "Session":
        """As a browser does: the page, the websocket with the token that stands in it, the document."""
        place = f"{PLACE}?trang={page}&don-vi={UNITS[0]}"
        html = (await asyncio.to_thread(ask, side.server, "GET", place, cookie=side.cookie))[2]
        token = re.findall(r'"token":"([^"]+)"', html)[0]
        address = f"ws://{HOST}:{side.server.port}{PLACE}/ws"
        headers = {"Cookie": side.cookie} if side.cookie else {}
        socket = await connect(
            address, subprotocols=["bokeh", token], additional_headers=headers, origin=f"http://{HOST}:{side.server.port}",
            max_size=None,
        )  # fmt: skip
        session = cls(side, socket, "")
        await session.send("PULL-DOC-REQ", {})
        doc = await session.hear(lambda text: '"roots"' in text)
        name = "ReactiveESM" if side.is_ours else "Select"
        session.model = next(one["id"] for one in objects_in(json.loads(doc)) if one["name"].endswith(name))
        await session.send("PATCH-DOC", {"events": [_event_of("document_ready", [])]})
        if side.is_ours:
            await session.hear(lambda text: "drawn" in text and UNITS[0] in text)
        return session

    async def choose(self, unit: str) -> float:
        """Seconds until the page of another unit is there."""
        began = time.monotonic()
        await self.send("PATCH-DOC", {"events": [self._event(unit)]})
        await self.hear(lambda text: f"don-vi={unit}" in text)
        return time.monotonic() - began

    def _event(self, unit: str) -> dict[str, Any]:
        if not self.side.is_ours:
            return {"kind": "ModelChanged", "model": {"id": self.model}, "attr": "value", "new": unit}
        said = {"type": "map", "entries": [["set", "don-vi"], ["value", unit]]}
        return _event_of("data_event", [["model", {"id": self.model}], ["data", said]])

    async def send(self, kind: str, content: Mapping[str, Any]) -> None:
        for part in ({"msgid": os.urandom(8).hex(), "msgtype": kind}, {}, content):
            await self.socket.send(json.dumps(part))

    async def hear(self, is_it: Any) -> str:
        """The first message part of which something is so."""
        async with asyncio.timeout(120):
            while True:
                part = await self.socket.recv()
                if isinstance(part, str) and is_it(part):
                    return part


def _event_of(name: str, entries: list[Any]) -> dict[str, Any]:
    """An event of the browser as Bokeh writes it."""
    event = {"type": "event", "name": name, "values": {"type": "map", "entries": entries}}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every model in a document."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for one in value.values():
            yield from objects_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from objects_in(one)


async def load(side: Side, users: int, seconds: float) -> Taken:
    """So many sessions, each changing its filter every ten seconds from a moment of its own."""
    taken, moments = Taken(users), random.Random(SEED)
    before = side.cpu()
    sessions = [await Session.open(side) for _ in range(users)]
    taken.came = side.cpu() - before
    before = side.cpu()
    await asyncio.gather(*(_change_often(one, taken, moments.uniform(0, EVERY), seconds) for one in sessions))
    taken.changed = side.cpu() - before
    for one in sessions:
        await one.socket.close()
    return taken


async def _change_often(session: Session, taken: Taken, first: float, seconds: float) -> None:
    await asyncio.sleep(first)
    end = time.monotonic() + seconds - EVERY
    for unit in itertools.cycle(UNITS[1:] + UNITS[:1]):
        took = await session.choose(unit)
        taken.waits.append(took)
        if time.monotonic() + EVERY > end + EVERY:
            return
        await asyncio.sleep(max(0.0, EVERY - took))


def first_load(side: Side) -> int:
    """Bytes of the page and of every script and style sheet that it names, in gzip."""
    page = ask(side.server, "GET", PLACE, cookie=side.cookie)[2]
    files = {one.lstrip("/") for one in re.findall(r'(?:src|href)="([^"]+\.(?:js|css)[^"]*)"', page)}
    return len(gzip.compress(page.encode())) + sum(_weight(side, one) for one in files if "//" not in one)


def _weight(side: Side, path: str) -> int:
    """What a file weighs on the wire; a page of the plain template names one that is not there."""
    request = urllib.request.Request(f"http://{HOST}:{side.server.port}/{path}", headers={"Accept-Encoding": "gzip"})
    request.add_header("Cookie", side.cookie)
    try:
        with urllib.request.urlopen(request) as answer:
            return len(answer.read())
    except urllib.error.HTTPError:
        return 0


def logged_in(server: Killable) -> Side:
    """Our side, with the cookie of somebody who came by the start link."""
    server.wait_until(lambda: bool(server.link))
    cookies = ask(server, "GET", server.link)[1]
    return Side(server, next(one.partition(";")[0] for one in cookies if one.startswith(f"{COOKIE}=")))


async def measure(ours: Side, plain: Side, users: tuple[int, ...], seconds: float) -> dict[str, Mapping[str, float]]:
    """Each side after a first session that makes its answers, then under each number of users."""
    found: dict[str, Mapping[str, float]] = {}
    for name, side in (("ours", ours), ("plain", plain)):
        warm = await load(side, 1, 3 * EVERY)
        found[f"{name}, first session"] = warm.figures
    for count in users:
        for name, side in (("ours", ours), ("plain", plain)):
            found[f"{name}, {count} users"] = (await load(side, count, seconds)).figures
    return found


def ratios(scale: Scale) -> list[Ratio]:
    """Each load, ours against the plain template; the first load in bytes."""
    users, seconds = (USERS, SECONDS) if not scale.is_quick else ((1, 10, 30), 2.0)
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder))
        with Killable.started(Path(folder)) as server, Killable.started(Path(folder), program=PLAIN) as beside:
            ours, plain = logged_in(server), Side(beside, "")
            weights = {"ours": first_load(ours), "plain": first_load(plain)}
            found = asyncio.run(measure(ours, plain, users, seconds))
    ten, many, bare = found["ours, 10 users"], found["ours, 30 users"], found["plain, 30 users"]
    return [
        Ratio("first_load", weights["ours"] / 1e6, told=weights),
        Ratio("cpu_session", ten["CPU s a session"]),
        Ratio("p95_ten", ten["p95 ms"], told={"plain": found["plain, 10 users"]["p95 ms"]}),
        Ratio("change_vs_plain", many["CPU s a change"] / bare["CPU s a change"], told={"loads": found}),
        Ratio("p95_vs_plain", many["p95 ms"] / bare["p95 ms"]),
    ]
