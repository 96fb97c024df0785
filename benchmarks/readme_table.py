"""The last measured figures as a table between two marks of README.md, each benchmark with the day it was measured.

The figures of a benchmark that was not measured here stay as the file has them.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.catalogue import catalogue
from benchmarks.page import machine_line
from benchmarks.results import Measured, Result, measured
from benchmarks.wording import GOALS_TOLD, VERDICTS, goal_of, growth_of, number, size_of, value_of, verdict

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
HEAD = "| Đo gì | So với | Cỡ | Số đo | Mục tiêu | Kết quả | CPU tăng, lần tuyến tính |\n|---|---|---|---|---|---|---|"


NAMED = re.compile(r"\| \*\*.*\*\* \(`(\w+)`")
"""The row that begins the figures of a benchmark, and its name."""


def write_readme(results: Sequence[Result], path: Path = README) -> None:
    """Put the table in; what stands outside the marks stays. ValueError where a mark is missing."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    held, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path}: the marks {BEGIN} and {END} are missing")
    path.write_text(f"{before}{BEGIN}\n{table_of(results, sections(held))}\n{END}{after}", encoding="utf-8")


def sections(table: str) -> Mapping[str, Sequence[str]]:
    """The rows of each benchmark in an earlier table, by its name."""
    found: dict[str, list[str]] = {}
    rows: list[str] = []
    for line in table.splitlines():
        if named := NAMED.match(line):
            rows = found.setdefault(named[1], [])
        if line.startswith("| "):
            rows.append(line)
    return found


def table_of(results: Sequence[Result], held: Mapping[str, Sequence[str]] | None = None) -> str:
    """Machine, loads, what came of the goals, and a line a figure; `held`: rows of what was not measured here."""
    lines = measured(results)
    machines = list(dict.fromkeys(machine_line(one) for one in results))
    loads = sorted(one.load for one in results)
    told = f"Tải {number(loads[0])}–{number(loads[-1])}." if results else "Chưa đo."
    rows = [row for name in catalogue() for row in _rows(name, lines, (held or {}).get(name, ()))]
    return "\n\n".join([*machines, f"{told} {_summary(rows)}", "\n".join([HEAD, *rows])])


def _summary(rows: Sequence[str]) -> str:
    """How many goals of a table are met, missed, not measured."""
    cells = (row.split(" | ") for row in rows)
    told = Counter(one[5] for one in cells if len(one) > 5 and one[4])
    return GOALS_TOLD.format(sum(told.values()), *(told[verdict] for verdict in VERDICTS))


def _rows(name: str, lines: Sequence[Measured], held: Sequence[str]) -> Sequence[str]:
    found = [line for line in lines if line.benchmark == name]
    days = sorted({datetime.fromisoformat(line.result.began).date() for line in found if line.result})
    if not days:
        return held or [f"| **{catalogue()[name].title}** (`{name}`): chưa đo | | | | | | |"]
    head = f"| **{catalogue()[name].title}** (`{name}`, {days[-1]:%d/%m/%Y}) | | | | | | |"
    return [head, *(_row(line) for line in found)]


def _row(line: Measured) -> str:
    cells = (
        line.wanted.title,
        line.wanted.reference,
        size_of(line),
        value_of(line),
        goal_of(line),
        verdict(line),
        growth_of(line),
    )
    return "| " + " | ".join(cells) + " |"
