"""The answers of the ministry's repository, and the totals that others told; both shapes are inferred."""

from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.days import SUMMER
from data_samples.make.ministry import NO, WHY, Answered
from data_samples.make.roster import Place
from data_samples.make.told_totals import Told

ANSWER_HEADINGS = (
    "STT",
    "Mã trường",
    "Mã học sinh",
    "Mã định danh học bạ",
    "Phiên bản",
    "Bộ trả lời lúc",
    "Kết quả của Bộ",
    "Mã lỗi",
    "Nội dung lỗi",
    "Mã băm nội dung",
)
TOLD_HEADINGS = (
    "STT",
    "Mã đơn vị",
    "Năm học",
    "Số liệu ngày",
    "Cột đối soát",
    "Các khối",
    "Tổng số báo",
    "Bên báo",
    "Văn bản",
    "Ghi chú",
)


def write_answers(folder: Path, answers: list[Answered]) -> None:
    """The repository's answers as the Sở hands them on."""
    name, sheet = f"{SUMMER}/kho-bo-tra-loi.xlsx", "TraLoiCuaBo"
    rows: list[list[Any]] = [
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH"],
        ["KẾT QUẢ BÁO CÁO HỌC BẠ SỐ LÊN KHO CỦA BỘ"],
        [f"Số liệu tính đến ngày {day_text(SUMMER)}"],
        [],
        list(ANSWER_HEADINGS),
    ]
    for order, one in enumerate(answers, 1):
        why = WHY if one.state == NO else ("", "")
        rows.append(
            [order, one.school.code, one.code, one.card_id, one.version, one.at, one.state, *why, one.content_hash]
        )
        one.place = Place(name, sheet, len(rows))
    write_xlsx(folder / name, [Sheet(sheet, rows)])


def write_totals(folder: Path, told: list[Told]) -> None:
    """The totals as the office notes them down when somebody tells one."""
    name, sheet = f"{SUMMER}/tong-so-bao-lai.xlsx", "TongSo"
    rows: list[list[Any]] = [
        ["TỔNG SỐ CÁC BÊN BÁO"],
        [f"Số liệu tính đến ngày {day_text(SUMMER)}"],
        [],
        list(TOLD_HEADINGS),
    ]
    for order, one in enumerate(told, 1):
        about = [one.unit, "2024-2025", day_text(one.day), one.word, one.grades, one.theirs]
        rows.append([order, *about, one.said_by, one.document, one.note])
        one.place = Place(name, sheet, len(rows))
    write_xlsx(folder / name, [Sheet(sheet, rows)])
