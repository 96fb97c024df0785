"""Faults of identity planted on pupils: which rule, at which school and grade, and whether the re-export mends it."""

from collections.abc import Callable
from datetime import date

from data_samples.make.pupils import Pupil, ordinary
from data_samples.make.schools import SCHOOL

UNKNOWN_SCHOOLS = (("79760499", True), ("79760498", False), ("79760489", False))
"""School codes that are in no list, and whether the row is gone on 30/6."""

PLAN = """
HB-ID-01  1/2  3/5  7/1m 12/3 16/4
HB-ID-02  2/3m 4/1m 5/4 8/2 10/5 11/3m
HB-ID-03  1/4  3/1  7/3  9/2m 14/4 17/2m
HB-ID-05  2/4m 11/2m 10/3 13/1
HB-ID-06  7/2  9/4  14/1 16/2
HB-ID-07  2/1m 6/2m 8/4 13/3 15/1m
HB-ID-08  4/3m 5/2 6/4m 10/1 11/4 15/2m
HB-ID-09  2/5m 4/2m 8/3 13/2 15/4m
HB-ID-10  1/3  3/4  12/2 16/1
HB-ID-11  5/1m 6/3m 8/1m 10/2 11/1
HB-ID-12  1/5  7/4m 9/1 14/2 17/4
HB-ID-13  2/2m 6/1m 10/4 13/4 15/3m
"""
"""School/grade of each fault; `m`: mended in the export of 30/6."""
PAIRS = (((4, 4), (4, 4), True), ((8, 5), (8, 5), False), ((10, 1), (10, 1), False), ((5, 3), (11, 3), False))
"""HB-ID-04, one number on two pupils: where the two are, and whether it is mended."""

NUMBERS_OF_TWELVE = ("lost", "lost", "TAM-000124", "024681357", "0792I4681357", "lost")
CODES = ("790412345", "TAM-2024-0017", "79041234567", "79O4123456")
NAMES = ("", "{} 2", "{}1", "", "{} (3)")
BIRTHS = ("", "31/02/{}", "không rõ", "00/00/{}", "", "15/13/{}")
SEXES = ("", "Không rõ", "", "?", "")
STATUSES = ("Chờ xếp lớp", "Bảo lưu kết quả", "Tạm vắng", "Chưa xác định", "Chờ xếp lớp")


def plant_identity_faults(pupils: list[Pupil]) -> None:
    """Choose an ordinary pupil for every fault of the plan, and say what the export says of them instead."""
    for line in PLAN.split("\n"):
        code, *spots = line.split() or [""]
        for place, spot in enumerate(spots):
            school, grade = map(int, spot.rstrip("m").split("/"))
            pupil = ordinary(pupils, school, grade)[0]
            _plant(pupil, code, spot.endswith("m"))
            EDITS.get(code, _no_edit)(pupil, place)
    for first, second, is_mended in PAIRS:
        _plant_pair(pupils, first, second, is_mended)
    for place, (code, is_mended) in enumerate(UNKNOWN_SCHOOLS):
        pupils.append(_stranger(code, place, is_mended))


def _plant(pupil: Pupil, code: str, is_mended: bool) -> None:
    pupil.role, pupil.wrong_code, pupil.is_mended = "fault", code, is_mended


def _plant_pair(pupils: list[Pupil], first: tuple[int, int], second: tuple[int, int], is_mended: bool) -> None:
    """Two pupils alike in sex and year of birth, the second with the number of the first."""
    one, *others = ordinary(pupils, *first)
    if first != second:
        others = ordinary(pupils, *second)
    twin = next(p for p in others if (p.sex, p.birth.year) == (one.sex, one.birth.year))
    for pupil in (one, twin):
        _plant(pupil, "HB-ID-04", is_mended)
    twin.wrong = {"person_id": one.person_id}


def _stranger(school_code: str, place: int, is_mended: bool) -> Pupil:
    """A pupil on a row whose school code is in no list; nothing else is known of them anywhere."""
    birth, sex = date(2016, 3, 4 + place), ("nam", "nu", "nam")[place]
    return Pupil(
        school=SCHOOL[1],
        grade=3,
        home_class="3A",
        class_name="3A",
        code=f"79990000{place:02d}",
        person_id=f"0792160000{place:02d}" if sex == "nam" else f"0793160000{place:02d}",
        name=("Lâm Minh Khoa", "Tạ Ngọc Khuê", "Quách Gia Bách")[place],
        birth=birth,
        sex=sex,
        ethnicity="Kinh",
        province="Thành phố Hồ Chí Minh",
        role="fault",
        wrong={"school_code": school_code},
        wrong_code="HB-ID-14",
        is_mended=is_mended,
    )


def _no_edit(_pupil: Pupil, _place: int) -> None:
    """The fault is in the rows around, not in a value."""


def _no_number(pupil: Pupil, _place: int) -> None:
    pupil.wrong = {"person_id": "", "no_number_reason": ""}


def _bad_number(pupil: Pupil, place: int) -> None:
    """Eleven digits that no zero in front can mend (the sex is wrong then), or something else that is no number."""
    text = NUMBERS_OF_TWELVE[place]
    other_sex = pupil.person_id[1:3] + str(int(pupil.person_id[3]) ^ 1) + pupil.person_id[4:]
    pupil.wrong = {"person_id": other_sex if text == "lost" else text}


def _unfit_number(pupil: Pupil, place: int) -> None:
    number = pupil.person_id
    year = f"{(int(number[4:6]) + 3) % 100:02d}"
    wrong = (number[:3] + str(int(number[3]) ^ 1) + number[4:], number[:4] + year + number[6:])[place % 2]
    pupil.wrong = {"person_id": wrong}


def _no_code(pupil: Pupil, _place: int) -> None:
    pupil.wrong = {"code": ""}


def _odd_code(pupil: Pupil, place: int) -> None:
    pupil.code = CODES[place]


def _bad_name(pupil: Pupil, place: int) -> None:
    pupil.wrong = {"name": NAMES[place].format(pupil.name)}


def _bad_birth(pupil: Pupil, place: int) -> None:
    pupil.wrong = {"birth": None, "birth_text": BIRTHS[place].format(pupil.birth.year)}


def _other_class(pupil: Pupil, _place: int) -> None:
    """A class of another grade, in every file alike: the pupil was typed into the wrong class."""
    grade = pupil.grade + 1 if pupil.grade < 3 else pupil.grade - 1
    pupil.class_name = f"{grade}{pupil.home_class[1:]}"


def _no_sex(pupil: Pupil, place: int) -> None:
    pupil.wrong = {"sex": SEXES[place]}


def _no_ethnicity(pupil: Pupil, _place: int) -> None:
    pupil.wrong = {"ethnicity": ""}


def _odd_status(pupil: Pupil, place: int) -> None:
    pupil.wrong = {"status": (STATUSES[place], pupil.status[1])}


EDITS: dict[str, Callable[[Pupil, int], None]] = {
    "HB-ID-01": _no_number,
    "HB-ID-02": _bad_number,
    "HB-ID-03": _unfit_number,
    "HB-ID-05": _no_code,
    "HB-ID-06": _odd_code,
    "HB-ID-07": _bad_name,
    "HB-ID-08": _bad_birth,
    "HB-ID-10": _other_class,
    "HB-ID-11": _no_sex,
    "HB-ID-12": _no_ethnicity,
    "HB-ID-13": _odd_status,
}
