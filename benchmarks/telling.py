"""Benchmark lines on the screen: one line a piece of work, figures beside what they are relative to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import MEGABYTE, Taken


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of work: what it took, and figures that say how that is to be read."""

    name: str
    taken: Taken
    beside: Mapping[str, float] = field(default_factory=dict)


def ratio(ours: Taken, bare: Taken) -> float:
    """CPU seconds as a multiple of the bare work's."""
    return ours.cpu / bare.cpu if bare.cpu else 0.0


def print_lines(title: str, lines: Sequence[Line]) -> None:
    """Print the lines as a table."""
    heads = list(dict.fromkeys(name for line in lines for name in line.beside))
    table = Table(title=title, title_justify="left")
    for head in ("work", "CPU s", "wall s", "peak MB", *heads):
        table.add_column(head, justify="left" if head == "work" else "right")
    for line in lines:
        taken = line.taken
        figures = (f"{taken.cpu:.2f}", f"{taken.wall:.2f}", f"{taken.peak / MEGABYTE:.0f}")
        table.add_row(line.name, *figures, *(_shown(head, line.beside.get(head)) for head in heads))
    Console(width=140).print(table)


def _shown(head: str, value: float | None) -> str:
    if value is None:
        return ""
    if head.endswith("peak"):
        return f"{value / MEGABYTE:.0f} MB"
    return f"{value:,.0f}" if float(value).is_integer() and value > 20 else f"{value:.2f}"
