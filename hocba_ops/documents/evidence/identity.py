"""Which card a file is, by the record's XML in it; and the certificates of its signers. It reads hostile files."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hocba_ops.documents.policy import Bounds
from hocba_ops.documents.render.attached import read_attached
from hocba_ops.documents.verifying.reading import open_pdf
from hocba_ops.documents.xades.names import ds
from hocba_ops.documents.xades.verify import parse_signature
from hocba_ops.documents.xml import open_xml

CARD = "madinhdanhhocba"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file says of itself: the card and content hash of its record, its signers' certificates by field (DER)."""

    card_id: str = ""
    content_hash: str = ""
    certificates: tuple[tuple[str, bytes], ...] = ()


def identify_pdf(content: bytes, bounds: Bounds) -> Identity:
    """The record attached to a form and its signers; what is not there stays empty. Raises what broken files raise."""
    opened = open_pdf(content, bounds)
    signers = tuple((one.fq_name, one.signer_cert.dump()) for one in opened.signatures)
    attached = read_attached(content)
    card, digest = _record(attached.records if attached else ())
    return Identity(card, digest, signers)


def identify_xml(content: bytes, beside: Sequence[bytes] = ()) -> Identity:
    """The record of an XML file and the certificates of its signatures, in it and beside it."""
    opened = open_xml(content)
    card = opened.record.text(CARD) if opened.record else ""
    apart = [one for one in map(parse_signature, beside) if one is not None]
    found = [one.find(f".//{ds('X509Certificate')}") for one in (*opened.signatures, *apart)]
    certificates = tuple(("", b64decode(one.text or "")) for one in found if one is not None)
    return Identity(card, opened.content_hash, certificates)


def _record(files: Iterable[bytes]) -> tuple[str, str]:
    """Card and content hash of the newest record that can be read."""
    opened = [open_xml(one) for one in files]
    read = [one for one in opened if one.record is not None]
    return (read[-1].record.text(CARD), read[-1].content_hash) if read and read[-1].record else ("", "")


@dataclass(frozen=True)
class Identities:
    """What files said of themselves, kept by the digest of their bytes: they will say the same again."""

    folder: Path

    def find(self, digest: str) -> Identity | None:
        """What a file of these bytes said; None when nobody asked it yet, or it cannot be read."""
        try:
            told = json.loads(self._path(digest).read_text(encoding="utf-8"))
            signers = tuple((field, b64decode(data)) for field, data in told["certificates"])
            return Identity(told["card_id"], told["content_hash"], signers)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, digest: str, identity: Identity) -> None:
        """Keep what a file said."""
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        signers = [[field, b64encode(data).decode()] for field, data in identity.certificates]
        told = {"card_id": identity.card_id, "content_hash": identity.content_hash, "certificates": signers}
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(path)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"
