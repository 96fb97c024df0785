"""The server killed under load, again and again: sessions recover, and whatever was acknowledged stands in the trail.

`hocba serve` runs as a process of its own on an invented school. Clients look cards up with right and wrong codes, read
rows by the API and come in by start links, each time in a way that the trail tells apart. SIGKILL falls at a random
moment; the server starts again on the same port, and the clients go on with the cookies and forms that they have.
"""

import random
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Ratio, counted
from benchmarks.scale import Scale
from benchmarks.web_clients import Acknowledged, Killable, Look, clients_at_work, me_of
from hocba_ops.access.trail import Trail
from hocba_ops.settings import FILE_NAME
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.looking_up import LookUps
from tests.portal.public_school import BIRTH, FILED, build_scene

SEED = 11
SHORTEST, LONGEST = 0.3, 2.0
"""Seconds of load before a kill."""
EVENTS = ("login", "rows_read", "looked_up", "look_up_failed")
SETTINGS = """
unit = "quan-1"
school_year = "2024-2025"
issued = [{issued}]
[portal]
tries_of_address = 1000000
tries_of_code = 1000000
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `faults`: one line each; empty when all is as it must be."""

    kills: int
    acknowledged: Counter[str]
    entries: int
    sessions: int
    back_after: list[float]
    faults: list[str] = field(default_factory=list)


KILLS = 20


def ratios(scale: Scale) -> list[Ratio]:
    """Kill as often as usual; the share of what was acknowledged that the trail has, 0 where anything else is wrong."""
    outcome = kill_often(scale.less(KILLS, 1))
    every = sum(outcome.acknowledged.values())
    told = {"kills": outcome.kills, "sessions": outcome.sessions, "faults": outcome.faults[:20]}
    back = {"back_after": max(outcome.back_after), "entries": outcome.entries}
    return [counted("kept", every - len(outcome.faults), every, **told, **back)]


def kill_often(kills: int, *, longest: float = LONGEST) -> Outcome:
    """Serve, load and kill an invented school; the outcome after the last restart."""
    moments, told, back_after = random.Random(SEED), Acknowledged(), list[float]()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        look = _prepare(Path(folder))
        server = stack.enter_context(Killable.started(Path(folder)))
        with clients_at_work(server, look, told):
            for _ in range(kills):
                wait_for_each(server, told)
                time.sleep(moments.uniform(SHORTEST, longest))
                back_after.append(server.kill_and_restart())
            wait_for_each(server, told)
        faults = [f"a session is not known any more: {key[:8]}…" for key in told.cookies if not me_of(server, key)]
        trail = Trail.open(Path(folder) / "access")
        faults += faults_of(trail, told)
        return Outcome(kills, told.by_event(), trail.entries().height, len(told.cookies), back_after, faults)


def wait_for_each(server: Killable, told: Acknowledged) -> None:
    """Returns when something of each kind was acknowledged anew."""
    before = told.by_event()
    server.wait_until(lambda: all(told.by_event()[event] > before[event] for event in EVENTS))


def faults_of(trail: Trail, told: Acknowledged) -> list[str]:
    """What the trail lacks of what was acknowledged, and where it is broken."""
    if flaw := trail.verify():
        return [f"the trail is broken: {flaw}"]
    entries = trail.entries()
    held: Counter[tuple[str, str]] = Counter()
    for event, target, detail, session in entries.select("event", "target", "detail", "session").iter_rows():
        tag = {"rows_read": detail.rpartition(" ")[2], "login": session}.get(event, target)
        held[event, tag] += 1
    return [f"lost: {event} {tag}, {count - held[event, tag]} times" for (event, tag), count in told.missing(held)]


def _prepare(folder: Path) -> Look:
    """The invented school as a workspace, and what its public may ask for."""
    build_scene(folder)
    issued = ", ".join(f'"{place}"' for place in FILED)
    (folder / FILE_NAME).write_text(SETTINGS.format(issued=issued), encoding="utf-8")
    bench = Workbench.open(folder)
    look_ups = LookUps.open(bench)
    code = next(iter(look_ups.held))
    bench.engine.close()
    return Look(code, BIRTH, look_ups.key, look_ups.trace)
