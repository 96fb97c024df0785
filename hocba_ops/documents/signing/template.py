"""The CMS of a signature made from a template: all of it but digest, signature and time stamp is the same each time.

pyHanko makes the template once a key; filling it costs what the key operation costs (design: documents, 2.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from asn1crypto import cms, core
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hocba_ops.documents.signing.keys import Key

DIGEST = "sha256"
PROBE = sha256(b"hocba").digest()
LARGEST = 512
"""Bytes of the longest signature: RSA with 4096 bits."""
HEADS = 64
"""Bytes of the DER heads around the parts, at most."""
SET, SEQUENCE, OCTETS, EXPLICIT_0, EXPLICIT_1 = 0x31, 0x30, 0x04, 0xA0, 0xA1


def tlv(tag: int, content: bytes) -> bytes:
    """One DER element.

    >>> tlv(0x04, b"ab").hex()
    '04026162'
    """
    if len(content) < 0x80:
        return bytes((tag, len(content))) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


@dataclass(frozen=True)
class Template:
    """The parts of a CMS around what changes from signature to signature."""

    attributes_before: bytes
    attributes_after: bytes
    data_head: bytes
    signer_head: bytes
    algorithm: bytes
    stock: ExternalSigner

    def attributes(self, digest: bytes) -> bytes:
        """The DER of the signed attributes for the digest of a document: what the key signs."""
        return self.attributes_before + digest + self.attributes_after

    @property
    def size(self) -> int:
        """Bytes of the CMS at most, without a time stamp."""
        parts = (self.data_head, self.signer_head, self.attributes(PROBE), self.algorithm)
        return sum(map(len, parts)) + LARGEST + HEADS

    async def filled(self, digest: bytes, signature: bytes, timestamper: TimeStamper | None) -> cms.ContentInfo:
        """The whole CMS; with a time stamp of the signature when there is somebody to give one."""
        attributes = self.attributes(digest)
        unsigned = b"" if timestamper is None else await self._unsigned(attributes, signature, timestamper)
        signer = tlv(
            SEQUENCE,
            self.signer_head
            + bytes((EXPLICIT_0,))
            + attributes[1:]
            + self.algorithm
            + tlv(OCTETS, signature)
            + unsigned,
        )
        data = tlv(SEQUENCE, self.data_head + tlv(SET, signer))
        kind = cms.ContentType("signed_data").dump()
        return cms.ContentInfo.load(tlv(SEQUENCE, kind + tlv(EXPLICIT_0, data)))

    async def _unsigned(self, attributes: bytes, signature: bytes, timestamper: TimeStamper) -> bytes:
        made = await self.stock.unsigned_attrs(
            DIGEST, signature, cms.CMSAttributes.load(attributes), timestamper=timestamper
        )
        return b"" if made is None else bytes((EXPLICIT_1,)) + made.dump()[1:]


def stock_signer(key: Key) -> ExternalSigner:
    """PyHanko's signer with the certificates of a key and room for its signature."""
    store = SimpleCertificateStore.from_certs((key.certificate, *key.chain))
    return ExternalSigner(key.certificate, store, signature_value=LARGEST, embed_roots=False)


async def make_template(key: Key) -> Template:
    """The template of a key: a CMS that pyHanko makes for a probe digest, cut where it will change."""
    stock = stock_signer(key)
    attributes = await stock.signed_attrs(PROBE, DIGEST, use_pades=True)
    der = attributes.dump()
    if der.count(PROBE) != 1:
        raise SigningError("the digest stands not once in the signed attributes")
    made = await stock.async_sign_prescribed_attributes(DIGEST, attributes, dry_run=True)
    data = made["content"]
    signer = data["signer_infos"][0]
    before, after = der.split(PROBE)
    return Template(
        before,
        after,
        _dumped(data, ("version", "digest_algorithms", "encap_content_info", "certificates")),
        _dumped(signer, ("version", "sid", "digest_algorithm")),
        signer["signature_algorithm"].dump(),
        stock,
    )


def _dumped(element: core.Sequence, names: Sequence[str]) -> bytes:
    return b"".join(element[name].dump() for name in names)
