"""The parts of a zipped workbook, unpacked under count: what a part says of its own size is not believed.

A few kilobytes can unpack to gigabytes, or say that they do not. So the directory is weighed first, and whoever unpacks
a part counts what comes out; a part that is damaged ends where the damage begins, for others may still be whole.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from hocba_ops.errors import Limit, TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.vocabulary import reason

ZIP = b"PK\x03\x04"
CHUNK_BYTES = 1 << 20
FED_BYTES = 1 << 16
LOCAL_HEADER_BYTES = 30
NAME_LENGTHS_AT = 26
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
WEIGHED_FROM = 32 << 20
"""Unpacked bytes below which a high ratio harms nobody."""


@dataclass(slots=True)
class Package:
    """The parts of a zip by name in small letters, and how many bytes have come out of them so far."""

    data: bytes
    path: str
    limits: Limits
    parts: Mapping[str, zipfile.ZipInfo]
    unpacked: int = field(default=0)

    def count(self, unpacked: int) -> None:
        """Add to what came out. Raises `TooLarge` where it is more than the limits allow."""
        self.unpacked += unpacked
        check_unpacked(self.unpacked, len(self.data), path=self.path, limits=self.limits)


def open_package(data: bytes, *, path: str, limits: Limits) -> Package:
    """The directory of a zip. Raises `UnreadableFile` where it cannot be trusted, `TooLarge` where it says so itself.

    A directory in which two parts have one name, or in which the parts together are larger than the file (so that they
    must lie over each other), is not one that a spreadsheet program writes.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            listed = opened.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError) as fault:
        raise UnreadableFile(path, reason("damaged_workbook")) from fault
    parts = {part.filename.replace("\\", "/").lower(): part for part in listed}
    if len(parts) < len(listed) or sum(part.compress_size for part in listed) > len(data):
        raise UnreadableFile(path, reason("damaged_workbook"))
    check_unpacked(sum(part.file_size for part in listed), len(data), path=path, limits=limits)
    return Package(data, path, limits, parts)


def check_unpacked(unpacked: int, packed: int, *, path: str, limits: Limits) -> None:
    """Raise `TooLarge` where so many bytes out of so many are more than the limits allow."""
    if unpacked > limits.unpacked_bytes:
        raise TooLarge(path, Limit.UNPACKED_BYTES, found=unpacked, allowed=limits.unpacked_bytes)
    if unpacked > max(WEIGHED_FROM, limits.ratio * packed):
        raise TooLarge(path, Limit.RATIO, found=unpacked // packed, allowed=limits.ratio)


def chunks(package: Package, name: str) -> Iterator[bytes]:
    """A part unpacked piece by piece, each counted; it ends early where it is damaged, and is empty where missing.

    Raises `TooLarge` as soon as too much came out, and `UnreadableFile` for a part that declares entities, by which a
    few lines of XML can grow without end; no spreadsheet program writes them.
    """
    tail = b""
    for piece in _unpacked(package, name):
        package.count(len(piece))
        if any(holds(piece, mark, rare=b"!") or mark in tail + piece[: len(mark)] for mark in ENTITIES):
            raise UnreadableFile(package.path, reason("damaged_workbook"))
        tail = piece[-len(ENTITIES[0]) :]
        yield piece


def holds(text: bytes, mark: bytes, *, rare: bytes) -> bool:
    """Whether the mark is in the text. One letter of it that XML seldom has is looked for first: that costs nothing."""
    return rare in text and mark in text


def whole(package: Package, name: str) -> bytes:
    """A part in one piece."""
    return b"".join(chunks(package, name))


def _unpacked(package: Package, name: str) -> Iterator[bytes]:
    part = package.parts.get(name.lower())
    packed = _packed(package.data, part) if part else b""
    if part and part.compress_type == zipfile.ZIP_STORED:
        yield from (packed[at : at + CHUNK_BYTES] for at in range(0, len(packed), CHUNK_BYTES))
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), FED_BYTES):
            fed = packed[at : at + FED_BYTES]
            while fed and not unpacker.eof:
                yield unpacker.decompress(fed, CHUNK_BYTES)
                fed = unpacker.unconsumed_tail
    except zlib.error:
        return


def _packed(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """The packed bytes of a part, which stand behind a header of its own."""
    at = part.header_offset
    if data[at : at + len(ZIP)] != ZIP or at + LOCAL_HEADER_BYTES > len(data):
        return b""
    start = at + LOCAL_HEADER_BYTES + sum(struct.unpack_from("<HH", data, at + NAME_LENGTHS_AT))
    return data[start : start + part.compress_size]
