"""A district whose cards can be sent: pupils, results, contents, signers and histories, every row sound unless told."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from district import SCHOOL_YEAR, District, build_district

from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.registry import Ledger
from hocba_ops.workbench.exporting import Exported, Order, export
from tests.registry.histories import event, frame

PRIMARY, SECONDARY = "79760401", "79760402"
AS_OF = date(2025, 7, 1)
NOW = datetime(2025, 7, 1, 3, 0, tzinfo=UTC)
ISSUED = PATH[: PATH.index(State.DA_BAN_HANH) + 1]
RECEIVED = PATH[: PATH.index(State.SO_TIEP_NHAN) + 1]
LOCKED = PATH[: PATH.index(State.DA_CHOT) + 1]
SUBJECTS = (("tieng_viet", 9), ("toan", 10), ("dao_duc", None), ("hd_trai_nghiem", None))
TRAITS = (
    *(("nang_luc", item) for item in ("tu_hoc", "giao_tiep", "giai_quyet", "ngon_ngu", "tinh_toan", "khoa_hoc")),
    *(("pham_chat", item) for item in ("yeu_nuoc", "nhan_ai", "cham_chi", "trung_thuc", "trach_nhiem")),
)
SCORED = ("ngu_van", "toan", "hdtn_hn")
Row = dict[str, Any]


def card_of(number: int) -> str:
    return str(uuid5(NAMESPACE_OID, f"thẻ {number}"))


def pupil_of(number: int) -> str:
    return f"79{number:08d}"


def person_of(number: int) -> str:
    return f"079214{number:06d}"


def build(folder: Path) -> District:
    """Two schools, one of each level, with their signers and an empty ledger."""
    district = build_district(folder)
    district.add_school(PRIMARY)
    district.add_school(SECONDARY, kind="thcs")
    Ledger.open(folder / "registry")
    staff = [
        {
            "staff_code": "GV01",
            "person_id": "079180000001",
            "full_name": "Lê Thị Chủ Nhiệm",
            "position_text": "Giáo viên",
        },
        {
            "staff_code": "HT01",
            "person_id": "079170000001",
            "full_name": "Trần Văn Trưởng",
            "position_text": "Hiệu trưởng",
        },
    ]
    for school in (PRIMARY, SECONDARY):
        rows = [{"school_code": school, "staff_status": "dang_lam", **row} for row in staff]
        district.hand_in(date(2025, 5, 1), staff=rows)
    return district


def pupil(number: int, *, school: str = PRIMARY, grade: int = 5, **said: Any) -> Row:
    return {
        "school_code": school, "grade": grade, "class_name": f"{grade}A", "pupil_code": pupil_of(number),
        "person_id": person_of(number), "full_name": f"Nguyễn Thử {number}", "birth_date": date(2014, 5, 1),
        "birth_date_text": "01/05/2014", "sex": "nam", "ethnicity": "Kinh", "nationality": "Việt Nam",
        "pupil_status": "dang_hoc", "is_not_assessed": False,
    } | said  # fmt: skip


def result(number: int, **said: Any) -> Row:
    return {
        "school_code": PRIMARY, "grade": 5, "class_name": "5A", "pupil_code": pupil_of(number), "is_completed": True,
        "is_promoted": True, "rating": "hoan_thanh_tot", "rating_text": "Hoàn thành tốt",
    } | said  # fmt: skip


def items(number: int, *, grade: int = 5) -> list[Row]:
    who = {"school_code": PRIMARY, "grade": grade, "pupil_code": pupil_of(number)}
    marks = [
        {**who, "kind": "mon_hoc", "item": name, "level": "T", "score": score, "score_text": score and str(score)}
        for name, score in SUBJECTS
    ]
    return [*marks, *({**who, "kind": kind, "item": item, "level": "T"} for kind, item in TRAITS)]


def content(number: int, *, school: str = PRIMARY, **said: Any) -> Row:
    return {
        "school_code": school, "pupil_code": pupil_of(number), "register_number": f"ĐB {number}", "weight_tenths": 345,
        "height_tenths": 1402, "absent_with_leave": 2, "absent_without_leave": 0, "birth_place": "Bệnh viện Thử",
        "origin": "Xã Thử", "address": "Số 1 đường Thử", "issue_place": "Phường Bến Thành",
        "homeroom_comment": "Chăm học", "general_comment": "Tự giác", "specific_comment": "Đọc lưu loát",
        "promotion_text": "Được lên lớp 7",
    } | said  # fmt: skip


def past(number: int, *, school: str = PRIMARY) -> Row:
    return {
        "school_code": school, "pupil_code": pupil_of(number), "school_year": "2023-2024", "class_name": "4A",
        "school_name": "Trường Thử", "province_text": "Thành phố Hồ Chí Minh", "arrived_on": date(2023, 9, 5),
    }  # fmt: skip


def terms(number: int, **said: Any) -> list[Row]:
    who = {"school_code": SECONDARY, "grade": 6, "class_name": "6A", "pupil_code": pupil_of(number)}
    year = {"term": "ca_nam", "learning": "kha", "conduct": "tot", "absences": 0, "is_promoted": True}
    return [
        {**who, "term": "hk1", "learning": "kha", "conduct": "tot"},
        {**who, "term": "hk2", "learning": "kha", "conduct": "tot"},
        {**who, **year, **said},
    ]


def scores(number: int) -> list[Row]:
    who = {"school_code": SECONDARY, "grade": 6, "class_name": "6A", "pupil_code": pupil_of(number), "kind": "tb"}
    return [
        {**who, "subject": subject, "term": term, **({"level": "dat"} if subject == "hdtn_hn" else {"tenths": 75})}
        for subject in SCORED
        for term in ("hk1", "hk2", "ca_nam")
    ]


def fill_primary(district: District, numbers: Iterable[int], *, on: date = date(2025, 5, 2), **instead: Any) -> None:
    """Every file of the primary school; `instead`: rows of a table that stand for those of the pupils."""
    listed = list(numbers)
    tables = {
        "pupil": [pupil(number) for number in listed],
        "result": [result(number) for number in listed],
        "result_item": [row for number in listed for row in items(number)],
        "card_content": [content(number) for number in listed],
        "study_history": [past(number) for number in listed],
    }
    district.hand_in(on, **(tables | instead))


def fill_secondary(district: District, numbers: Iterable[int], *, on: date = date(2025, 5, 2), **instead: Any) -> None:
    listed = list(numbers)
    tables = {
        "pupil": [pupil(number, school=SECONDARY, grade=6) for number in listed],
        "secondary_result": [row for number in listed for row in terms(number)],
        "score": [row for number in listed for row in scores(number)],
        "card_content": [content(number, school=SECONDARY) for number in listed],
        "teaching": [
            {"school_code": SECONDARY, "class_name": "6A", "subject": subject, "staff_code": "GV01"}
            for subject in SCORED
        ],
    }
    district.hand_in(on, **(tables | instead))


def history(number: int, *states: State, version: int = 1, start: int = 0, **said: Any) -> list[Mapping[str, Any]]:
    """What happened to the card of a number, one state a minute: up to its being locked unless told."""
    signers = {State.GVCN_DA_KY: "GV01", State.HIEU_TRUONG_DA_KY: "HT01"}
    told = {"pupil_code": pupil_of(number), "content_hash": f"nội dung {number}", "school_code": PRIMARY} | said
    return [
        event(state, card=card_of(number), version=version, minute=start + place)
        | {"actor": signers.get(state), "actor_unit": None}
        | told
        for place, state in enumerate(states or LOCKED)
    ]


def tell(district: District, *histories: list[Mapping[str, Any]]) -> None:
    ledger = district.bench.ledger
    ledger.append(
        frame(*(one for told in histories for one in told)),
        expected=ledger.head(), recorded_at=NOW, by="x", purpose="thử",
    )  # fmt: skip


def order(to: str = "so", *, grades: tuple[int, ...] = (), as_of: date = AS_OF) -> Order:
    return Order(to, "so-gddt-hcm", SCHOOL_YEAR, grades, as_of.isoformat())


def send(district: District, to: str = "so", *, formats: tuple[str, ...] = ("xml", "json"), **said: Any) -> Exported:
    out = said.pop("out", None)
    return export(district.bench, order(to, **said), formats=formats, now=NOW, out=out)


def build_sound(folder: Path, *, cards: int = 3) -> District:
    """A district with some locked cards of each level, all of them ready to be sent."""
    district = build(folder)
    first, second = range(1, cards + 1), range(101, 101 + cards)
    fill_primary(district, first)
    fill_secondary(district, second)
    tell(
        district,
        *(history(number) for number in first),
        *(history(number, school_code=SECONDARY, grade=6) for number in second),
    )
    return district
