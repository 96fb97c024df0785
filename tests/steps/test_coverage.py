"""The pure half of coverage: from rows of whole numbers to measures, with published figures kept apart."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from hocba_ops.steps.coverage import EXCLUSIONS, LADDER, STEP, answer
from hocba_ops.steps.record import Question
from hocba_ops.tables import Counted

DAY = date(2024, 7, 31)
SCHOOLS = pl.DataFrame(
    {"school_code": ["A"], "school_name": ["Trường A"], "answers_to_name": ["Phòng"], "is_known_school": [1]}
)
QUESTION = Question("quan-1", "2024-2025", DAY, SCHOOLS)
COUNTS = {column for column, _ in LADDER.values()}
DAYS = {latest for _, latest in LADDER.values() if latest}
PUBLISHED = pl.DataFrame(
    [("so", "card.signed", DAY, None, None, None, "97,6", "bai-bao", "§3", "Không công bố số đếm.")],
    schema=["unit_id", "measure", "figure_date", "numerator", "numerator_text", "denominator", "published_rate",
            "document", "clause", "note"],
    orient="row",
)  # fmt: skip


@pytest.fixture
def rows():
    counted = {name: [2] for name in COUNTS} | {name: [DAY] for name in DAYS} | {name: [0] for name in EXCLUSIONS}
    coverage = pl.DataFrame({"school_code": ["A"], "grade": [5], "expected": [4], **counted, "hoc_ba_giay": [1]})
    equipped = pl.DataFrame({"school_code": ["A"], "numerator": [3], "denominator": [5]})
    issued = pl.DataFrame(
        [("A", "A", "phong", "phuong", 2)],
        schema=["school_code", "holder_code", "office_then", "office_now", "issued"],
        orient="row",
    )
    proved = pl.DataFrame(schema={"school_code": pl.String, "signed": pl.Int64})
    return {
        "coverage": coverage,
        "coverage_issued": issued,
        "staff_equipped": equipped,
        "coverage_published": PUBLISHED,
        "coverage_proved": proved,
    }


def test_every_rung_is_told_of_grade_school_and_unit(rows):
    told = answer(rows, QUESTION)
    for name in LADDER:
        counts = [
            (m.unit_id, m.group, m.numerator, m.denominator)
            for m in told.measures
            if m.name == name and m.unit_id != "so"
        ]
        assert counts == [
            ("A", (("grade", "5"),), 2, 4),
            ("A", (), 2, 4),
            ("quan-1", (("grade", "5"),), 2, 4),
            ("quan-1", (), 2, 4),
        ]


def test_pupils_and_staff_are_different_units_of_count(rows):
    counted = {m.name: m.counted for m in answer(rows, QUESTION).measures}
    assert counted["card.signed"] is Counted.PUPILS
    assert counted["staff.equipped"] is Counted.STAFF


def test_a_published_rate_keeps_its_digits_its_paper_and_its_missing_count(rows):
    (published,) = [m for m in answer(rows, QUESTION).measures if m.published_rate is not None]
    assert (published.published_rate, published.numerator, published.denominator) == (Decimal("97.6"), None, None)
    assert published.group == (("published", "bai-bao"),)
    assert published.note == "Không công bố số đếm."
    assert published.unit_id == "so"


def test_reasons_without_anybody_are_not_listed(rows):
    (whole,) = [
        m for m in answer(rows, QUESTION).measures if (m.name, m.unit_id, m.group) == ("card.signed", "quan-1", ())
    ]
    assert whole.excluded == (("hoc_ba_giay", 1),)


def test_frames_show_schools_with_who_answers_for_them(rows):
    frames = answer(rows, QUESTION).frames
    assert frames["by_school"].select("school_code", "answers_to_name", "expected").rows() == [("A", "Phòng", 4)]
    assert frames["by_grade"]["grade"].to_list() == [5]
    assert not {"pupil_code", "person_id", "full_name"} & {name for frame in frames.values() for name in frame.columns}


def test_the_step_is_told_by_measures_that_it_gives(rows):
    assert set(STEP.headline) <= {m.name for m in answer(rows, QUESTION).measures}
