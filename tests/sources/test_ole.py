"""A container that would lead a trusting reader in a circle is never given to it."""

import struct
from pathlib import Path

import pytest
import xlwt

from hocba_ops.errors import UnreadableFile
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.ole import UnsoundContainer, workbook_stream

SECTOR = 512
BOF = b"\x09\x08"


@pytest.fixture
def container(tmp_path: Path) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(200):
        sheet.write(row, 0, f"x{row}")
    book.save(str(tmp_path / "a.xls"))
    return (tmp_path / "a.xls").read_bytes()


def patched(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


def test_workbook_is_gathered_from_its_sectors(container: bytes) -> None:
    assert workbook_stream(container).startswith(BOF)
    assert workbook_stream(container[:600]) == b""
    assert workbook_stream(b"") == b""


def test_sectors_in_a_circle_are_refused(container: bytes) -> None:
    table = SECTOR * (1 + struct.unpack_from("<I", container, 76)[0])
    circular = patched(container, table + 4 * 5, 4)
    with pytest.raises(UnsoundContainer):
        workbook_stream(circular)
    with pytest.raises(UnreadableFile, match=r"a\.xls"):
        open_grids(circular, path="a.xls")


@pytest.mark.parametrize("at", [44, 64, 72])
def test_container_that_promises_more_than_it_is_long_is_refused(container: bytes, at: int) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.xls"):
        open_grids(patched(container, at, 0x00FFFFFF), path="a.xls")
