"""Records as XML signed by the people of the test PKI, in the file itself or beside it."""

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path

from asn1crypto import tsp
from cryptography.x509 import load_der_x509_certificate

from hocba_ops.documents.record import Record
from hocba_ops.documents.xades import Placement, XmlSigner, sign_inside, sign_xml
from hocba_ops.documents.xades.sign import Stamp
from hocba_ops.documents.xml import write_xml
from tests.documents.authority import SIGNED, authority
from tests.documents.papers import key_of

ALL = (("chi", "gvcn"), ("hanh", "hieu_truong"), ("con-dau-a", "con_dau"))
"""Who signs a card of school A, and in which field."""


def stamped(digest: bytes, at: datetime = SIGNED) -> bytes:
    token = asyncio.run(authority().timestamper(at).async_timestamp(digest, "sha256"))
    return tsp.ContentInfo.load(token.dump()).dump()


def signer(label: str, field: str) -> XmlSigner:
    key = key_of(label)
    above = tuple(load_der_x509_certificate(one.dump()) for one in key.chain)
    own = load_der_x509_certificate(key.certificate.dump())
    return XmlSigner(own, lambda data: key.sign_many([data])[0], field, above)


def signed(record: Record, *seats: tuple[str, str], stamp: Stamp | None = stamped) -> bytes:
    data = write_xml(record)
    for label, field in seats:
        data = sign_inside(data, signer(label, field), signed_at=SIGNED, stamp=stamp)
    return data


def signed_beside(
    folder: Path, record: Record, *seats: tuple[str, str], name: str = "HB-1.xml", at: datetime = SIGNED
) -> Path:
    """A record written into a folder, each signature in a file of its own beside it."""
    data = write_xml(record)
    path = folder / name
    path.write_bytes(data)
    for label, field in seats:
        stamp = partial(stamped, at=at)
        made = sign_xml(data, name, signer(label, field), signed_at=at, stamp=stamp, placement=Placement.DETACHED)
        assert made.beside is not None
        (folder / made.beside_name).write_bytes(made.beside)
    return path
