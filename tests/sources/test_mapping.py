"""Files of a vendor nobody knows, read by what the officer mapped; and mappings that are wrong."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from hocba_ops.errors import MappingFault, UnknownHeading
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.headings import possible_headers, top_rows
from hocba_ops.sources.mapping import HeadingMap, fingerprint
from hocba_ops.sources.mapping_file import CONFIRMED, PROPOSED, mapping_text, read_mapping_files
from hocba_ops.sources.reading import Reading, read_file
from tests.sources.office_files import Book, Row, repairs_of, rows_of

HEADING: Row = ("Thứ tự", "Tên lớp HS", "Họ tên các em", "Sinh ngày", "Phái", "Mã số HS", "Số căn cước", "Cột lạ")
PUPIL: Row = (1, "1A", "Nguyễn Thị Thử", "13/05/2019", "Nữ", "7912345678", 79319001234, "x")
COLUMNS = {
    "Tên lớp HS": "class_name",
    "Họ tên các em": "full_name",
    "Sinh ngày": "birth_date",
    "Phái": "sex_text",
    "Mã số HS": "pupil_code",
    "Số căn cước": "person_id",
}


def print_of(path: Path, depth: int = 1) -> str:
    (grid,) = open_grids(path.read_bytes(), path=path.name).grids
    headers = [one for one in possible_headers(top_rows(grid)) if one.depth == depth]
    return fingerprint(headers[0])


def mapping(path: Path, *, depth: int = 1, **changed: object) -> HeadingMap:
    values: dict[str, object] = {"columns": COLUMNS, "constants": {"school_code": "79760401"}} | changed
    return HeadingMap("la", "pupil_export", "pupil", print_of(path, depth), **values)  # type: ignore[arg-type]


def read(path: Path, *mappings: HeadingMap) -> Reading:
    return read_file(path, name=path.name, as_of=date(2025, 9, 5), mappings=mappings)


def test_mapped_file_is_read_by_its_mapping_through_the_readers_of_the_family(book: Book) -> None:
    path = book({"S": [HEADING, PUPIL]})
    with pytest.raises(UnknownHeading, match=r"hocba map tep\.xlsx"):
        read(path)
    reading = read(path, mapping(path))
    (pupil,) = rows_of(reading, "pupil")
    assert reading.family == "pupil_export"
    names = ("school_code", "class_name", "grade", "full_name", "birth_date", "sex", "pupil_code", "person_id")
    assert tuple(pupil[name] for name in names) == (
        "79760401", "1A", 1, "Nguyễn Thị Thử", date(2019, 5, 13), "nu", "7912345678", "079319001234",
    )  # fmt: skip
    assert repairs_of(reading, "so_0_dau") == [(2, "person_id", "79319001234", "079319001234")]


def test_fingerprint_knows_the_headings_in_any_order_and_under_any_lines(book: Book) -> None:
    known = mapping(book({"S": [HEADING, PUPIL]}))
    turned = book({"S": [("TRƯỜNG MẪU",), (), HEADING[::-1], PUPIL[::-1]]}, name="khac.xlsx")
    assert rows_of(read(turned, known), "pupil")[0]["pupil_code"] == "7912345678"


def test_file_with_one_heading_more_is_another_layout(book: Book) -> None:
    known = mapping(book({"S": [HEADING, PUPIL]}))
    wider = book({"S": [(*HEADING, "Cột mới"), (*PUPIL, "y")]}, name="khac.xlsx")
    with pytest.raises(UnknownHeading):
        read(wider, known)


def test_mapping_comes_before_the_layouts_that_are_known(book: Book) -> None:
    path = book(
        {"S": [("Lớp", "Mã HS", "Họ tên", "Ngày sinh", "Biệt danh"), ("1A", "7912345678", "A", "13/05/2019", "B")]}
    )
    fields = {"Lớp": "class_name", "Mã HS": "pupil_code", "Biệt danh": "full_name", "Ngày sinh": "birth_date"}
    assert rows_of(read(path, mapping(path, columns=fields)), "pupil")[0]["full_name"] == "B"


def test_mapping_for_one_sheet_leaves_the_others_to_the_known_layouts(book: Book) -> None:
    schools: list[Row] = [
        ("Mã trường", "Tên trường", "Loại hình", "Loại trường"),
        ("79760401", "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
    ]
    path = book({"S": [HEADING, PUPIL]})
    both = book({"Danh mục": schools, "Lớp": [HEADING, PUPIL]}, name="hai.xlsx")
    reading = read(both, mapping(path, sheet="L*"))
    assert (len(rows_of(reading, "pupil")), len(rows_of(reading, "school"))) == (1, 1)
    with pytest.raises(UnknownHeading):
        read(path, mapping(path, sheet="L*"))


def test_merged_headings_of_two_rows_are_mapped_by_both(book: Book) -> None:
    rows: list[Row] = [
        ("Mã số", None, "Các em", None, "Lớp cũ"),
        ("Của Bộ", "Căn cước", "Họ tên các em", "Sinh ngày", None),
        ("7912345678", "079319001234", "Nguyễn Thị Thử", "13/05/2019", "1A"),
    ]
    path = book({"S": rows})
    fields = {
        "Mã số | Của Bộ": "pupil_code",
        "Mã số | Căn cước": "person_id",
        "Các em | Họ tên các em": "full_name",
        "Các em | Sinh ngày": "birth_date",
        "Lớp cũ": "class_name",
    }
    (pupil,) = rows_of(read(path, mapping(path, depth=2, columns=fields)), "pupil")
    assert (pupil["pupil_code"], pupil["class_name"], pupil["row_number"]) == ("7912345678", "1A", 3)


def test_day_stands_in_the_column_that_the_mapping_names(book: Book) -> None:
    path = book({"S": [HEADING, (*PUPIL[:-1], "30/06/2025")]})
    reading = read_file(path, name="la.xlsx", mappings=[mapping(path, as_of_heading="Cột lạ")])
    assert reading.as_of == date(2025, 6, 30)


def test_mapping_crosses_the_process_boundary(book: Book) -> None:
    known = mapping(book({"S": [HEADING, PUPIL]}))
    assert pickle.loads(pickle.dumps(known)) == known


def write(folder: Path, text: str, name: str = "la.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


SOUND = """
status = "confirmed"
family = "pupil_export"
layout = "pupil"
fingerprint = "0123456789abcdef"
confirmed_by = "Lê Thị Mẫu"
confirmed_on = 2025-09-06
[columns]
"Lớp (\\"cũ\\")" = "class_name"
"Mã" = "pupil_code"
"Tên" = "full_name"
"Sinh" = "birth_date"
"Bỏ" = ""
[constants]
school_code = "79760401"
"""


def test_mapping_file_is_read_as_it_was_confirmed_and_written_back_the_same(tmp_path: Path) -> None:
    (known,) = read_mapping_files([write(tmp_path, SOUND)])
    assert known.columns == {
        'Lớp ("cũ")': "class_name",
        "Mã": "pupil_code",
        "Tên": "full_name",
        "Sinh": "birth_date",
    }
    assert (known.confirmed_by, known.confirmed_on, known.sheet) == ("Lê Thị Mẫu", date(2025, 9, 6), "*")
    text = mapping_text(known, status=CONFIRMED, notes=["một dòng"], choices=dict.fromkeys(known.columns, "#a"))
    assert read_mapping_files([write(tmp_path, text)]) == (known,)


def test_mapping_that_is_only_proposed_is_not_used_and_not_checked(tmp_path: Path) -> None:
    text = SOUND.replace(CONFIRMED, PROPOSED).replace("pupil_code", "sai")
    assert read_mapping_files([write(tmp_path, text)]) == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('"full_name"', '"ho_ten"', "columns.Tên", "không có trường “ho_ten”"),
        ('"full_name"', '"pupil_code"', "columns.Mã", "được gán cho hai cột"),
        ('"Tên" = "full_name"', "", "columns", "trường bắt buộc “full_name”"),
        ('"pupil_export"', '"hoc_sinh"', "family", "không có loại tệp “hoc_sinh”"),
        ('"pupil"', '"lop"', "layout", "không có dạng bảng “lop”"),
        ('fingerprint = "0123456789abcdef"', "", "fingerprint", "thiếu mục này"),
        ('"Bỏ" = ""', '"Bỏ" = 5', "columns.Bỏ", "phải là chữ"),
        ("status", "trang_thai", "trang_thai", "không có mục này"),
        ("[columns]", "[columns", "", "không đọc được tệp TOML"),
        ("school_code", "ma_truong", "constants.ma_truong", "không có trường “ma_truong”"),
        ('"Bỏ" = ""\n[constants]\nschool_code', "[constants]\nschool_code.sai", "constants.school_code", "phải là chữ"),
    ],
)
def test_wrong_mapping_is_told_with_file_and_key(tmp_path: Path, old: str, new: str, key: str, told: str) -> None:
    path = write(tmp_path, SOUND.replace(old, new, 1))
    with pytest.raises(MappingFault) as raised:
        read_mapping_files([write(tmp_path, SOUND, name="dung.toml"), path])
    lines = [line for line in str(raised.value).splitlines() if str(path) in line]
    assert any(f"mục “{key}”" in line and told in line for line in lines), str(raised.value)
    assert "dung.toml" not in str(raised.value)
    assert raised.value.exit_code == 18
