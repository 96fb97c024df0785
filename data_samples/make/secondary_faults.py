"""What is wrong in the files of the secondary school: which rule, on a pupil of which grade and level."""

from collections.abc import Callable
from copy import deepcopy

from data_samples.make.secondary import Student, average, conclude, level, scored_of, settle, student

PLAN = """
HB-TH-01 7/Khá  8/Khá  9/Khá  11/Khá
HB-TH-02 7/Khá  8/Khá  12/Khá
HB-TH-03 7/Tốt  9/Tốt  11/Tốt
HB-TH-04 8/Tốt  9/Tốt  12/Tốt
HB-TH-05 7/Đạt  7/Đạt  7/Đạt
HB-TH-06 6/Khá  6/Khá  10/Khá 10/Khá
HB-TH-07 6/Tốt  10/Tốt 10/Tốt
HB-TH-08 6/Khá  6/Khá  10/Khá
HB-TH-09 8/Khá  9/Khá  11/Khá 12/Khá
HB-TH-10 6/Khá  10/Khá 10/Tốt
HB-TH-11 7/Khá  8/Khá  9/Khá  12/Khá
HB-TH-12 8/Đạt  9/Đạt  11/Đạt
HB-TH-14 7/Khá  9/Khá  12/Khá
HB-TH-15 7/Tốt  8/Tốt  11/Tốt
HB-TH-16 7/Tốt  9/Tốt  12/Tốt 8/Tốt
HB-TH-17 8/Tốt  11/Tốt 12/Tốt
HB-TH-18 6/Đạt  8/Đạt  9/Đạt
HB-TH-19 7/Khá  8/Tốt  11/Khá 9/Đạt
HB-TH-20 9/Tốt  8/Tốt  11/Tốt 12/Tốt
HB-TH-21 7/Tốt  9/Tốt  12/Khá
HB-TH-22 8/Khá  9/Khá  11/Tốt
HB-TH-23 7/Khá  9/Tốt  11/Tốt
HB-TH-24 7/Chưa_đạt 8/Chưa_đạt 11/Chưa_đạt
HB-TH-25 8/Khá  10/Đạt 12/Đạt
HB-TH-26 7/Đạt  8/Đạt  11/Đạt 10/Đạt
HB-TH-29 7/Khá  9/Khá  12/Khá
"""
"""Rule, then grade/level of each pupil on whom it is planted in the export of the end of the year."""
AFTER = """
HB-TH-13 8/Chưa_đạt 9/Chưa_đạt 10/Chưa_đạt
HB-TH-27 7/Chưa_đạt 11/Chưa_đạt 12/Chưa_đạt
HB-TH-28 7/Khá 9/Đạt 12/Khá
"""
"""The same for the export after the summer, in which the rest is mended."""
UNREADABLE = ("11", "7,55", "vắng", "-2")
NOT_A_LEVEL = ("Giỏi", "", "TB", "Xuất sắc")


def plant(students: list[Student]) -> None:
    """The faults of the end of the year, each on a pupil of its own."""
    for code, place, made in _chosen(students, PLAN):
        made.fault = code
        EDITS[code](made, place)


def after_summer(students: list[Student]) -> list[Student]:
    """The same pupils as sound as they were made, with what was assessed again, and the faults of that."""
    later = [student(one.grade, one.place) for one in students]
    for one in later:
        if one.learning["ca_nam"] == "Chưa đạt":
            _retest(one)
    for code, _, made in _chosen(later, AFTER):
        made.fault = code
        EDITS[code](made, 0)
    return later


def outsiders(students: list[Student]) -> list[Student]:
    """HB-TH-14: results of pupils who are on no list, copied from pupils of the same class."""
    found = []
    for one in [one for one in students if one.fault == "HB-TH-14"]:
        other = deepcopy(one)
        other.code, other.is_listed = f"7998{one.code[4:]}", False
        one.fault = ""
        found.append(other)
    return found


def _chosen(students: list[Student], plan: str) -> list[tuple[str, int, Student]]:
    chosen = []
    for line in plan.split("\n"):
        code, *spots = line.split() or [""]
        for place, spot in enumerate(spots):
            grade, aim = spot.replace("_", " ").split("/")
            made = next(s for s in students if s.grade == int(grade) and s.aim == aim and not s.fault and s.place)
            made.fault = code
            chosen.append((code, place, made))
    return chosen


def _retest(made: Student) -> None:
    """What failed is tested again, and passed."""
    weak = [name for name in scored_of(made.grade) if made.scores[name]["ca_nam"] < 50]
    made.retests = {name: 50 + place for place, name in enumerate(weak)}
    made.learning["sau_he"] = level(made, "sau_he")
    made.is_promoted = True


def _unreadable(made: Student, place: int) -> None:
    made.scores["toan"]["hk1"] = UNREADABLE[place]


def _comment_for_score(made: Student, _place: int) -> None:
    made.scores["toan"]["hk1"] = "Đ"


def _score_for_comment(made: Student, _place: int) -> None:
    made.scores["gd_the_chat"]["hk1"] = 80


def _odd_comment(made: Student, place: int) -> None:
    made.scores["gd_the_chat"]["hk1"] = ("TB", "K", "Y")[place]


def _beyond(made: Student, _place: int) -> None:
    made.beyond = {"ca_nam": "7,0"}


def _no_mark(made: Student, place: int) -> None:
    made.marks["toan", "hk1"]["gk" if place % 2 else "ck"] = ""


def _one_regular(made: Student, _place: int) -> None:
    marks = made.marks["toan", "hk1"]
    marks["tx"] = marks["tx"][:1]
    made.scores["toan"]["hk1"] = average(marks)
    settle(made)


def _two_files(made: Student, _place: int) -> None:
    made.books["toan"] = {"hk2": made.scores["toan"]["hk2"]}
    made.scores["toan"]["hk2"] += 2


def _missing(made: Student, place: int) -> None:
    made.scores["ngu_van"]["hk2" if place % 2 else "ca_nam"] = ""


def _wrong_term(made: Student, _place: int) -> None:
    made.scores["toan"]["hk1"] -= 1


def _wrong_year(made: Student, _place: int) -> None:
    made.scores["toan"]["ca_nam"] += 1


def _other_comment(made: Student, _place: int) -> None:
    made.scores["hdtn_hn"]["ca_nam"] = "CĐ"


def _other_class(made: Student, _place: int) -> None:
    made.listed_class = f"{made.grade}B"


def _odd_learning(made: Student, place: int) -> None:
    made.learning["hk1"] = NOT_A_LEVEL[place]


def _odd_conduct(made: Student, place: int) -> None:
    made.conduct["hk2"] = ("", "TB", "Yếu")[place]


def _few_subjects(made: Student, _place: int) -> None:
    for name in ("gdcd", "cong_nghe", "tin_hoc"):
        made.scores[name] = dict.fromkeys(("hk1", "hk2", "ca_nam"), "M")
    made.learning = {"hk1": "", "hk2": "", "ca_nam": "Đạt"}


def _other_level(made: Student, place: int) -> None:
    term = "hk1" if place % 2 else "hk2"
    made.learning[term] = {"Tốt": "Khá", "Khá": "Tốt", "Đạt": "Khá"}[made.learning[term]]


def _two_readings(made: Student, place: int) -> None:
    """One comment subject failed, or one score under the bar while only five are high enough, in one term."""
    if place % 2:
        made.scores["gd_the_chat"]["hk1"] = "CĐ"
    else:
        names = list(scored_of(made.grade))
        made.scores["toan"]["hk1"] = 42
        for name in names[6:]:
            made.scores[name]["hk1"] = 75
        if len(names) == 8:
            made.scores[names[5]]["hk1"] = 80
        settle(made)
    made.learning["hk1"] = "Đạt"
    conclude(made)


def _other_conduct(made: Student, place: int) -> None:
    made.conduct = {"hk1": "Khá", "hk2": "Khá", "ca_nam": ("Tốt", "Đạt", "Tốt")[place]}
    made.award = "Học sinh Giỏi" if (made.learning["ca_nam"], made.conduct["ca_nam"]) == ("Tốt", "Tốt") else ""


def _two_conducts(made: Student, place: int) -> None:
    made.conduct = {"hk1": "Tốt", "hk2": "Đạt", "ca_nam": "Đạt" if place else "Khá"}
    made.award = ""


def _other_award(made: Student, place: int) -> None:
    made.conduct = dict.fromkeys(("hk1", "hk2", "ca_nam"), "Tốt")
    conclude(made)
    made.award = ("Học sinh Giỏi", "", "Học sinh Xuất sắc" if "Giỏi" in made.award else "Học sinh Giỏi")[place]


def _promoted(made: Student, _place: int) -> None:
    made.is_promoted = True


def _absent(made: Student, place: int) -> None:
    made.absences, made.is_promoted = (40, 6 + place), True


def _held_back(made: Student, _place: int) -> None:
    made.is_promoted = False


def _unreported(made: Student, _place: int) -> None:
    made.is_reported = False


def _needless_retest(made: Student, _place: int) -> None:
    made.retests["tin_hoc" if "tin_hoc" not in made.retests else "gdqp_an" if made.grade > 9 else "gdcd"] = 70
    made.learning["sau_he"] = level(made, "sau_he")


def _both_failed(made: Student, _place: int) -> None:
    made.conduct = {**dict.fromkeys(("hk1", "hk2", "ca_nam"), "Chưa đạt"), "sau_he": "Đạt"}


def _needless_level(made: Student, _place: int) -> None:
    made.learning["sau_he"] = made.learning["ca_nam"]


def _nothing(_made: Student, _place: int) -> None:
    """The fault is another row."""


EDITS: dict[str, Callable[[Student, int], None]] = {
    "HB-TH-01": _unreadable,
    "HB-TH-02": _comment_for_score,
    "HB-TH-03": _score_for_comment,
    "HB-TH-04": _odd_comment,
    "HB-TH-05": _beyond,
    "HB-TH-06": _no_mark,
    "HB-TH-07": _one_regular,
    "HB-TH-08": _two_files,
    "HB-TH-09": _missing,
    "HB-TH-10": _wrong_term,
    "HB-TH-11": _wrong_year,
    "HB-TH-12": _other_comment,
    "HB-TH-13": _needless_retest,
    "HB-TH-14": _nothing,
    "HB-TH-15": _other_class,
    "HB-TH-16": _odd_learning,
    "HB-TH-17": _odd_conduct,
    "HB-TH-18": _few_subjects,
    "HB-TH-19": _other_level,
    "HB-TH-20": _two_readings,
    "HB-TH-21": _other_conduct,
    "HB-TH-22": _two_conducts,
    "HB-TH-23": _other_award,
    "HB-TH-24": _promoted,
    "HB-TH-25": _absent,
    "HB-TH-26": _held_back,
    "HB-TH-27": _both_failed,
    "HB-TH-28": _needless_level,
    "HB-TH-29": _unreported,
}
