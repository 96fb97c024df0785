"""What runs in a worker of a cluster: a hand of items done by one process of its own, which stays for the next hand.

Work, items and results pass through the worker packed: what they are made of is loaded in that process alone.
"""

import multiprocessing
import pickle
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from hocba_ops.errors import WorkersUnfit
from hocba_ops.many.pool import Children
from hocba_ops.many.work import Done, Item, Work

PACKAGE = Path(__file__).parents[1]
_TURN = Lock()
_HERE: dict[str, Children[bytes, bytes]] = {}
"""The process that this worker keeps, by the digest of its work: one at most."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A work that is not opened on its way."""

    payload: bytes
    seconds: float | None
    tries: int


def pack(work: Work[Any, Any]) -> Packed:
    """A work as it travels."""
    return Packed(pickle.dumps(work), work.seconds, work.tries)


def same(packed: Packed) -> Packed:
    """A packed work, as a result that the cluster can make again when the machine that held it is gone."""
    return packed


def do_hand(packed: Packed, items: Sequence[Item[bytes]], program: str) -> list[Done[bytes]]:
    """What became of some items, results packed.

    Raises `WorkersUnfit` where this worker is another program, or may start no process.
    """
    if multiprocessing.current_process().daemon:
        raise WorkersUnfit.without_children(socket.gethostname())
    if program != program_print():
        raise WorkersUnfit.another_program(socket.gethostname())
    with _TURN:
        return list(_children_of(packed).run(items))


def let_go() -> None:
    """Let go the process that is kept."""
    with _TURN:
        _let_go()


def _children_of(packed: Packed) -> Children[bytes, bytes]:
    digest = sha256(packed.payload).hexdigest()
    if digest not in _HERE:
        _let_go()
        work: Work[bytes, bytes] = Work(
            _do_packed, _begin_packed, packed.payload, seconds=packed.seconds, tries=packed.tries
        )
        _HERE[digest] = Children(work, workers=1)
    return _HERE[digest]


def _begin_packed(payload: bytes) -> tuple[Work[Any, Any], Any]:
    work: Work[Any, Any] = pickle.loads(payload)
    return work, work.begin(work.given)


def _do_packed(ready: tuple[Work[Any, Any], Any], what: bytes) -> bytes:
    work, made = ready
    return pickle.dumps(work.do(made, pickle.loads(what)))


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
