"""Signing at the workbench: where the key is, what is signed, and what it is checked against."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hocba_ops.documents.people import holder_of
from hocba_ops.documents.policy import Level
from hocba_ops.documents.signing.archiving import Archivist
from hocba_ops.documents.signing.batch import ArchiveBatch, Batch, Item, Outcome, Told
from hocba_ops.documents.signing.csc import CscService
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.keys import Key, SoftKey
from hocba_ops.documents.signing.pades import Pen
from hocba_ops.documents.signing.remote import RemoteKey
from hocba_ops.documents.signing.stamping import HttpStamper
from hocba_ops.documents.signing.token import TokenKey
from hocba_ops.documents.verifying.inputs import PDF, Source
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import basis_of, documents_in
from hocba_ops.workbench.issuing import BOXES
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.workforce import workforce_of

__all__ = [
    "Item",
    "Order",
    "Outcome",
    "Told",
    "items_of",
    "left_over",
    "make_archive",
    "make_batch",
    "open_key",
    "run_batch",
]
"""What faces ask for here; how signing goes is the business of the room of documents."""

BEARER = "HOCBA_REMOTE_TOKEN"
"""The environment's access token for a remote service that asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be signed with which key. `place`: key, token or remote; `address`: the file, library or service."""

    field: str
    out: Path
    place: str
    address: str
    now: datetime
    serial: str = ""
    csc: int = 2
    timestamp_url: str = ""
    boxes: Path | None = None
    image: Path | None = None


@dataclass(frozen=True)
class OpenedKey:
    """A key that is open until `close`."""

    key: Key

    @property
    def name(self) -> str:
        """Whose certificate it is."""
        return holder_of(self.key.certificate).name

    @property
    def serial(self) -> str:
        """The serial number of the certificate."""
        return holder_of(self.key.certificate).serial

    def close(self) -> None:
        """Log out of the token or service, where there is one."""
        close = getattr(self.key, "close", None)
        if close is not None:
            close()


def open_key(order: Order, pin: str) -> OpenedKey:
    """The key of an order. Raises `KeyRefused`; the PIN is handed on and kept nowhere here."""
    if order.place == "token":
        return OpenedKey(TokenKey.open(order.address, pin, serial=order.serial))
    if order.place == "remote":
        service = CscService(order.address, order.csc, os.environ.get(BEARER, ""))
        return OpenedKey(RemoteKey.open(service, pin, serial=order.serial))
    return OpenedKey(SoftKey.open(Path(order.address), pin))


def items_of(bench: Workbench, paths: Sequence[Path], now: datetime) -> list[Item]:
    """The documents that some paths hold, each with its card, and its fields where `hocba issue` told them beside it.

    Raises `NoDocuments`.
    """
    found = documents_in(bench, paths, now.date(), endings=(PDF,))
    return [Item(source, expected, _boxes_beside(source)) for source, expected in found]


def _boxes_beside(source: Source) -> tuple[Box, ...]:
    path = source.path.with_name(f"{source.stem}{BOXES}")
    return tuple(read_boxes_file(path)) if source.member is None and path.is_file() else ()


def left_over(items: Sequence[Item]) -> list[Told]:
    """What is told of documents that the batch did not come to."""
    return [Told(item.source.name, Outcome.LEFT) for item in items]


def make_batch(bench: Workbench, order: Order, key: Key) -> Batch:
    """The batch of an order, with the pen made ready once."""
    stamper = HttpStamper(order.timestamp_url) if order.timestamp_url else None
    return Batch(
        pen=Pen.ready(key, stamper),
        field=order.field,
        basis=basis_of(bench, now=order.now, level=Level.B_T if stamper else Level.B_B),
        out=order.out,
        boxes=read_boxes_file(order.boxes) if order.boxes else (),
        images={order.field: order.image.read_bytes()} if order.image else {},
        over=workforce_of(bench.settings),
    )


def run_batch(
    bench: Workbench, batch: Batch | ArchiveBatch, items: Sequence[Item], *, by: str, now: datetime
) -> Iterator[Told]:
    """Sign, and enter into the audit trail how many were signed of each school, also of a batch that was stopped."""
    check_trail(bench)
    signed: Counter[str] = Counter()
    schools = {item.source.name: item.expected.school_code for item in items if item.expected}
    try:
        for one in batch.run(items):
            if one.outcome is Outcome.SIGNED:
                signed[schools.get(one.name, bench.settings.unit)] += 1
            yield one
    finally:
        target = f"sign.{batch.field}" if isinstance(batch, Batch) else "sign.archive"
        for school, count in sorted(signed.items()):
            note(bench, Event.SIGNED, by=by, now=now, target=target, about_unit=school, rows=count)


def make_archive(bench: Workbench, order: Order) -> ArchiveBatch:
    """The batch that archives: validation data from the workspace, time stamps from the order's authority."""
    basis = basis_of(bench, now=order.now)
    archivist = Archivist(basis.trust, basis.revocation, HttpStamper(order.timestamp_url))
    return ArchiveBatch(archivist, basis, order.out)


def read_boxes_file(path: Path) -> list[Box]:
    """Fields from a JSON file: `{"gvcn": {"page": 0, "corners": [x, y, x2, y2]}, …}`, in the order of signing."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return [Box(name, int(one["page"]), _corners(one["corners"])) for name, one in told.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadParameter("boxes", path, ParameterProblem.NOT_BOXES) from fault


def _corners(told: Sequence[float]) -> tuple[float, float, float, float]:
    left, low, right, high = map(float, told)
    return left, low, right, high
