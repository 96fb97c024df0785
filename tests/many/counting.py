"""Work for the tests that other processes can import: what it did, it writes down."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """Where the work writes what it did. `gate`: a file for which a process waits from its second item on."""

    folder: Path
    gate: Path | None = None


@dataclass
class Ready:
    place: Place
    done: int = 0


def begin(place: Place) -> Ready:
    return Ready(place)


def square(ready: Ready, number: int) -> tuple[int, int]:
    """The square, and the worker that made it: the process above this one."""
    started = ready.place.folder / f"{os.getppid()}-{os.getpid()}-{number}"
    started.write_text("")
    gate = ready.place.gate
    while gate is not None and ready.done and not gate.exists():
        time.sleep(0.02)
    ready.done += 1
    return number * number, os.getppid()


def break_at_seven(ready: Ready, number: int) -> int:
    """An item that kills its process, one that never ends, one that raises; the others are what they are."""
    with (ready.place.folder / str(number)).open("a") as stream:
        stream.write("x")
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 8:
        time.sleep(3600)
    if number == 9:
        raise ValueError("Nguyễn Văn An")
    return number


def begin_nothing(_: object) -> None:
    from hocba_ops.errors import WorkspaceMissing

    raise WorkspaceMissing("/không/có")
