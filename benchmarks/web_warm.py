"""What the first reader of a day waits for: the overview on a server just started, without and with pages made before.

The server with `--no-warm` is asked at once, the other when it has come
to rest.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.fan_out import load_samples
from benchmarks.figures import Ratio
from benchmarks.scale import Scale
from benchmarks.web_clients import Killable
from benchmarks.web_load import Session, Side, logged_in

REST_SECONDS = 3.0


def ratios(_scale: Scale) -> list[Ratio]:
    """Wall seconds of the first overview, made beforehand against not; on the samples, loaded anew."""
    taken: dict[str, tuple[float, float]] = {}
    beforehand = 0.0
    with tempfile.TemporaryDirectory() as folder:
        load_samples(Path(folder)).engine.close()
        for name, options in (("cold", ["--no-warm"]), ("warm", [])):
            with Killable.started(Path(folder), options=options) as server:
                side = logged_in(server)
                before = side.cpu()
                beforehand = settled(side) - before if name == "warm" else 0.0
                taken[name] = asyncio.run(first_sight(side))
    (cold, cold_cpu), (warm, warm_cpu) = taken["cold"], taken["warm"]
    told = {"cold_wall": cold, "beforehand_cpu": beforehand}
    return [Ratio("warm_vs_cold", warm / cold, warm_cpu, cold_cpu, warm, told=told)]


def settled(side: Side) -> float:
    """CPU seconds of the server once it takes no more."""
    before = -1.0
    while (now := side.cpu()) - before > REST_SECONDS / 10:
        before = now
        time.sleep(REST_SECONDS)
    return now


async def first_sight(side: Side) -> tuple[float, float]:
    """Wall and CPU seconds until the overview is there."""
    began, before = time.monotonic(), side.cpu()
    session = await Session.open(side, page="overview")
    await session.socket.close()
    return time.monotonic() - began, side.cpu() - before
