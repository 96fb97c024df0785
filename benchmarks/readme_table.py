"""The last measured figures as a table between two marks of README.md."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.catalogue import catalogue
from benchmarks.page import machine_line, summary
from benchmarks.results import Measured, Result, measured
from benchmarks.wording import goal_of, growth_of, number, size_of, value_of, verdict

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
HEAD = "| Đo gì | So với | Cỡ | Số đo | Mục tiêu | Kết quả | CPU tăng, lần tuyến tính |\n|---|---|---|---|---|---|---|"


def write_readme(results: Sequence[Result], path: Path = README) -> None:
    """Put the table in; what stands outside the marks stays. ValueError where a mark is missing."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path}: the marks {BEGIN} and {END} are missing")
    path.write_text(f"{before}{BEGIN}\n{table_of(results)}\n{END}{after}", encoding="utf-8")


def table_of(results: Sequence[Result]) -> str:
    """Machine, days and load, what came of the goals, and a line a figure."""
    lines = measured(results)
    machines = list(dict.fromkeys(machine_line(one) for one in results))
    days = sorted(datetime.fromisoformat(one.began).date() for one in results)
    loads = sorted(one.load for one in results)
    told = (
        f"Đo ngày {days[0]:%d/%m/%Y} đến {days[-1]:%d/%m/%Y}, tải {number(loads[0])}–{number(loads[-1])}."
        if results
        else "Chưa đo."
    )
    rows = [row for name in catalogue() for row in _rows(name, lines)]
    return "\n\n".join([*machines, f"{told} {summary(lines)}", "\n".join([HEAD, *rows])])


def _rows(name: str, lines: Sequence[Measured]) -> list[str]:
    found = [line for line in lines if line.benchmark == name]
    if not any(line.ratio for line in found):
        return [f"| **{catalogue()[name].title}** (`{name}`): chưa đo | | | | | | |"]
    return [f"| **{catalogue()[name].title}** (`{name}`) | | | | | | |", *(_row(line) for line in found)]


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
