"""What the program proposes for a sheet that it does not know: by headings, by content, and never by a shown value."""

import pytest

from hocba_ops.errors import UnknownHeading
from hocba_ops.sources.content import shape
from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.proposals import SURE, Draft, draft, fields_of
from tests.sources.office_files import Book, Row

ROWS: list[Row] = [
    (at, f"1{letter}", name, f"{10 + at}/05/2019", sex, f"791234567{at}", f"07{9 + 100 * at}1900123{at}"[:12], "Kinh")
    for at, letter, name, sex in (
        (1, "A", "Nguyễn Thị Thử", "Nữ"),
        (2, "B", "Lê Văn Thí", "Nam"),
        (3, "C", "Võ Vờ", "Nữ"),
    )
]
ROWS = [(*row[:6], f"07931900123{row[0]}", row[7]) for row in ROWS]


def drafted(book: Book, heading: Row, rows: list[Row] = ROWS, **options: str) -> Draft:
    path = book({"S": [("TRƯỜNG TIỂU HỌC HOA SEN",), ("Danh sách",), heading, *rows]})
    return draft(open_grids(path.read_bytes(), path=path.name).grids, path=path.name, **options)


def sure(found: Draft) -> dict[str, str]:
    return {one.heading: one.field for one in found.proposals if one.field and one.score >= SURE}


def test_headings_that_are_nearly_known_and_values_that_tell_are_proposed(book: Book) -> None:
    heading = ("Thứ tự", "Tên lớp HS", "Họ tên các em", "Sinh ngày", "Phái", "Mã số HS (Bộ)", "Căn cước", "Dân tộc em")
    found = drafted(book, heading)
    assert (found.family, found.layout, found.sheet) == ("pupil_export", "pupil", "S")
    assert sure(found) == {
        "Thứ tự": "ordinal", "Tên lớp HS": "class_name", "Họ tên các em": "full_name", "Sinh ngày": "birth_date",
        "Phái": "sex_text", "Mã số HS (Bộ)": "pupil_code", "Căn cước": "person_id", "Dân tộc em": "ethnicity",
    }  # fmt: skip


def test_values_tell_the_field_where_the_heading_says_nothing(book: Book) -> None:
    found = drafted(book, ("A", "B", "C", "D", "E", "F", "G", "H"), family="pupil_export")
    assert sure(found) == {
        "A": "ordinal", "B": "class_name", "E": "sex_text", "F": "pupil_code", "G": "person_id",
    }  # fmt: skip


def test_values_speak_against_a_heading(book: Book) -> None:
    rows: list[Row] = [("1A", "7912345678", "không rõ", "Nguyễn Thị Thử")] * 3
    found = drafted(book, ("Lớp", "Mã HS", "Ngày sinh nhật", "Họ tên"), rows, family="pupil_export")
    assert "birth_date" not in sure(found).values()


def test_no_field_is_proposed_twice(book: Book) -> None:
    found = drafted(book, ("STT", "Lớp", "Họ tên", "Ngày sinh", "Giới tính", "Mã HS", "Số CCCD", "Họ và tên"))
    fields = [one.field for one in found.proposals if one.field]
    assert len(fields) == len(set(fields))


def test_shapes_show_no_letter_and_no_digit_of_a_value(book: Book) -> None:
    found = drafted(book, ("STT", "Lớp", "Họ tên", "Ngày sinh", "Giới tính", "Mã HS", "Số CCCD", "Dân tộc"))
    said = "".join(text for one in found.proposals for text in one.shapes)
    assert set(said) <= set("#a /")
    assert shape("079319001234") == "############"
    assert len(shape("a" * 100)) == 24


def test_named_sheet_is_looked_at_and_an_unknown_one_is_told(book: Book) -> None:
    heading: Row = ("Lớp", "Mã HS", "Họ tên", "Ngày sinh")
    path = book(
        {"Dài": [("a", "b", "c"), *[(1, 2, 3)] * 9], "Ngắn": [heading, ("1A", "7912345678", "A B", "13/05/2019")]}
    )
    grids = open_grids(path.read_bytes(), path="x").grids
    assert draft(grids, path="x", sheet="Ngắn").sheet == "Ngắn"
    with pytest.raises(UnknownHeading):
        draft(grids, path="x", sheet="Không có")


def test_sheet_of_numbers_alone_has_no_heading(book: Book) -> None:
    path = book({"S": [(1, 2, 3), (4, 5, 6)]})
    with pytest.raises(UnknownHeading):
        draft(open_grids(path.read_bytes(), path="x").grids, path="x")


def test_every_layout_can_be_mapped_by_its_own_headings(book: Book) -> None:
    for family in FAMILIES.values():
        for layout in family.layouts:
            heading = [names[0] for names in layout.headers.values()]
            found = drafted(book, heading, [], family=family.name)
            assert set(layout.required) <= set(sure(found).values()), (family.name, layout.name)
            assert set(fields_of(family.name, layout.name)) == set(layout.headers)
