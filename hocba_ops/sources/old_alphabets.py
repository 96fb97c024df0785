"""Alphabets of Vietnamese from before Unicode: TCVN3 (ABC) and VNI, and text that was decoded twice.

A cell in such an alphabet holds other letters than an officer sees with the old font: “NguyÔn” for Nguyễn.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from hocba_ops.text import TONES

FILE_NAME = "old_alphabets.toml"
CLOSED = ("p", "t", "c", "ch")
CLOSED_TONES = ("", "\u0301", "\u0323")
"""A syllable closed by p, t, c or ch has sắc or nặng; one without a tone is met in names of other languages."""
CACHED = 65_536


@dataclass(frozen=True, slots=True)
class Alphabet:
    """An old alphabet: how the log calls it, and what each of its letters is (as it shows without the old font)."""

    code: str
    name: str
    letters: Mapping[str, str]
    pattern: re.Pattern[str]

    def decode(self, text: str) -> str | None:
        """The text in Unicode; None where it holds a letter that is not of this alphabet.

        TCVN3 has no capitals with a tone: where all that surrounds them is in capitals, so are they.
        """
        decoded = self.pattern.sub(lambda found: self.letters[found[0]], text)
        left = self.pattern.sub("", text)
        if not left.isascii():
            return None
        return decoded.upper() if _is_in_capitals(left) else decoded


@cache
def _file() -> dict[str, Any]:
    text = resources.files("hocba_ops.sources").joinpath(FILE_NAME).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def alphabets() -> tuple[Alphabet, ...]:
    """Every old alphabet that is known."""
    return tuple(_alphabet(code) for code in ("tcvn3", "vni"))


def _alphabet(code: str) -> Alphabet:
    table = _file()[code]
    letters = dict(zip(table["from"], table["to"], strict=True))
    for base, marks in table.get("marks", {}).items():
        letters |= {base + mark: letter for mark, letter in marks.items()}
    if "marks" in table:
        letters |= {old.upper(): new.upper() for old, new in letters.items()}
        letters |= {old[0].upper() + old[1]: new.upper() for old, new in letters.items() if len(old) > 1}
    longest_first = sorted(letters, key=len, reverse=True)
    return Alphabet(code, table["name"], letters, re.compile("|".join(map(re.escape, longest_first))))


def _is_in_capitals(text: str) -> bool:
    return text.upper() == text and re.search(r"[A-Z]{2}", text) is not None


@cache
def _rimes() -> tuple[frozenset[str], frozenset[str]]:
    listed = _file()["syllable"]
    return frozenset(listed["onsets"].split()), frozenset(listed["rimes"].split())


@lru_cache(maxsize=CACHED)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable is: a known onset or none, a known rime, one tone at most."""
    split = unicodedata.normalize("NFD", word.casefold())
    tones = [mark for mark in split if mark in TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in TONES))
    onsets, rimes = _rimes()
    cuts = (at for at in range(min(len(bare), 4)) if not at or bare[:at] in onsets)
    is_spelled = any(bare[at:] in rimes for at in cuts)
    fits = not bare.endswith(CLOSED) or "".join(tones) in CLOSED_TONES
    return is_spelled and len(tones) <= 1 and fits


def undo_double(text: str) -> str | None:
    """UTF-8 that was once taken for Windows-1252, set right (“Nguyá»…n”); None where that is not exactly what it is."""
    try:
        decoded = b"".join(map(_old_byte, text)).decode("utf-8")
    except (UnicodeError, ValueError):
        return None
    is_plain = all(unicodedata.category(letter) != "Cc" or letter.isspace() for letter in decoded)
    return decoded if decoded != text and is_plain else None


def _old_byte(letter: str) -> bytes:
    """The byte of a letter in Windows-1252; its five empty places are kept by programs as they are."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
