"""A school as a file calls it that has no code for it: by its name, and by the commune that it stands in.

Reading cannot know the code. It leaves the name in the place of the code, marked, until the list of schools is at hand.
"""

import re
import unicodedata
from collections.abc import Mapping

import polars as pl

from hocba_ops.sources.cells import Cells
from hocba_ops.sources.layout import Block
from hocba_ops.sources.preamble import stated_school, with_stated_school
from hocba_ops.sources.vocabulary import beginnings, heading_words, phrases, word_key, words
from hocba_ops.text import TONES, heading_key, nfc, search_key

MARK = "\n"
"""Begins a name that stands for a code, and parts it from the commune; no cell of a file holds it after cleaning."""
SCHOOL_NAME_HEADERS = ("Tên trường", "Trường", "Trường học", "Đơn vị công tác", "Tên đơn vị")
COMMUNE_HEADERS = ("UBND Xã", "UBND xã/phường", "UBND phường/xã", "Tên xã", "Tên xã/phường", "Tên phường/xã")
BREAK = re.compile(r"\s+[-–]\s+|\s*[,;(]\s*")


def with_school(cells: Cells, block: Block) -> Cells:
    """The cells with a school in every row that names one: its code, else its marked name, else what the lines say."""
    frame = cells.frame
    if "school_name" in frame.columns:
        commune = pl.col("school_commune") if "school_commune" in frame.columns else pl.lit(None, dtype=pl.String)
        marked = pl.lit(MARK) + pl.col("school_name") + MARK + commune.fill_null("")
        code = pl.col("school_code") if "school_code" in frame.columns else pl.lit(None, dtype=pl.String)
        return Cells(frame.with_columns(school_code=pl.coalesce(code, marked)), cells.repairs)
    if "school_code" in frame.columns:
        return cells
    return with_preamble_school(cells, block)


def with_preamble_school(cells: Cells, block: Block) -> Cells:
    """The cells with the school that the lines above them name, by code or by name; where none is, that is told."""
    name = stated_name(block) if stated_school(block) is None else None
    if name is None:
        return with_stated_school(cells, block)
    return Cells(cells.frame.with_columns(school_code=pl.lit(f"{MARK}{name}{MARK}")), cells.repairs)


def stated_name(block: Block) -> str | None:
    """The name of a school in the last cell like “TRƯỜNG TIỂU HỌC HOA SEN” or “Đơn vị: TH Hoa Sen”, or None."""
    return next((name for cell in reversed(block.said) if (name := _name_in(cell))), None)


def _name_in(cell: str) -> str | None:
    label, colon, behind = cell.partition(":")
    is_labelled = bool(colon) and heading_key(label) in phrases("school_name")
    text = behind if is_labelled else cell
    if not is_labelled and not word_key(cell).startswith(beginnings("school_begins")):
        return None
    name = text[: _end_of_name(text)].strip(" -–,;:.")
    return name if len(name.split()) > 1 else None


def _end_of_name(text: str) -> int:
    """Where something else begins behind a name: the code, the school year, the address."""
    ends = (at for at in BREAK.finditer(text) if heading_key(text[at.end() :]).startswith(phrases("school_name_ends")))
    return next((at.start() for at in ends), len(text))


def named(value: str | None) -> tuple[str, str] | None:
    """Name and commune of a value that stands for a school's code; None for a code."""
    if value is None or not value.startswith(MARK):
        return None
    _, name, commune = value.split(MARK, 2)
    return name, commune


def plain_name(value: str) -> str:
    r"""A marked name as an officer reads it: the name, and the commune behind it.

    >>> plain_name("\nTH Hoa Sen\nXã Mẫu"), plain_name("79760401")
    ('TH Hoa Sen, Xã Mẫu', '79760401')
    """
    parts = named(value)
    return ", ".join(filter(None, parts)) if parts else value


def school_key(name: str) -> str:
    """What two spellings of a school's name share: accents, case, punctuation and the kind written out do not count.

    >>> school_key('Trường Tiểu học "Hoa Sen"') == school_key("TH HOA SEN")
    True
    """
    return _folded(search_key(name), heading_words("school_name_word"))


def accented_key(name: str) -> str:
    """As `school_key`, but with accents: what tells two schools apart whose names differ by them alone.

    >>> accented_key("TH Hoà Bình") == accented_key("Trường Tiểu học Hòa Bình") != accented_key("TH Hoa Bính")
    True
    """
    kinds = {_toned(word): code for word, code in words("school_name_word").items()}
    return _folded(_toned(word_key(name)), kinds)


def commune_key(name: str) -> str:
    """The own name of a commune, without its kind and without “UBND”; also of an office's id (`phuong-tan-dinh`).

    >>> commune_key("UBND Phường Tân Định") == commune_key("phuong-tan-dinh") == commune_key("P. Tân Định")
    True
    """
    key = _plain(search_key(name))
    kinds = sorted((_plain(word) for word in heading_words("commune_word")), key=len, reverse=True)
    while kind := next((one for one in kinds if key.startswith(f"{one} ")), None):
        key = key.removeprefix(f"{kind} ")
    return key


def is_commune(name: str) -> bool:
    """Whether a name says that its bearer is a commune."""
    return commune_key(name) != _plain(search_key(name))


def _folded(text: str, kinds: Mapping[str, str]) -> str:
    key = f" {_plain(text)} "
    for word in sorted(kinds, key=len, reverse=True):
        key = key.replace(f" {_plain(word)} ", f" {kinds[word]} ")
    kept = [part for part in key.split() if part not in _spelled("school_name_fillers")]
    while kept and kept[0] in _spelled("school_name_leads"):
        kept = kept[1:]
    return " ".join(kept)


def _toned(text: str) -> str:
    """The text with the tone of each word as a digit behind it: Hoà and Hòa are one word."""
    return " ".join(_toned_word(word) for word in text.split())


def _toned_word(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(str(TONES.index(letter)) for letter in letters if letter in TONES)
    return nfc("".join(letter for letter in letters if letter not in TONES)) + tones


def _spelled(name: str) -> tuple[str, ...]:
    """A list of phrases with accents and without."""
    return (*beginnings(name), *phrases(name), *map(_toned, beginnings(name)))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text).split())
