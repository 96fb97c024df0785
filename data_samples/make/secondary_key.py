"""All files of the secondary school, and the answer key that belongs to them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.files_secondary import write_gradebooks, write_roster, write_school, write_summary
from data_samples.make.mixed_primary import (
    PrimaryPupil,
    make_primary,
    plant_primary,
    primary_after_summer,
    write_primary,
)
from data_samples.make.roster import Place
from data_samples.make.secondary import CODE, Student, make_students
from data_samples.make.secondary_faults import after_summer, outsiders, plant

YEAR_END, SUMMER_END = date(2025, 5, 31), date(2025, 8, 20)
IN_BOOK = {"HB-TH-06": "hk1", "HB-TH-07": "hk1", "HB-TH-08": "hk2", "HB-TH-10": "hk1"}
"""Rules whose fault stands in the gradebook of mathematics, and in which term."""
Person = Student | PrimaryPupil
ERRORS = {
    *(f"HB-TH-{number:02d}" for number in (1, 2, 3, 4, 6, 9, 10, 11, 14, 16, 17, 19, 24, 25, 29)),
    *(f"HB-KQ-{number}" for number in (15, 17, 18, 19)),
}
ABOUT = (
    "Đáp án của trường mẫu nhiều cấp học, bước results_review. Mỗi ngày trong days có danh sách lỗi trọn vẹn; "
    "clean: số em không còn lỗi phải sửa trên số em phải rà soát, theo khối."
)


def write_secondary(folder: Path) -> None:
    """Write the school's files of both days, and the key."""
    students = make_students()
    plant(students)
    children = make_primary()
    plant_primary(children)
    strangers = outsiders(students)
    write_school(folder, YEAR_END)
    write_roster(folder, YEAR_END, [*children, *students])
    reported = sorted([*students, *strangers], key=lambda one: (one.grade, one.place))
    write_summary(folder, YEAR_END, reported, is_after=False)
    write_gradebooks(folder, YEAR_END, students)
    write_primary(folder, YEAR_END, children, is_after=False)
    later = after_summer(students)
    younger = primary_after_summer(children)
    write_roster(folder, SUMMER_END, [*younger, *later])
    write_summary(folder, SUMMER_END, later, is_after=True)
    write_primary(folder, SUMMER_END, younger, is_after=True)
    days: dict[date, list[Person]] = {YEAR_END: [*children, *reported], SUMMER_END: [*younger, *later]}
    key = {
        "about": ABOUT,
        "unit": CODE,
        "school_year": "2024-2025",
        "days": {str(day): {"faults": list(_faults(people)), "clean": _clean(people)} for day, people in days.items()},
    }
    text = json.dumps(key, ensure_ascii=False, indent=1)
    (folder / "answer_key.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _faults(people: list[Person]) -> Iterator[dict[str, Any]]:
    """Each planted fault where it is read first."""
    told = [(one.fault if one.is_listed else "HB-TH-14", one) for one in people]
    for code, one in sorted(((code, one) for code, one in told if code), key=lambda pair: (pair[0], pair[1].code)):
        place = _place(code, one)
        yield {"code": code, "file": place.file, "sheet": place.sheet, "row": place.row, "unit": CODE}


def _place(code: str, one: Person) -> Place:
    found = one.row
    if code == "HB-TH-29":
        found = one.roster_row
    elif code in IN_BOOK:
        found = one.book_rows["toan", IN_BOOK[code]]
    if found is None:
        raise ValueError(f"{code}: the row has no place")
    return found


def _clean(people: list[Person]) -> dict[str, list[int]]:
    listed = [one for one in people if one.is_listed]
    counts = {}
    for grade in sorted({one.grade for one in listed}):
        of_grade = [one for one in listed if one.grade == grade]
        sound = [one for one in of_grade if one.fault not in ERRORS]
        counts[str(grade)] = [len(sound), len(of_grade)]
    return counts
