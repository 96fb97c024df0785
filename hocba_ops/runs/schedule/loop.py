"""The schedule within a server of ours: a tick every half minute in a thread, on the history of any other clock."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from hocba_ops.errors import OpsError
from hocba_ops.runs.schedule.tick import tick
from hocba_ops.workbench import Workbench

EVERY_SECONDS = 30.0
LOG = logging.getLogger(__name__)


@contextmanager
def ticking(bench: Workbench, *, every: float = EVERY_SECONDS) -> Iterator[None]:
    """Ticks as long as the block lasts; runs that were begun go on after it."""
    over = threading.Event()
    thread = threading.Thread(target=_tick_until, args=(bench, over, every), name="hocba-schedule", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(EVERY_SECONDS)


def _tick_until(bench: Workbench, over: threading.Event, every: float) -> None:
    """A schedule that is written wrong is told in the log and looked at again; it never stops the server."""
    while not over.wait(every):
        try:
            for worker in tick(bench, now=datetime.now(UTC), wait=False).workers:
                threading.Thread(target=worker.wait, daemon=True).start()
        except OpsError as fault:
            LOG.warning("%s", fault)
