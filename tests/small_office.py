"""An office of two invented schools with a few pupils and cards, and what a person of a role sees of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.speaking import in_language
from hocba_ops.workbench.viewing import Viewing, view_of
from tests.district import DISTRICT, build_district

FIRST, DAY, LATER = date(2025, 5, 20), date(2025, 5, 29), date(2025, 6, 30)
NOW = datetime(2025, 6, 30, 3, tzinfo=UTC)
SCHOOLS = {"79999901": "Trường Tiểu học Cây Bàng Thử", "79999902": "Trường Tiểu học Âu Cơ Thử"}
NAMES = ("Lò Thị Thử Nghiệm", "Đỗ Văn Bịa Đặt", "Ưng Hoàng Không Có")
"""Names of nobody; they must not be seen on any page that shows no rows."""
OFFICER = Person(LOCAL, "Cán bộ Thử", "can_bo_co_quan", DISTRICT)


def pupil(school: str, number: int) -> dict[str, object]:
    return {
        "school_code": school,
        "class_name": "5A",
        "grade": 5,
        "pupil_code": f"{school}{number:04}",
        "person_id": f"0793150{school[-2:]}{number:03}",
        "full_name": NAMES[number],
        "birth_date": date(2014, 5, 3 + number),
        "pupil_status": "dang_hoc",
        "status_text": "Đang học",
    }


def card(school: str, number: int, *, when: datetime | None) -> dict[str, object]:
    signed = dict.fromkeys(("homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at"), when)
    return {
        "school_code": school,
        "vendor": "la_xanh",
        "class_name": "5A",
        "grade": 5,
        "pupil_code": f"{school}{number:04}",
        "card_id": f"HB-{school}-{number}",
        "version": 1,
        "state": "da_ban_hanh" if when else "khoi_tao",
        "state_text": "Đã ban hành" if when else "Mới tạo",
        "created_at": datetime(2025, 5, 15, 8),
        **signed,
    }


def build_office(folder: Path) -> Workbench:
    """Three pupils a school; on the first day no card is signed, on the second two of one and one of the other."""
    district = build_district(folder)
    for code, name in SCHOOLS.items():
        district.add_school(code)
        named = {"school_code": code, "name": name, "ownership": "cong_lap", "school_kind": "tieu_hoc"}
        district.hand_in(FIRST, school=[named])
    district.hand_in(FIRST, pupil=[pupil(code, number) for code in SCHOOLS for number in range(3)])
    district.hand_in(FIRST, card=[card(code, number, when=None) for code in SCHOOLS for number in range(3)])
    signed = datetime(2025, 5, 27, 9)
    told = {("79999901", 0), ("79999901", 1), ("79999902", 0)}
    cards = [card(code, one, when=signed if (code, one) in told else None) for code in SCHOOLS for one in range(3)]
    district.hand_in(DAY, card=cards)
    settings = district.bench.settings.model_copy(update={"language": ""})
    bench = in_language(replace(district.bench, settings=settings), "vi")
    places = {"reports": folder / "bao-cao", "access": folder / "truy-cap"}
    return replace(bench, settings=bench.settings.model_copy(update=places))


def seen_by(bench: Workbench, person: Person = OFFICER, language: str = "vi") -> Viewing:
    """What a person sees of the office."""
    return view_of(in_language(bench, language).still(), person, clock=lambda: NOW)
