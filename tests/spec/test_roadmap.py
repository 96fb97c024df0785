"""The road map: paper cards turned into data, entries of the road map by school year, who is still on paper."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from hocba_ops.registry import Ledger
from hocba_ops.registry.chain import SCHEMA

LISTED = date(2025, 5, 20)


def hand_in(spec, *rows, on: date = LISTED) -> None:
    """Rows of the list: school, past year, grade, held, scanned, extracted, signed, reason."""
    names = ("school_code", "past_year", "grade", "held", "scanned", "extracted", "signed", "reason")
    spec.district.hand_in(on, digitisation=[dict(zip(names, row, strict=False)) for row in rows])


def faults(answer) -> list[tuple[str, str, str]]:
    return [(one.code, one.unit_id, one.subject) for one in answer.findings]


def ratio(answer, name: str, **group: str) -> list[tuple[int, int]]:
    wanted = tuple(group.items())
    return [
        (m.numerator, m.denominator)
        for m in answer.measures
        if (m.name, m.unit_id, m.group) == (name, "quan-1", wanted)
    ]


@pytest.fixture
def two_schools(spec):
    spec.schools("trường\nA\nB")
    return spec


def test_paper_cards_are_counted_by_grade_level_and_past_year_and_in_all_once(two_schools):
    """Lộ trình TP. Hồ Chí Minh: năm học 2024-2025 số hóa toàn bộ dữ liệu học bạ tiểu học và THCS."""
    hand_in(
        two_schools,
        ("A", "2022-2023", 1, 40, 40, 30, 20, "Đang quét"),
        ("A", "2023-2024", 2, 50, 50, 50, 50, None),
        ("B", "2022-2023", 1, 60, 10, 10, 0, "Chưa có máy quét"),
    )
    answer = two_schools.ask("roadmap", as_of="30/06/2025")
    assert faults(answer) == []
    assert ratio(answer, "roadmap.extracted") == [(90, 150)]
    assert ratio(answer, "roadmap.signed") == ratio(answer, "roadmap.signed", level="tieu_hoc") == [(70, 150)]
    assert ratio(answer, "roadmap.signed", grade="1") == ratio(answer, "roadmap.signed", past_year="2022-2023")
    assert ratio(answer, "roadmap.signed", grade="1") == [(20, 100)]


def test_rows_that_contradict_themselves_repeat_or_are_of_this_year_are_told_at_their_place(two_schools):
    """Danh sách số hóa: số sau không lớn hơn số trước; mỗi năm học, khối một dòng; chỉ năm học đã qua."""
    hand_in(
        two_schools,
        ("A", "2022-2023", 1, 40, 41, 30, 20, "Đang quét"),
        ("A", "2022-2023", 2, 40, 40, 30, 31, "Đang quét"),
        ("A", "2022-2023", 3, 40, 40, 30, 20, None),
        ("A", "2022-2023", 4, 40, 40, 40, 40, None),
        ("A", "2022-2023", 4, 40, 40, 40, 40, None),
        ("A", "2024-2025", 5, 40, 40, 40, 40, None),
        ("A", None, 5, 40, 40, 40, 40, None),
        ("B", "2022-2023", 1, 10, 10, 10, 10, None),
    )
    answer = two_schools.ask("roadmap", as_of="30/06/2025")
    assert faults(answer) == [
        ("HB-LO-01", "A", "2022-2023/1"),
        ("HB-LO-01", "A", "2022-2023/2"),
        ("HB-LO-02", "A", "2022-2023/3"),
        ("HB-LO-04", "A", "2022-2023/4"),
        ("HB-LO-03", "A", "2024-2025/5"),
        ("HB-LO-03", "A", "?/5"),
    ]
    assert [one.row_number for one in answer.findings] == [2, 3, 4, 6, 7, 8]
    assert ratio(answer, "roadmap.scanned") == [(171, 170)], "above the denominator is shown, not cut"


def test_a_school_without_a_list_is_told_once_the_road_map_has_reached_its_grades(two_schools):
    """Lộ trình TP. Hồ Chí Minh, năm học 2024-2025: trường nào cũng phải có danh sách, kể cả khi chưa số hóa được gì."""
    hand_in(two_schools, ("A", "2022-2023", 1, 10, 10, 10, 10, None))
    assert faults(two_schools.ask("roadmap", as_of="30/06/2025")) == [("HB-LO-06", "B", "")]
    before = two_schools.district.bench.run("roadmap", unit="quan-1", school_year="2023-2024", as_of="2025-06-30")
    assert [one.code for one in before.findings] == []


def test_an_entry_is_due_late_done_or_without_data_as_the_lists_allow(two_schools):
    """Nguồn chỉ nêu năm học: hạn đọc là ngày cuối năm học; năm học khác thì kho không có số."""
    hand_in(two_schools, ("A", "2022-2023", 1, 10, 10, 10, 9, "Đang ký"), ("B", "2022-2023", 1, 10, 10, 10, 10, None))

    def states(on: str) -> dict[tuple[str, str, str], tuple[str, int | None, int | None]]:
        frame = two_schools.ask("roadmap", as_of=on).frames["roadmap_entries"]
        return {
            (row["school_year"], row["roadmap_act"], row["grades"]): (
                row["roadmap_state"],
                row["numerator"],
                row["denominator"],
            )
            for row in frame.to_dicts()
        }

    old = ("2024-2025", "so_hoa", "1, 2, 3, 4, 5, 6, 7, 8, 9")
    assert states("31/07/2025")[old] == ("due", 19, 20)
    assert states("01/08/2025")[old] == ("late", 19, 20)
    assert states("01/08/2025")["2023-2024", "thi_diem", "1"] == ("unknown", None, None)
    assert states("01/08/2025")["2025-2026", "trien_khai", "10"] == ("not_here", None, None)
    hand_in(two_schools, ("A", "2022-2023", 1, 10, 10, 10, 10, None), on=date(2025, 8, 1))
    assert states("01/08/2025")[old] == ("done", 20, 20)


def test_published_pupil_counts_stand_as_their_sources_say_beside_each_other(two_schools):
    """Lộ trình ghi 132.000 học sinh lớp 1; bài ngày 14/2/2025 ghi gần 133.000: không cộng trừ với nhau."""
    hand_in(two_schools, ("A", "2022-2023", 1, 10, 10, 10, 10, None))
    frame = two_schools.ask("roadmap", as_of="30/06/2025").frames["roadmap_entries"]
    (told,) = frame.filter(pl.col("planned_pupils").is_not_null()).to_dicts()
    assert told["planned_pupils"] == 132_000
    assert told["reached_words"].startswith("gần 133.000 học sinh lớp 1")
    assert (told["numerator"], told["denominator"], told["confidence"]) == (None, None, "secondary")


def test_who_is_on_paper_is_told_with_reason_end_and_days_left_and_the_expired_ones(spec):
    """Sở GD&ĐT TP. Hồ Chí Minh, 14/2/2025: trường chưa đủ điều kiện dùng tiếp học bạ giấy, phải sớm có giải pháp."""
    spec.schools("trường\nA\nB\nC")
    spec.pupils("trường | học sinh\nA | an\nB | bình\nB | chi\nC | dũng", as_of="16/05/2025")
    spec.exemptions(
        """
        trường | học sinh | từ ngày    | đến ngày   | lý do
        A      |          | 01/09/2024 | 31/12/2025 | chưa có đường truyền
        B      | bình     | 01/09/2024 | 15/06/2025 | điều trị dài ngày
        B      | chi      | 01/09/2024 | 15/06/2025 | điều trị dài ngày
        C      | dũng     | 01/09/2024 |            | đi theo gia đình
        """,
        as_of="25/04/2025",
    )
    spec.cards("học sinh | tới bước | ngày\nchi | đã ban hành | 20/06/2025", as_of="30/06/2025")
    hand_in(spec, *((one, "2022-2023", 1, 1, 1, 1, 1, None) for one in "ABC"))
    answer = spec.ask("roadmap", as_of="30/06/2025")
    told = answer.frames["on_paper"].select("school_code", "paper_kind", "paper_state", "pupils", "days_left").rows()
    assert sorted(told, key=str) == [
        ("A", "school", "running", 0, 184),
        ("B", "pupil", "expired", 1, -15),
        ("B", "pupil", "moved_on", 1, -15),
        ("C", "pupil", "open_ended", 1, None),
    ]
    assert [(one.code, one.unit_id, one.value) for one in answer.findings] == [
        ("HB-LO-05", "B", "15/06/2025"),
        ("HB-LO-08", "C", ""),
    ]
    assert not {one.subject for one in answer.findings} & set(spec.codes.values()), "a pupil's code is masked"


def test_extracted_cards_of_the_registry_stand_beside_what_the_list_claims(two_schools):
    """Học bạ trích lục là học bạ: sổ sự kiện và danh sách phải nói cùng một số."""
    hand_in(two_schools, ("A", "2022-2023", 1, 5, 5, 3, 3, "Đang quét"), ("B", "2022-2023", 1, 5, 5, 5, 5, None))
    bench = two_schools.district.bench
    rows = [
        {
            "card_id": f"hb-{number}",
            "version": 1,
            "school_code": "A",
            "school_year": "2022-2023",
            "grade": 1,
            "state": "trich_luc",
            "happened_at": datetime(2025, 5, 2, 8),
            "actor_unit": "A",
        }
        for number in range(2)
    ]
    ledger = Ledger.open(bench.ledger.root)
    recorded = {"recorded_at": datetime(2025, 5, 3, tzinfo=UTC), "by": "Cán bộ", "purpose": "thử"}
    ledger.append(pl.DataFrame(rows, schema=SCHEMA), expected=ledger.head(), **recorded)
    answer = two_schools.ask("roadmap", as_of="30/06/2025")
    assert faults(answer) == [("HB-LO-07", "A", "2022-2023/1")]
    (row,) = answer.frames["roadmap_years"].to_dicts()
    assert (row["extracted"], row["registry_extracted"]) == (8, 2)
