"""Figures by the offices of an anchor day, in the answers of the workbench: same totals, or a loud note."""

from datetime import date

import polars as pl
import pytest
from district import build_district

from hocba_ops.errors import BadParameter
from hocba_ops.reporting.office_views import by_office
from hocba_ops.reporting.show import Show
from hocba_ops.tables.by_office import totals_of

ASKED = {"unit": "quan-1", "school_year": "2024-2025"}


@pytest.fixture
def district(tmp_path):
    made = build_district(tmp_path)
    made.add_school("A", ward="phuong-tan-dinh")
    made.add_school("B", ward="phuong-sai-gon")
    rows = [{"school_code": one, "grade": 5, "pupil_code": f"79{one}", "pupil_status": "dang_hoc"} for one in "AB"]
    made.hand_in(date(2025, 5, 16), pupil=rows)
    return made


def test_a_year_that_crosses_a_change_is_told_on_both_trees_with_equal_totals(district):
    answer = district.bench.run("coverage", **ASKED, as_of="2025-06-30")
    grouped = answer.frames["by_office"]
    days = {date(2025, 6, 30), date(2025, 7, 1)}
    assert set(grouped["anchor_day"]) == days
    assert len(set(totals_of(grouped).values())) == 1
    assert any("các tổng bằng nhau" in note and "01/07/2025" in note for note in answer.notes)
    wards = grouped.filter(pl.col("anchor_day") == date(2025, 7, 1), pl.col("office_level") == "truc_tiep")
    assert set(wards["office_id"]) == {"phuong-tan-dinh", "phuong-sai-gon"}
    assert all(block.startswith("UBND PHƯỜNG") for block in wards["issuing_block"])


def test_an_anchor_day_gives_the_offices_of_that_day_alone(district):
    answer = district.bench.run("coverage", **ASKED, as_of="2025-08-01", anchor="2025-06-30")
    assert set(answer.frames["by_office"]["anchor_day"]) == {date(2025, 6, 30)}
    regrouped = district.bench.regrouped(answer, anchor="2025-07-01", level="cum")
    assert set(regrouped["office_id"]) == {"quan-1"}


@pytest.mark.parametrize("asked", [{"anchor": "hôm qua"}, {"anchor": "2025-07-01", "level": "thôn"}])
def test_a_day_or_level_that_is_none_is_refused_in_words(district, asked):
    answer = district.bench.run("coverage", **ASKED, as_of="2025-06-30")
    with pytest.raises(BadParameter, match="Chưa chạy gì"):
        district.bench.regrouped(answer, **asked)


def test_a_school_that_no_ward_took_over_is_told_loudly_and_has_a_line_of_its_own(district):
    lost = {"school_code": "C", "name": "Trường C", "ownership": "cong_lap", "school_kind": "tieu_hoc"}
    parent = {"school_code": "C", "parent_id": "quan-1", "line": "chuyen_mon", "valid_to": date(2025, 6, 30)}
    district.hand_in(date(2025, 3, 1), school=[lost], school_parent=[parent])
    district.hand_in(date(2025, 5, 16), pupil=[{"school_code": "C", "grade": 5, "pupil_code": "79C"}])
    answer = district.bench.run("coverage", **ASKED, as_of="2025-06-30")
    (note,) = [note for note in answer.notes if "KHÔNG KHỚP" in note]
    assert "01/07/2025" in note
    assert "C (không có đơn vị phụ trách vào ngày ấy)" in note
    html = str(by_office(Show(district.bench.labels, district.bench.names(answer)), answer).html)
    assert "Chưa xác định được đúng một đơn vị" in html
    assert "CỘNG KHÔNG KHỚP" in html


def test_the_page_has_one_table_an_anchor_day_and_says_that_the_totals_agree(district):
    answer = district.bench.run("coverage", **ASKED, as_of="2025-06-30")
    html = str(by_office(Show(district.bench.labels, district.bench.names(answer)), answer).html)
    for told in ("Ai trả lời", "Theo đơn vị"):
        counts = [html.count(f"{told}, theo tuyến tính đến {day}</span>") for day in ("30/06/2025", "01/07/2025")]
        assert counts == [1, 1]
    assert "UBND PHƯỜNG TÂN ĐỊNH" in html
    assert "đều ra cùng số trường" in html


def test_a_measure_that_two_steps_tell_is_counted_once_in_the_overview(sample_bench):
    answer = sample_bench.run("overview", **ASKED, as_of="2025-06-30")
    grouped = answer.frames["by_office"].filter(pl.col("office_level") == "so")
    (whole,) = [one for one in answer.measures if (one.name, one.unit_id) == ("staff.equipped", "quan-1")]
    rows = grouped.filter(pl.col("measure") == "staff.equipped").select("numerator", "denominator").rows()
    assert rows == [(whole.numerator, whole.denominator)] * 2
