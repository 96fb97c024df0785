"""The numbers that Word puts before paragraphs by itself, which stand in no text: 1., 3.1., a), and dashes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN_PARTS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DASH = "- "
DEEPEST_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: its format, its text with %1 to %9, its first number."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    """By the number of the list, then the level."""
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The list and level that a style of paragraph brings."""
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, numbering: bytes, styles: bytes) -> "Numbering":
        """From the parts `numbering.xml` and `styles.xml`; empty ones number nothing."""
        levels = _lists(ElementTree.fromstring(numbering)) if numbering else {}
        return cls(levels, _styles(ElementTree.fromstring(styles)) if styles else {})

    def label(self, paragraph: ElementTree.Element) -> str:
        """What Word prints before a paragraph, with a space behind; empty for one that is in no list."""
        properties = paragraph.find(f"{W}pPr")
        listed, level = self._of(properties) if properties is not None else ("", 0)
        known = self.levels.get(listed, {}).get(level)
        if known is None or known.form == "none":
            return ""
        if known.form == "bullet":
            return DASH
        counts = self.counted.setdefault(listed, {})
        counts[level] = counts.get(level, known.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return f"{self._filled(listed, known.text)} "

    def _filled(self, listed: str, text: str) -> str:
        for level in range(DEEPEST_LEVEL):
            known = self.levels[listed].get(level)
            if known and f"%{level + 1}" in text:
                count = self.counted[listed].get(level, known.start)
                text = text.replace(f"%{level + 1}", _written(count, known.form))
        return text

    def _of(self, properties: ElementTree.Element) -> tuple[str, int]:
        own, style = properties.find(f"{W}numPr"), properties.find(f"{W}pStyle")
        if own is not None:
            return _value(own, "numId"), int(_value(own, "ilvl") or 0)
        return self.styles.get(style.get(f"{W}val", ""), ("", 0)) if style is not None else ("", 0)


def _lists(root: ElementTree.Element) -> dict[str, dict[int, Level]]:
    abstract = {one.get(f"{W}abstractNumId", ""): _levels(one) for one in root.findall(f"{W}abstractNum")}
    return {one.get(f"{W}numId", ""): abstract.get(_value(one, "abstractNumId"), {}) for one in root.findall(f"{W}num")}


def _levels(listed: ElementTree.Element) -> dict[int, Level]:
    found = {}
    for one in listed.findall(f"{W}lvl"):
        start = _value(one, "start")
        first = int(start) if start.isdigit() else 1
        found[int(one.get(f"{W}ilvl", "0"))] = Level(_value(one, "numFmt"), _value(one, "lvlText"), first)
    return found


def _styles(root: ElementTree.Element) -> dict[str, tuple[str, int]]:
    found = {}
    for style in root.findall(f"{W}style"):
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            found[style.get(f"{W}styleId", "")] = (_value(own, "numId"), int(_value(own, "ilvl") or 0))
    return found


def _value(above: ElementTree.Element, name: str) -> str:
    found = above.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman, left = "", count
        for worth, letters in ROMAN_PARTS:
            roman, left = roman + letters * (left // worth), left % worth
        return roman if form == "upperRoman" else roman.lower()
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + count - 1)
    return str(count)
