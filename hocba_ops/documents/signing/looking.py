"""What keeps a document from being signed, found apart from the key: the long part of signing, which others may do.

The key stays where it is. Whoever looks gets the document, what it is judged by and the public words of the
certificate; the digest of what was looked at comes back, so that nothing else is signed.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from hocba_ops.documents.people import Expected, Holder
from hocba_ops.documents.signing.checks import Hold, boxes_of, document_reasons
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.guarded import GRACE_SECONDS
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.named import named_of, named_reasons
from hocba_ops.documents.verifying.pages import compare_pages
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.errors import ItemLoss
from hocba_ops.many import Done, Item, Over, Pool, Work, in_order, process_batch

FEW = 20
"""Up to so many, this process is done before others have started."""


@dataclass(frozen=True, slots=True)
class Ground:
    """By what documents are looked at: the basis, the field, its holder as the certificate names him."""

    basis: Basis
    field: str
    holder: Holder


@dataclass(frozen=True, slots=True)
class Asked:
    """A document to look at, the card that it should be, and its fields where it has none."""

    source: Source
    expected: Expected
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What keeps a document from being signed; `digest`: of the bytes that were looked at, empty when none were."""

    reasons: tuple[Reason | Hold, ...]
    digest: str = ""


def look_at(ground: Ground, asked: Asked, pdf: bytes) -> Seen:
    """What keeps a document from being signed; nobody signs pages that do not say what their data say."""
    return Seen(tuple(_reasons(ground, asked, pdf)), sha256(pdf).hexdigest())


def look_at_all(ground: Ground, asked: Sequence[Asked | None], *, over: Over) -> Generator[Seen | None, None, None]:
    """What was seen of each document in order; None where nobody was to look, or where it is better done here."""
    items = [Item(str(place), one) for place, one in enumerate(asked) if one is not None]
    if isinstance(over, Pool) and (over.workers < 2 or len(items) <= FEW):
        yield from (None for _ in asked)
        return
    bounds = ground.basis.policy.bounds
    seconds, carry = bounds.seconds + GRACE_SECONDS, _Carrying(bounds.file_bytes)
    work = Work(_look, _as_it_is, ground, seconds=seconds, tries=1, carry=carry)
    told = in_order([item.key for item in items], process_batch(work, items, over=over))
    for one in asked:
        yield None if one is None else _seen(next(told))


@dataclass(frozen=True, slots=True)
class _Carrying:
    """Makes a document whole for a machine that does not see ours."""

    most: int

    def __call__(self, asked: Asked) -> Asked:
        return replace(asked, source=asked.source.carried(self.most))


def _as_it_is(ground: Ground) -> Ground:
    return ground


def _look(ground: Ground, asked: Asked) -> Seen:
    try:
        return look_at(ground, asked, asked.source.read(ground.basis.policy.bounds.file_bytes))
    except Refused as refused:
        return Seen((refused.reason,))


def _seen(done: Done[Seen]) -> Seen:
    """What was seen, or what the document did to who looked: such a one is not signed."""
    if done.result is not None:
        return done.result
    return Seen((Reason.TIME_LIMIT if done.loss is ItemLoss.LATE else Reason.WORKER_DIED,))


def _reasons(ground: Ground, asked: Asked, pdf: bytes) -> list[Reason | Hold]:
    basis, field = ground.basis, ground.field
    found = document_reasons(pdf, field, basis)
    if found:
        return found
    if all(box.field != field for box in boxes_of(pdf) or asked.boxes):
        return [Hold.NO_FIELD]
    compared = compare_pages(pdf, basis.names, asked.expected)
    named = named_of(field, ground.holder, basis.register, compared.signers)
    return [*compared.reasons, *named_reasons(named)]
