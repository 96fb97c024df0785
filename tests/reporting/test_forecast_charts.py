"""The bands of the signing forecast: told by sign and words beside colour, with the last day and that of the data."""

from datetime import date

import polars as pl
import pytest

from hocba_ops.reporting.forecast_charts import LOOKS, finish_bands
from hocba_ops.reporting.forecast_views import bands, paces
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show
from hocba_ops.rulebook import Rulebook
from hocba_ops.tables import Answer

DAY = date(2025, 6, 30)
ROWS = [
    ("Trường A", 1, 4, date(2025, 7, 24), date(2025, 7, 2), date(2025, 7, 10), "kip"),
    ("Trường B", 1, 4, date(2025, 7, 24), date(2025, 7, 2), date(2025, 8, 4), "sat_han"),
    ("Trường B", 5, 5, date(2025, 5, 29), date(2025, 7, 1), date(2025, 7, 1), "qua_han"),
    ("Trường C", 1, 4, date(2025, 7, 24), DAY, DAY, "xong"),
]
COLUMNS = ("school_name", "first_grade", "last_grade", "sign_by", "finish_early", "finish_late", "outlook")
COUNTS = ("left_homeroom", "left_head", "left_seal", "signers_missing", "working_days")


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels(Rulebook.load().labels("vi"))


@pytest.fixture
def answer() -> Answer:
    frame = pl.DataFrame(ROWS, schema=COLUMNS, orient="row")
    frame = frame.with_columns(pl.lit(1).alias(name) for name in COUNTS)
    told = frame.with_columns(pace_homeroom=pl.lit("1–2–3"), pace_head=pl.lit("4–5–6"), pace_source=pl.lit("quan_sat"))
    return Answer("readiness", "quan-1", "2024-2025", DAY, frames={"forecast": told})


def test_each_band_reaches_from_its_early_to_its_late_day_with_the_days_in_words(answer, labels):
    figure = finish_bands(answer.frames["forecast"].head(3), labels, as_of=DAY)
    (close,) = [trace for trace in figure["data"] if trace["name"] == labels("outlook.sat_han")]
    assert close["x"] == ["2025-07-02", "2025-08-04", None]
    assert [note["text"] for note in figure["layout"]["annotations"]] == [
        "02/07–10/07, hạn 24/07",
        "02/07–04/08, hạn 24/07",
        "01/07–01/07, hạn 29/05",
    ]


def test_no_outlook_is_told_by_colour_alone(labels):
    assert len({symbol for _, symbol, _ in LOOKS.values()}) == len(LOOKS)
    assert len({dash for _, _, dash in LOOKS.values()}) == len(LOOKS)
    assert all(not labels(f"outlook.{kind}")[0].isalnum() for kind in LOOKS)


def test_schools_that_are_done_stand_in_the_table_and_have_no_band(answer, labels):
    shown = bands(Show(labels), answer)
    assert shown.figure is not None
    rows = shown.figure["layout"]["yaxis"]["categoryarray"]
    assert len(rows) == 3
    assert not any("Trường C" in row for row in rows)
    assert "Trường C" in shown.html
    assert "Đã ký xong" in shown.html


def test_a_forecast_of_nothing_left_is_a_table_without_a_chart(answer, labels):
    done = Answer("readiness", "quan-1", "2024-2025", DAY, frames={"forecast": answer.frames["forecast"].tail(1)})
    assert bands(Show(labels), done).figure is None
    assert "Trường C" in bands(Show(labels), done).html


def test_the_paces_are_told_once_a_school_with_where_they_come_from(answer, labels):
    html = paces(Show(labels), answer).html
    assert html.count("Trường B") == 1
    assert "sổ học bạ" in html
