"""The bytes of a text file as text: by its mark, as UTF-8, or in one of the code pages of older Windows programs."""

import unicodedata

from hocba_ops.errors import UnreadableFile
from hocba_ops.sources.encodings import looks_old, words_in
from hocba_ops.sources.old_alphabets import is_syllable
from hocba_ops.sources.vocabulary import reason

OLD_CODE_PAGE = "cp1258"
OLD_CODE_PAGE_NAME = "windows-1258"
LATIN = "latin-1"
"""TCVN3 and VNI are kept byte by byte; the grid decodes them, column by column."""
UTF16_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LOOKED_AT = 64
UNPRINTED = "\0\x01\x02\x03\x04"


def decoded(data: bytes, *, path: str) -> tuple[str, str]:
    """The text, and the name of the old code page that it was in (empty for Unicode).

    Raises `UnreadableFile` for anything that is not text.
    """
    if encoding := UTF16_MARKS.get(data[:2]) or _unmarked_utf16(data):
        text, code_page = _strict(data, encoding, path=path), ""
    else:
        text, code_page = _by_bytes(data, path=path)
    if not text.strip():
        raise UnreadableFile(path, reason("empty"))
    if any(character in text for character in UNPRINTED):
        raise UnreadableFile(path, reason("not_text"))
    return text, code_page


def _by_bytes(data: bytes, *, path: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        latin = data.decode(LATIN)
    try:
        text = unicodedata.normalize("NFC", data.decode(OLD_CODE_PAGE))
    except UnicodeDecodeError as fault:
        if looks_old(words_in(latin)):
            return latin, ""
        raise UnreadableFile(path, reason("unknown_encoding")) from fault
    words = words_in(text)
    is_spelled = sum(map(is_syllable, words)) * 2 > len(words)
    return (latin, "") if not is_spelled and looks_old(words_in(latin)) else (text, OLD_CODE_PAGE_NAME)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: text in which every other byte is empty at the beginning."""
    head = data[:LOOKED_AT]
    if len(head) % 2 or len(head) < LOOKED_AT // 2:
        return ""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        empty, full = head[start::2], head[1 - start :: 2]
        if empty.count(0) * 2 > len(empty) and not full.count(0):
            return encoding
    return ""


def _strict(data: bytes, encoding: str, *, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableFile(path, reason("unknown_encoding")) from fault
