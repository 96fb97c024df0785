"""The results files: one a school, a sheet a grade, three heading rows with merged cells."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.results import GENERAL, QUALITIES, ResultRow, Subject, columns_of, competences_of
from data_samples.make.roster import Place
from data_samples.make.schools import LONG_LEVELS, SCHOOL

FIRST = ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh")
LAST = ("Hoàn thành chương trình lớp học", "Lên lớp", "Xếp loại")
LONG = {"T": "HTT", "H": "HT", "C": "CHT"}
TITLE_ROWS = 4


def write_results(folder: Path, day: date, number: int, rows: list[ResultRow]) -> None:
    """The results of one school, as exported on a day."""
    school = SCHOOL[number]
    name = f"{day}/ket-qua/KQHT_{school.code}.xlsx"
    sheets = []
    for grade in (1, 2, 3, 4, 5):
        sheet = _sheet(number, grade, day)
        for order, row in enumerate((row for row in rows if row.pupil.grade == grade), 1):
            sheet.rows.append(_cells(order, row, grade, is_long=number == LONG_LEVELS))
            row.place = Place(name, sheet.name, len(sheet.rows))
        sheets.append(sheet)
    write_xlsx(folder / name, sheets)


def _sheet(number: int, grade: int, day: date) -> Sheet:
    """Title rows and the three heading rows of a grade."""
    school = SCHOOL[number]
    titles = [
        ["KẾT QUẢ HỌC TẬP, RÈN LUYỆN CUỐI NĂM HỌC 2024-2025"],
        [f"Trường: {school.name} - Mã trường: {school.code}"],
        [f"Khối {grade}"],
        [f"Ngày kết xuất: {day_text(day)}"],
    ]
    upper, middle, lower = _heading(grade)
    return Sheet(f"Khoi{grade}", [*titles, upper, middle, lower], _merged(upper, middle, lower))


def _heading(grade: int) -> tuple[list[str], list[str], list[str]]:
    """The three rows, with the text of a merged cell repeated in every cell that it covers."""
    columns = [(text, text, text) for text in FIRST]
    for subject in columns_of(grade):
        columns += [("Môn học và hoạt động giáo dục", subject.heading, text) for text in _parts(subject, grade)]
    for name in competences_of(grade):
        columns.append(("Năng lực cốt lõi", "Năng lực chung" if name in GENERAL else "Năng lực đặc thù", name))
    columns += [("Phẩm chất chủ yếu", name, name) for name in QUALITIES]
    columns += [(text, text, text) for text in LAST]
    upper, middle, lower = zip(*columns, strict=True)
    return list(upper), list(middle), list(lower)


def _parts(subject: Subject, grade: int) -> tuple[str, ...]:
    return ("Mức đạt được", "Điểm KTĐK") if grade in subject.tested else ("Mức đạt được",)


def _merged(upper: list[str], middle: list[str], lower: list[str]) -> list[tuple[int, int, int, int]]:
    """The merged blocks; what a block covers is emptied, as only its first cell holds the text."""
    blocks: list[tuple[int, int, int, int]] = []
    top = TITLE_ROWS
    for left, right in _runs(upper):
        if upper[left] == middle[left]:
            blocks.append((top, left, top + 2, left))
            continue
        blocks.append((top, left, top, right))
        for start, end in _runs(middle[left : right + 1]):
            deep = middle[left + start] == lower[left + start]
            if deep or end > start:
                blocks.append((top + 1, left + start, top + 1 + deep, left + end))
    for first_row, left, last_row, right in blocks:
        for row_number, row in enumerate((upper, middle, lower), top):
            for column in range(left, right + 1):
                if first_row <= row_number <= last_row and (row_number, column) != (first_row, left):
                    row[column] = ""
    return blocks


def _runs(texts: list[str]) -> Iterable[tuple[int, int]]:
    """First and last place of every run of equal texts."""
    start = 0
    for place in range(1, len(texts) + 1):
        if place == len(texts) or texts[place] != texts[start]:
            yield start, place - 1
            start = place


def _cells(order: int, row: ResultRow, grade: int, *, is_long: bool) -> list[Any]:
    pupil = row.pupil
    cells: list[Any] = [order, row.class_name, row.code, pupil.name, day_text(pupil.birth)]
    for subject in columns_of(grade):
        level = row.levels.get(subject.id, "")
        cells.append(LONG.get(level, level) if is_long else level)
        if grade in subject.tested:
            cells.append(row.scores.get(subject.id, ""))
    cells += [row.competences.get(name, "") for name in competences_of(grade)]
    cells += [row.qualities.get(name, "") for name in QUALITIES]
    cells += ["x" if row.is_completed else "", "x" if row.is_promoted else "", row.rating]
    return cells
