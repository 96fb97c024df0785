"""A district with a class of grade 5 and one of grade 9, whose forms can be made."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from district import SCHOOL_YEAR, District, build_district

from hocba_ops.workbench.issuing import Order

PRIMARY, SECONDARY = "79760401", "79000701"
DAY = date(2025, 7, 15)
ITEMS = {
    "mon_hoc": "tieng_viet toan ngoai_ngu_1 dao_duc khoa_hoc ls_dl tin_hoc cong_nghe am_nhac mi_thuat gd_the_chat"
    " hd_trai_nghiem",
    "nang_luc": "tu_hoc giao_tiep giai_quyet ngon_ngu tinh_toan khoa_hoc cong_nghe tin_hoc tham_mi the_chat",
    "pham_chat": "yeu_nuoc nhan_ai cham_chi trung_thuc trach_nhiem",
}
SUBJECTS = ("ngu_van", "toan", "gd_the_chat")


def build_issued_district(folder: Path) -> District:
    """Two pupils in 5/1 of a primary school, one in 9A of a secondary school, results and staff of both."""
    district = build_district(folder)
    district.add_school(PRIMARY)
    district.add_school(SECONDARY, kind="thcs")
    pupils = [pupil(1), pupil(2, full_name="Lý Thị Bích", is_not_assessed=None), pupil(9, SECONDARY, "9A")]
    told = [result(1), result(2, rating="hoan_thanh", is_completed=False, is_promoted=False)]
    items = [one for number in (1, 2) for one in items_of(number)]
    district.hand_in(DAY, pupil=pupils, result=told, result_item=items, staff=staff())
    marks = [one for term in ("hk1", "hk2", "ca_nam") for one in scores(9, term)]
    district.hand_in(DAY, secondary_result=terms(9), score=marks)
    return district


def order(folder: Path, **said: object) -> Order:
    given = {"unit": "phuong-ben-thanh", "school_year": SCHOOL_YEAR, "as_of": DAY, "out": folder / "ban-the-hien"}
    return Order(**(given | said))


def pupil(number: int, school: str = PRIMARY, class_name: str = "5/1", **said: object) -> dict:
    told = {
        "school_code": school,
        "class_name": class_name,
        "grade": int(class_name[0]),
        "pupil_code": code_of(number),
        "person_id": f"0793140000{number:02d}",
        "full_name": "Trịnh Gia Khôi",
        "birth_date": date(2014, 3, 9),
        "sex": "nam",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "pupil_status": "dang_hoc",
        "birth_place": "Thành phố Hồ Chí Minh",
        "father_name": "Trịnh Văn Đức",
    }
    return told | said


def code_of(number: int) -> str:
    return f"79000000{number:02d}"


def result(number: int, **said: object) -> dict:
    told = {
        "school_code": PRIMARY,
        "class_name": "5/1",
        "grade": 5,
        "pupil_code": code_of(number),
        "is_completed": True,
        "is_promoted": True,
        "is_primary_completed": True,
        "rating": "hoan_thanh_xuat_sac",
        "rating_text": "Hoàn thành xuất sắc",
        "award": "hoc_sinh_xuat_sac",
    }
    return told | said


def items_of(number: int) -> list[dict]:
    scored = ITEMS["mon_hoc"].split()[:3]
    told = {"school_code": PRIMARY, "pupil_code": code_of(number), "grade": 5}
    given = [
        told | {"kind": kind, "item": item, "level": "T", "score": 10 if kind == "mon_hoc" and item in scored else None}
        for kind, listed in ITEMS.items()
        for item in listed.split()
    ]
    return [*given, told | {"kind": "mon_hoc", "item": "tieng_dan_toc"}]


def staff() -> list[dict]:
    told = {"school_code": PRIMARY, "staff_status": "dang_lam"}
    head = told | {"position": "hieu_truong", "position_text": "Hiệu trưởng", "person_id": "079175000111"}
    teacher = told | {"position": "giao_vien", "homeroom_class": "5/1", "person_id": "079188000222"}
    return [
        head | {"staff_code": "HT01", "full_name": "Huỳnh Thị Mai"},
        teacher | {"staff_code": "GV01", "full_name": "Trần Văn Bảo"},
    ]


def terms(number: int) -> list[dict]:
    told = {"school_code": SECONDARY, "class_name": "9A", "grade": 9, "pupil_code": code_of(number), "conduct": "tot"}
    year: Mapping[str, object] = {"learning": "kha", "absences": 0, "award_text": "Học sinh Giỏi", "is_promoted": True}
    return [
        told | {"term": "hk1", "learning": "dat"},
        told | {"term": "hk2", "learning": "kha"},
        told | {"term": "ca_nam", **year},
    ]


def scores(number: int, term: str) -> list[dict]:
    told = {"school_code": SECONDARY, "class_name": "9A", "grade": 9, "pupil_code": code_of(number), "term": term}
    marks = zip(SUBJECTS, ({"tenths": 75}, {"level": "mien"}, {"level": "dat"}), strict=True)
    return [told | {"kind": "tb", "subject": subject, **mark} for subject, mark in marks]
