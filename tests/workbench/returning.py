"""Packs as schools return them: filled in where a task leads, by openpyxl; saved again by LibreOffice where asked."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

SOFFICE = "/usr/bin/soffice"
HEAD_ROW, FIRST_ROW = 3, 4
NUMBERS = count(1)
WHY = "Đã đối chiếu hồ sơ gốc, dữ liệu đúng."
WHO = "Lê Thị Thử"
Row = dict[str, openpyxl.cell.Cell]
Mend = Callable[[Row], Mapping[str, object]]


def rows_of(sheet: Worksheet) -> dict[int, Row]:
    """The lines of a sheet by row number, each as its cells by heading."""
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    return {
        row[0].row: {head: cell for head, cell in zip(heads, row, strict=True) if head}
        for row in sheet.iter_rows(min_row=FIRST_ROW)
        if row[0].value
    }


def number_of(row: Row) -> dict[str, object]:
    """A personal number of the right shape for the sex and the year of birth of the row."""
    born, sex = str(row["Ngày sinh"].value), str(row["Giới tính"].value)
    digit = (int(born[6:8]) - 19) * 2 + (sex == "Nữ")
    return {"Số định danh cá nhân": f"079{digit}{born[8:10]}{next(NUMBERS):06}"}


def complete(row: Row) -> dict[str, object]:
    done = row["Xếp loại"].value != "Chưa hoàn thành"
    return {"Hoàn thành chương trình lớp học": "Có" if done else "Không"}


def birth_day(row: Row) -> dict[str, object]:
    """A day in the year that the personal number tells."""
    return {"Ngày sinh": f"05/03/20{str(row['Số định danh cá nhân'].value)[4:6]}"}


def constant(**values: str) -> Mend:
    """The same words in every row, by heading with underscores for spaces."""
    return lambda _row: {head.replace("_", " "): value for head, value in values.items()}


MENDS: Mapping[str, Mend] = {
    "HB-ID-01": constant(Lý_do_chưa_có_số="Chưa đăng ký khai sinh"),
    "HB-ID-02": number_of,
    "HB-ID-07": constant(Họ_tên="Nguyễn Thị Thử"),
    "HB-ID-08": birth_day,
    "HB-ID-09": constant(Dòng_thừa="Bỏ dòng này"),
    "HB-ID-12": constant(Dân_tộc="Kinh"),
    "HB-ID-13": constant(Trạng_thái="Đang học"),
    "HB-KQ-02": constant(Dòng_thừa="Bỏ dòng này"),
    "HB-KQ-09": constant(Được_lên_lớp="Không"),
    "HB-KQ-10": complete,
}
"""What a school does about a task that leads to a row: the cells that it fills in, by heading."""
IN_PLACE = {"HB-KQ-03": "T", "HB-KQ-04": "T", "HB-KQ-05": "T", "HB-KQ-13": "T", "HB-KQ-06": 9, "HB-KQ-07": 9}
"""What a school writes into the very cell that a task leads to."""


def fill_in(path: Path, *, only: Sequence[str] | None = None) -> dict[str, int]:
    """Do every task of a pack that can be done; how many of each code were mended and, as `explained`, answered."""
    book = openpyxl.load_workbook(path)
    done: dict[str, int] = {}
    for row in rows_of(book["ViecPhaiLam"]).values():
        code, target = str(row["Mã quy tắc"].value), str(row["Ô cần sửa"].value or "")
        if only is not None and code not in only:
            continue
        if mend_one(book, code, target):
            done[code] = done.get(code, 0) + 1
        elif row["Giải trình"].protection.locked is False:
            row["Giải trình"].value, row["Người giải trình"].value = WHY, WHO
            done["explained"] = done.get("explained", 0) + 1
    book.save(path)
    return done


def mend_one(book: openpyxl.Workbook, code: str, target: str) -> bool:
    """Mend what a task leads to; False where the school would rather explain, or can do nothing in the pack."""
    sheet, _, name = target.partition("!")
    if code in IN_PLACE and sheet:
        write(book[sheet][name], IN_PLACE[code])
    elif code in MENDS and sheet:
        row = rows_of(book[sheet])[book[sheet][name].row]
        for head, value in MENDS[code](row).items():
            write(row[head], value)
    return bool(sheet) and (code in IN_PLACE or code in MENDS)


def write(cell: openpyxl.cell.Cell, value: object) -> None:
    """Type into a cell as far as the protection of its sheet lets a school."""
    assert cell.protection.locked is False, f"{cell.parent.title}!{cell.coordinate} is locked"
    cell.value = value


def save_with_libreoffice(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The files opened and saved again by LibreOffice, in a folder; a skipped test where it is not installed."""
    if shutil.which(SOFFICE) is None:
        if os.environ.get("HOCBA_REQUIRE_SOFFICE") == "1":
            pytest.fail(f"{SOFFICE} is not installed, and HOCBA_REQUIRE_SOFFICE=1 asks for it")
        pytest.skip(f"{SOFFICE} is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    out = folder / "libreoffice"
    command = [SOFFICE, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)
    return [out / path.name for path in paths]
