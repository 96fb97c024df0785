"""The parts of a plan: which heading, phase and place in the paper each paragraph and row of a table belongs to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hocba_ops.plans.blocks import ARABIC, DASH, LETTER, PLUS, ROMAN, Block
from hocba_ops.plans.deadlines import any_of
from hocba_ops.rulebook.plan_words import PlanWords

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


TITLE = 160
"""A line longer than this is no title."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 roman, 2 and more arabic, 9 a letter), its number, its text."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or row below its headings (the outermost first). `kind`: dash, plus, plain, row or heading.

    `turn` is its place among its kind below the heading, from 1; `phase` the number of the phase, None outside of any.
    """

    block: Block
    text: str
    kind: str
    turn: int
    headings: tuple[Heading, ...]
    phase: int | None = None
    parent: int = 0
    """The turn of the dash above a plus."""

    @property
    def group(self) -> str:
        """The place of the heading in the paper: IV.3.1."""
        return place_of(self.headings)


@dataclass(slots=True)
class Outline:
    """What was seen so far while going down the paper."""

    words: PlanWords
    headings: list[Heading] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    phase: int | None = None
    turns: dict[str, int] = field(default_factory=dict)

    def items(self, blocks: Iterable[Block]) -> Iterator[Item]:
        """Every paragraph and row with its place."""
        for block in blocks:
            yield self._row(block) if block.cells else self._paragraph(block)

    def _paragraph(self, block: Block) -> Item:
        heading = heading_of(block.text) or self._bare_phase(block.text)
        if heading is not None and not self._is_item(heading):
            self._enter(heading)
            return Item(block, heading.text, "heading", 0, tuple(self.headings), self.phase)
        for kind, pattern in (("dash", DASH), ("plus", PLUS)):
            if found := pattern.fullmatch(block.text):
                return self._item(block, found["text"], kind)
        return self._item(block, block.text, "plain")

    def _bare_phase(self, text: str) -> Heading | None:
        """“Giai đoạn 1: Chuẩn bị” as a line of its own, without a number before it."""
        is_one = bool(self.headings) and len(text) < TITLE and bool(phase_title(text, self.words))
        return Heading(2, "", text) if is_one else None

    def _row(self, block: Block) -> Item:
        return self._item(block, block.text, f"row{block.table}")

    def _item(self, block: Block, text: str, kind: str) -> Item:
        self.turns[kind] = self.turns.get(kind, 0) + 1
        if kind == "dash":
            self.turns["plus"] = 0
        parent = self.turns.get("dash", 0) if kind == "plus" else 0
        return Item(block, text, kind, self.turns[kind], tuple(self.headings), self.phase, parent)

    def _is_item(self, heading: Heading) -> bool:
        """A numbered paragraph before any heading of the paper is none (a list in the introduction)."""
        return heading.level > 1 and not self.headings

    def _enter(self, heading: Heading) -> None:
        self.headings = [one for one in self.headings if one.level < heading.level]
        if len(self.headings) == 0 or heading.level == 1:
            self.phase = None
        self.headings.append(heading)
        self.turns = {}
        if title := phase_title(heading.text, self.words):
            self.phases.append(title)
            self.phase = len(self.phases)
        elif self.phase is not None and heading.level <= self._phase_level():
            self.phase = None

    def _phase_level(self) -> int:
        levels = [one.level for one in self.headings[:-1] if phase_title(one.text, self.words)]
        return min(levels, default=self.headings[-1].level)


def heading_of(text: str) -> Heading | None:
    """The heading that a paragraph is by its number; None for one without a number."""
    if (found := ROMAN.fullmatch(text)) and found["number"] in ROMANS:
        return Heading(1, found["number"], found["text"])
    if found := ARABIC.fullmatch(text):
        number = found["number"] or found["one"]
        return Heading(2 + number.count("."), number, found["text"] or found["rest"])
    if found := LETTER.fullmatch(text):
        return Heading(9, found["number"], found["text"])
    return None


def place_of(headings: Sequence[Heading]) -> str:
    """The place that headings make: IV and 3 and 3.1 are IV.3.1."""
    parts: list[Heading] = []
    for one in headings:
        if "." in one.number:
            parts = [above for above in parts if not one.number.startswith(above.number)]
        parts.append(one)
    return ".".join(one.number for one in parts if one.number)


def phase_title(text: str, words: PlanWords) -> str:
    """The title of the phase that a heading opens, without what it says of time; empty where it opens none."""
    found = re.match(
        rf"{any_of(words.phrases('phase'))}\s+(?:\d{{1,2}}|[IVX]{{1,4}})\b\s*(?P<title>.*)", text, re.IGNORECASE
    )
    if not found:
        return ""
    title = re.sub(r"\([^)]*\)", " ", found["title"])
    title = re.split(rf"\b{any_of(words.date.since)}\s+(?:{any_of(words.date.day)}\s+)?\d", title, maxsplit=1)[0]
    return " ".join(title.split()).strip(" .:,;–-") or " ".join(text.split()).strip(" .:,;–-")
