"""A pair goes to both schools; when both say the same of it, it is settled and nobody was merged by the program."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

from hocba_ops.workbench.merging import Return, merge_packs
from hocba_ops.workbench.packing import Order, Sent, make_packs
from tests.district import District, build_district
from tests.workbench.returning import rows_of

DAY, BACK = date(2025, 5, 19), date(2025, 5, 26)
NOW = datetime(2025, 9, 2, 8, tzinfo=UTC)
CHILD = {
    "grade": 3,
    "class_name": "3A",
    "full_name": "Nguyễn Thị Thử",
    "birth_date": date(2016, 3, 5),
    "sex": "nu",
    "ethnicity": "Kinh",
    "pupil_status": "dang_hoc",
    "mother_name": "Trần Thị Mẫu",
    "father_name": "Nguyễn Văn Mẫu",
}


@pytest.fixture
def district(tmp_path) -> District:
    district = build_district(tmp_path)
    for number, school in enumerate(("A", "B"), start=1):
        district.add_school(school)
        own = {"school_code": school, "pupil_code": f"790000000{number}", "person_id": f"07931600000{number}"}
        district.hand_in(DAY, pupil=[{**CHILD, **own, "source_file": f"{school}.xlsx"}])
    return district


def make(district: District) -> dict[str, Sent]:
    order = Order("quan-1", "2024-2025", DAY, steps=("pair_review",))
    return {one.pack.school_code: one for one in make_packs(district.bench, order, now=NOW)[1]}


def decide(sent: Sent, words: str, note: str = "") -> None:
    book = openpyxl.load_workbook(sent.workbook)
    (row,) = rows_of(book["CapNghiVan"]).values()
    row["Kết luận"].value, row["Ghi chú"].value, row["Người kết luận"].value = words, note or None, "Lê Thị Thử"
    book.save(sent.workbook)


def merge(district: District, *sent: Sent) -> None:
    told = list(merge_packs(district.bench, [one.workbook for one in sent], Return(BACK, "", NOW)))
    assert [one.error for one in told] == [None] * len(sent)


def test_a_pair_stands_in_the_packs_of_both_its_schools(district):
    sent = make(district)
    assert sorted(sent) == ["A", "B"]
    rows = {
        school: next(iter(rows_of(openpyxl.load_workbook(one.workbook)["CapNghiVan"]).values()))
        for school, one in sent.items()
    }
    assert {school: row["Trường kia"].value for school, row in rows.items()} == {"A": "Trường B", "B": "Trường A"}
    assert rows["A"]["Học sinh của trường kia"].value == "N. T. T., 2016, 3A, 79****0002"


def test_a_pair_that_both_schools_tell_apart_is_settled(district):
    sent = make(district)
    decide(sent["A"], "Hai em khác nhau", "đã xem giấy khai sinh")
    merge(district, sent["A"])
    assert district.ask("pair_review", as_of=BACK).findings != ()
    decide(sent["B"], "Hai em khác nhau")
    merge(district, sent["B"])
    assert district.ask("pair_review", as_of=BACK).findings == ()
    assert len(district.ask("pair_review", as_of=DAY).findings) == 2


def test_a_pair_that_both_call_one_child_stays_until_a_list_is_mended(district):
    sent = make(district)
    for one in sent.values():
        decide(one, "Cùng một em")
    merge(district, *sent.values())
    assert {finding.code for finding in district.ask("pair_review", as_of=BACK).findings} == {"HB-CN-02"}
