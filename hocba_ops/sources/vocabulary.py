"""The words that exports use, beside ours: read from vocabulary.toml, where both stand next to each other."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import polars as pl

from hocba_ops.text import fold_spaces, heading_key, nfc

FILE_NAME = "vocabulary.toml"


@cache
def _vocabulary() -> dict[str, Any]:
    text = resources.files("hocba_ops.sources").joinpath(FILE_NAME).read_text(encoding="utf-8")
    return tomllib.loads(text)


def word_key(word: str) -> str:
    """What two spellings of the same value share: case and spaces do not count, accents do (Đ is not D)."""
    return fold_spaces(nfc(word)).casefold()


@cache
def words(name: str) -> Mapping[str, str]:
    """Key of a word -> our code, for one vocabulary of the file, e.g. `words("sex")["nữ"] == "nu"`."""
    table: dict[str, list[str]] = _vocabulary()[name]
    return MappingProxyType({word_key(word): code for code, listed in table.items() for word in listed})


@cache
def listed(name: str) -> tuple[tuple[str, str], ...]:
    """The first spelling of each code, and the code: what a drop-down offers for one vocabulary of the file."""
    table: dict[str, list[str]] = _vocabulary()[name]
    return tuple((spellings[0], code) for code, spellings in table.items())


@cache
def heading_words(name: str) -> Mapping[str, str]:
    """Heading key of a word -> our code, for words that stand in headings and printed forms, where accents get lost."""
    table: dict[str, list[str]] = _vocabulary()[name]
    return MappingProxyType({heading_key(word): code for code, listed in table.items() for word in listed})


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A plain list of phrases, as heading keys, in the order of the file."""
    listed: list[str] = _vocabulary()["phrases"][name]
    return tuple(heading_key(phrase) for phrase in listed)


@cache
def beginnings(name: str) -> tuple[str, ...]:
    """A plain list of phrases as `word_key`s, accents kept ("Trường" is not "Trưởng"), in the order of the file."""
    listed: list[str] = _vocabulary()["phrases"][name]
    return tuple(nfc(phrase).casefold() for phrase in listed)


def reason(name: str) -> str:
    """The words that tell an officer why a file could not be opened."""
    return str(_vocabulary()["reason"][name])


def coded(text: pl.Series, name: str) -> pl.Series:
    """Our code of each value of a column; null where the word is unknown."""
    known = words(name)
    return _replaced(text, {value: known.get(word_key(value)) for value in _values(text)})


def coded_by_prefix(text: pl.Series, name: str) -> pl.Series:
    """Our code of each value by the longest known word that it begins with ("Chuyển đến kỳ 1" -> chuyen_den)."""
    known = sorted(words(name).items(), key=lambda pair: -len(pair[0]))
    return _replaced(text, {value: _first(word_key(value), known) for value in _values(text)})


def _first(key: str, known: list[tuple[str, str]]) -> str | None:
    return next((code for word, code in known if key.startswith(word)), None)


def _values(text: pl.Series) -> list[str]:
    values: list[str] = text.drop_nulls().unique().to_list()
    return values


def _replaced(text: pl.Series, codes: Mapping[str, str | None]) -> pl.Series:
    return text.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String)
