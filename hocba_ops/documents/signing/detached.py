"""A CMS signature that lies beside the bytes that it signs (CAdES, detached): for papers that are no PDF."""

import asyncio
from hashlib import sha256

from hocba_ops.documents.signing.pades import Pen

ENDING = ".p7s"


def sign_detached(content: bytes, pen: Pen) -> bytes:
    """The signature over some bytes as DER, CAdES-B-T where the pen has a time stamper, else CAdES-B-B."""
    digest = sha256(content).digest()
    (signature,) = pen.key.sign_many([pen.template.attributes(digest)])
    made: bytes = asyncio.run(pen.template.filled(digest, signature, pen.timestamper)).dump()
    return made
