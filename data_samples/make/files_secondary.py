"""The files of the secondary school: its school list, the pupil list, summaries by grade, gradebooks of two classes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.mixed_primary import PrimaryPupil
from data_samples.make.roster import Place
from data_samples.make.secondary import (
    CODE,
    GRADEBOOKS,
    GRADES,
    MARKED,
    NAME,
    PARENT,
    TERMS,
    Student,
    comment_of,
    scored_of,
)

HEADINGS = {"hk1": "HKI", "hk2": "HKII", "ca_nam": "CN", "sau_he": "KTL"}
BOOK_TERMS = {"hk1": "HỌC KỲ I", "hk2": "HỌC KỲ II"}
ROSTER_HEADINGS = (
    "STT",
    "Mã trường",
    "Tên trường",
    "Khối học",
    "Mã lớp",
    "Mã học sinh",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Trạng thái HS",
    "Số định danh cá nhân",
)
PHYSICAL = "gd_the_chat"
Columns = list[tuple[str, str]]


def write_school(folder: Path, day: date) -> None:
    """The school, and that it answers to the provincial department itself."""
    top = [["DANH MỤC CƠ SỞ GIÁO DỤC TRỰC THUỘC"], [f"Số liệu tính đến ngày {day_text(day)}"]]
    schools = [*top, ["STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"]]
    schools.append([1, CODE, "", NAME, "Công lập", "Trường phổ thông có nhiều cấp học"])
    parents = [*top, ["Mã trường", "Mã đơn vị quản lý", "Tên đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"]]
    parents.append([CODE, PARENT, "Sở Giáo dục và Đào tạo", "Chuyên môn", "01/09/2020", ""])
    sheets = [Sheet("DanhSachTruong", schools), Sheet("DonViQuanLy", parents)]
    write_xlsx(folder / f"{day}/danh-muc-truong.xlsx", sheets)


def write_roster(folder: Path, day: date, students: Sequence[Student | PrimaryPupil]) -> None:
    """The pupil list."""
    name = f"{day}/CSDL_HocSinh.xlsx"
    rows: list[list[Any]] = [[f"DANH SÁCH HỌC SINH - {NAME}"], [f"Ngày kết xuất: {day_text(day)}"], [*ROSTER_HEADINGS]]
    for order, one in enumerate(students, 1):
        rows.append(
            [
                order,
                CODE,
                NAME,
                one.grade,
                one.listed_class or one.class_name,
                one.code,
                one.name,
                day_text(one.birth),
                {"nam": "Nam", "nu": "Nữ"}[one.sex],
                "Kinh",
                "Đang học",
                one.person_id,
            ]
        )
        one.roster_row = Place(name, "Sheet1", len(rows))
    write_xlsx(folder / name, [Sheet("Sheet1", rows)])


def write_summary(folder: Path, day: date, students: list[Student], *, is_after: bool) -> None:
    """One sheet a grade; after the summer with a column for the retest of each subject and two at the end."""
    name = f"{day}/bang-tong-hop.xlsx"
    sheets = []
    for grade in GRADES:
        columns = _columns(grade, is_after=is_after)
        upper, lower = ([column[level] for column in columns] for level in (0, 1))
        titles = [
            ["BẢNG TỔNG HỢP KẾT QUẢ HỌC TẬP, RÈN LUYỆN NĂM HỌC 2024-2025"],
            [f"Trường: {NAME} - Mã trường: {CODE}"],
            [f"Ngày kết xuất: {day_text(day)}"],
        ]
        sheet = Sheet(f"Khoi{grade}", [*titles, upper, lower], _merged(upper, lower, len(titles)))
        members = [one for one in students if one.grade == grade and one.is_reported]
        for order, one in enumerate(members, 1):
            sheet.rows.append(_cells(order, one, columns))
            one.row = Place(name, sheet.name, len(sheet.rows))
        sheets.append(sheet)
    write_xlsx(folder / name, sheets)


def _columns(grade: int, *, is_after: bool) -> Columns:
    """The two heading rows, column by column."""
    columns = [(text, text) for text in ("STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Lớp")]
    terms = (*TERMS, "sau_he") if is_after else TERMS
    subjects = {**scored_of(grade), **comment_of(grade), **({"vat_li": "Vật lí"} if grade == 7 else {})}
    columns += [(heading, HEADINGS[term]) for heading in subjects.values() for term in terms]
    columns += [(side, HEADINGS[term]) for side in ("Học tập", "Rèn luyện") for term in TERMS]
    columns += [("Số buổi nghỉ", "Có phép"), ("Số buổi nghỉ", "Không phép")]
    last = ("Danh hiệu", "Lên lớp", *(("Rèn luyện lại", "Học tập sau kiểm tra lại") if is_after else ()))
    return [*columns, *((text, text) for text in last)]


def _merged(upper: list[str], lower: list[str], top: int) -> list[tuple[int, int, int, int]]:
    """The merged blocks; what a block covers is emptied, as only its first cell holds the text."""
    blocks = []
    texts = list(upper)
    for place, text in enumerate(texts):
        if text == lower[place]:
            blocks.append((top, place, top + 1, place))
            lower[place] = ""
        elif place == 0 or texts[place - 1] != text:
            end = max(at for at in range(place, len(texts)) if set(texts[place : at + 1]) == {text})
            blocks.append((top, place, top, end))
        else:
            upper[place] = ""
    return blocks


def _cells(order: int, one: Student, columns: Columns) -> list[Any]:
    names = {text: name for name, text in {**scored_of(one.grade), **comment_of(one.grade)}.items()}
    terms = {text: term for term, text in HEADINGS.items()}
    told: dict[tuple[str, str], Any] = {
        ("Học tập", "HKI"): one.learning["hk1"],
        ("Học tập", "HKII"): one.learning["hk2"],
        ("Học tập", "CN"): one.learning["ca_nam"],
        ("Rèn luyện", "HKI"): one.conduct["hk1"],
        ("Rèn luyện", "HKII"): one.conduct["hk2"],
        ("Rèn luyện", "CN"): one.conduct["ca_nam"],
        ("Số buổi nghỉ", "Có phép"): one.absences[0],
        ("Số buổi nghỉ", "Không phép"): one.absences[1],
        ("Danh hiệu", "Danh hiệu"): one.award,
        ("Lên lớp", "Lên lớp"): "x" if one.is_promoted else "",
        ("Rèn luyện lại", "Rèn luyện lại"): one.conduct.get("sau_he", ""),
        ("Học tập sau kiểm tra lại", "Học tập sau kiểm tra lại"): one.learning.get("sau_he", ""),
    }
    row: list[Any] = [order, one.code, one.name, day_text(one.birth), one.class_name]
    for upper, lower in columns[5:]:
        if (upper, lower) in told:
            row.append(told[upper, lower])
        elif upper in names:
            row.append(_score(one, names[upper], terms[lower]))
        else:
            row.append(one.beyond.get(terms[lower], ""))
    return row


def _score(one: Student, subject: str, term: str) -> Any:
    value = one.retests.get(subject, "") if term == "sau_he" else one.scores[subject][term]
    return _printed(value, as_text=one.grade % 2 == 1)


def _printed(value: Any, *, as_text: bool) -> Any:
    """A score in tenths as files hold it: a text with a comma, or a number."""
    if not isinstance(value, int):
        return value
    return f"{value // 10},{value % 10}" if as_text else value / 10


def write_gradebooks(folder: Path, day: date, students: list[Student]) -> None:
    """A workbook a class and term, a sheet a subject."""
    for grade in GRADEBOOKS:
        members = [one for one in students if one.grade == grade and one.is_reported]
        for term, title in BOOK_TERMS.items():
            name = f"{day}/so-diem/SoDiem_{grade}A_{HEADINGS[term]}.xlsx"
            subjects = {**scored_of(grade), **comment_of(grade)}
            sheets = [
                _book(name, members, subject, subjects[subject], term, title, day)
                for subject in (*MARKED[grade], PHYSICAL)
            ]
            write_xlsx(folder / name, sheets)


def _book(name: str, members: list[Student], subject: str, heading: str, term: str, title: str, day: date) -> Sheet:
    rows: list[list[Any]] = [
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        [f"Trường: {NAME} - Mã trường: {CODE}"],
        [f"BẢNG ĐIỂM MÔN {heading.upper()} - {title} - NĂM HỌC 2024-2025"],
        [f"Khối {members[0].grade} - Lớp {members[0].class_name}"],
        [f"Ngày kết xuất: {day_text(day)}"],
        ["STT", "Mã học sinh", "Họ và tên", "", "ĐĐGtx", "", "", "ĐĐGgk", "ĐĐGck", "ĐTBmhk", "Nhận xét"],
        ["", "", "", "", "TX1", "TX2", "TX3", "", "", "", ""],
    ]
    sheet = Sheet(heading[:31], rows)
    for order, one in enumerate(members, 1):
        marks = one.marks[subject, term]
        regular = [*marks["tx"], "", "", ""][:3]
        stated = one.books.get(subject, {}).get(term, one.scores[subject][term])
        values = [_printed(value, as_text=False) for value in (*regular, marks["gk"], marks["ck"], stated)]
        family, _, given = one.name.rpartition(" ")
        rows.append([order, one.code, family, given, *values, ""])
        one.book_rows[subject, term] = Place(name, sheet.name, len(rows))
    return sheet
