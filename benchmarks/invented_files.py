"""Large invented exports: nobody in them is a person; names are syllables drawn by a fixed seed."""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
GIVEN_NAMES = ("An", "Bình", "Châu", "Dũng", "Đạt", "Giang", "Hà", "Khánh", "Linh", "Minh", "Ngọc", "Phúc", "Quỳnh")
PUPIL = (
    "STT", "Mã trường", "Tên trường", "Khối học", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính",
    "Dân tộc", "Trạng thái HS", "Ngày nhập\ntrạng thái", "Loại khuyết tật", "Khuyết tật\nkhông đánh giá",
    "Số định danh cá nhân", "Lý do chưa có\nsố ĐDCN", "Tỉnh/Thành phố\n(Theo địa chỉ thường trú)",
    "Xã/Phường\n(Theo địa chỉ thường trú)", "Họ tên cha", "Họ tên mẹ", "Số điện thoại\nliên hệ",
)  # fmt: skip
STAFF = (
    "STT", "Mã trường", "Tên trường", "Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Giới tính", "Số CCCD", "Email",
    "Trạng thái CB", "Vị trí việc làm", "Nhóm chức vụ", "Môn dạy", "Chủ nhiệm lớp",
)  # fmt: skip
STAFF_COLUMNS = 71
"""As wide as the list of staff of a province is."""
XLS_ROWS = 60_000
"""Rows on one sheet of an .xls, which holds 65.536 at most; more go to further sheets."""
PREAMBLE = (("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",), ("DANH SÁCH HỌC SINH",), ("Số liệu tính đến ngày 30/06/2025",), ())
FIRST_BIRTH = date(2014, 1, 1)

Row = Sequence[Any]


def write_files(folder: Path, *, rows: int) -> dict[str, Path]:
    """The exports by name: pupils as .xlsx, .xls and .csv, staff as a wide .xlsx."""
    folder.mkdir(parents=True, exist_ok=True)
    pupils = [*PREAMBLE, PUPIL, *pupil_rows(rows)]
    paths = {name: folder / name for name in ("pupils.xlsx", "pupils.xls", "pupils.csv", "staff.xlsx")}
    _write_xlsx(paths["pupils.xlsx"], pupils)
    _write_xls(paths["pupils.xls"], pupils)
    _write_csv(paths["pupils.csv"], pupils)
    _write_xlsx(paths["staff.xlsx"], [*PREAMBLE, _staff_headings(), *staff_rows(rows)])
    return paths


def pupil_rows(rows: int) -> Iterator[Row]:
    """Pupils of invented schools of 700, sound throughout: reading is measured, not mending."""
    chance = random.Random(1)
    for place in range(rows):
        school, grade = place // 700, place % 5 + 1
        birth = FIRST_BIRTH + timedelta(days=chance.randrange(1800))
        sex = chance.randrange(2)
        yield (
            place + 1, f"7976{school:04}", f"Trường Tiểu học số {school}", grade, f"{grade}{'ABCD'[place % 4]}",
            f"79{place:08}", person_name(chance), f"{birth:%d/%m/%Y}", "Nữ" if sex else "Nam", "Kinh", "Đang học",
            "05/09/2024", None, None, f"079{2 + sex}{birth:%y}{place % 10**6:06}", None, "Thành phố Hồ Chí Minh",
            "Phường Bến Thành", person_name(chance), person_name(chance), f"09{place:08}",
        )  # fmt: skip


def staff_rows(rows: int) -> Iterator[Row]:
    """Staff of the same schools, with as many columns as a province keeps; most of them nobody asks for."""
    chance = random.Random(2)
    filler = tuple(f"Nội dung {place}" for place in range(STAFF_COLUMNS - len(STAFF)))
    for place in range(rows):
        yield (
            place + 1, f"7976{place // 40:04}", f"Trường Tiểu học số {place // 40}", f"78{place:08}",
            person_name(chance), "05/03/1985", "Nữ", f"079185{place % 10**6:06}", f"gv{place}@truong.vn",
            "Đang làm việc", "Giáo viên", None, "Toán", f"{place % 5 + 1}A", *filler,
        )  # fmt: skip


def person_name(chance: random.Random) -> str:
    """A name of three syllables that is nobody's."""
    return f"{chance.choice(FAMILY_NAMES)} {chance.choice(GIVEN_NAMES)} {chance.choice(GIVEN_NAMES)}"


def _staff_headings() -> Row:
    return (*STAFF, *(f"Cột {place}" for place in range(STAFF_COLUMNS - len(STAFF))))


def _write_xlsx(path: Path, rows: Sequence[Row]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)


def _write_xls(path: Path, rows: Sequence[Row]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    head = len(PREAMBLE) + 1
    pages = []
    for first in range(head, len(rows), XLS_ROWS):
        page = book.add_sheet(f"Sheet{first // XLS_ROWS + 1}")
        for number, row in enumerate([*rows[:head], *rows[first : first + XLS_ROWS]]):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
        page.flush_row_data()
        pages.append(page)
    book.save(str(path))
    for page in pages:
        page.row_tempfile.close()


def _write_csv(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle, delimiter=";").writerows(rows)
