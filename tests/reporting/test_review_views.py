"""Counts drawn together for a page: what stands there is of the whole unit, and short."""

import re
from datetime import date

import polars as pl

from hocba_ops.reporting.review_views import no_number_reasons, secondary_levels, transfers
from hocba_ops.reporting.show import Show
from hocba_ops.tables import Answer

SCHOOLS = {"school_code": ["79760401", "79760402"], "school_name": ["Trường A", "Trường B"]}


def answer_of(**frames: pl.DataFrame) -> Answer:
    return Answer("identity_review", "quan-1", "2024-2025", date(2025, 6, 30), frames=frames)


def cells_of(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows[1:]]


def test_reasons_are_told_for_the_unit_and_no_school_is_named(labels):
    reasons = pl.DataFrame(
        {
            "school_code": ["79760401", "79760401", "79760402"],
            "school_name": ["Trường A", "Trường A", "Trường B"],
            "number_state": ["nuoc_ngoai", "cho_cap", "cho_cap"],
            "pupils": [1, 2, 3],
        }
    )
    html = no_number_reasons(Show(labels), answer_of(no_number_reasons=reasons)).html
    assert cells_of(html) == [["Đang chờ cấp số", "5", "2"], ["Quốc tịch nước ngoài", "1", "1"]]
    assert "Trường A" not in html
    assert not no_number_reasons(Show(labels), answer_of(no_number_reasons=reasons.clear())).html


def test_transfers_name_the_school_once(labels):
    html = transfers(Show(labels), answer_of(transfers=pl.DataFrame({**SCHOOLS, "left": [1, 0]}))).html
    assert cells_of(html) == [["Trường A", "1"], ["Trường B", "0"]]


def test_levels_of_the_year_are_a_line_a_grade_with_both_counts_where_they_differ(labels):
    levels = pl.DataFrame(
        [
            ("79760401", 6, "ca_nam", "learning", "dat", 4, 3),
            ("79760402", 6, "ca_nam", "learning", "dat", 2, 2),
            ("79760401", 6, "ca_nam", "learning", "tot", 9, 9),
            ("79760401", 6, "ca_nam", "conduct", "tot", 7, 7),
            ("79760401", 6, "hk1", "learning", "kha", 5, 5),
        ],
        schema=["school_code", "grade", "term", "judged", "standing", "in_file", "recomputed"],
        orient="row",
    )
    html = secondary_levels(Show(labels), answer_of(secondary_levels=levels)).html
    assert cells_of(html) == [["Học tập", "6", "9", "6 → 5"], ["Rèn luyện", "6", "7", "0"]]
    assert not secondary_levels(Show(labels), answer_of()).html
