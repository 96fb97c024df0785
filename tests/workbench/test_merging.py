"""Returned packs: what is merged, what is told instead, and every way in which one is refused."""

import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from hocba_ops.errors import OpsError, PackProblem, PackRefused, TooLarge
from hocba_ops.tables import TABLES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.merging import Merged, Return, list_returned, merge_packs
from hocba_ops.workbench.pack_status import pack_states
from hocba_ops.workbench.packing import Order, Sent, make_packs
from hocba_ops.workbench.school_rows import read_relation
from tests.district import District, Row, build_district
from tests.workbench.returning import WHO, WHY, rows_of

DAY, BACK = date(2025, 5, 19), date(2025, 5, 26)
NOW = datetime(2025, 9, 2, 8, tzinfo=UTC)
"""After the rows of the district, which are recorded on 1/9/2025."""


def pupil(code: str, name: str, **changed: object) -> Row:
    sound = {
        "school_code": "A",
        "class_name": "3A",
        "grade": 3,
        "pupil_code": code,
        "person_id": f"079316{code[-6:]}",
        "full_name": name,
        "birth_date": date(2016, 3, 5),
        "birth_date_text": "05/03/2016",
        "sex": "nu",
        "sex_text": "Nữ",
        "ethnicity": "Kinh",
        "pupil_status": "dang_hoc",
        "status_text": "Đang học",
    }
    return {**sound, **changed}


PUPILS = [
    pupil("7900000001", "Nguyễn Thị Một"),
    pupil("7900000002", "Nguyễn Thị Hai", sex=None, sex_text="gái"),
    pupil("7900000003", "Nguyễn Thị Ba", birth_date=None, birth_date_text="00/00/2016"),
    pupil("7900000004", "Nguyễn Thị Bốn", class_name="Lá"),
    pupil("7900000005", "Trần Thị Năm", school_code="B", sex=None, sex_text="?"),
]


@pytest.fixture
def district(tmp_path: Path) -> District:
    district = build_district(tmp_path)
    district.add_school("A")
    district.add_school("B")
    district.hand_in(DAY, pupil=PUPILS)
    return district


def make(bench: Workbench, *, day: date = DAY, now: datetime = NOW) -> dict[str, Sent]:
    order = Order("quan-1", "2024-2025", day, steps=("identity_review",))
    return {one.pack.school_code: one for one in make_packs(bench, order, now=now)[1]}


def edit(path: Path, change: Callable[[openpyxl.Workbook], object], *, name: str = "") -> Path:
    """A copy of a pack with something changed in it."""
    book = openpyxl.load_workbook(path)
    change(book)
    out = path.with_name(name or f"tra-ve_{path.name}")
    book.save(out)
    return out


def set_cells(**values: object) -> Callable[[openpyxl.Workbook], object]:
    """Fill in the pupil of a name (by its last word) on the sheet of pupils: `Hai={"Giới tính": "Nữ"}`."""

    def change(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["HocSinh"]).values():
            for head, value in dict(values.get(str(row["Họ tên"].value).split()[-1], {})).items():  # type: ignore[call-overload]
                row[head].value = value

    return change


def merge(bench: Workbench, *paths: Path, on: date = BACK, by: str = "", now: datetime = NOW) -> list[Merged]:
    return list(merge_packs(bench, paths, Return(on, by, now)))


def refusal(bench: Workbench, path: Path, *, on: date = BACK) -> tuple[PackProblem, str]:
    (one,) = merge(bench, path, on=on)
    assert isinstance(one.error, PackRefused)
    assert one.receipt is None
    return one.error.problem, one.error.where


def pupils(bench: Workbench, day: date = BACK) -> dict[str, Row]:
    rows = read_relation(bench.store.relation(TABLES["pupil"], as_of=day), TABLES["pupil"])
    return {row["full_name"].split()[-1]: row for row in rows.iter_rows(named=True)}


def test_each_school_gets_its_own_rows_and_no_other(district):
    sent = make(district.bench)
    assert sorted(sent) == ["A", "B"]
    names = {
        school: [row["Họ tên"].value for row in rows_of(openpyxl.load_workbook(one.workbook)["HocSinh"]).values()]
        for school, one in sent.items()
    }
    assert names == {"A": ["Nguyễn Thị Hai", "Nguyễn Thị Ba", "Nguyễn Thị Bốn"], "B": ["Trần Thị Năm"]}


def test_a_corrected_cell_counts_from_the_day_of_return_and_nothing_before_it_changes(district):
    path = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}, Ba={"Ngày sinh": "5/3/2016"}))
    before = pupils(district.bench, DAY)
    (one,) = merge(district.bench, path)
    assert one.receipt is not None
    assert one.receipt.counts["applied"] == 2
    after = pupils(district.bench)
    assert (after["Hai"]["sex"], after["Hai"]["sex_text"]) == ("nu", "Nữ")
    assert (after["Ba"]["birth_date"], after["Ba"]["birth_date_text"]) == (date(2016, 3, 5), "05/03/2016")
    assert pupils(district.bench, DAY) == before
    place = ("source_file", "sheet", "row_number")
    assert [after["Hai"][name] for name in place] == [before["Hai"][name] for name in place]


def test_a_return_on_the_day_of_the_export_doubles_no_row(district):
    path = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}))
    merge(district.bench, path, on=DAY)
    rows = read_relation(district.bench.store.relation(TABLES["pupil"], as_of=DAY), TABLES["pupil"])
    assert sorted(rows["pupil_code"]) == [row["pupil_code"] for row in PUPILS]
    assert pupils(district.bench, DAY)["Hai"]["sex"] == "nu"
    assert {finding.code for finding in open_of(district, "A", DAY)} == {"HB-ID-08", "HB-ID-10"}


def open_of(district: District, school: str, day: date):
    found = district.ask("identity_review", as_of=day).findings
    return [finding for finding in found if finding.unit_id == school and finding.is_open]


def test_a_value_that_does_not_fit_is_listed_and_not_applied(district):
    path = edit(
        make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "gái út"}, Ba={"Ngày sinh": "31/02/16"})
    )
    (one,) = merge(district.bench, path)
    assert one.receipt is not None
    assert (one.receipt.counts["invalid"], one.receipt.batch_id) == (2, "")
    assert [told["theirs"] for told in one.receipt.told] == ["gái út", "31/02/16"]
    assert all(told["reason"] for told in one.receipt.told)
    assert one.report is not None
    book = openpyxl.load_workbook(one.report)
    assert "gái út" in [cell.value for row in book.active.iter_rows() for cell in row]


def test_the_same_pack_returned_twice_the_first_stands_and_the_conflict_is_told(district):
    sent = make(district.bench)["A"].workbook
    first = edit(sent, set_cells(Ba={"Ngày sinh": "05/03/2016"}), name="lan-1.xlsx")
    second = edit(sent, set_cells(Hai={"Giới tính": "Nữ"}, Ba={"Ngày sinh": "06/03/2016"}), name="lan-2.xlsx")
    _, later = merge(district.bench, first, second)
    assert later.receipt is not None
    assert (later.receipt.counts["applied"], later.receipt.counts["conflict"]) == (1, 1)
    (told,) = later.receipt.told
    assert (told["base"], told["ours"], told["theirs"]) == ("00/00/2016", "05/03/2016", "06/03/2016")
    after = pupils(district.bench)
    assert (after["Ba"]["birth_date"], after["Hai"]["sex"]) == (date(2016, 3, 5), "nu")
    assert len(after) == len(PUPILS)


def test_the_very_same_file_merged_again_is_recognised(district):
    path = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}))
    merge(district.bench, path)
    held = district.bench.store.batches()
    (again,) = merge(district.bench, path, on=date(2025, 6, 2))
    assert (again.is_new, again.error) == (False, None)
    assert district.bench.store.batches() == held


def test_an_explanation_closes_its_query_until_the_data_change(district):
    def explain(book: openpyxl.Workbook) -> None:
        (row,) = [row for row in rows_of(book["ViecPhaiLam"]).values() if row["Mã quy tắc"].value == "HB-ID-10"]
        row["Giải trình"].value, row["Người giải trình"].value = WHY, WHO

    merge(district.bench, edit(make(district.bench)["A"].workbook, explain))
    assert {finding.code for finding in open_of(district, "A", BACK)} == {"HB-ID-08", "HB-ID-11"}
    renamed = [{**row, "class_name": "Lá 1"} if row["class_name"] == "Lá" else row for row in PUPILS]
    district.hand_in(date(2025, 6, 2), pupil=renamed)
    assert {finding.code for finding in open_of(district, "A", date(2025, 6, 2))} == {
        "HB-ID-08",
        "HB-ID-10",
        "HB-ID-11",
    }


def test_an_explanation_without_a_name_needs_one_from_the_operator(district):
    def explain(book: openpyxl.Workbook) -> None:
        for row in rows_of(book["ViecPhaiLam"]).values():
            if not row["Giải trình"].protection.locked:
                row["Giải trình"].value = WHY

    sent = make(district.bench)["A"].workbook
    path = edit(sent, explain)
    (nameless,), (named,) = merge(district.bench, path), merge(district.bench, path, by="Phòng GD&ĐT")
    assert nameless.receipt is not None
    assert named.receipt is not None
    assert (nameless.receipt.counts["invalid"], nameless.receipt.batch_id) == (1, "")
    assert named.receipt.counts["explained"] == 1
    (explained,) = [one.explained for one in district.ask("identity_review", as_of=BACK).findings if one.explained]
    assert (explained.text, explained.by) == (WHY, "Phòng GD&ĐT")


def change_key(book: openpyxl.Workbook) -> None:
    book["_khoa"]["A7"].value = "khac"


def change_locked(book: openpyxl.Workbook) -> None:
    set_cells(Hai={"Mã học sinh": "7900000099"})(book)


def delete_row(book: openpyxl.Workbook) -> None:
    book["HocSinh"].delete_rows(5)


def copy_row(book: openpyxl.Workbook) -> None:
    book["HocSinh"].append([cell.value for cell in book["HocSinh"][5]])


def add_row(book: openpyxl.Workbook) -> None:
    book["HocSinh"].append([None, "7900000077", "Lê Thị Thêm"])


def rename_sheet(book: openpyxl.Workbook) -> None:
    book["HocSinh"].title = "Học sinh"


def change_head(book: openpyxl.Workbook) -> None:
    book["HocSinh"]["C3"].value = "Tên"


def change_task(book: openpyxl.Workbook) -> None:
    book["ViecPhaiLam"]["D4"].value = "Không phải làm"


TAMPERED = [
    (change_key, PackProblem.KEYS_CHANGED, "_khoa"),
    (change_locked, PackProblem.LOCKED_CHANGED, "HocSinh!B4"),
    (delete_row, PackProblem.LINE_MISSING, "HocSinh"),
    (copy_row, PackProblem.LINE_TWICE, "HocSinh"),
    (add_row, PackProblem.LINE_ADDED, "HocSinh"),
    (rename_sheet, PackProblem.SHEET_MISSING, "HocSinh"),
    (change_head, PackProblem.LOCKED_CHANGED, "HocSinh!C3"),
    (change_task, PackProblem.LOCKED_CHANGED, "ViecPhaiLam!D4"),
]


@pytest.mark.parametrize(("change", "problem", "where"), TAMPERED, ids=[one[0].__name__ for one in TAMPERED])
def test_a_pack_changed_where_it_is_locked_is_refused_and_told_where(district, change, problem, where):
    path = edit(make(district.bench)["A"].workbook, change)
    held = district.bench.store.batches()
    assert refusal(district.bench, path) == (problem, where)
    assert district.bench.store.batches() == held


def test_a_pack_of_another_workspace_is_refused_even_with_the_same_rows(district, tmp_path):
    (tmp_path / "khac").mkdir()
    other = build_district(tmp_path / "khac")
    other.add_school("A")
    other.add_school("B")
    other.hand_in(DAY, pupil=PUPILS)
    foreign = make(other.bench)["A"].workbook
    assert refusal(district.bench, foreign) == (PackProblem.FOREIGN, "")
    make(district.bench)
    assert refusal(district.bench, foreign)[0] in (PackProblem.FOREIGN, PackProblem.KEYS_CHANGED)


def test_a_file_that_is_no_pack_is_refused(district, tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "khac.xlsx")
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    assert refusal(district.bench, tmp_path / "khac.xlsx")[0] is PackProblem.NOT_A_PACK
    assert refusal(district.bench, tmp_path / "hong.xlsx")[0] is PackProblem.NOT_A_PACK


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_read(district, tmp_path):
    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (64 << 20))
    (one,) = merge(district.bench, tmp_path / "bom.xlsx")
    assert isinstance(one.error, TooLarge)


def test_an_older_pack_is_refused_after_a_newer_one_was_made(district):
    older = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}), name="cu.xlsx")
    make(district.bench, day=date(2025, 5, 20), now=datetime(2025, 9, 3, tzinfo=UTC))
    assert refusal(district.bench, older) == (PackProblem.STALE_PACK, "03/09/2025")


def test_a_pack_is_refused_once_newer_rows_of_the_school_are_loaded(district):
    path = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}))
    district.hand_in(date(2025, 5, 23), pupil=PUPILS)
    problem, where = refusal(district.bench, path)
    assert problem is PackProblem.STALE_ROWS
    assert where == "Danh sách học sinh"
    assert [state.is_stale for state in pack_states(district.bench)[1]] == [True, True]


def test_a_return_before_the_day_of_the_pack_is_refused(district):
    path = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}))
    assert refusal(district.bench, path, on=date(2025, 5, 18)) == (PackProblem.BEFORE_ISSUE, "19/05/2025")


def test_a_refused_pack_does_not_stop_the_others(district):
    sent = make(district.bench)
    spoiled = edit(sent["A"].workbook, rename_sheet)
    sound = edit(sent["B"].workbook, set_cells(Năm={"Giới tính": "Nam"}))
    told = merge(district.bench, spoiled, sound)
    assert [type(one.error) for one in told] == [PackRefused, type(None)]
    assert pupils(district.bench)["Năm"]["sex"] == "nam"


def test_the_status_counts_what_came_back_and_what_is_left(district):
    path = edit(make(district.bench)["A"].workbook, set_cells(Hai={"Giới tính": "Nữ"}, Ba={"Ngày sinh": "31/02/16"}))
    merge(district.bench, path)
    count, states = pack_states(district.bench)
    told = {state.school_code: state for state in states}
    assert count == 2
    first, second = told["A"], told["B"]
    assert (first.findings, first.returned, first.applied, first.invalid, first.still_open) == (3, 1, 1, 1, 2)
    assert (second.findings, second.returned, second.still_open, second.is_stale) == (1, 0, 1, False)


def test_returned_files_are_found_in_folders_and_an_empty_folder_is_told(tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("a/1.xlsx", "a/~$1.xlsx", "2.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert list_returned([tmp_path / "a", tmp_path / "2.xlsx"]) == [tmp_path / "a" / "1.xlsx", tmp_path / "2.xlsx"]
    (tmp_path / "rong").mkdir()
    with pytest.raises(OpsError, match="rong"):
        list_returned([tmp_path / "rong"])
