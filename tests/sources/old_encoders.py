"""Vietnamese written as old programs wrote it: the way back from `old_alphabets`, made here from the same standards."""

import re
import tomllib
import unicodedata
from importlib import resources

TABLE = tomllib.loads(resources.files("hocba_ops.sources").joinpath("old_alphabets.toml").read_text(encoding="utf-8"))
NAMES = re.findall(
    r"\w+",
    """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thị Văn Hữu Đình Ngọc Minh Thu Thuỳ Quỳnh
    Trường Dũng Hưởng Tuyết Nhung Khuê Thảo Phương Trâm Tú Hạ Bình Quốc Khánh Mỹ Hiếu Nghĩa Kiều Oanh Xuân Yến Loan
    Giang Đức Thắng Lợi Chí Kỳ Vỹ Sỹ Hoè Thuý Luyến Nghiêm Đăng Tuệ Ân Ơn Ưng Ít Ổn Ái Ý
    """,
)
"""Invented from the commonest parts of names."""


def tcvn3(text: str) -> str:
    """As cells in .VnTime hold it. Capitals with a tone do not exist there."""
    codes = dict(zip(TABLE["tcvn3"]["to"], TABLE["tcvn3"]["from"], strict=True))
    return "".join(codes.get(letter, letter) for letter in text)


def has_tcvn3(word: str) -> bool:
    return tcvn3(word).isascii() or not any(
        "\u00c0" <= letter <= "\u1eff" for letter in set(word) - set(TABLE["tcvn3"]["to"])
    )


def vni(text: str) -> str:
    """As cells in VNI-Times hold it; the mark behind a capital is a capital."""
    codes = dict(zip(TABLE["vni"]["to"], TABLE["vni"]["from"], strict=True))
    codes |= {new: base + mark for base, marks in TABLE["vni"]["marks"].items() for mark, new in marks.items()}
    codes |= {new.upper(): old.upper() for new, old in codes.items()}
    return "".join(codes.get(letter, letter) for letter in text)


def twice_decoded(text: str) -> str:
    """UTF-8 taken for Windows-1252, its five empty places kept."""
    return "".join(_shown(byte) for byte in text.encode())


def _shown(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def windows_1258(text: str) -> bytes:
    """As old Windows programs write it: the tone of a letter stands behind it as a character of its own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    split = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        split.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone)
    return "".join(split).encode("cp1258")
