from datetime import date
from pathlib import Path

import pytest

from hocba_ops.errors import DateUnknown
from hocba_ops.sources.as_of import as_of_day, day_in, stated_day


@pytest.mark.parametrize(
    "line",
    [
        "Số liệu tính đến ngày 29/05/2025",
        "SỐ LIỆU TÍNH ĐẾN NGÀY 29-5-2025 (đợt 2)",
        "Ngày kết xuất: 2025-05-29 00:00:00",
        "Số liệu tính đến ngày 29 tháng 5 năm 2025",
        "Tính đến ngày 29 tháng 05 năm 2025",
        "Ngày khai: 29.05.2025",
    ],
)
def test_lines_above_the_heading_say_the_day(line: str) -> None:
    assert stated_day(["PHÒNG GD&ĐT", line], "as_of") == date(2025, 5, 29)


def test_another_date_above_the_heading_is_not_the_day() -> None:
    assert stated_day(["Quyết định ngày 01/02/2024", "Năm học 2024-2025"], "as_of") is None


def test_first_lines_win_over_file_name_and_folder() -> None:
    path = Path("2025-01-01/x_2025-02-02.csv")
    assert as_of_day([["Ngày kết xuất: 03/03/2025"]], path, name="x") == date(2025, 3, 3)
    assert as_of_day([[]], path, name="x") == date(2025, 2, 2)


def test_nearest_folder_named_after_a_day_is_the_last_resort() -> None:
    assert as_of_day([[]], Path("2025-01-01/2025-02-02/ket-qua/KQHT_79760401.xlsx"), name="x") == date(2025, 2, 2)


def test_unknown_day_asks_the_operator() -> None:
    with pytest.raises(DateUnknown, match=r"sổ\.csv"):
        as_of_day([["Năm học 2024-2025"]], Path("inbox/2024-2025/so.csv"), name="sổ.csv")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KQHT_79760401", None),
        ("so-lieu_20250630", date(2025, 6, 30)),
        ("30.06.2025", date(2025, 6, 30)),
        ("2024-2025", None),
    ],
)
def test_day_is_found_only_where_one_is_written(text: str, day: date | None) -> None:
    assert day_in(text) == day
