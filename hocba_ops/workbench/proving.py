"""Checking the proof of a locked card: two files, no workspace."""

from pathlib import Path

from hocba_ops.errors import LockProblem, LockRefused, NotPermitted
from hocba_ops.registry.proof import Proof, check_proof


def check_file(path: Path, statement: Path | None = None) -> Proof:
    """The proof in a file, held against the office's own statement when that is given; else `LockRefused`."""
    return check_proof(_read(path), name=str(path), beside=_read(statement) if statement else None)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except PermissionError as fault:
        raise NotPermitted(str(path)) from fault
    except OSError as fault:
        raise LockRefused(str(path), LockProblem.UNREADABLE) from fault
