"""Colours and patterns of charts: told apart by colour-blind readers and on a black-and-white print.

Colours are the set of Okabe and Ito; every status has a pattern or a sign beside its colour, so that none is told by
colour alone.
"""

from typing import Any

BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE, YELLOW, GREY, PALE, INK = (
    "#0072B2",
    "#D55E00",
    "#007A5A",
    "#E69F00",
    "#56B4E9",
    "#A85D8B",
    "#F0E442",
    "#8A8F98",
    "#D5D9DF",
    "#1B2733",
)

MUTED = "#6B7785"

STATUS = {
    "done": (BLUE, "circle"),
    "done_late": (SKY, "diamond"),
    "due": (PALE, "circle-open"),
    "overdue": (VERMILION, "x"),
    "not_applicable": ("#F1F3F5", "line-ew-open"),
}
"""Colour and marker of the states of a duty."""

SEVERITY = {"error": (VERMILION, ""), "query": (ORANGE, "|")}
"""Colour and pattern of the severities of a finding that is open."""
CLOSED = (PALE, "-")
"""Colour and pattern of the findings that an explanation closed."""

_LIGHT = (ORANGE, "#7CC8A8", SKY, "#F2A37C", "#D9A9CC", YELLOW, "#C3C8CF")
_PATTERNS = ("", "-", "|")


def series(index: int) -> tuple[str, str]:
    """Colour and pattern of the nth series: neighbours differ in both, and no two of the first 21 are alike.

    Stripes stand on light colours only, where a number over them stays readable. They are upright or level: a browser
    prints those as lines, and any other pattern as a picture of megabytes.
    """
    if index == 0:
        return BLUE, ""
    return _LIGHT[index % len(_LIGHT)], _PATTERNS[index % len(_PATTERNS)]


def fill(colour: str, pattern: str) -> dict[str, Any]:
    """The marker of a bar: its colour, a thin edge, and its pattern drawn over the colour."""
    return {
        "color": colour,
        "line": {"color": INK, "width": 0.5},
        "pattern": {"shape": pattern, "fgcolor": "#ffffff", "bgcolor": colour, "size": 7, "solidity": 0.25},
    }


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour (relative luminance of WCAG 2)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if luminance < 0.18 else "#000000"


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
