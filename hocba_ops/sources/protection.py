"""Whether a workbook is locked with a password, seen from its bytes before anything tries to open it."""

import struct

from hocba_ops.sources.ole import OLE

ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_START = b"\x09\x08\x10\x00\x00\x06\x05\x00"
PASSWORD_RECORD = 0x2F
LOOKED_AT = 8
"""A locked .xls says so in one of its first records."""


def is_protected(data: bytes) -> bool:
    """Whether these are the bytes of an .xlsx or .xls that only opens with a password."""
    return data.startswith(OLE) and (ENCRYPTED_STREAM in data or PASSWORD_RECORD in _first_records(data))


def _first_records(data: bytes) -> list[int]:
    """Kinds of the first records of the workbook in an .xls; none where there is no workbook."""
    at = data.find(WORKBOOK_START)
    kinds: list[int] = []
    while 0 <= at <= len(data) - 4 and len(kinds) < LOOKED_AT:
        kind, size = struct.unpack_from("<HH", data, at)
        kinds.append(kind)
        at += 4 + size
    return kinds
