import io
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from hocba_ops.errors import OpsError, UnreadableFile
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.package import chunks, open_package, whole
from tests.sources.binary_books import write_zip
from tests.sources.office_files import write_book

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, bytes | str]:
    path = write_book(tmp_path / "whole.xlsx", {"S": [("a", "b"), (1, 2)]})
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(OpsError) as refused:
        open_grids(data, path="a.xlsx", limits=Limits(**limits))
    return f"{type(refused.value).__name__}: {refused.value}"


def test_parts_come_out_as_they_went_in_and_are_counted(parts: dict[str, bytes | str], tmp_path: Path) -> None:
    data = write_zip(tmp_path / "a.xlsx", parts).read_bytes()
    package = open_package(data, path="a.xlsx", limits=STANDARD_LIMITS)
    assert whole(package, SHEET) == parts[SHEET]
    assert package.unpacked == len(parts[SHEET])
    assert list(chunks(package, "xl/none.xml")) == []


def test_bomb_that_says_its_size_is_refused_at_once(parts: dict[str, bytes | str], tmp_path: Path) -> None:
    data = write_zip(tmp_path / "a.xlsx", parts | {SHEET: b" " * (80 << 20)}).read_bytes()
    start = time.process_time()
    said = refusal(data)
    assert said.startswith("TooLarge: a.xlsx: quá lớn nên không đọc. Vượt giới hạn tỷ lệ nén")
    assert "“ratio” trong mục [limits]" in said
    assert time.process_time() - start < 1


def test_bomb_that_lies_about_its_size_is_refused_when_it_is_counted(
    parts: dict[str, bytes | str], tmp_path: Path
) -> None:
    data = bytearray(write_zip(tmp_path / "a.xlsx", parts | {SHEET: b" " * (80 << 20)}).read_bytes())
    size, lie = (80 << 20).to_bytes(4, "little"), (900).to_bytes(4, "little")
    assert data.count(size) >= 1
    assert "TooLarge" in refusal(bytes(data.replace(size, lie)), ratio=100)


def test_texts_of_all_sheets_are_weighed_too(parts: dict[str, bytes | str], tmp_path: Path) -> None:
    shared = "xl/sharedStrings.xml"
    data = write_zip(tmp_path / "a.xlsx", parts | {shared: b"<sst>" + b"<si/>" * 900_000}).read_bytes()
    assert "sau khi giải nén (byte): 4." in refusal(data, unpacked_bytes=1 << 22)


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_entities_that_grow_without_end_are_refused(parts: dict[str, bytes | str], tmp_path: Path, part: str) -> None:
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l9;</w>'
    assert "UnreadableFile" in refusal(write_zip(tmp_path / "a.xlsx", parts | {part: head}).read_bytes())


def test_two_parts_of_one_name_are_not_trusted(parts: dict[str, bytes | str], tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", parts)
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(SHEET, b"<worksheet/>")
    assert "UnreadableFile" in refusal(path.read_bytes())


def test_parts_that_lie_over_each_other_are_not_trusted(parts: dict[str, bytes | str], tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {f"part{at}": zlib.compress(bytes(range(256)) * 400) for at in range(3)})
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sizes = [info.compress_size.to_bytes(4, "little") for info in package.infolist()]
    with pytest.raises(UnreadableFile):
        open_package(data.replace(sizes[0], len(data).to_bytes(4, "little")), path="a.xlsx", limits=STANDARD_LIMITS)


def test_zip_inside_a_zip_is_never_opened(parts: dict[str, bytes | str], tmp_path: Path) -> None:
    bomb = write_zip(tmp_path / "bomb.zip", {"big": b"\0" * (64 << 20)}).read_bytes()
    data = write_zip(tmp_path / "a.xlsx", parts | {"xl/embeddings/bomb.zip": bomb}).read_bytes()
    assert open_grids(data, path="a.xlsx").grids[0].cells.height == 2
