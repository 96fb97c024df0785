"""pyHanko reads hex strings one character at a time, and a signature is ten thousand of them: here in one piece.

Anything that is not plain hex up to the closing bracket goes to pyHanko's own reader. It is put in its place only for
the versions that it was compared with; the tests hold both readers to the same result.
"""

import binascii
from importlib.metadata import version
from typing import Any, BinaryIO

from pyhanko.pdf_utils import generic

COMPARED_WITH = ("0.38.",)
CHUNK = 4096
PLAIN = frozenset(b"0123456789abcdefABCDEF")
stock_reader = generic.read_hex_string_from_stream


def read_hex_string(stream: BinaryIO) -> Any:
    """What pyHanko's reader gives for the hex string here, and the stream left where it leaves it."""
    start = stream.tell()
    digits = _plain_digits(stream)
    if digits is None:
        stream.seek(start)
        return stock_reader(stream)
    stream.seek(start + len(digits) + 2)
    return generic.pdf_string(binascii.unhexlify(digits + b"0" * (len(digits) % 2)))


def _plain_digits(stream: BinaryIO) -> bytes | None:
    """The digits between the brackets; None when there is anything else."""
    stream.read(1)
    parts = []
    while chunk := stream.read(CHUNK):
        digits, closed, _ = chunk.partition(b">")
        parts.append(digits)
        if closed:
            found = b"".join(parts)
            return found if PLAIN.issuperset(found) else None
    return None


def install() -> bool:
    """Put the reader in pyHanko's place; whether it was, for an unknown version keeps its own."""
    if not version("pyhanko").startswith(COMPARED_WITH):
        return False
    generic.read_hex_string_from_stream = read_hex_string
    return True
