"""Faults in what the pupil list says beside the pupil: how the name is written, origin, address, parents, age.

They are planted last, on pupils who are still ordinary, so that nothing else of the district changes.
"""

from collections.abc import Callable
from datetime import date

from data_samples.make.days import SUMMER
from data_samples.make.pupils import Pupil, ordinary

PLAN = """
HB-ID-15  1/1  5/2m 9/3  16/5
HB-ID-16  2/3m 7/2  14/3 10/5
HB-ID-17  3/5  6/2m 11/4 15/1
HB-ID-18  1/2  8/2m 12/4 17/3
HB-ID-19  4/5  9/1m 13/5 16/3
HB-ID-20  2/1m 6/5  10/2 14/5
HB-ID-21  3/2  5/1m 8/5  15/3
HB-ID-22  4/2  7/1m 11/2 9/2
HB-ID-26  1/4  7/5  10/1m 14/2
HB-ID-27  3/3  8/1m 13/4 16/1
HB-ID-28  2/4m 6/3  9/5  15/2
HB-ID-29  1/5  5/3m 11/1 14/1
HB-ID-30  4/1m 10/3 13/1 17/2
"""
"""School/grade of each fault; `m`: mended in the export of 30/6."""
AUGUST = """
HB-ID-23  12/1 12/3 12/5
HB-ID-24  12/2 12/4 12/5
HB-ID-25  12/1 12/2 12/3
"""
"""Faults of the export of August: addresses of before the reorganisation."""
STRAY = ("{}*", "{}ñ", "{}¸", "#{}")
NATIONS = ("Viêt Nam", "Quốc tịch khác", "V.Nam", "Vietnamese")
PEOPLES = ("Việt", "Khác", "Tầy", "Hoa kiều")
PROVINCES = ("Tỉnh Hậu Nghĩa", "Tỉnh Sông Bé", "Thành phố Sài Gòn Gia Định", "Hồ Chí Minh, Việt Nam")
COMMUNES = ("Phường Sài Gòn", "Phường Tân Đinh 2", "Xã Bến Nghé", "Phường 25")
REASONS = ("Phụ huynh chưa nộp giấy", "?", "Nhà xa", "Sẽ bổ sung sau")
OLD_PROVINCES = ("Tỉnh Bình Dương", "Tỉnh Long An", "Tỉnh Tiền Giang")
OLD_COMMUNES = ("Phường Bến Nghé", "Phường Đa Kao", "Phường Phạm Ngũ Lão")
CITY = "Thành phố Hồ Chí Minh"


def plant_background_faults(pupils: list[Pupil]) -> None:
    """Choose an ordinary pupil for every fault of the plans, and say what the export says of them instead."""
    for plan, first_day in ((PLAN, date.min), (AUGUST, SUMMER)):
        for line in plan.split("\n"):
            code, *spots = line.split() or [""]
            for place, spot in enumerate(spots):
                school, grade = map(int, spot.rstrip("m").split("/"))
                pupil = next(p for p in ordinary(pupils, school, grade) if p.person_id and not p.is_paired)
                pupil.role, pupil.wrong_code, pupil.wrong_from = "fault", code, first_day
                pupil.is_mended = spot.endswith("m")
                pupil.wrong = EDITS[code](pupil, place)


def _one_word(pupil: Pupil, _place: int) -> dict[str, object]:
    return {"name": pupil.name.split()[-1]}


def _one_case(pupil: Pupil, place: int) -> dict[str, object]:
    return {"name": (pupil.name.upper(), pupil.name.lower())[place % 2]}


def _stray(pupil: Pupil, place: int) -> dict[str, object]:
    return {"name": STRAY[place].format(pupil.name)}


def _nation(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"nationality": NATIONS[place]}


def _no_nation(_pupil: Pupil, _place: int) -> dict[str, object]:
    return {"nationality": ""}


def _people(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"ethnicity": PEOPLES[place]}


def _province(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"province": PROVINCES[place]}


def _commune(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"province": CITY, "district": "Quận 1", "commune": COMMUNES[place]}


def _old_province(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"province": OLD_PROVINCES[place], "commune": "Phường 1"}


def _old_commune(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"province": CITY, "commune": OLD_COMMUNES[place]}


def _district(_pupil: Pupil, _place: int) -> dict[str, object]:
    return {"province": CITY, "district": "Quận 1", "commune": "Phường Bến Thành"}


def _reason(_pupil: Pupil, place: int) -> dict[str, object]:
    return {"person_id": "", "no_number_reason": REASONS[place]}


def _age(pupil: Pupil, place: int) -> dict[str, object]:
    """Five years too old or three too young, with a number that says the same."""
    year = pupil.birth.year + (-5, 3)[place % 2]
    birth = pupil.birth.replace(year=year, day=min(pupil.birth.day, 28))
    return {"birth": birth, "person_id": f"{pupil.person_id[:4]}{year % 100:02d}{pupil.person_id[6:]}"}


def _father(pupil: Pupil, place: int) -> dict[str, object]:
    return {"father_year": pupil.birth.year - (5, 81)[place % 2]}


def _mother(pupil: Pupil, place: int) -> dict[str, object]:
    return {"mother_year": pupil.birth.year + (2, -72)[place % 2]}


def _own_name(pupil: Pupil, place: int) -> dict[str, object]:
    return {("father", "mother")[place % 2]: pupil.name}


EDITS: dict[str, Callable[[Pupil, int], dict[str, object]]] = {
    "HB-ID-15": _one_word,
    "HB-ID-16": _one_case,
    "HB-ID-17": _stray,
    "HB-ID-18": _nation,
    "HB-ID-19": _no_nation,
    "HB-ID-20": _people,
    "HB-ID-21": _province,
    "HB-ID-22": _commune,
    "HB-ID-23": _old_province,
    "HB-ID-24": _old_commune,
    "HB-ID-25": _district,
    "HB-ID-26": _reason,
    "HB-ID-27": _age,
    "HB-ID-28": _father,
    "HB-ID-29": _mother,
    "HB-ID-30": _own_name,
}
