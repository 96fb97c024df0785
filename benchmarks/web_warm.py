"""What the first reader of a day waits for: the overview on a server just started, without and with pages made before.

python -m benchmarks.web_warm --workspace .

The workspace has to be loaded (`hocba load`). The server with `--no-warm` is asked at once, the other when it has come
to rest.
"""

import argparse
import asyncio
import time
from pathlib import Path

from benchmarks.web_clients import Killable
from benchmarks.web_load import Session, Side, logged_in

REST_SECONDS = 3.0


def main() -> None:
    """Print wall and CPU seconds of the first overview on both, and what the making beforehand took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workspace", type=Path, default=Path())
    workspace = asked.parse_args().workspace.resolve()
    for name, options in (("cold", ["--no-warm"]), ("warm", [])):
        with Killable.started(workspace, options=options) as server:
            side = logged_in(server)
            before = side.cpu()
            beforehand = settled(side) - before if name == "warm" else 0.0
            wall, cpu = asyncio.run(first_sight(side))
            print(f"{name}: overview after {wall:.1f} s, {cpu:.1f} CPU s; made beforehand in {beforehand:.1f} CPU s")


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


if __name__ == "__main__":
    main()
