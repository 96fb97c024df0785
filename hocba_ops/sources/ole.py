"""The container of an .xls: its workbook stream, gathered from the sectors over which it lies spread.

Each sector says which follows it, and each stream how long it is. Where they lead in a circle, or promise gigabytes, a
reader that trusts them fills the memory of the machine; so all of it is checked here before a workbook is opened.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the container that .xls files, and encrypted .xlsx files, are kept in."""
HEADER_BYTES = 512
ENTRY_BYTES = 128
SHIFTS = (9, 12)
"""Sectors have 512 bytes, or 4096."""
HEADER_SECTORS = 109
LAST_SECTOR = 0xFFFFFFFA
"""Numbers of sectors from here on mean that no sector follows."""
NAMES = ("workbook", "book")
STREAM, ROOT = 2, 5
SMALL_LENGTHS, LENGTHS = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
"""Bits of a length that count: with small sectors, the upper half is often left unset."""


class UnsoundContainer(ValueError):
    """The sectors lead in a circle, or the container says that it holds more than it is long: no reader may have it."""


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Sectors of one size: the bytes that they divide, and which follows which."""

    data: bytes
    table: tuple[int, ...]
    size: int
    skipped: int = 0

    def chain(self, first: int) -> list[int]:
        """The sectors that follow each other from one on. Raises `UnsoundContainer`."""
        found: list[int] = []
        while first < len(self.table):
            found.append(first)
            if len(found) > len(self.table):
                raise UnsoundContainer
            first = self.table[first]
        return found

    def stream(self, first: int) -> bytes:
        """The bytes in the sectors that follow each other from one on."""
        starts = (self.skipped + sector * self.size for sector in self.chain(first))
        return b"".join(self.data[start : start + self.size] for start in starts)


def workbook_stream(data: bytes) -> bytes:
    """The records of the workbook; empty where the container holds none or is otherwise damaged.

    Raises `UnsoundContainer`.
    """
    try:
        return _workbook(data)
    except (struct.error, IndexError):
        return b""


def _workbook(data: bytes) -> bytes:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in SHIFTS or small_shift >= shift:
        return b""
    first_directory, cutoff, first_small = struct.unpack_from("<I4xII", data, 48)
    size = 1 << shift
    _check_sizes(data, [count * size for count in struct.unpack_from("<II16xI4xI", data, 40)])
    large = _Sectors(data, _table(data, size), size, HEADER_BYTES)
    entries = list(_entries(large.stream(first_directory), most=SMALL_LENGTHS if shift == SHIFTS[0] else LENGTHS))
    _check_sizes(data, [length for _, kind, _, length in entries if kind in (STREAM, ROOT)])
    root = next((start for _, kind, start, _ in entries if kind == ROOT), LAST_SECTOR)
    small = _Sectors(large.stream(root), _numbers(large.stream(first_small)), 1 << small_shift)
    for _, kind, start, length in entries:
        if kind == STREAM:
            (large if length >= cutoff else small).chain(start)
    found = (one for one in entries if one[1] == STREAM and one[0] in NAMES)
    return next(((large if length >= cutoff else small).stream(start)[:length] for _, _, start, length in found), b"")


def _check_sizes(data: bytes, sizes: Iterable[int]) -> None:
    if any(size > len(data) for size in sizes):
        raise UnsoundContainer


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which, for the whole container."""
    sectors = [sector for sector in struct.unpack_from(f"<{HEADER_SECTORS}I", data, 76) if sector < LAST_SECTOR]
    more: int = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while more < LAST_SECTOR:
        if more in seen:
            raise UnsoundContainer
        seen.add(more)
        *listed, more = struct.unpack_from(f"<{size // 4}I", data, HEADER_BYTES + more * size)
        sectors += [sector for sector in listed if sector < LAST_SECTOR]
    return tuple(number for sector in sectors for number in _numbers(data[HEADER_BYTES + sector * size :][:size]))


def _numbers(data: bytes) -> tuple[int, ...]:
    whole = len(data) // 4
    return struct.unpack(f"<{whole}I", data[: 4 * whole])


def _entries(directory: bytes, *, most: int) -> Iterator[tuple[str, int, int, int]]:
    """Name in small letters, kind, first sector and length (of which only some bits count) of all that it holds."""
    for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + min(length, 64)].decode("utf-16-le", "replace").rstrip("\0").lower()
        start, size = struct.unpack_from("<IQ", directory, at + 116)
        yield name, kind, start, size & most
