"""Making a batch appear at once or not at all: stage, sync, one rename; and the sweep of what a killed load left.

polars writes a Parquet file in place, so a reader could meet half of one. Nothing is therefore ever written where
readers look: a batch is staged in `incoming/` on the same file system and its whole folder renamed into `batches/`.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from hocba_ops.store.claim import claim_alone, claim_writing

INCOMING = "incoming"
"""Folder of the batches that are being written; readers never look into it."""


@contextmanager
def stage(root: Path) -> Iterator[Path]:
    """A fresh folder to write a batch into; no sweep touches it, and what is left of it afterwards is removed."""
    with claim_writing(root):
        staged = root / INCOMING / uuid4().hex
        staged.mkdir(parents=True)
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def publish(staged: Path, final: Path) -> bool:
    """Make a staged folder appear at its place; False when another writer put the same batch there first."""
    for path in sorted(staged.iterdir()):
        _sync(path)
    _sync_folder(staged)
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        staged.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        return False
    for folder in (final.parent, final.parent.parent, final.parent.parent.parent):
        _sync_folder(folder)
    return True


def sweep(root: Path) -> None:
    """Remove what killed loads left behind; does nothing while any process is writing, or where it may not write."""
    with claim_alone(root) as is_alone:
        if is_alone:
            for leftover in sorted((root / INCOMING).glob("*")):
                shutil.rmtree(leftover, ignore_errors=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
