import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import hocba_ops.rulebook
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show
from hocba_ops.tables import Answer, Counted, Finding, Measure, Severity, SourceLine
from hocba_ops.tables.measures import with_totals

LABELS = Path(hocba_ops.rulebook.__path__[0]) / "data" / "labels"
AS_OF = date(2025, 6, 30)
SCHOOLS = {
    f"797604{place:02}": f"Trường Tiểu học {name}"
    for place, name in enumerate(
        (
            "Bạch Mai", "Cây Bàng", "Dòng Sông Xanh", "Đầm Sen Trắng", "Giồng Ông Trầu", "Hoa Phượng", "Kênh Đào",
            "Lá Dừa Nước", "Mạ Non", "Nắng Sớm", "Ô Môi", "Phù Sa", "Quế Hương", "Rặng Trâm Bầu", "Sao Khuê",
            "Tư thục Thuyền Giấy & Biển",
        ),
        start=1,
    )
}  # fmt: skip
LADDER = ("created", "signed_homeroom", "signed", "sealed", "issued", "sent", "received")


def read_labels(language: str, pattern: str = "*.toml") -> dict[str, str]:
    paths = sorted((LABELS / language).glob(pattern))
    texts = (tomllib.loads(path.read_text(encoding="utf-8")) for path in paths)
    return {key: text for tree in texts for key, text in flatten(tree, "")}


def flatten(tree: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


@pytest.fixture(scope="session")
def labels() -> Labels:
    return Labels(read_labels("vi"))


@pytest.fixture(scope="session")
def names() -> dict[str, str]:
    return {**SCHOOLS, "quan-1": "Phòng GD&ĐT Quận 1", "bc-ha-noi": "Báo cáo của Sở GD&ĐT Hà Nội"}


@pytest.fixture(scope="session")
def show(labels: Labels, names: dict[str, str]) -> Show:
    return Show(labels, names)


@pytest.fixture(scope="session")
def one_measure():
    def build(numerator: int | None, denominator: int | None, **changes: Any) -> Measure:
        return Measure("card.signed", "quan-1", AS_OF, Counted.PUPILS, numerator, denominator, **changes)

    return build


def ladder_measures() -> list[Measure]:
    parts = []
    for place, school in enumerate(SCHOOLS, start=1):
        for grade in range(1, 6):
            expected = 0 if place == 11 else 96 + (place * 37 + grade * 11) % 83
            for rung, name in enumerate(LADDER):
                lost = rung * ((place * grade) % 5) * (2 if place == 15 else 1)
                group = (("grade", str(grade)),)
                counts = (max(0, expected - lost), expected)
                excluded = (("chuyen_di", place % 3), ("hoc_ba_giay", 140 if place == 11 else 0))
                parts.append(
                    Measure(f"card.{name}", school, AS_OF, Counted.PUPILS, *counts, group, excluded, date(2025, 6, 27))
                )
    return with_totals(parts, "quan-1")


def some_findings() -> tuple[Finding, ...]:
    planted = (
        ("HB-ID-03", Severity.QUERY, "person_id", "079…12", 23),
        ("HB-ID-07", Severity.ERROR, "full_name", "N… (có chữ số)", 4),
        ("HB-KQ-08", Severity.QUERY, "rating", "hoan_thanh_tot", 11),
        ("HB-SS-02", Severity.ERROR, "certificate", "", 7),
    )
    return tuple(
        Finding(
            code, severity, list(SCHOOLS)[turn % 16], "79……01", field, value, "Sai <ở đây>", "Sửa & gửi lại.",
            AS_OF, "CSDL_HocSinh.xls", "Sheet1", 7 + turn,
        )
        for code, severity, field, value, times in planted
        for turn in range(times)
    )  # fmt: skip


@pytest.fixture(scope="session")
def answer() -> Answer:
    published = Measure(
        "card.signed", "quan-1", date(2024, 7, 31), Counted.PUPILS, None, None, (("published", "bc-ha-noi"),),
        published_rate=Decimal("97.6"), note="Nguồn không nêu số đếm.",
    )  # fmt: skip
    return Answer(
        step="coverage",
        unit_id="quan-1",
        school_year="2024-2025",
        as_of=AS_OF,
        measures=(*ladder_measures(), published),
        findings=some_findings(),
        frames={
            "by_school": by_school_frame(),
            "classes": classes_frame(),
            "duties": duties_frame(),
            "duty_states": states_frame(),
        },
        sources=(
            SourceLine("pupil", "csdl", AS_OF, "CSDL_HocSinh.xls", "3f" * 32, 12480),
            SourceLine("card", "sao-mai", AS_OF, "so-hoc-ba_sao-mai.xlsx", "a1" * 32, 9210),
        ),
        notes=("Trường Ô Môi dùng học bạ giấy đến hết năm học, theo văn bản của Sở.",),
    )


def by_school_frame() -> pl.DataFrame:
    counts = ("expected", "created", "signed_homeroom", "signed", "sealed", "issued", "sent", "received", "chuyen_di")
    places = range(1, 17)
    return pl.DataFrame(
        {
            "school_code": list(SCHOOLS),
            "answers_to_name": ["Uỷ ban nhân dân phường Bến Thành"] * 16,
            **{name: [700 + place * 20 - turn * place for place in places] for turn, name in enumerate(counts)},
        }
    )


def classes_frame() -> pl.DataFrame:
    places = range(1, 17)
    return pl.DataFrame(
        {
            "school_name": list(SCHOOLS.values()),
            "roster": [500 + 40 for _ in places],
            "khop": [500 - place * 9 for place in places],
            "khop_muon": [place * 3 for place in places],
            "thieu_ky_gvcn": [place * 4 for place in places],
            "chua_gui": list(places),
            "noi_dung_khac": list(places),
            "trung": [0 for _ in places],
            "chuyen_di": [40 for _ in places],
        }
    )


TITLES = (
    "Xây dựng kế hoạch, thành lập ban chỉ đạo và tổ công tác", "Rà soát điều kiện triển khai", "Chọn phần mềm",
    "Ban hành quy chế", "Tập huấn cho cán bộ, giáo viên, nhân viên", "Rà soát dữ liệu nhân thân",
    "Ban hành học bạ khối 5", "Liên thông học bạ khối 5 về Sở", "Ban hành học bạ khối 1 đến khối 4",
)  # fmt: skip
LAST_DAYS = (
    date(2025, 3, 27), date(2025, 4, 17), date(2025, 4, 24), date(2025, 5, 1), date(2025, 5, 1), date(2025, 5, 15),
    date(2025, 5, 29), date(2025, 6, 19), date(2025, 7, 24),
)  # fmt: skip


def duties_frame() -> pl.DataFrame:
    late = (0, 2, 0, 1, 0, 3, 2, 1, 0)
    overdue = (0, 0, 0, 0, 1, 0, 2, 1, 0)
    due = (0, 0, 0, 0, 0, 0, 0, 0, 13)
    return pl.DataFrame(
        {
            "duty": [f"kh290-{place:02}" for place in range(1, 10)],
            "title": TITLES,
            "last_day": LAST_DAYS,
            "done": [16 - a - b - c for a, b, c in zip(late, overdue, due, strict=True)],
            "done_late": late,
            "due": due,
            "overdue": overdue,
            "not_applicable": [0] * 9,
        }
    )


def states_frame() -> pl.DataFrame:
    def state(place: int, duty: int) -> str:
        if place == 11 and duty > 6:
            return "not_applicable"
        if duty == 9:
            return "done" if place % 5 == 0 else "due"
        return ("done", "done", "done", "done_late", "done", "overdue", "done")[(place * duty) % 7]

    rows = [
        (school, f"kh290-{duty:02}", state(place, duty))
        for place, school in enumerate(SCHOOLS, 1)
        for duty in range(1, 10)
    ]
    return pl.DataFrame(rows, schema=["actor_id", "duty", "state"], orient="row")


@pytest.fixture(scope="session")
def notebook(answer: Answer, show: Show, labels: Labels, names: dict[str, str]) -> dict[str, Any]:
    """An executed notebook as the runner leaves it: prose, code cells, and what the cells showed."""
    from hocba_ops.reporting import charts
    from hocba_ops.reporting.cuts import cut, total

    by_school = charts.bars_of_ratio(cut(answer, "card.signed", by="unit_id"), labels, names=names)
    rungs = [measure for name in LADDER if (measure := total(answer, f"card.{name}"))]
    classes = charts.stacked_classes(answer.frames["classes"], labels, classes=answer.frames["classes"].columns[2:])
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            prose(
                "# Tỷ lệ học bạ đã ký\n\nBước này trả lời: bao nhiêu học sinh **phải có** học bạ đã có học bạ ký đủ?"
            ),
            code(show.heading(answer)),
            code(show.figures(answer, ["card.signed", "card.issued"])),
            prose("## Theo khối"),
            code(show.measures(answer, ["card.signed", "card.issued"], by="grade")),
            prose("## Theo trường"),
            code(
                show.chart(
                    by_school,
                    twin=show.measures(answer, ["card.signed"], by="unit_id"),
                    title="Học bạ ký đủ, theo trường",
                )
            ),
            code(
                show.chart(
                    charts.funnel(rungs, labels), twin=show.measures(answer), title="Từ khởi tạo đến Sở tiếp nhận"
                )
            ),
            code(show.chart(classes, twin=answer.frames["classes"], title="Kết quả đối soát, theo trường")),
            code(show.frame(answer, "by_school")),
            *duty_cells(answer, show, labels, names),
            prose("## Lỗi và điểm cần giải trình"),
            code(
                show.chart(
                    charts.findings_by_rule(answer, labels), twin=show.findings(answer), title="Số lượt theo quy tắc"
                )
            ),
            code(show.findings(answer)),
            prose("## Ghi chú"),
            code(show.notes(answer)),
        ],
    }


def duty_cells(answer: Answer, show: Show, labels: Labels, names: dict[str, str]) -> list[dict[str, Any]]:
    from hocba_ops.reporting import duty_charts

    duties, states = answer.frames["duties"], answer.frames["duty_states"]
    timeline = duty_charts.timeline(duties, labels, as_of=AS_OF)
    heat = duty_charts.heat(states, labels, names=names)
    square = show.square(states, "Nhiệm vụ của từng trường", rows="actor_id", columns="duty", values="state")
    return [
        prose("## Nhiệm vụ"),
        code(show.chart(timeline, twin=duties, title="Nhiệm vụ của kế hoạch, ngày cuối và trạng thái")),
        code(show.chart(heat, twin=square, title="Nhiệm vụ của từng trường")),
    ]


def prose(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(shown: Any) -> dict[str, Any]:
    output = {"output_type": "execute_result", "data": shown._repr_mimebundle_(), "metadata": {}}
    stderr = {"output_type": "stream", "name": "stderr", "text": "a warning for the author"}
    return {"cell_type": "code", "metadata": {}, "source": "show.measures(answer)", "outputs": [stderr, output]}
