"""Many machines that share the items through a Dask scheduler: one that dies leaves its items to the others.

A worker keeps one process of its own for a work, so an item that breaks costs itself there as it does here. Items and
results travel by value. What the scheduler ran twice, because a machine was thought dead, counts once.
"""

import pickle
import socket
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic
from urllib.parse import urlsplit

from hocba_ops.errors import ItemLoss, WorkersMissing, WorkersUnreachable
from hocba_ops.many.elsewhere import do_hand, let_go, pack, program_print, same
from hocba_ops.many.work import Done, Item, R, T, Work

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 256
"""How many hands are with the cluster at a time."""
SECONDS = 10
"""How long a scheduler may take to answer, and a first worker to be there."""
LOOK_SECONDS, PATIENCE_SECONDS = 5, 60
"""How often it is asked whether anybody still works, and how long nobody may."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask scheduler, `tcp://host:port` or `tls://host:port`."""

    address: str

    @contextmanager
    def hands(self, work: Work[T, R]) -> Iterator["Crew[T, R]"]:
        """The workers, asked with the first item. Raises `WorkersMissing`, `WorkersUnreachable`, `WorkersUnfit`."""
        crew = Crew(work, self.address)
        try:
            yield crew
        finally:
            crew.stop()

    def portion(self, work: Work[Any, Any]) -> int:
        """How many items are looked up and done together."""
        return AHEAD * work.at_once


@dataclass
class Crew(Generic[T, R]):
    """A connection to a scheduler for one work; it is made with the first item."""

    work: Work[T, R]
    address: str
    _client: "Client | None" = None
    _packed: "Future[Any] | None" = None
    _name: str = field(default_factory=lambda: uuid.uuid4().hex)
    _count: int = 0

    def run(self, items: Sequence[Item[T]]) -> Iterator[Done[R]]:
        """What became of each item, as it is known."""
        if not items:
            return
        client = self._connected()
        size = self.work.at_once
        hands = [items[first : first + size] for first in range(0, len(items), size)]
        open_hands = {self._submit(client, hand): hand for hand in hands}
        while open_hands:
            for future in self._finished(client, list(open_hands)):
                hand = open_hands.pop(future)
                if future.status == "finished":
                    yield from map(_opened, self._gathered(client, future))
                else:
                    self._check(future)
                    if len(hand) == 1:
                        yield Done(hand[0].key, loss=ItemLoss.DIED)
                    else:
                        open_hands |= {self._submit(client, [item]): [item] for item in hand}

    def stop(self) -> None:
        """Let the workers put away what they hold for this work, and go."""
        if self._client is None:
            return
        with suppress(Exception):  # what is left over goes with the worker's next work
            if self._client.status == "running":
                self._client.run(let_go, on_error="ignore", wait=False)
        with suppress(TimeoutError):
            self._client.close(timeout=SECONDS)
        self._client = None

    def _connected(self) -> "Client":
        if self._client is None:
            self._client = _connect(self.address)
            packed = pack(replace(self.work, carry=None))
            self._packed = self._client.submit(same, packed, key=f"hocba-work-{self._name}", pure=False)
        return self._client

    def _submit(self, client: "Client", hand: Sequence[Item[T]]) -> "Future[Any]":
        carry = self.work.carry
        whole = [Item(item.key, pickle.dumps(carry(item.what) if carry else item.what)) for item in hand]
        self._count += 1
        name = f"hocba-hand-{self._name}-{self._count}"
        return client.submit(do_hand, self._packed, whole, program_print(), key=name, pure=False)

    def _finished(self, client: "Client", futures: list["Future[Any]"]) -> list["Future[Any]"]:
        """Those that are done, at least one. Raises `WorkersUnreachable` when nobody works for too long."""
        from distributed import wait

        last_seen = time.monotonic()
        while True:
            with suppress(TimeoutError), client.as_current(), self._or_lost():
                return list(wait(futures, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
            if client.status != "running":
                raise WorkersUnreachable.lost(self.address)
            if client.scheduler_info(n_workers=1)["n_workers"]:
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > PATIENCE_SECONDS:
                raise WorkersUnreachable.without_workers(self.address)

    def _gathered(self, client: "Client", future: "Future[Any]") -> list[Done[bytes]]:
        with self._or_lost():
            told: list[Done[bytes]] = client.gather(future)
            return told

    @contextmanager
    def _or_lost(self) -> Iterator[None]:
        """A scheduler that went away takes every hand with it."""
        from distributed.client import FuturesCancelledError

        try:
            yield
        except FuturesCancelledError as fault:
            raise WorkersUnreachable.lost(self.address) from fault

    def _check(self, future: "Future[Any]") -> None:
        """Raise what concerns more than these items; a hand that killed its workers is to be looked at one by one."""
        from distributed import KilledWorker

        if future.status != "error":
            raise WorkersUnreachable.lost(self.address)
        fault = future.exception()
        if not isinstance(fault, KilledWorker):
            raise fault


def _opened(done: Done[bytes]) -> Done[Any]:
    """What became of an item, its result unpacked."""
    return replace(done, result=pickle.loads(done.result)) if done.result is not None else replace(done, result=None)


def _connect(address: str) -> "Client":
    _load_tools()
    from distributed import Client, Security

    parts = urlsplit(address)
    if parts.scheme == "tls" and Security().get_connection_args("client").get("ssl_context") is None:
        raise WorkersUnreachable.without_certificate(address)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=SECONDS).close()
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except OSError as fault:
        raise WorkersUnreachable(address, fault.strerror or str(fault)) from fault
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as fault:
        client.close()
        raise WorkersUnreachable.without_workers(address) from fault
    return client


def _load_tools() -> None:
    try:
        import_module("distributed")
    except ImportError as fault:
        raise WorkersMissing(fault.name or "distributed") from fault
