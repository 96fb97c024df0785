"""What runs in a worker of a cluster: a hand of items done by one process of its own, which stays for the next hand."""

import multiprocessing
import pickle
import socket
import sys
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from hocba_ops.errors import WorkersUnfit
from hocba_ops.many.pool import Children
from hocba_ops.many.work import Done, Item

PACKAGE = Path(__file__).parents[1]
_TURN = Lock()
_HERE: dict[str, Children[Any, Any]] = {}
"""The process that this worker keeps, by the digest of its work: one at most."""


def same(payload: bytes) -> bytes:
    """A packed work, as a result that the cluster can make again when the machine that held it is gone."""
    return payload


def do_hand(payload: bytes, items: Sequence[Item[Any]], program: str) -> list[Done[Any]]:
    """What became of some items. Raises `WorkersUnfit` where this worker is another program or may have no process."""
    if multiprocessing.current_process().daemon:
        raise WorkersUnfit.without_children(socket.gethostname())
    if program != program_print():
        raise WorkersUnfit.another_program(socket.gethostname())
    with _TURN:
        return list(_children_of(payload).run(items))


def let_go() -> None:
    """Let go the process that is kept."""
    with _TURN:
        _let_go()


def _children_of(payload: bytes) -> Children[Any, Any]:
    digest = sha256(payload).hexdigest()
    if digest not in _HERE:
        _let_go()
        _HERE[digest] = Children(pickle.loads(payload), workers=1)
    return _HERE[digest]


def _let_go() -> None:
    for children in _HERE.values():
        children.stop()
    _HERE.clear()


@cache
def program_print() -> str:
    """SHA-256 of the program and its Python: only the same program gives the same bytes."""
    told = sha256(f"{sys.version_info[:2]}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            told.update(path.relative_to(PACKAGE).as_posix().encode() + sha256(path.read_bytes()).digest())
    return told.hexdigest()
