"""The workbook of a pack as a spreadsheet program sees it: locks, colours, comments, drop-downs, the same bytes."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from hocba_ops.packs.pack import Cell, Field, Input, Leaf, Line, Pack, from_json, line_key, to_json
from hocba_ops.packs.sealing import is_sealed, seal
from hocba_ops.packs.write import write_pack
from hocba_ops.rulebook import Rulebook

KEY = b"khoa cua thu muc lam viec"
LONG = tuple((f"Dân tộc thứ {number}", str(number)) for number in range(60))
FIELDS = (
    Field("pupil_code", "Mã học sinh", Input.NUMBER_CODE),
    Field("full_name", "Họ tên"),
    Field("sex", "Giới tính", Input.CHOICE, (("Nam", "nam"), ("Nữ", "nu"))),
    Field("ethnicity", "Dân tộc", Input.SUGGESTED, LONG),
    Field("grade", "Khối", Input.WHOLE, low=1, high=12),
)
ORIGIN = {"table": "pupil", "batch_id": "lo", "source_file": "a.xlsx", "sheet": "S", "row_number": "7"}
LINE = Line(
    line_key(ORIGIN),
    ORIGIN,
    (
        Cell("0012345678"),
        Cell("=1+1", is_open=True),
        Cell("gái", is_open=True, reasons=("HB-ID-11: Giới tính trống. Chọn Nam hoặc Nữ.",), is_error=True),
        Cell("", is_open=True, reasons=("HB-ID-12: Chưa ghi dân tộc.",)),
        Cell("5", is_open=True),
    ),
)
TASK = Line("viec", {"code": "HB-ID-11"}, (Cell("HocSinh!D4", target="HocSinh!D4"),))
PACK = Pack(
    "quan-1",
    "Phòng GD&ĐT Quận 1",
    "79760401",
    "Trường Tiểu học Hoa Sen",
    "2024-2025",
    date(2025, 8, 1),
    (("Rà soát nhân thân", date(2025, 5, 15)),),
    "",
    (
        Leaf("tasks", "ViecPhaiLam", "Việc phải làm", (Field("cell", "Ô cần sửa"),), (TASK,)),
        Leaf("pupil", "HocSinh", "Học sinh", FIELDS, (LINE,)),
    ),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pack(PACK, sealed=seal(PACK, KEY), labels=Rulebook.load().labels("vi"))


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def test_the_same_pack_gives_the_same_bytes(data):
    again = from_json(to_json(PACK))
    assert again == PACK
    assert write_pack(again, sealed=seal(again, KEY), labels=Rulebook.load().labels("vi")) == data


def test_a_pack_is_named_by_its_content_and_sealed_by_its_workspace():
    other = from_json({**to_json(PACK), "contact": "khác"})
    assert other.pack_id != PACK.pack_id
    assert is_sealed(PACK, KEY, seal(PACK, KEY))
    assert not is_sealed(PACK, b"khoa khac", seal(PACK, KEY))
    assert not is_sealed(other, KEY, seal(PACK, KEY))


def test_only_open_cells_are_unlocked_on_a_protected_sheet(book):
    sheet = book["HocSinh"]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[4]] == [True, True, False, False, False, False]
    assert all(cell.protection.locked for row in sheet.iter_rows(max_row=3) for cell in row)


def test_keys_and_lists_are_hidden(book):
    assert {sheet.title: sheet.sheet_state for sheet in book}.items() >= {
        "_khoa": "hidden",
        "_danhmuc": "hidden",
    }.items()
    assert book["HocSinh"].column_dimensions["A"].hidden
    assert book["HocSinh"]["A4"].value == line_key(ORIGIN)


def test_a_faulty_cell_is_coloured_by_severity_and_says_why(book):
    error, query, sound = (book["HocSinh"][name] for name in ("D4", "E4", "F4"))
    assert len({cell.fill.start_color.rgb for cell in (error, query, sound)}) == 3
    assert "Chọn Nam hoặc Nữ" in error.comment.text
    assert "Chưa ghi dân tộc" in query.comment.text
    assert sound.comment is None


def test_choices_are_drop_downs_of_any_length_and_numbers_have_bounds(book):
    sheet = book["HocSinh"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules.keys() == {"D4", "E4", "F4"}
    assert (rules["D4"].type, rules["D4"].errorStyle) == ("list", None)
    assert (rules["E4"].type, rules["E4"].errorStyle) == ("list", "information")
    assert (rules["F4"].type, rules["F4"].formula1, rules["F4"].formula2) == ("whole", "1", "12")
    sheet_name, _, cells = rules["E4"].formula1.partition("!")
    offered = [cell.value for (cell,) in book[sheet_name.strip("'")][cells.replace("$", "")]]
    assert offered == [word for word, _ in LONG]


def test_zeros_in_front_survive_and_nothing_is_taken_for_a_formula(book):
    sheet = book["HocSinh"]
    assert (sheet["B4"].value, sheet["B4"].number_format) == ("0012345678", "@")
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1", "s")
    assert sheet["F4"].value == 5


def test_a_task_leads_to_its_cell(book):
    assert book["ViecPhaiLam"]["B4"].hyperlink.location == "'HocSinh'!D4"


def test_the_guide_says_from_whom_until_when_and_that_the_file_is_private(book):
    said = " ".join(str(cell.value) for row in book["HuongDan"].iter_rows() for cell in row if cell.value)
    assert [
        word for word in ("Phòng GD&ĐT Quận 1", "01/08/2025", "15/05/2025", "thông tin cá nhân") if word not in said
    ] == []
