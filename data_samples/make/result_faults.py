"""Faults of results: which rule, at which school and grade; the schools that export again have mended theirs."""

from collections.abc import Callable
from datetime import date

from data_samples.make.chance import Chance
from data_samples.make.pupils import Pupil, ordinary
from data_samples.make.results import BEST, DONE, GOOD, NOT_DONE, ResultRow, true_result
from data_samples.make.schools import SCHOOL
from data_samples.make.words import person_name

PLAN = """
HB-KQ-01 2/3  11/4 8/2  10/3
HB-KQ-03 2/1  6/2  4/4  13/3
HB-KQ-04 2/2  11/3 5/4  8/1
HB-KQ-05 6/5  11/1 4/2  10/2
HB-KQ-06 2/5  6/4  8/5  15/3
HB-KQ-07 11/5 2/4  5/3  10/4
HB-KQ-08 6/1  3/2  7/4  16/3 14/2
HB-KQ-09 6/3  3/3  10/1 16/2
HB-KQ-10 6/4  8/3  4/1  5/2
HB-KQ-11 11/2 13/2 15/1 10/5
HB-KQ-12 11/4 1/2  7/5  16/4 17/3
HB-KQ-13 2/3  6/2  13/4 4/5
"""
OUTSIDERS = ((2, 2), (6, 3), (4, 3), (13, 4))
"""HB-KQ-02: results of pupils who are on no list of the school."""


def plant_result_faults(pupils: list[Pupil]) -> dict[str, str]:
    """Pupil code → the rule that the pupil's result breaks, each on an ordinary pupil."""
    planted = {}
    for line in PLAN.split("\n"):
        code, *spots = line.split() or [""]
        for spot in spots:
            school, grade = map(int, spot.split("/"))
            pupil = ordinary(pupils, school, grade)[0]
            pupil.role = "fault"
            planted[pupil.code] = code
    return planted


def result_rows(pupils: list[Pupil], school: int, day: date, planted: dict[str, str]) -> list[ResultRow]:
    """The rows of a school's results file; what was planted is mended in the second export."""
    is_mended = day > date(2025, 6, 1)
    rows = []
    for pupil in pupils:
        if pupil.school.number != school or not has_result(pupil, is_mended):
            continue
        code = "" if is_mended else planted.get(pupil.code, "")
        if code != "HB-KQ-01":
            rows.append(_planted(true_result(pupil), code))
    if not is_mended:
        rows += [_outsider(place) for place, (number, _) in enumerate(OUTSIDERS) if number == school]
    return sorted(rows, key=lambda row: (row.pupil.grade, row.pupil.home_class))


def has_result(pupil: Pupil, is_mended: bool) -> bool:
    """Whether the database holds a result: not for pupils who left, nor under a code that was not given yet."""
    if pupil.role in ("left", "ended", "beyond") or pupil.wrong_code == "HB-ID-14":
        return False
    return pupil.wrong_code != "HB-ID-05" or (is_mended and pupil.is_mended)


def _planted(row: ResultRow, code: str) -> ResultRow:
    if code:
        row.faults.append(code)
        EDITS[code](row)
    return row


def _outsider(place: int) -> ResultRow:
    chance = Chance("outsider", place)
    number, grade = OUTSIDERS[place]
    name = f"{grade}A"
    pupil = Pupil(
        school=SCHOOL[number],
        grade=grade,
        home_class=name,
        class_name=name,
        code=f"79980000{place:02d}",
        person_id="",
        name=person_name(chance, "nu"),
        birth=date(2019 - grade, 7, 2 + place),
        sex="nu",
        ethnicity="Kinh",
        province="",
    )
    row = true_result(pupil)
    row.faults.append("HB-KQ-02")
    return row


def _odd_level(row: ResultRow) -> None:
    row.levels["dao_duc"] = ("K", "A", "TB")[row.pupil.school.number % 3]


def _odd_competence(row: ResultRow) -> None:
    row.competences["Ngôn ngữ"] = ("H", "K", "B")[row.pupil.school.number % 3]


def _no_level(row: ResultRow) -> None:
    row.levels["mi_thuat"] = ""


def _odd_score(row: ResultRow) -> None:
    row.scores["toan"] = {2: 11, 6: 8.5, 8: "7,5", 15: "chín"}[row.pupil.school.number]


def _no_score(row: ResultRow) -> None:
    row.scores["tieng_viet"] = ""


def _other_rating(row: ResultRow) -> None:
    row.rating = {BEST: GOOD, GOOD: DONE, DONE: GOOD}[row.rating]


def _fail(row: ResultRow) -> None:
    row.levels["toan"], row.scores["toan"], row.rating = "C", 3, NOT_DONE


def _promoted(row: ResultRow) -> None:
    _fail(row)
    row.is_completed, row.is_promoted = False, True


def _contradiction(row: ResultRow) -> None:
    """Completed, though the level says no; or not completed, though the level says yes."""
    if row.pupil.school.number in (8, 5):
        _fail(row)
        row.is_completed, row.is_promoted = True, False
    else:
        row.is_completed, row.is_promoted = False, True


def _no_rating(row: ResultRow) -> None:
    row.rating = "" if row.pupil.school.number % 2 else "Giỏi"


def _other_class(row: ResultRow) -> None:
    row.class_name = f"{row.pupil.grade}{'B' if row.class_name.endswith('A') else 'A'}"


def _no_quality(row: ResultRow) -> None:
    row.qualities["Trung thực"] = ""


EDITS: dict[str, Callable[[ResultRow], None]] = {
    "HB-KQ-03": _odd_level,
    "HB-KQ-04": _odd_competence,
    "HB-KQ-05": _no_level,
    "HB-KQ-06": _odd_score,
    "HB-KQ-07": _no_score,
    "HB-KQ-08": _other_rating,
    "HB-KQ-09": _promoted,
    "HB-KQ-10": _contradiction,
    "HB-KQ-11": _no_rating,
    "HB-KQ-12": _other_class,
    "HB-KQ-13": _no_quality,
}
