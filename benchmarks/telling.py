"""Benchmark lines on the screen and as JSON: one line a piece of work, figures beside what they are relative to."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import MEGABYTE, Taken

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("polars", "duckdb", "fastexcel", "splink")


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
    """Print the lines as a table and keep them in results/<day>.json."""
    heads = list(dict.fromkeys(name for line in lines for name in line.beside))
    table = Table(title=title, title_justify="left")
    for head in ("work", "CPU s", "wall s", "peak MB", *heads):
        table.add_column(head, justify="left" if head == "work" else "right")
    for line in lines:
        taken = line.taken
        figures = (f"{taken.cpu:.2f}", f"{taken.wall:.2f}", f"{taken.peak / MEGABYTE:.0f}")
        table.add_row(line.name, *figures, *(_shown(head, line.beside.get(head)) for head in heads))
    Console(width=140).print(table)
    keep(title, lines)


def keep(title: str, lines: Sequence[Line]) -> None:
    """Add the lines to the results of the day, beside what machine and versions they are of."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{date.today().isoformat()}.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    content["machine"] = {"python": platform.python_version(), "system": platform.system(), "cpu": platform.machine()}
    content["versions"] = {package: version(package) for package in PACKAGES}
    content[title] = {
        line.name: {"cpu": line.taken.cpu, "wall": line.taken.wall, "peak": line.taken.peak, **line.beside}
        for line in lines
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _shown(head: str, value: float | None) -> str:
    if value is None:
        return ""
    if head.endswith("peak"):
        return f"{value / MEGABYTE:.0f} MB"
    return f"{value:,.0f}" if float(value).is_integer() and value > 20 else f"{value:.2f}"
