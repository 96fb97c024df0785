from datetime import date, datetime

import polars as pl
import pytest

from hocba_ops.reporting.cells import frame_grid, rate_pairs, value_text


def test_a_frame_reads_in_words_and_a_denominator_brings_its_rate(labels, names):
    frame = pl.DataFrame(
        {
            "school_code": ["79760401"], "state": ["overdue"], "numerator": [1999], "denominator": [2000],
            "last_day": [date(2025, 5, 29)], "is_met": [True],
        }
    )  # fmt: skip
    grid = frame_grid(frame, "Bảng thử", labels, names)
    assert [head.text for head in grid.heads] == [
        "Trường", "Trạng thái", "Tử\u00a0số", "Mẫu\u00a0số", "Tỷ lệ", "Ngày cuối", "Đáp ứng",
    ]  # fmt: skip
    assert grid.rows == (("Trường Tiểu học Bạch Mai", "Quá hạn", "1.999", "2.000", "99,95\u00a0%", "29/05/2025", "Có"),)
    assert [head.is_number for head in grid.heads] == [False, False, True, True, True, False, False]


def test_an_empty_denominator_in_a_frame_gives_no_rate(labels, names):
    frame = pl.DataFrame({"numerator": [0], "denominator": [0]})
    assert frame_grid(frame, "Bảng thử", labels, names).rows == (("0", "0", "không có mẫu số"),)


@pytest.mark.parametrize("column", ["full_name", "person_id", "pupil_code", "birth_date"])
def test_a_frame_with_rows_of_persons_is_refused(labels, names, column):
    with pytest.raises(ValueError, match=column):
        frame_grid(pl.DataFrame({"school_code": ["1"], column: ["x"]}), "Bảng thử", labels, names)


def test_a_code_without_a_label_is_an_error_and_never_shown_raw(labels, names):
    with pytest.raises(KeyError, match=r"state\.lost"):
        value_text("lost", "state", labels, names)


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        (None, "state", "–"),
        (7, "weekday", "Chủ nhật"),
        ("khop", "cutoff_class", "Khớp"),
        ("79769999", "school_code", "79769999"),
        ("79769999", "school_name", "Mã trường lạ 79769999"),
        ("HB-ID-09", "code", "HB-ID-09 Mã học sinh đứng ở hai dòng"),
        (datetime(2025, 5, 28, 14, 3), "issued", "28/05/2025 14:03"),
        (94.5, "value", "94,5"),
        (False, "is_met", "Không"),
    ],
)
def test_a_value_reads_by_its_column_and_type(labels, names, value, column, text):
    assert value_text(value, column, labels, names) == text


def test_a_numerator_takes_its_own_denominator_before_the_common_one():
    assert rate_pairs(["numerator", "numerator_late", "denominator", "denominator_late"]) == {
        "rate": ("numerator", "denominator"),
        "rate_late": ("numerator_late", "denominator_late"),
    }
    assert rate_pairs(["numerator", "pupils"]) == {}


def test_a_school_is_told_by_name_once_and_by_code_where_the_name_has_its_own_column(labels, names):
    frame = pl.DataFrame({"school_code": ["79760401"], "school_name": ["Trường Tiểu học Bạch Mai"]})
    both, code = (frame_grid(shown, "Bảng thử", labels, names) for shown in (frame, frame.select("school_code")))
    assert (both.heads[0].text, both.rows) == ("Mã trường", (("79760401", "Trường Tiểu học Bạch Mai"),))
    assert (code.heads[0].text, code.rows) == ("Trường", (("Trường Tiểu học Bạch Mai",),))
