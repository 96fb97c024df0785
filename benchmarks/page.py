"""The page of all benchmarks: every figure beside its goal, how far from it, how it grows, on which machine and day."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.catalogue import catalogue
from benchmarks.charts import Bar, draw, goal_bars, growth_bars
from benchmarks.measuring import MEGABYTE
from benchmarks.results import Measured, Result, measured
from benchmarks.wording import GOALS_TOLD, SOURCES, cpu_of, goal_of, growth_of, number, size_of, value_of, verdict
from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.page import page_html
from hocba_ops.reporting.show import Shown, table_html
from hocba_ops.reporting.templating import render
from hocba_ops.rulebook import Rulebook

TITLE = "Đo tốc độ"
QUICK_NOTE = "Lượt nhanh: cỡ nhỏ, một tiến trình, chỉ để biết phép đo chạy được. Không số nào ở trang này là số đo."
HOW = (
    "Mỗi số là tỷ lệ giữa việc của ta và một mốc có tên, đo trong cùng một lần chạy, tính bằng giây CPU: "
    "giờ treo tường tuỳ máy bận hay rảnh.",
    "Mục tiêu là của bản thiết kế dự án, không phải của văn bản nào; “chưa đạt” là số đo thật, không sửa để cho đẹp.",
)
HEADS = (
    "Đo gì",
    "So với",
    "Cỡ",
    "Số đo",
    "Mục tiêu",
    "Kết quả",
    "CPU: ta · mốc (s)",
    "RAM (MB)",
    "CPU tăng, lần tuyến tính",
)
NUMBERS = frozenset({"Số đo", "CPU: ta · mốc (s)", "RAM (MB)", "Số lần", "Tải", "Giây"})
CHART_HEADS = ("Phép đo", "Số lần", "Số đo")
GOALS = "Số đo so với mục tiêu: 1 là vừa đúng mục tiêu, càng ngắn càng tốt"
GROWTH = "CPU tăng theo số em: 1 là đúng tuyến tính, càng ngắn càng tốt"
RUN_HEADS = ("Phép đo", "Cỡ", "Ngày giờ", "Tải", "Giây", "Hỏng vì")


def write_page_of(results: Sequence[Result], page: Path, *, is_quick: bool = False) -> Path:
    """Write the page and give its place back."""
    labels, lines = Labels(Rulebook.load().labels("vi")), measured(results)
    shown = [_notes(lines, results, is_quick=is_quick), *_charts(lines, labels), *_tables(lines), _runs(results)]
    outputs = [{"output_type": "display_data", "data": one._repr_mimebundle_(), "metadata": {}} for one in shown]
    cells = [{"cell_type": "code", "source": "", "outputs": [output]} for output in outputs]
    page.parent.mkdir(parents=True, exist_ok=True)
    text = page_html({"cells": cells}, labels=labels, title=TITLE, kicker=_days(results), footer=_footer(results))
    page.write_text(text, encoding="utf-8")
    return page


def summary(lines: Sequence[Measured]) -> str:
    """How many goals are met, missed, not measured, in one sentence."""
    wanted = [line for line in lines if line.wanted.goal is not None]
    met = sum(line.is_met is True for line in wanted)
    missed = sum(line.is_met is False for line in wanted)
    open_ones = sum(line.ratio is None for line in wanted)
    return GOALS_TOLD.format(len(wanted), met, missed, open_ones)


def _notes(lines: Sequence[Measured], results: Sequence[Result], *, is_quick: bool) -> Shown:
    failed = [
        f"{catalogue()[one.benchmark].title} {one.size}: không chạy được ({one.failed})"
        for one in results
        if one.failed
    ]
    reasons = [
        f"{line.wanted.title} so với {line.wanted.reference}: {line.wanted.unmeasured}."
        for line in lines
        if line.wanted.unmeasured
    ]
    notes = [*([QUICK_NOTE] if is_quick else []), summary(lines), *HOW, *failed, *reasons]
    return Shown(TITLE, render("notes.html.j2", notes=notes))


def _charts(lines: Sequence[Measured], labels: Labels) -> list[Shown]:
    charts = {GOALS: goal_bars(lines), GROWTH: growth_bars(lines)}
    return [_chart(title, some, labels) for title, some in charts.items() if some]


def _chart(title: str, some: Sequence[Bar], labels: Labels) -> Shown:
    rows = tuple((one.row, number(one.value), one.words) for one in some)
    return Shown(title, table_html(_grid(title, CHART_HEADS, rows)), draw(some, labels))


def _tables(lines: Sequence[Measured]) -> list[Shown]:
    shown = []
    for name, one in catalogue().items():
        rows = tuple(_cells(line) for line in lines if line.benchmark == name)
        shown.append(Shown(one.title, table_html(_grid(one.title, HEADS, rows))))
    return shown


def _cells(line: Measured) -> tuple[str, ...]:
    peak = number(line.ratio.peak / MEGABYTE) if line.ratio and line.ratio.peak else ""
    told = (line.wanted.title, line.wanted.reference, size_of(line), value_of(line), goal_of(line), verdict(line))
    return (*told, cpu_of(line), peak, growth_of(line))


def _runs(results: Sequence[Result]) -> Shown:
    return Shown("Các lần chạy", table_html(_grid("Các lần chạy", RUN_HEADS, tuple(map(_run_cells, results)))))


def _run_cells(result: Result) -> tuple[str, ...]:
    began = f"{datetime.fromisoformat(result.began):%d/%m/%Y %H:%M}"
    took = (number(result.load), number(round(result.seconds)))
    return (catalogue()[result.benchmark].title, result.size or "–", began, *took, result.failed)


def _grid(caption: str, heads: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Grid:
    return Grid(caption, tuple(Head(head, head in NUMBERS) for head in heads), rows)


def _days(results: Sequence[Result]) -> str:
    days = sorted({datetime.fromisoformat(one.began).date() for one in results})
    return " – ".join(f"{day:%d/%m/%Y}" for day in dict.fromkeys([*days[:1], *days[-1:]]))


def machine_line(result: Result) -> str:
    """The machine and the versions of a result in a line."""
    held = result.machine
    versions = ", ".join(f"{name} {told}" for name, told in result.versions.items())
    return (
        f"Máy {held['cores']} nhân, {held['memory_gb']} GB, {held['system']} {held['processor']}, "
        f"Python {held['python']}; {versions}."
    )


def _footer(results: Sequence[Result]) -> list[str]:
    machines = dict.fromkeys(machine_line(one) for one in results)
    return [*machines, "Mục tiêu: " + "; ".join(SOURCES.values()) + "."]
