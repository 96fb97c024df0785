"""Year results: subjects and competences by grade, marks that fit together, and the year level of circular 27/2020."""

from dataclasses import dataclass, field
from typing import Any

from data_samples.make.chance import Chance
from data_samples.make.pupils import Pupil
from data_samples.make.roster import Place

ALL, UPPER, TOP_TWO = (1, 2, 3, 4, 5), (3, 4, 5), (4, 5)


@dataclass(frozen=True)
class Subject:
    """A subject: its heading in the file, grades that must have it, grades with a test at the year's end."""

    id: str
    heading: str
    required: tuple[int, ...]
    tested: tuple[int, ...] = ()


SUBJECTS = (
    Subject("toan", "Toán", ALL, ALL),
    Subject("tieng_viet", "Tiếng việt", ALL, ALL),
    Subject("dao_duc", "Đạo đức", ALL),
    Subject("tn_xh", "Tự nhiên và xã hội", (1, 2, 3)),
    Subject("khoa_hoc", "Khoa học", TOP_TWO, TOP_TWO),
    Subject("ls_dl", "Lịch sử và Địa lí", TOP_TWO, TOP_TWO),
    Subject("ngoai_ngu_1", "Ngoại ngữ", UPPER, UPPER),
    Subject("tieng_dan_toc", "Tiếng dân tộc", ()),
    Subject("tin_hoc", "TH-CN (Tin học)", UPPER, UPPER),
    Subject("cong_nghe", "TH-CN (Công nghệ)", UPPER, UPPER),
    Subject("am_nhac", "Nghệ thuật (Âm nhạc)", ALL),
    Subject("mi_thuat", "Nghệ thuật (Mĩ thuật)", ALL),
    Subject("hd_trai_nghiem", "Hoạt động trải nghiệm", ALL),
    Subject("gd_the_chat", "Giáo dục thể chất", ALL),
)
GENERAL = ("Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo")
SPECIFIC = (
    ("Ngôn ngữ", ALL),
    ("Tính toán", ALL),
    ("Khoa học", ALL),
    ("Công nghệ", UPPER),
    ("Tin học", UPPER),
    ("Thẩm mĩ", ALL),
    ("Thể chất", ALL),
)
QUALITIES = ("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm")
BEST, GOOD, DONE, NOT_DONE = "Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"


@dataclass
class ResultRow:
    """A row of a results file: marks by subject id, by competence and by quality, and the three columns at the end."""

    pupil: Pupil
    code: str
    class_name: str
    levels: dict[str, str] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)
    competences: dict[str, str] = field(default_factory=dict)
    qualities: dict[str, str] = field(default_factory=dict)
    is_completed: bool = True
    is_promoted: bool = True
    rating: str = ""
    faults: list[str] = field(default_factory=list)
    place: Place | None = None


def competences_of(grade: int) -> list[str]:
    """The general and the specific competences that a grade is judged on."""
    return [*GENERAL, *(name for name, grades in SPECIFIC if grade in grades)]


def columns_of(grade: int) -> list[Subject]:
    """Subjects that have a column in the sheet of a grade: those of the grade, and the electives of the old layout."""
    electives = ("ngoai_ngu_1", "tieng_dan_toc", "tin_hoc")
    return [subject for subject in SUBJECTS if grade in subject.required or subject.id in electives]


def true_result(pupil: Pupil) -> ResultRow:
    """The result of a pupil: marks drawn for a year level, and that level computed from them."""
    chance = Chance("result", pupil.code)
    row = ResultRow(pupil, pupil.code, pupil.class_name)
    if pupil.is_not_assessed:
        return row
    draw = chance.whole(0, 99)
    aim = NOT_DONE if pupil.role == "supplementary" else BEST if draw < 34 else GOOD if draw < 64 else DONE
    _mark(row, aim, chance)
    row.rating = year_level(row)
    row.is_completed = row.is_promoted = row.rating != NOT_DONE
    if row.rating != aim:
        raise AssertionError(f"{pupil.code}: {aim} was meant, the marks give {row.rating}")
    return row


def _mark(row: ResultRow, aim: str, chance: Chance) -> None:
    grade = row.pupil.grade
    low, high = (9, 10) if aim == BEST else (7, 10)
    tested = [subject.id for subject in SUBJECTS if grade in subject.tested]
    row.levels = {subject.id: "T" for subject in SUBJECTS if grade in subject.required}
    row.scores = {name: chance.whole(low, high) for name in tested}
    row.competences = dict.fromkeys(competences_of(grade), "T")
    row.qualities = dict.fromkeys(QUALITIES, "T")
    if grade < 3 and row.pupil.school.number % 3:
        row.levels["ngoai_ngu_1"] = "T"
    if aim == GOOD:
        row.scores["toan"] = chance.whole(7, 8)
    if aim in (DONE, NOT_DONE):
        _lower(row, chance)
    if aim == NOT_DONE:
        row.levels["toan"], row.scores["toan"] = "C", chance.whole(2, 4)
    elif chance.happens(0.004):
        row.levels["gd_the_chat"] = "M"


def _lower(row: ResultRow, chance: Chance) -> None:
    """Middle levels here and there, one subject at least."""
    for name in row.levels:
        row.levels[name] = chance.pick("TH") if name != "tieng_viet" else "H"
    for marks in (row.competences, row.qualities):
        for name in marks:
            marks[name] = chance.pick("TTĐ")
    row.scores = {name: chance.whole(7, 9) if row.levels[name] == "T" else chance.whole(5, 7) for name in row.scores}


def year_level(row: ResultRow) -> str:
    """Article 9.2a of circular 27/2020: the year level from levels, competences, qualities and tests."""
    subjects = {level for level in row.levels.values() if level != "M"}
    traits = {*row.competences.values(), *row.qualities.values()}
    lowest = min(row.scores.values())
    if subjects == {"T"} and traits == {"T"} and lowest >= 7:
        return BEST if lowest >= 9 else GOOD
    if subjects <= {"T", "H"} and traits <= {"T", "Đ"} and lowest >= 5:
        return DONE
    return NOT_DONE
