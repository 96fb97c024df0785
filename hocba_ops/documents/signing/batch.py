"""Many documents signed in one sitting: the certificate pinned, an outcome each, and nothing done twice.

A bad file costs itself. A token that is pulled stops the batch: what was done stands in the manifest by content, so the
same command goes on where it stopped. Digests are signed some at a time, as remote services and tokens like it.
"""

import dataclasses
import json
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from pathlib import Path

from hocba_ops.documents.people import Expected, holder_of
from hocba_ops.documents.signing.archiving import Archivist, may_be_archived
from hocba_ops.documents.signing.checks import (
    Checked,
    Hold,
    boxes_of,
    check_certificate,
    signer_reasons,
)
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.looking import Asked, Ground, Seen, look_at, look_at_all
from hocba_ops.documents.signing.pades import Layout, Pen, Prepared
from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.errors import KeyProblem, KeyRefused, OpsError, SigningProblem, SigningRefused
from hocba_ops.many import Over, Pool

AT_ONCE = 20
MANIFEST = "da-ky.jsonl"
HERE = Pool(1)
"""This process looks at the documents itself."""


class Outcome(StrEnum):
    """What became of a document of a batch."""

    READY = "READY"
    """A dry run would sign it."""
    SIGNED = "SIGNED"
    DONE_BEFORE = "DONE_BEFORE"
    HELD = "HELD"
    """It is not signed, for reasons in the document or of the signer."""
    FAILED = "FAILED"
    """Signing was tried and did not succeed."""
    LEFT = "LEFT"
    """The batch ended before it: cancelled, or the key went away."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document to sign, the card that it should be (None: unknown), and the fields it is to get when it has none."""

    source: Source
    expected: Expected | None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one document: outcome, codes of the reasons, and a sentence where an error told one."""

    name: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True)
class Batch:
    """An order to sign: by which pen in which field, checked by what, into which folder.

    `boxes`: fields for documents that have none yet. `is_cancelled` is asked before each portion. `over`: who looks at
    the documents beforehand; the key is used in this process alone.
    """

    pen: Pen
    field: str
    basis: Basis
    out: Path
    boxes: Sequence[Box] = ()
    images: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    is_cancelled: Callable[[], bool] = lambda: False
    over: Over = HERE

    def rehearse(self, items: Sequence[Item]) -> Iterator[Told]:
        """The dry run: every check, no signature, nothing written."""
        checked = self._checked()
        done = self._manifest()
        for item, seen in zip(items, self._seen(items, done), strict=True):
            told, _ = self._looked_at(item, checked, done, seen)
            yield told

    def run(self, items: Sequence[Item]) -> Iterator[Told]:
        """Sign what can be signed; outcomes in the order of the documents."""
        checked = self._checked()
        self.out.mkdir(parents=True, exist_ok=True)
        done = self._manifest()
        with closing(self._seen(items, done)) as seen:
            yield from self._portions(items, checked, done, seen)

    def _portions(
        self, items: Sequence[Item], checked: Checked, done: dict[str, str], seen: Iterator[Seen | None]
    ) -> Iterator[Told]:
        stopped = ""
        for first in range(0, len(items), AT_ONCE):
            part = items[first : first + AT_ONCE]
            if stopped or self.is_cancelled():
                yield from (Told(item.source.name, Outcome.LEFT, sentence=stopped) for item in part)
                continue
            try:
                yield from self._portion(part, checked, done, list(islice(seen, len(part))))
            except KeyRefused as fault:
                stopped = str(fault)
                yield from (Told(item.source.name, Outcome.LEFT, sentence=stopped) for item in part)

    def _checked(self) -> Checked:
        return check_certificate(self.pen.key, self.field, self.basis)

    def _seen(self, items: Sequence[Item], done: Mapping[str, str]) -> Generator[Seen | None, None, None]:
        """What others saw of each document that is not signed yet and known; None for the rest."""
        asked = [self._asked(item) if self._is_to_look_at(item, done) else None for item in items]
        return look_at_all(self._ground(), asked, over=self.over)

    def _is_to_look_at(self, item: Item, done: Mapping[str, str]) -> bool:
        if item.expected is None or not done:
            return item.expected is not None
        try:
            pdf = item.source.read(self.basis.policy.bounds.file_bytes)
        except Refused:
            return False
        return not self._is_done(pdf, item.source.name, done)

    def _ground(self) -> Ground:
        return Ground(self.basis, self.field, holder_of(self.pen.key.certificate))

    def _asked(self, item: Item) -> Asked:
        return Asked(item.source, item.expected or Expected(), tuple(item.boxes or self.boxes))

    def _portion(
        self, part: Sequence[Item], checked: Checked, done: dict[str, str], seen: Sequence[Seen | None]
    ) -> list[Told]:
        told: list[Told] = []
        waiting: list[tuple[int, bytes, Prepared]] = []
        for item, before in zip(part, seen, strict=True):
            one, pdf = self._looked_at(item, checked, done, before)
            if one.outcome is Outcome.READY:
                try:
                    waiting.append((len(told), pdf, self.pen.prepare(pdf, self._layout(pdf, item), self.field)))
                except SigningRefused as fault:
                    one = Told(one.name, Outcome.FAILED, sentence=str(fault))
            told.append(one)
        attributes = [self.pen.template.attributes(prepared.digest) for _, _, prepared in waiting]
        signatures = self.pen.key.sign_many(attributes) if attributes else []
        for (place, pdf, prepared), signature in zip(waiting, signatures, strict=True):
            told[place] = self._finished(told[place].name, pdf, prepared, signature, done)
        return told

    def _looked_at(
        self, item: Item, checked: Checked, done: Mapping[str, str], seen: Seen | None
    ) -> tuple[Told, bytes]:
        name = item.source.name
        try:
            pdf = item.source.read(self.basis.policy.bounds.file_bytes)
        except Refused as refused:
            return Told(name, Outcome.HELD, (refused.reason,)), b""
        if self._is_done(pdf, name, done):
            return Told(name, Outcome.DONE_BEFORE), pdf
        if seen is None or seen.digest not in ("", sha256(pdf).hexdigest()):
            seen = look_at(self._ground(), self._asked(item), pdf)
        found = [*checked.reasons, *self._card_reasons(item, checked), *seen.reasons]
        held = tuple(map(str, dict.fromkeys(found)))
        return Told(name, Outcome.HELD if held else Outcome.READY, held), pdf

    def _is_done(self, pdf: bytes, name: str, done: Mapping[str, str]) -> bool:
        path, after = out_path(self.out, name), done.get(sha256(pdf).hexdigest())
        return after is not None and path.is_file() and sha256(path.read_bytes()).hexdigest() == after

    def _card_reasons(self, item: Item, checked: Checked) -> list[Reason | Hold]:
        if item.expected is None:
            return [Hold.UNKNOWN_CARD]
        return [*signer_reasons(self.pen.key, self.field, checked.store, self.basis, item.expected)]

    def _layout(self, pdf: bytes, item: Item) -> Layout:
        return Layout(boxes_of(pdf) or item.boxes or self.boxes, self.images)

    def _finished(self, name: str, pdf: bytes, prepared: Prepared, signature: bytes, done: dict[str, str]) -> Told:
        try:
            signed = self.pen.fill(prepared, signature)
        except OpsError as fault:
            return Told(name, Outcome.FAILED, sentence=str(fault))
        except OSError as fault:
            refused = SigningRefused(name, SigningProblem.TIMESTAMP, type(fault).__name__)
            return Told(name, Outcome.FAILED, sentence=str(refused))
        path = out_path(self.out, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, signed)
        before, after = sha256(pdf).hexdigest(), sha256(signed).hexdigest()
        done[before] = after
        self._note({"name": name, "before": before, "after": after})
        return Told(name, Outcome.SIGNED)

    def _manifest(self) -> dict[str, str]:
        """What was signed before into the same folder. Raises `KeyRefused` when that was another certificate."""
        path = self.out / MANIFEST
        if not path.is_file():
            return {}
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
        pinned = sha256(self.pen.key.certificate.dump()).hexdigest()
        if any((line["certificate"], line["field"]) != (pinned, self.field) for line in lines):
            raise KeyRefused(str(path), KeyProblem.OTHER_CERTIFICATE)
        return {line["before"]: line["after"] for line in lines}

    def _note(self, told: Mapping[str, str]) -> None:
        certificate = sha256(self.pen.key.certificate.dump()).hexdigest()
        line = json.dumps({**told, "field": self.field, "certificate": certificate}, ensure_ascii=False)
        with (self.out / MANIFEST).open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
            stream.flush()
            os.fsync(stream.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """A file is there whole or not at all."""
    beside = path.with_name(f".{path.name}.tmp")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


@dataclass(frozen=True)
class ArchiveBatch:
    """An order to archive: documents that are sound and complete get their evidence, the others are held."""

    archivist: Archivist
    basis: Basis
    out: Path

    def rehearse(self, items: Sequence[Item]) -> Iterator[Told]:
        """Which documents would be archived; nothing is written."""
        for item in items:
            yield self._looked_at(item)[0]

    def run(self, items: Sequence[Item]) -> Iterator[Told]:
        """Archive what is sound and complete; one that cannot be stamped costs itself."""
        for item in items:
            told, pdf = self._looked_at(item)
            yield self._archived(told, pdf) if told.outcome is Outcome.READY else told

    def _looked_at(self, item: Item) -> tuple[Told, bytes]:
        name = item.source.name
        try:
            pdf = item.source.read(self.basis.policy.bounds.file_bytes)
        except Refused as refused:
            return Told(name, Outcome.HELD, (refused.reason,)), b""
        if out_path(self.out, name).is_file():
            return Told(name, Outcome.DONE_BEFORE), pdf
        if item.expected is None:
            return Told(name, Outcome.HELD, (Hold.UNKNOWN_CARD,)), pdf
        verdict, fit = may_be_archived(pdf, name, self.basis, item.expected)
        held = tuple(map(str, verdict.all_reasons)) or (() if fit else (Hold.EARLIER_MISSING,))
        return Told(name, Outcome.READY if fit else Outcome.HELD, held), pdf

    def _archived(self, told: Told, pdf: bytes) -> Told:
        try:
            content = self.archivist.archive(pdf)
        except OpsError as fault:
            return Told(told.name, Outcome.FAILED, sentence=str(fault))
        path = out_path(self.out, told.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        return Told(told.name, Outcome.SIGNED)


def out_path(folder: Path, name: str) -> Path:
    """Where the document of a name is written: below the folder, whatever an archive calls its members."""
    parts = [part for part in Path(name).parts if part not in ("..", "/", "\\") and ":" not in part]
    return folder.joinpath(*parts)
