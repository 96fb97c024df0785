"""What two schools settle together stands in the packs of both, with the other school's name and the day."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

from hocba_ops.workbench.merging import Return, merge_packs
from hocba_ops.workbench.pack_status import open_keys
from hocba_ops.workbench.packing import Order, Sent, make_packs
from tests.district import District, build_district
from tests.workbench.returning import rows_of

DAY = date(2025, 6, 30)
NOW = datetime(2025, 9, 2, 8, tzinfo=UTC)
CHILD = {
    "grade": 3,
    "class_name": "3A",
    "full_name": "Nguyễn Thị Thử",
    "birth_date": date(2016, 3, 5),
    "sex": "nu",
    "ethnicity": "Kinh",
    "pupil_status": "dang_hoc",
    "person_id": "079316000001",
}
OTHER = {**CHILD, "full_name": "Lê Văn Mẫu", "birth_date": date(2016, 8, 9), "sex": "nam"}


@pytest.fixture
def district(tmp_path) -> District:
    district = build_district(tmp_path)
    for school in ("A", "B", "C"):
        district.add_school(school)
    return district


def make(district: District, *schools: str) -> dict[str, Sent]:
    order = Order("quan-1", "2024-2025", DAY, steps=("identity_review",), schools=schools)
    return {one.pack.school_code: one for one in make_packs(district.bench, order, now=NOW)[1]}


def tasks(sent: Sent) -> list[dict[str, object]]:
    rows = rows_of(openpyxl.load_workbook(sent.workbook)["ViecPhaiLam"]).values()
    return [{head: cell.value for head, cell in row.items()} for row in rows]


def share_number(district: District) -> None:
    for school, child, code in (("A", CHILD, "7900000001"), ("B", OTHER, "7900000002")):
        row = {**child, "school_code": school, "pupil_code": code, "source_file": f"{school}.xlsx"}
        district.hand_in(DAY, pupil=[{**row, "person_id": CHILD["person_id"]}])


def leave(district: District) -> None:
    """A child who left A for B, and whom B does not have; each list has its row at the same place."""
    gone = {**CHILD, "pupil_code": "7900000001", "pupil_status": "chuyen_di", "other_school": "Trường B"}
    own = {**OTHER, "pupil_code": "7900000002", "person_id": "079216000002"}
    district.hand_in(DAY, pupil=[{**gone, "school_code": "A"}])
    district.hand_in(DAY, pupil=[{**own, "school_code": "B"}])


def test_one_number_stands_once_in_the_packs_of_both_schools_with_the_other_ones_name(district):
    share_number(district)
    sent = make(district)
    assert sorted(sent) == ["A", "B"]
    for school, other in (("A", "B"), ("B", "A")):
        (task,) = [one for one in tasks(sent[school]) if one["Mã quy tắc"] == "HB-ID-04"]
        assert (task["Trường cùng giải quyết"], task["Hạn"]) == (f"Trường {other}", "07/07/2025")
        assert task["Ô cần sửa"].startswith("HocSinh!")


def test_the_page_to_print_names_the_other_school_and_no_child(district):
    share_number(district)
    page = make(district)["A"].page.read_text(encoding="utf-8")
    assert "Trường B" in page
    assert "07/07/2025" in page
    assert [name for name in (CHILD["full_name"], OTHER["full_name"], CHILD["person_id"]) if name in page] == []


def test_a_transfer_that_one_list_shows_is_a_task_of_both_schools(district):
    leave(district)
    sent = make(district)
    (own,), (theirs,) = tasks(sent["A"]), tasks(sent["B"])
    assert own["Mã quy tắc"] == theirs["Mã quy tắc"] == "HB-ID-40"
    assert (own["Trường cùng giải quyết"], theirs["Trường cùng giải quyết"]) == ("Trường B", "Trường A")
    assert own["Hạn"] == theirs["Hạn"] == "07/07/2025"
    assert theirs["Nơi đọc thấy"] == "Ở danh sách của trường cùng giải quyết"


def test_of_the_other_schools_child_the_pack_tells_the_ends_of_the_code_and_nothing_to_fill_in(district):
    leave(district)
    sent = make(district, "B")["B"]
    (task,) = tasks(sent)
    assert task["Học sinh"] == "79****0001"
    assert not task["Ô cần sửa"]
    assert [leaf.kind for leaf in sent.pack.leaves] == ["tasks"]
    assert not any(cell.is_open for cell in sent.pack.leaves[0].lines[0].cells)


def test_what_is_settled_with_another_school_stays_open_until_it_is_mended_there(district):
    leave(district)
    pack = make(district)["B"].pack
    keys = {line.origin["finding_key"] for line in pack.leaves[0].lines}
    assert open_keys(district.bench, pack, DAY) == keys


def test_a_pack_with_only_another_schools_matter_comes_back_without_a_fault(district):
    leave(district)
    sent = make(district)["B"]
    (told,) = merge_packs(district.bench, [sent.workbook], Return(date(2025, 7, 3), "", NOW))
    assert told.error is None


def test_tasks_without_another_school_have_no_columns_for_it(district):
    district.hand_in(DAY, pupil=[{**CHILD, "school_code": "A", "pupil_code": "7900000001", "ethnicity": None}])
    (task,) = tasks(make(district)["A"])
    assert {"Trường cùng giải quyết", "Hạn"} & task.keys() == set()
