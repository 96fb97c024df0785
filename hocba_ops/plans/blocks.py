"""The text of a plan as blocks: a paragraph, or a row of a table, each with its place in the file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hocba_ops.text import fold_spaces, nfc

ROMAN = re.compile(r"(?P<number>[IVX]{1,5})\s*[.)/-]\s*(?P<text>\S.*)")
ARABIC = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?P<text>\D.*)|(?P<one>\d{1,2})\s*[.)]\s*(?P<rest>[^\W\d].*)"
)
LETTER = re.compile(r"(?P<number>[a-z\u0111])\s*[.)]\s+(?P<text>\S.*)")
DASH = re.compile(r"[-–—−•▪●■*\uf0b7]\s*(?P<text>[^\W\d].*|[“\"(].*|\d.*)")
PLUS = re.compile(r"\+\s*(?P<text>\S.*)")
ENDED = re.compile(r"[.;:!?…]\s*$|[./;]\s*[”\"]\s*$")
PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
MARKED = (ROMAN, ARABIC, LETTER, DASH, PLUS)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table (`cells`). `page` is 0 where a file has none; paragraphs and rows count from 1.

    `table` is the number of the table, 0 for a paragraph outside of tables.
    """

    text: str
    page: int = 0
    paragraph: int = 0
    table: int = 0
    cells: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Its lines: of a table row, those of its cells."""
        for part in self.cells or (self.text,):
            yield from filter(None, (fold_spaces(line) for line in part.splitlines()))


def is_marked(text: str) -> bool:
    """Whether a line begins a paragraph of its own by a number, a letter or a dash.

    >>> is_marked("3.1. Khối 5"), is_marked("- Rà soát"), is_marked("15/8/2025."), is_marked("2024 - 2025")
    (True, True, False, False)
    """
    return any(pattern.fullmatch(text) for pattern in MARKED)


def joined(lines: Iterable[Block], *, openings: tuple[str, ...] = (), edge: int = 0) -> tuple[Block, ...]:
    """Paragraphs from lines that a page broke: a line goes on from the one above unless it opens something new.

    `edge`: a line of so many letters may have been broken by the edge of the page; 0: only a line that begins with a
    small letter goes on. It opens something when it is marked, when the line above came to an end or is a title, or
    when it begins with one of `openings` (small letters). Rows of tables stand alone; numbers of pages are left out.
    """
    whole: list[Block] = []
    last = ""
    for block in map(_clean, lines):
        if not block.text or (not block.cells and PAGE_NUMBER.fullmatch(block.text)):
            continue
        if whole and _goes_on(whole[-1], last, block, openings, edge):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {block.text}")
        else:
            whole.append(block)
        last = block.text
    return tuple(whole)


def _clean(block: Block) -> Block:
    return replace(block, text=fold_spaces(nfc(block.text)), cells=tuple(nfc(cell) for cell in block.cells))


def _goes_on(above: Block, last: str, block: Block, openings: tuple[str, ...], edge: int) -> bool:
    """Whether a block goes on from the paragraph above, whose last line was `last`."""
    if above.cells or block.cells or is_marked(block.text) or block.text.lower().startswith(openings):
        return False
    if block.text[0].islower() or (edge and block.text[0].isdigit()):
        return not ENDED.search(last)
    opened = is_marked(above.text) or above.text.lower().startswith(openings)
    whole = ENDED.search(last) or last.isupper() or block.text.isupper()
    return bool(edge) and opened and not whole and len(last) >= edge
