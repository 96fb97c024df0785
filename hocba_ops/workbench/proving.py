"""Checking the proof of a locked card: two files, no workspace."""

from pathlib import Path

from hocba_ops.errors import file_error
from hocba_ops.registry.proof import Proof, check_proof


def check_file(path: Path, statement: Path | None = None) -> Proof:
    """The proof in a file, held against the office's own statement when that is given; else `LockRefused`."""
    return check_proof(_read(path), name=str(path), beside=_read(statement) if statement else None)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise file_error(str(path), fault) from fault
