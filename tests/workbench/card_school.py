"""A school of two grade-5 classes with invented pupils and people, whose data are sound but for what a test says."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hocba_ops.registry.acts import Done
from hocba_ops.rulebook.frames import item_frame
from hocba_ops.workbench.school_acts import Order, Plan, perform, plan_act
from hocba_ops.workbench.school_cards import Choice
from tests.district import SCHOOL_YEAR, District, build_district

SCHOOL = "79760401"
DAY, LATER = date(2025, 5, 20), date(2025, 6, 10)
NOW = datetime(2025, 6, 12, 2, tzinfo=UTC)
PEOPLE = {
    "HT01": ("hieu_truong", None),
    "PHT1": ("pho_hieu_truong", None),
    "GV5A": ("giao_vien", "5A"),
    "GV5B": ("giao_vien", "5B"),
    "VT01": ("van_thu", None),
    "HV01": ("nhan_vien", None),
}
ROLES = {
    "HT01": "can_bo_quan_ly",
    "PHT1": "can_bo_quan_ly",
    "GV5A": "giao_vien_chu_nhiem",
    "GV5B": "giao_vien_chu_nhiem",
    "VT01": "van_thu",
    "HV01": "nhan_vien_hoc_vu",
}
SOUND, AT_FAULT, UNREPORTED = (1, 2, 3, 4), 5, 6
"""Pupils 1, 3, 5 are in 5A, the others in 5B; the fifth has no sex, the sixth no results."""
GIVEN = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu")
WAY = (("sign_homeroom", "GV5A"), ("sign_homeroom", "GV5B"), ("sign_head", "HT01"),
       ("seal", "VT01"), ("issue", "VT01"), ("report", "HV01"))  # fmt: skip


def code_of(number: int) -> str:
    return f"79{number:08d}"


def build_school(folder: Path) -> District:
    district = build_district(folder)
    district.add_school(SCHOOL)
    staff = [
        {"school_code": SCHOOL, "staff_code": code, "full_name": f"Lê Thị {code}", "position": position,
         "homeroom_class": name, "staff_status": "dang_lam"}
        for code, (position, name) in PEOPLE.items()
    ]  # fmt: skip
    numbers = (*SOUND, AT_FAULT, UNREPORTED)
    district.hand_in(DAY, pupil=[pupil(number) for number in numbers], staff=staff)
    district.hand_in(DAY, **results(district, numbers[:-1]))
    return district


def pupil(number: int) -> dict[str, Any]:
    born = date(2014, number, 3)
    return {
        "school_code": SCHOOL, "class_name": class_of(number), "grade": 5, "pupil_code": code_of(number),
        "person_id": f"079214{number:06d}", "full_name": f"Nguyễn Văn {GIVEN[number - 1]}", "birth_date": born,
        "birth_date_text": f"{born:%d/%m/%Y}", "sex": None if number == AT_FAULT else "nam", "sex_text": None,
        "ethnicity": "Kinh", "nationality": "Việt Nam",
        "pupil_status": "dang_hoc", "status_text": "Đang học",
    }  # fmt: skip


def class_of(number: int) -> str:
    return "5A" if number % 2 else "5B"


def results(district: District, numbers: tuple[int, ...], *, maths: int = 10) -> Mapping[str, list[dict[str, Any]]]:
    wanted = item_frame(district.bench.rulebook.assessment, SCHOOL_YEAR).filter(grade=5, is_required=1)
    years, cells = [], []
    for place, number in enumerate(numbers, start=9):
        where = {"school_code": SCHOOL, "pupil_code": code_of(number), "grade": 5, "row_number": place}
        where |= {"source_file": "ket-qua.xlsx"}
        person = {"class_name": class_of(number), "full_name": pupil(number)["full_name"]}
        rating = {"rating": "hoan_thanh_xuat_sac", "rating_text": "Hoàn thành xuất sắc"}
        years.append({**where, **person, **rating, "is_completed": True, "is_promoted": True})
        for kind, item, has_score in wanted.select("kind", "item", "has_score").iter_rows():
            score = (maths if item == "toan" else 10) if has_score else None
            said = {"level": "T", "level_text": "T", "score": score, "score_text": str(score) if score else None}
            cells.append({**where, "kind": kind, "item": item, **said})
    return {"result": years, "result_item": cells}


def order(act: str, by: str, *, as_of: date = DAY, cards: tuple[str, ...] = (), **said: Any) -> Order:
    choice = Choice(cards=cards, classes=said.pop("classes", ()), grades=said.pop("grades", ()))
    role = said.pop("role", ROLES.get(by, "nhan_vien_hoc_vu"))
    return Order(act=act, school=SCHOOL, school_year=SCHOOL_YEAR, as_of=as_of, by=by, role=role, choice=choice, **said)


def do(district: District, act: str, by: str, *, step: int = 0, **said: Any) -> tuple[Plan, Done]:
    now = NOW + timedelta(minutes=step)
    plan = plan_act(district.bench, order(act, by, **said), now=now)
    return plan, perform(district.bench, plan, now=now)


def walk(district: District, upto: str) -> int:
    """Every act in order, after the cards were made, until one is done; how many steps that were."""
    last = max(place for place, (act, _) in enumerate(WAY) if act == upto)
    for step, (act, by) in enumerate(WAY[: last + 1], start=1):
        do(district, act, by, step=step)
    return last + 2
