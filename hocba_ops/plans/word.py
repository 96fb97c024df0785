"""The text of a Word document (.docx) from its parts: paragraphs with their automatic numbers, tables, text boxes.

What a tracked change deleted or moved away is not read, what it inserted is. Of a text box that Word keeps twice (for
older programs) one is read. The parts come unpacked: their size was weighed by whoever unpacked them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

from hocba_ops.plans.blocks import Block
from hocba_ops.plans.numbering import Numbering

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATIVE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TRACKED: Final = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
DEEPEST = 40
"""Tables and frames in each other beyond which nobody writes a plan."""


class UnsoundDocument(ValueError):
    """The parts are no document."""


@dataclass(slots=True)
class WordText:
    """What was read: blocks in order; how many tracked changes and text boxes there were."""

    blocks: list[Block] = field(default_factory=list)
    changes: int = 0
    boxes: int = 0


def read_word(parts: Mapping[str, bytes]) -> WordText:
    """The text of a document from `word/document.xml`, `word/numbering.xml`, `word/styles.xml`.

    Raises `UnsoundDocument` where they are not what they should be.
    """
    try:
        body = ElementTree.fromstring(parts["word/document.xml"]).find(f"{W}body")
        numbering = Numbering.read(parts.get("word/numbering.xml", b""), parts.get("word/styles.xml", b""))
    except (ElementTree.ParseError, KeyError, ValueError) as fault:
        raise UnsoundDocument(str(fault)) from fault
    if body is None:
        raise UnsoundDocument("no body")
    reading = _Reading(numbering)
    reading.body(body, 0)
    return reading.found


@dataclass(slots=True)
class _Reading:
    numbering: Numbering
    found: WordText = field(default_factory=WordText)
    paragraph: int = 0
    tables: int = 0

    def body(self, above: ElementTree.Element, depth: int) -> None:
        if depth > DEEPEST:
            raise UnsoundDocument("too deep")
        for part in above:
            if part.tag == f"{W}p":
                self._paragraph(part, depth)
            elif part.tag == f"{W}tbl":
                self._table(part)
            elif part.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
                self.body(part, depth + 1)

    def _paragraph(self, part: ElementTree.Element, depth: int) -> None:
        self.paragraph += 1
        text = f"{self.numbering.label(part)}{self._text(part)}"
        self.found.blocks += [Block(line, paragraph=self.paragraph) for line in text.split("\n") if line.strip()]
        for box in _boxes(part):
            self.found.boxes += 1
            self.body(box, depth + 1)

    def _text(self, part: ElementTree.Element) -> str:
        self.found.changes += sum(one.tag in TRACKED for one in part.iter())
        return "".join(_pieces(part, 0))

    def _table(self, table: ElementTree.Element) -> None:
        """One block a row; a cell merged with the one above it holds what stands there."""
        self.tables += 1
        number, above = self.tables, dict[int, str]()
        for row in table.iter(f"{W}tr"):
            self.paragraph += 1
            cells: list[str] = []
            for cell in row.findall(f"{W}tc"):
                texts = [f"{self.numbering.label(one)}{self._text(one)}" for one in cell.iter(f"{W}p")]
                text = "\n".join(filter(str.strip, texts))
                text = above.get(len(cells), "") if _is_merged(cell) else text
                above[len(cells)] = text
                cells += [text, *[""] * (_width(cell) - 1)]
            whole = " | ".join(filter(None, cells))
            if whole.strip():
                self.found.blocks.append(Block(whole, paragraph=self.paragraph, table=number, cells=tuple(cells)))


def _pieces(part: ElementTree.Element, depth: int) -> Iterator[str]:
    """The text of a paragraph without what was deleted or moved away, and without its text boxes."""
    if depth > DEEPEST:
        raise UnsoundDocument("too deep")
    for one in part:
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in (f"{W}tab", f"{W}noBreakHyphen"):
            yield " " if one.tag == f"{W}tab" else "-"
        elif one.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif one.tag not in (
            f"{W}del",
            f"{W}moveFrom",
            f"{W}pPr",
            f"{W}rPr",
            f"{W}txbxContent",
            f"{W}drawing",
            f"{W}pict",
        ):
            yield from () if one.tag == f"{ALTERNATIVE}AlternateContent" else _pieces(one, depth + 1)


def _boxes(part: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The contents of text boxes of a paragraph, each once."""
    twice = {id(box) for old in part.iter(f"{ALTERNATIVE}Fallback") for box in old.iter(f"{W}txbxContent")}
    newer = any(True for one in part.iter(f"{ALTERNATIVE}Choice") for _ in one.iter(f"{W}txbxContent"))
    for box in part.iter(f"{W}txbxContent"):
        if not (newer and id(box) in twice):
            yield box


def _is_merged(cell: ElementTree.Element) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _width(cell: ElementTree.Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    text = span.get(f"{W}val", "1") if span is not None else "1"
    return max(1, min(64, int(text))) if text.isdigit() else 1
