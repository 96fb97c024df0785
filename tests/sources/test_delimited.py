import unicodedata

import pytest

from hocba_ops.errors import UnreadableFile
from hocba_ops.sources.delimited import read_delimited

LINES = "Mã trường{0}Họ và tên{0}Ghi chú\n79760401{0}Nguyễn Thị Thử{0}\n"


def windows_1258(text: str) -> bytes:
    """As old Windows programs write it: the tone of a letter stands behind it as a character of its own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    split = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        split.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone)
    return "".join(split).encode("cp1258")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found_from_the_content(delimiter: str, encoding: str) -> None:
    grid = read_delimited(LINES.format(delimiter).encode(encoding), path="a.csv")
    assert grid.cells.rows() == [(1, "Mã trường", "Họ và tên", "Ghi chú"), (2, "79760401", "Nguyễn Thị Thử", None)]
    assert grid.repairs.is_empty()


def test_windows_1258_is_decoded_composed_and_told() -> None:
    data = windows_1258(LINES.format(";"))
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    grid = read_delimited(data, path="a.csv")
    assert grid.cells.row(1) == (2, "79760401", "Nguyễn Thị Thử", None)
    assert grid.repairs["kind"].to_list() == ["bang_ma"]


def test_commas_inside_values_do_not_outvote_the_delimiter() -> None:
    text = "Quận 1, ngày 3\n\na;b;c\n" + "94,5;Trần, Thị;x\n" * 8
    grid = read_delimited(text.encode(), path="a.csv")
    assert grid.cells.row(3) == (4, "94,5", "Trần, Thị", "x")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02\x03" * 50, b"\x81\x8d\x8f\x90\xff\xfe" * 9])
def test_what_is_not_text_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.csv"):
        read_delimited(data, path="a.csv")
