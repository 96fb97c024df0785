from datetime import date, datetime

import polars as pl
import pytest

from hocba_ops.sources.dates import as_day, as_time


def column(*texts: str | None) -> tuple[pl.DataFrame, pl.Series]:
    places = pl.DataFrame({"sheet": "S", "row_number": pl.Series(range(2, len(texts) + 2), dtype=pl.Int64)})
    return places, pl.Series("text", texts, dtype=pl.String)


@pytest.mark.parametrize(
    ("text", "day", "kinds"),
    [
        ("2014-05-13 00:00:00", date(2014, 5, 13), []),
        ("2014-05-13", date(2014, 5, 13), []),
        ("41772", date(2014, 5, 13), ["ngay_serial"]),
        ("41772.0", date(2014, 5, 13), ["ngay_serial"]),
        ("13/05/2014", date(2014, 5, 13), []),
        ("3/5/2014", date(2014, 5, 3), ["ngay_van_ban"]),
        ("13-05-2014", date(2014, 5, 13), ["ngay_van_ban"]),
        ("13 / 05 / 2014", date(2014, 5, 13), ["ngay_van_ban"]),
        ("2014/5/13", date(2014, 5, 13), ["ngay_van_ban"]),
        ("ngày 13 tháng 5 năm 2014", date(2014, 5, 13), ["ngay_van_ban"]),
        ("13 tháng 05 năm 2014", date(2014, 5, 13), ["ngay_van_ban"]),
        ("05/13/2014", None, ["khong_doc_duoc"]),
        ("31/02/2014", None, ["khong_doc_duoc"]),
        ("2014", None, ["khong_doc_duoc"]),
        ("05/2014", None, ["khong_doc_duoc"]),
        ("13/05/14", None, ["khong_doc_duoc"]),
        (None, None, []),
    ],
)
def test_day_is_read_in_each_form_that_offices_hold(text: str | None, day: date | None, kinds: list[str]) -> None:
    filler = "14/05/2014"
    values, told = as_day("birth_date", *column(text, filler))
    assert values.to_list() == [day, date(2014, 5, 14)]
    assert [kind for kind, row in told.select("kind", "row_number").rows() if row == 2] == kinds


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("05/13/2014", "06/07/2014"), [date(2014, 5, 13), date(2014, 6, 7)]),
        (("05/06/2014", "06/07/2014"), [date(2014, 6, 5), date(2014, 7, 6)]),
        (("05/13/2014", "06/07/2014", "25/12/2014"), [None, date(2014, 7, 6), date(2014, 12, 25)]),
        (("05/13/2014", "6/31/2014"), [date(2014, 5, 13), None]),
    ],
)
def test_month_is_first_only_where_the_column_proves_it(texts: tuple[str, ...], days: list[date | None]) -> None:
    values, told = as_day("birth_date", *column(*texts))
    assert values.to_list() == days
    proven = days[0] == date(2014, 5, 13)
    months_first = [day for day in days if day] if proven else []
    assert told.filter(pl.col("kind") == "thang_truoc_ngay")["after"].to_list() == list(map(str, months_first))
    assert told.filter(pl.col("kind") == "khong_doc_duoc").height == days.count(None)


def test_time_behind_a_day_follows_the_order_of_its_column() -> None:
    values, _ = as_time("sent_at", *column("05/13/2014 07:30", "06/07/2014"))
    assert values.to_list() == [datetime(2014, 5, 13, 7, 30), datetime(2014, 6, 7)]


def test_serial_number_follows_the_year_from_which_its_file_counts() -> None:
    values, told = as_day("birth_date", *column("40310"), is_1904=True)
    assert values.to_list() == [date(2014, 5, 13)]
    assert told["kind"].to_list() == ["ngay_serial"]


def test_written_day_among_date_cells_is_told() -> None:
    values, told = as_day("birth_date", *column("2014-05-13 00:00:00", "2014-05-14 00:00:00", "15/05/2014"))
    assert values.to_list() == [date(2014, 5, 13), date(2014, 5, 14), date(2014, 5, 15)]
    assert told.rows() == [("S", 4, "birth_date", "ngay_van_ban", "15/05/2014", "2014-05-15")]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-05-28 14:03:00", datetime(2025, 5, 28, 14, 3)),
        ("2025-05-28T14:03:09+07:00", datetime(2025, 5, 28, 14, 3, 9)),
        ("28/05/2025 14:03", datetime(2025, 5, 28, 14, 3)),
        ("28/5/2025 7:03:05", datetime(2025, 5, 28, 7, 3, 5)),
        ("28/05/2025", datetime(2025, 5, 28)),
        ("45805.585416666669", datetime(2025, 5, 28, 14, 3)),
        ("45805", datetime(2025, 5, 28)),
        ("28/05/2025 25:00", None),
        ("hôm qua", None),
    ],
)
def test_time_is_read_in_each_form_that_registers_hold(text: str, time: datetime | None) -> None:
    values, told = as_time("sent_at", *column(text))
    assert values.to_list() == [time]
    assert ("khong_doc_duoc" in told["kind"].to_list()) == (time is None)
