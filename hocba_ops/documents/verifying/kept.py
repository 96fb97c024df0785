"""Verdicts kept by what they rest on: bytes of the files, policy, trust, revocation, register, card and day.

A new CRL, root, rule or register gives other keys: nothing kept has to be thrown away, and nothing stale is taken.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import HUMAN_QUEUE, FileVerdict
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.guarded import Job, items_of, verdict_of, verifying
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.documents.verifying.told import from_json, to_json
from hocba_ops.many import Item, Keep, Over, in_order, process_batch


@dataclass(frozen=True)
class Kept:
    """A folder of verdicts."""

    folder: Path

    def find(self, digest: str, basis: Basis, expected: Expected) -> FileVerdict | None:
        """What was found of the same bytes by the same basis; None when nothing was, or it cannot be read."""
        try:
            return from_json(json.loads(self._path(digest, basis, expected).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, verdict: FileVerdict, basis: Basis, expected: Expected) -> None:
        """Keep a verdict; what rests on the limits of this machine, or on the register of documents, is found anew."""
        if not verdict.key or verdict.letter is not None or HUMAN_QUEUE & set(verdict.all_reasons):
            return
        path = self._path(verdict.key, basis, expected)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps(to_json(verdict), ensure_ascii=False), encoding="utf-8")
        beside.replace(path)

    def _path(self, digest: str, basis: Basis, expected: Expected) -> Path:
        asked = sorted(expected.signers.items()), sorted(expected.content_hashes)
        card = (expected.card_id, expected.school_code, *asked)
        told = f"{digest} {basis.fingerprint} {card!r} {basis.at.date().isoformat()}"
        key = sha256(told.encode()).hexdigest()
        return self.folder / key[:2] / f"{key}.json"


def verify_or_recall(jobs: Sequence[Job], basis: Basis, kept: Kept, *, over: Over) -> Iterator[FileVerdict]:
    """The verdict on each file in order: recalled where the same bytes were judged by the same basis before."""

    def put(item: Item[Job], verdict: FileVerdict) -> FileVerdict:
        kept.keep(verdict, basis, item.what.expected)
        return verdict

    items, keep = items_of(jobs), Keep(lambda item: _recalled(item.what, basis, kept), put)
    told = process_batch(verifying(basis), items, over=over, keep=keep)
    for item, done in zip(items, in_order([item.key for item in items], told), strict=True):
        yield verdict_of(item.what, done, basis)


def _recalled(job: Job, basis: Basis, kept: Kept) -> FileVerdict | None:
    try:
        contents = job.source.contents(basis.policy.bounds.file_bytes)
    except Refused:
        return None
    found = kept.find(job.source.key(contents), basis, job.expected)
    return None if found is None else job.source.named(found, contents)
