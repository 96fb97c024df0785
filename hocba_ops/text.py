"""Vietnamese text as offices type it: one form of a letter, one kind of space, keys to search and to sort by."""

import re
import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining huyền, hỏi, ngã, sắc, nặng: the order of a Vietnamese dictionary, after the bare vowel."""
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: chr(ord("a") + place) for place, letter in enumerate(ALPHABET)}
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = str.maketrans({**dict.fromkeys(".,-–—()/", " "), "'": None, "’": None})


def nfc(text: str) -> str:
    """The text with each accented letter as one character, as every key and every comparison expects it.

    >>> len("Tie\u0302\u0301ng"), len(nfc("Tie\u0302\u0301ng"))
    (7, 5)
    """
    return unicodedata.normalize("NFC", text)


def fold_spaces(text: str) -> str:
    r"""The text with every run of spaces, line breaks and no-break spaces as one space, none at the ends.

    >>> fold_spaces(" Nguyễn\u00a0 Văn\nAn\ufeff ")
    'Nguyễn Văn An'
    """
    return " ".join(text.translate(_UNSEEN).split())


def class_key(name: str | None) -> str:
    """What two spellings of the name of a class share.

    >>> class_key(" 5a1") == class_key("5A1")
    True
    """
    return fold_spaces(nfc(name or "")).upper()


def search_key(text: str) -> str:
    """What is left of a text for someone who types without accents: lower case, plain letters, single spaces.

    >>> search_key("Đa  Kao, Cầu Ông Lãnh")
    'da kao, cau ong lanh'
    """
    bare = (letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))
    return fold_spaces("".join(bare).replace("đ", "d"))


def catalogue_key(text: str) -> str:
    """What two spellings of a word of a catalogue share: case, signs and spaces do not count, accents do.

    `catalogue_key` and `place_key` say the same as the keys that `steps/identity_words.sql` builds in SQL.

    >>> catalogue_key("Bru - Vân Kiều"), catalogue_key("H’MÔNG")
    ('bru vân kiều', 'hmông')
    """
    return fold_spaces(nfc(text).lower().translate(_SIGNS))


def place_key(text: str) -> str:
    """What two spellings of the name of a place share: neither case nor signs nor accents count (Hoà is Hòa).

    >>> place_key("TP. Hồ Chí Minh"), place_key("Bà Rịa – Vũng Tàu")
    ('tp ho chi minh', 'ba ria vung tau')
    """
    return catalogue_key(search_key(text))


def heading_key(text: str) -> str:
    r"""A column heading without what varies between exports: line breaks, case, accents, space around brackets.

    Brackets and what stands in them are kept; a colon or an asterisk at the end is not.

    >>> heading_key("Tỉnh/Thành phố\n(Theo địa chỉ thường trú)")
    'tinh/thanh pho (theo dia chi thuong tru)'
    >>> heading_key("HỌ  TÊN (*):") == heading_key("Họ tên")
    True
    """
    key = re.sub(r"\s*\(\s*", " (", search_key(text)).replace(" )", ")")
    key = re.sub(r"\s*/\s*", "/", key)
    return re.sub(r"[\s:*]*(\(\*+\))?[\s:*]*$", "", key).strip()


def sort_key(text: str) -> str:
    """A key whose plain order is Vietnamese: a < ă < â, d < đ; syllable by syllable; tones settle a tie of letters.

    >>> sorted(["Đào", "Dũng", "dung", "Ân", "An", "Ăn", "Dung An"], key=sort_key)
    ['An', 'Ăn', 'Ân', 'dung', 'Dung An', 'Dũng', 'Đào']
    """
    return "\x02".join(_syllable_key(word) for word in fold_spaces(text.lower()).split(" "))


def _syllable_key(word: str) -> str:
    """Places of the letters in the alphabet, then the tones in the order of a dictionary."""
    split = unicodedata.normalize("NFD", word)
    tones = "".join(str(TONES.index(mark) + 1) for mark in split if mark in TONES)
    letters = nfc("".join(letter for letter in split if letter not in TONES))
    return "".join(_PLACE.get(letter, letter) for letter in letters) + "\x01" + tones
