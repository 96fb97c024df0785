"""The pupils of one school of several levels, grades 6-12, and their results as circular 22/2021 gives them.

Scores are whole tenths. Nothing is shared with the tool: what follows from the scores is computed here once more.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from data_samples.make.chance import Chance
from data_samples.make.pupils import person_number
from data_samples.make.roster import Place
from data_samples.make.words import person_name

CODE, NAME, PARENT = "79000701", "Trường Tiểu học, THCS và THPT Cánh Buồm Nâu", "so-gddt-hcm"
GRADES = (6, 7, 8, 9, 10, 11, 12)
GRADEBOOKS = (6, 10)
"""Grades whose class has gradebooks beside the summary."""
TERMS = ("hk1", "hk2", "ca_nam")
LOWER = {
    "ngu_van": "Ngữ văn",
    "toan": "Toán",
    "ngoai_ngu_1": "Ngoại ngữ 1",
    "gdcd": "GDCD",
    "ls_dl": "Lịch sử và Địa lí",
    "khtn": "Khoa học tự nhiên",
    "cong_nghe": "Công nghệ",
    "tin_hoc": "Tin học",
}
UPPER = {
    "ngu_van": "Ngữ văn",
    "toan": "Toán",
    "ngoai_ngu_1": "Ngoại ngữ 1",
    "lich_su": "Lịch sử",
    "dia_li": "Địa lí",
    "vat_li": "Vật lí",
    "hoa_hoc": "Hóa học",
    "tin_hoc": "Tin học",
    "gdqp_an": "GDQP-AN",
}
COMMENT = {
    "gd_the_chat": "GDTC",
    "nghe_thuat": "Nghệ thuật",
    "hdtn_hn": "HĐTN, HN",
    "nd_gddp": "NDGDĐP",
}
MARKED = {6: ("toan", "ngu_van", "khtn"), 10: ("toan", "ngu_van", "vat_li")}
LEVELS = ("Chưa đạt", "Đạt", "Khá", "Tốt")
"""From the lowest to the highest."""
BARS = {"Tốt": (65, 80, 0), "Khá": (50, 65, 0), "Đạt": (35, 50, 1)}
"""Article 9.2: every score at least, six at least, and so many comment subjects may fail."""
RANGES = {"Tốt": (80, 98), "Khá": (65, 79), "Đạt": (50, 64), "Chưa đạt": (50, 64)}
ENOUGH, MOST_ABSENCES = 6, 45
LAST_GRADES = (9, 12)


@dataclass
class Student:
    """A pupil and what the files say: scores by subject and term, levels by term; texts where a fault stands."""

    grade: int
    place: int
    code: str
    person_id: str
    name: str
    birth: date
    sex: str
    aim: str
    class_name: str
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    books: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the gradebook says where it differs: the average of a subject and term."""
    marks: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    learning: dict[str, str] = field(default_factory=dict)
    conduct: dict[str, str] = field(default_factory=dict)
    retests: dict[str, int] = field(default_factory=dict)
    absences: tuple[int, int] = (0, 0)
    award: str = ""
    is_promoted: bool = True
    beyond: dict[str, str] = field(default_factory=dict)
    """Scores of a subject that the grade does not have, by term."""
    fault: str = ""
    is_listed: bool = True
    is_reported: bool = True
    listed_class: str = ""
    row: Place | None = None
    roster_row: Place | None = None
    book_rows: dict[tuple[str, str], Place] = field(default_factory=dict)


def scored_of(grade: int) -> dict[str, str]:
    """The scored subjects of a grade and their headings."""
    return LOWER if grade < 10 else UPPER


def comment_of(grade: int) -> dict[str, str]:
    """The comment-only subjects of a grade and their headings."""
    return COMMENT if grade < 10 else {name: text for name, text in COMMENT.items() if name != "nghe_thuat"}


def make_students() -> list[Student]:
    """Every pupil, class by class, all of them sound."""
    return [student(grade, place) for grade in GRADES for place in range(25)]


def student(grade: int, place: int) -> Student:
    """One pupil with scores drawn for a level, and everything that follows from them."""
    chance = Chance("trung-hoc", grade, place)
    sex = chance.pick(("nam", "nu"))
    birth = date(2019 - grade, 1, 1) + timedelta(days=chance.whole(0, 364))
    made = Student(
        grade=grade,
        place=place,
        code=f"7970{grade:02d}{chance.digits(2)}{place:02d}",
        person_id=person_number(chance, sex, birth),
        name=person_name(chance, sex),
        birth=birth,
        sex=sex,
        aim=("Tốt", "Khá", "Tốt", "Đạt", "Khá")[place % 5] if place < 22 else "Chưa đạt",
        class_name=f"{grade}A",
    )
    _score(made, chance)
    made.conduct = dict(zip(("hk1", "hk2"), chance.pick(CONDUCTS), strict=True))
    made.absences = (chance.whole(0, 9), chance.whole(0, 2))
    settle(made)
    return made


CONDUCTS = (("Tốt", "Tốt"), ("Khá", "Tốt"), ("Tốt", "Tốt"), ("Khá", "Khá"), ("Đạt", "Khá"), ("Khá", "Đạt"))


def _score(made: Student, chance: Chance) -> None:
    low, high = RANGES[made.aim]
    weak = ("toan", "ngu_van", "ngoai_ngu_1", "tin_hoc") if made.aim == "Chưa đạt" else ()
    for name in scored_of(made.grade):
        made.scores[name] = {}
        for term in ("hk1", "hk2"):
            ends = (36, 48) if name in weak else (low, high)
            made.scores[name][term] = chance.whole(*ends)
            if made.grade in GRADEBOOKS and name in MARKED[made.grade]:
                made.scores[name][term] = _marks(made, name, term, ends, chance)
    for name in comment_of(made.grade):
        made.scores[name] = dict.fromkeys(TERMS, "Đ")
        if made.grade in GRADEBOOKS and name == "gd_the_chat":
            for term in ("hk1", "hk2"):
                made.marks[name, term] = {"tx": ["Đ", "Đ"], "gk": "Đ", "ck": "Đ"}


def _marks(made: Student, name: str, term: str, ends: tuple[int, int], chance: Chance) -> int:
    """Marks of the gradebook, and the average that they come to."""
    told = {"tx": [chance.whole(*ends) for _ in range(3)], "gk": chance.whole(*ends), "ck": chance.whole(*ends)}
    made.marks[name, term] = told
    return average(told)


def average(marks: dict[str, Any]) -> int:
    """ĐTBmhk in tenths, halves upwards."""
    points, weights = sum(marks["tx"]) + 2 * marks["gk"] + 3 * marks["ck"], len(marks["tx"]) + 5
    return int((2 * points + weights) // (2 * weights))


def year_of(halves: dict[str, Any]) -> int:
    """ĐTBmcn in tenths, halves upwards."""
    return int((2 * (halves["hk1"] + 2 * halves["hk2"]) + 3) // 6)


def settle(made: Student) -> None:
    """Averages of the year, levels, award and promotion as they follow from the scores and the conduct of the terms."""
    for name in scored_of(made.grade):
        halves = made.scores[name]
        if isinstance(halves["hk1"], int) and isinstance(halves["hk2"], int):
            halves["ca_nam"] = year_of(halves)
    made.conduct["ca_nam"] = conduct_of_year(made.conduct["hk1"], made.conduct["hk2"])
    for term in TERMS:
        made.learning[term] = level(made, term)
    conclude(made)


def conclude(made: Student) -> None:
    """Award and promotion from the levels of the year."""
    high = made.learning["ca_nam"] == made.conduct["ca_nam"] == "Tốt"
    best = [name for name in scored_of(made.grade) if isinstance(v := made.scores[name]["ca_nam"], int) and v >= 90]
    made.award = ("Học sinh Xuất sắc" if len(best) >= ENOUGH else "Học sinh Giỏi") if high else ""
    failed = "Chưa đạt" in (made.learning["ca_nam"], made.conduct["ca_nam"])
    made.is_promoted = not failed and sum(made.absences) <= MOST_ABSENCES


def level(made: Student, term: str) -> str:
    """Article 9.2 alone: pupils whom 9.3 would raise are made on purpose only. Empty: too few scored subjects."""
    scores = [v for name in scored_of(made.grade) if isinstance(v := value(made, name, term), int)]
    failed = [name for name in comment_of(made.grade) if value(made, name, term) == "CĐ"]
    if len(scores) < ENOUGH:
        return ""
    for name, (every, many, failures) in BARS.items():
        if len(failed) <= failures and min(scores) >= every and sum(1 for s in scores if s >= many) >= ENOUGH:
            return name
    return "Chưa đạt"


def value(made: Student, name: str, term: str) -> Any:
    """What counts of a subject in a term; after the summer the retest in place of the year."""
    if term == "sau_he":
        return made.retests.get(name, made.scores[name]["ca_nam"])
    return made.scores[name][term]


def conduct_of_year(first: str, second: str) -> str:
    """Article 8; the pair that copies read differently is planted on purpose only."""
    if second == "Tốt":
        return "Tốt" if first in ("Tốt", "Khá") else "Khá"
    if second == "Khá":
        return "Đạt" if first == "Chưa đạt" else "Khá"
    if second == "Đạt":
        return "Khá" if first == "Tốt" else "Đạt"
    return "Chưa đạt"
