"""The container of an .xls: its workbook stream, gathered from the sectors over which it lies spread."""

import struct

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


def workbook_stream(data: bytes) -> bytes:
    """The records of the workbook; empty where the container is damaged or holds none."""
    try:
        return _workbook(data)
    except (struct.error, IndexError):
        return b""


def _workbook(data: bytes) -> bytes:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in SHIFTS or small_shift >= shift:
        return b""
    first_directory, cutoff, first_small = struct.unpack_from("<8xI4xII", data, 40)
    size = 1 << shift
    table = _table(data, size)
    entries = _chain(data, table, first_directory, size)
    root_start = _entry(entries, kind=ROOT)[0]
    start, length = _entry(entries, kind=STREAM)
    if length >= cutoff:
        return _chain(data, table, start, size)[:length]
    small = _chain(data, table, root_start, size)
    packed = _chain(data, table, first_small, size)
    small_table = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
    return _chain(small, small_table, start, 1 << small_shift, skipped=0)[:length]


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which, for the whole container."""
    sectors = [sector for sector in struct.unpack_from(f"<{HEADER_SECTORS}I", data, 76) if sector < LAST_SECTOR]
    more, count = struct.unpack_from("<II", data, 68)
    while more < LAST_SECTOR and count > 0:
        *listed, more = struct.unpack_from(f"<{size // 4}I", data, HEADER_BYTES + more * size)
        sectors += [sector for sector in listed if sector < LAST_SECTOR]
        count -= 1
    blocks = (data[HEADER_BYTES + sector * size :][:size] for sector in sectors)
    return tuple(number for block in blocks for number in struct.unpack(f"<{len(block) // 4}I", block))


def _chain(data: bytes, table: tuple[int, ...], sector: int, size: int, *, skipped: int = HEADER_BYTES) -> bytes:
    """The bytes of the sectors that follow each other from one on; a circle ends where it closes."""
    parts: list[bytes] = []
    while sector < len(table) and len(parts) <= len(table):
        start = skipped + sector * size
        parts.append(data[start : start + size])
        sector = table[sector]
    return b"".join(parts)


def _entry(entries: bytes, *, kind: int) -> tuple[int, int]:
    """First sector and length of the workbook stream, or of the root; `IndexError` where there is none."""
    for at in range(0, len(entries) - ENTRY_BYTES + 1, ENTRY_BYTES):
        name = entries[at : at + struct.unpack_from("<H", entries, at + 64)[0]].decode("utf-16-le", "replace")
        if entries[at + 66] == kind and (kind == ROOT or name.rstrip("\0").lower() in NAMES):
            start, length = struct.unpack_from("<II", entries, at + 116)
            return start, length
    raise IndexError
