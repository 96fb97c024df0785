"""Who is writing in a store just now: many writers at once, or one sweeper alone.

The operating system drops the claim of a process that dies, so a claim never needs cleaning up.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK = "writing.lock"
"""The file whose locks are the claims; it holds nothing."""

if sys.platform == "win32":
    import msvcrt

    _BYTES = 1 << 20

    def _lock_shared(handle: IO[bytes]) -> None:
        handle.seek(os.getpid() % _BYTES)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)

    def _lock_alone(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, _BYTES)

else:
    import fcntl

    def _lock_shared(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_SH)

    def _lock_alone(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def claim_writing(root: Path) -> Iterator[None]:
    """Say that this process is writing a batch; others may write too, none may sweep."""
    with (root / LOCK).open("ab") as handle:
        _lock_shared(handle)
        yield


@contextmanager
def claim_alone(root: Path) -> Iterator[bool]:
    """True while nobody writes and nobody may begin; False, at once, when somebody does or the store is read-only."""
    try:
        handle = (root / LOCK).open("ab")
    except PermissionError:
        yield False
        return
    with handle:
        try:
            _lock_alone(handle)
        except OSError:
            is_alone = False
        else:
            is_alone = True
        yield is_alone
