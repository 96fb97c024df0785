"""The life of a process that works for another: made ready once, then item after item until nobody hands it any."""

import signal
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from hocba_ops.errors import ItemLoss, OpsError
from hocba_ops.many.work import Done, Item, Work

READY = "ready"


def serve(pipe: Connection, work: Work[Any, Any]) -> None:
    """Make ready, say so (or which error keeps it from being ready), then answer every item of every hand by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        ready = work.begin(work.given)
    except OpsError as fault:
        pipe.send(fault)
        return
    pipe.send(READY)
    while True:
        try:
            items: Sequence[Item[Any]] = pipe.recv()
        except (EOFError, OSError):
            return
        for item in items:
            pipe.send(done_of(work.do, ready, item))


def done_of(do: Callable[[Any, Any], Any], ready: object, item: Item[Any]) -> Done[Any]:
    """What became of one item; what it raised is told by kind and place."""
    try:
        return Done(item.key, do(ready, item.what))
    except Exception as fault:  # noqa: BLE001 - one item must not stop the others; it is told, not swallowed
        return Done(item.key, loss=ItemLoss.RAISED, why=_place_of(fault))


def _place_of(fault: Exception) -> str:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__}, {Path(last.filename).name}:{last.lineno}"
