"""Figures and verdicts of benchmarks as a Vietnamese reader reads them."""

from collections.abc import Mapping

from benchmarks.results import Measured
from hocba_ops.reporting.formats import NO_BREAK

MET, MISSED, OPEN = "đạt", f"chưa{NO_BREAK}đạt", f"chưa{NO_BREAK}đo"
VERDICTS = (MET, MISSED, OPEN)
GOALS_TOLD = "{} mục tiêu (mỗi cỡ tính một): {} đạt, {} chưa đạt, {} chưa đo."
UNITS: Mapping[str, str] = {"x": "", "share": "", "MB": " MB", "ms": " ms", "s": " s", "byte": " byte"}
SOURCES: Mapping[str, str] = {
    "a7": "thiết kế phần tính toán, mục 7",
    "web": "thiết kế phần web",
    "ký": "thiết kế phần ký",
    "trang": "thiết kế phần bản thể hiện",
}
"""Who set a goal: plans of ours, no paper of any office."""


def number(value: float | None) -> str:
    """A figure with as many digits as it is worth, comma before the decimals.

    >>> [number(one) for one in (0.0581, 2.497, 12.54, 368.1, 36712448, None)]
    ['0,058', '2,5', '13', '368', '36.712.448', '']
    """
    if value is None:
        return ""
    size = abs(value)
    digits = 0 if size >= 10 or float(value).is_integer() else 1 if size >= 1 else 2 if size >= 0.1 else 3
    told = f"{value:,.{digits}f}"
    return told.translate(str.maketrans(",.", ".,"))


def value_of(line: Measured) -> str:
    """What was measured, with its unit; shares in hundredths."""
    return _shown(line.ratio.value if line.ratio else None, line.wanted.unit)


def goal_of(line: Measured) -> str:
    """The goal with its sign."""
    if line.wanted.goal is None:
        return ""
    sign = ("≥" if line.wanted.is_least else "≤") + NO_BREAK
    if line.wanted.unit == "share":
        return f"{sign}{_shown(line.wanted.goal, line.wanted.unit)}"
    return f"{sign}{line.wanted.goal:g}".replace(".", ",") + UNITS[line.wanted.unit]


def verdict(line: Measured) -> str:
    """Whether the goal is met: in words, never by a colour alone."""
    if line.ratio is None:
        return OPEN
    return {None: "", True: MET, False: MISSED}[line.is_met]


def growth_of(line: Measured) -> str:
    """How much more than linear the CPU seconds grew from the next smaller size."""
    if line.growth is None:
        return ""
    return f"{number(line.growth)} ({MET if line.is_grown else MISSED}, {growth_goal_of(line)})"


def growth_goal_of(line: Measured) -> str:
    """How much more than linear it may grow."""
    return f"≤{NO_BREAK}{line.wanted.growth}".replace(".", ",")


def size_of(line: Measured) -> str:
    """How many pupils, or that they do not matter."""
    return (line.result.size if line.result else "") or "–"


def cpu_of(line: Measured) -> str:
    """CPU seconds of ours and of the reference."""
    if line.ratio is None or line.ratio.cpu is None:
        return ""
    return " · ".join(number(one) for one in (line.ratio.cpu, line.ratio.reference) if one is not None)


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "share":
        return f"{number(100 * value)} %"
    return number(value) + UNITS[unit]
