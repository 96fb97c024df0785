import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.sources.office_files import PREAMBLE, Book, read, repairs_of, rows_of

HEADING = [
    "Mã trường", "Tên trường", "Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Giới tính", "Số CCCD", "Email",
    "Trạng thái CB", "Vị trí việc làm", "Nhóm chức vụ", "Môn dạy", "Chủ nhiệm lớp",
]  # fmt: skip


def member(at: int = 1, post: str = "Giáo viên", role: str | None = None, **changed: object) -> list[object]:
    row: dict[str, object] = {
        "school": "79760401", "school_name": "Tiểu học Hoa Sen", "code": f"79000000{at:02}", "name": "Võ Thị Vờ",
        "birth": "12/03/1985", "sex": "Nữ", "number": "079185000123", "email": None, "status": "Đang làm việc",
        "post": post, "role": role, "subject": None, "class": "5A",
    }  # fmt: skip
    return list((row | changed).values())


def test_row_of_the_staff_export_becomes_typed(book: Book) -> None:
    reading = read(book([HEADING, member()], name="CSDL_GiaoVien.xlsx"))
    assert reading.family == "staff_export"
    (row,) = rows_of(reading, "staff")
    assert tuple(row.values())[:10] == (
        "79760401", "7900000001", "079185000123", "Võ Thị Vờ", date(1985, 3, 12), "dang_lam", "Đang làm việc",
        "giao_vien", "Giáo viên", "5A",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("post", "role", "position", "text"),
    [
        ("Cán bộ quản lý", "Hiệu trưởng", "hieu_truong", "Hiệu trưởng"),
        ("Giáo viên", "Phó hiệu trưởng", "pho_hieu_truong", "Phó hiệu trưởng"),
        ("Giáo viên tiểu học", "Tổ trưởng", "giao_vien", "Giáo viên tiểu học"),
        ("Nhân viên văn thư", None, "van_thu", "Nhân viên văn thư"),
        ("Kế toán", None, "nhan_vien", "Kế toán"),
        ("Thợ lặn", None, None, "Thợ lặn"),
    ],
)
def test_office_held_comes_before_the_kind_of_post(
    book: Book, post: str, role: str | None, position: str | None, text: str
) -> None:
    (row,) = rows_of(read(book([HEADING, member(post=post, role=role)])), "staff")
    assert (row["position"], row["position_text"]) == (position, text)


def test_wrong_dimension_loses_no_row_and_is_told(book: Book, tmp_path: Path) -> None:
    path = book([HEADING, *(member(at) for at in range(1, 31))])
    wrong = tmp_path / "CSDL_GiaoVien.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wrong, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, text.replace(b'ref="A1:M35"', b'ref="A1:BS4"') if "sheet1" in part else text)
    reading = read(wrong)
    assert len(rows_of(reading, "staff")) == 30
    assert repairs_of(reading, "kich_thuoc") == [(None, "", "4", str(len(PREAMBLE) + 31))]


def test_sound_dimension_is_not_told(book: Book) -> None:
    assert repairs_of(read(book([HEADING, member()])), "kich_thuoc") == []


def test_staff_lost_zero_is_restored_by_sex_and_year(book: Book) -> None:
    reading = read(book([HEADING, member(number=79185000123)]))
    assert rows_of(reading, "staff")[0]["person_id"] == "079185000123"
