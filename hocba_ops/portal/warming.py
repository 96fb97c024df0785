"""Answers made before anybody asks: the pages of the workspace's own unit, one at a time, behind whoever is waiting.

The thread only puts the pages in the queue in which readers stand as well, one when the last is done: a reader waits
for one page at most, and nothing is computed twice.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hocba_ops.dashboards.desk import WORKER
from hocba_ops.dashboards.drawing import draw
from hocba_ops.dashboards.pages import page_names
from hocba_ops.dashboards.state import State
from hocba_ops.errors import OpsError
from hocba_ops.portal.doorman import Clock
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.composing import COMPOSED
from hocba_ops.workbench.viewing import local_person, view_of

LOGGER = logging.getLogger("hocba.portal")


@contextmanager
def warming(bench: Workbench, *, clock: Clock) -> Iterator[threading.Thread]:
    """Warms in a thread as long as the block lasts; the thread ends with the last page."""
    over = threading.Event()
    thread = threading.Thread(target=_warm_until, args=(bench, clock, over), name="hocba-warming", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        over.set()


def pages_in_order() -> list[str]:
    """Plain steps first, so that what is composed of them is made of answers that are there."""
    return sorted(page_names(), key=lambda name: name in COMPOSED)


def _warm_until(bench: Workbench, clock: Clock, over: threading.Event) -> None:
    began, made = time.monotonic(), 0
    try:
        for name in pages_in_order():
            if over.is_set():
                return
            WORKER.submit(_draw, bench, clock, name).result()
            made += 1
    except (OpsError, RuntimeError) as fault:
        LOGGER.warning("answers were not made beforehand: %s", fault)
        return
    LOGGER.info("%d pages ready beforehand after %.0f s", made, time.monotonic() - began)


def _draw(bench: Workbench, clock: Clock, name: str) -> None:
    """A page as whoever sits at this machine would see it; no rows of persons are read, so the trail is not told."""
    draw(view_of(bench.still(), local_person(bench, ""), clock=clock), State(page=name))
