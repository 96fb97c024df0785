"""A class as a line of its own in a school's list: “LỚP 1A”, “Lớp: 1/2 - GVCN …”, or “1A” alone in its row."""

import re

from hocba_ops.sources.layout import Titled
from hocba_ops.sources.repairs import CLASS_ROW
from hocba_ops.sources.vocabulary import phrases
from hocba_ops.text import heading_key

NAME = r"\d{1,2}[a-z]{1,2}\d{0,2}(?!\w)|\d{1,2} [a-z]\d{0,2}(?!\w)|\d{1,2}[./-]\d{1,2}(?![\w/.-])|\d{1,2}(?![\w/.-])"
ALONE = re.compile(r"\d{1,2}\s?[^\W\d_]\d{0,2}|\d{1,2}[./]\d{1,2}", re.IGNORECASE)
LONGEST_NAME = 10
"""Characters that a class name may have in the record (tenlop, layout of the record exchange)."""


def class_of(cells: tuple[str, ...]) -> str | None:
    """The class that the cells of a line name; None for a line that names none, a total or a signature.

    >>> class_of(("LỚP 1A",)), class_of(("Danh sách học sinh lớp: 1/2", "Sĩ số: 35")), class_of(("1 B",))
    ('1A', '1/2', '1B')
    >>> class_of(("Tổng số học sinh lớp 1A: 35",)), class_of(("1", "Lớp 1A")), class_of(("Ghi chú",))
    (None, None, None)
    """
    if not cells or cells[0].isdigit() or heading_key(cells[0]).startswith(phrases("totals")):
        return None
    if len(cells) == 1 and ALONE.fullmatch(cells[0]):
        return _named(cells[0])
    found = (_after(cell) for cell in cells)
    return next((name for name in found if name), None)


def _after(cell: str) -> str | None:
    """The class name behind the word for class in a cell."""
    for word in phrases("class_words"):
        for found in re.finditer(rf"(?<!\w){word}\s*:?\s*({NAME})", _plain(cell)):
            return _named(cell[found.start(1) : found.end(1)])
    return None


def _plain(cell: str) -> str:
    """The cell without accents and case, letter for letter, so that places in it are places in the cell."""
    keys = (heading_key(letter) if letter.isalpha() else letter for letter in cell)
    return "".join(key if len(key) == 1 else letter for key, letter in zip(keys, cell, strict=True))


def _named(text: str) -> str:
    return text.replace(" ", "").upper()[:LONGEST_NAME]


CLASS_TITLES = Titled("class_name", CLASS_ROW, class_of)
