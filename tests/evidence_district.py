"""A school whose forms are made, signed by three, registered, received and locked, with faults planted on purpose.

Everything goes the way of the workbench: composing and rendering, PAdES signing with the keys of the test PKI, the
school's register, the ledger, the lock. `Scene.key` is the answer key, counted from what was planted alone.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from hocba_ops.documents.render import Look
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.pades import Layout
from hocba_ops.workbench import issuing
from hocba_ops.workbench.locking import Order as LockOrder
from hocba_ops.workbench.locking import survey, take_lock
from hocba_ops.workbench.registering import register
from tests.district import DISTRICT, SCHOOL_YEAR, District, build_district
from tests.documents.attacks import WORDS, appended, page, stream
from tests.documents.authority import SIGNED, VERIFIED, authority
from tests.documents.papers import paper, pen, sign

SCHOOL, NAME = "79000401", "Trường Tiểu học Thử Nghiệm A"
BEFORE, DAY = date(2025, 5, 20), date(2025, 6, 2)
LOCKED_AT = datetime(2025, 6, 2, 3, tzinfo=UTC)
LATE = datetime(2025, 6, 1, 2, tzinfo=UTC)
TEACHERS = {"5A": ("7900040001", "chi"), "5B": ("7900040002", "dung")}
HEAD = ("7900040003", "hanh")
PEOPLE = (
    ("7900040001", "079185001234", "giao_vien", "5A"),
    ("7900040002", "079085005678", "giao_vien", "5B"),
    ("7900040003", "079175004321", "hieu_truong", None),
)
COLUMNS = ("staff_code", "person_id", "position", "homeroom_class")
PLANTED = (
    "no_file", "broken", "unsigned_head", "changed", "wrong_role", "wrong_person", "revoked", "strange_root", "late",
    "unsealed", "wrong_seal", "two_files", "not_claimed", "not_issued", "not_received", "not_locked",
)  # fmt: skip
"""The faults that cards can have; the others are sound up to the lock."""
OF_ONE_TEACHER = frozenset({"revoked", "strange_root"})
"""Faults of certificates that the test PKI made for the teacher of 5A."""
FALLS = {
    "not_claimed": 0, "no_file": 1, "broken": 2, "unsigned_head": 2, "changed": 3, "wrong_role": 4, "wrong_person": 4,
    "revoked": 4, "strange_root": 4, "unsealed": 5, "wrong_seal": 5, "not_issued": 6, "not_received": 7,
    "not_locked": 8,
}  # fmt: skip
"""The first rung that a card with a fault misses, counted from the claim."""
LADDER = ("claimed", "present", "intact", "unchanged", "rightful", "sealed", "issued", "received", "locked")
CODES = {
    "no_file": "HB-CC-01", "broken": "HB-CC-02", "unsigned_head": "HB-CC-02", "changed": "HB-CC-03",
    "wrong_role": "HB-CC-04", "wrong_person": "HB-CC-04", "revoked": "HB-CC-05", "strange_root": "HB-CC-05",
    "late": "HB-CC-07", "unsealed": "HB-CC-08", "wrong_seal": "HB-CC-08", "two_files": "HB-CC-09",
}  # fmt: skip


class Form(NamedTuple):
    """The form of a card as it is to be signed, and the pupil whose it is."""

    pdf: Path
    pupil_code: str

    @property
    def class_name(self) -> str:
        return self.pdf.parent.name


@dataclass
class Scene:
    """The district, where its signed files lie, and what was planted: the fault of each card, empty for a sound one."""

    district: District
    files: Path
    planted: Mapping[str, str]
    sound: list[Path] = field(default_factory=list)
    strays: int = 0

    @property
    def key(self) -> dict[str, int]:
        """How many cards stand on each rung."""
        fallen = [FALLS.get(fault, len(LADDER)) for fault in self.planted.values()]
        return {name: sum(rung > place for rung in fallen) for place, name in enumerate(LADDER)}

    @property
    def codes(self) -> Counter[str]:
        """How many findings of each rule."""
        told = Counter(CODES[fault] for fault in self.planted.values() if fault in CODES)
        return told + Counter({"HB-CC-10": self.strays})


def build_scene(folder: Path, *, cards: int, times: int = 1) -> Scene:
    """So many cards, each fault planted so many times; deterministic but for the keys."""
    district = build_district(folder)
    district.add_school(SCHOOL)
    school = {"school_code": SCHOOL, "name": NAME, "ownership": "cong_lap", "school_kind": "tieu_hoc"}
    other = {**school, "school_code": "79000402", "name": "Trường Tiểu học Thử Nghiệm B"}
    district.add_school("79000402")
    district.hand_in(BEFORE, school=[school, other], staff=staff(), pupil=[pupil(number) for number in range(cards)])
    authority().write_trust(folder / "trust")
    authority().write_revocation(folder / "revocation", at=VERIFIED)
    made = make_forms(district, folder)
    planted = plant(made, times=times)
    scene = Scene(district, folder / "da-ky", planted)
    for place, (card, form) in enumerate(made.items()):
        write_signed(scene, card, form, fault=planted[card], place=place)
    write_stray(scene)
    enter_and_lock(district, planted, made)
    return scene


def plant(forms: Mapping[str, Form], *, times: int) -> dict[str, str]:
    """The fault of each card, each fault so many times, in the order of the cards."""
    planted = dict.fromkeys(forms, "")
    for fault in sorted(PLANTED, key=lambda fault: fault not in OF_ONE_TEACHER):
        fitting = (card for card, form in forms.items() if fault not in OF_ONE_TEACHER or form.class_name == "5A")
        free = [card for card in fitting if not planted[card]]
        planted |= dict.fromkeys(free[:times], fault)
    return planted


def make_forms(district: District, folder: Path) -> dict[str, Form]:
    """The forms by card, as `hocba issue` makes them."""
    order = issuing.Order(
        unit=DISTRICT, school_year=SCHOOL_YEAR, as_of=date(2025, 5, 25), out=folder / "ban-the-hien",
        look=Look(is_tagged=False, has_cover=False),
    )  # fmt: skip
    composed = issuing.compose(district.bench, order)
    made_now = list(issuing.issue(district.bench, order, composed, now=LOCKED_AT))
    done = [one for one in made_now if one.pdf]
    assert len(done) == len(composed), [one.outcome for one in made_now]
    made = sorted(done, key=lambda one: one.composed.card_id)
    return {one.composed.card_id: Form(one.pdf, one.composed.record.text("mahocsinh")) for one in made if one.pdf}


def write_signed(scene: Scene, card: str, form: Form, *, fault: str, place: int) -> None:
    """The signed file of a card, named by its card or by its pupil in turn; nothing where there is to be none."""
    if fault in ("no_file", "not_claimed"):
        return
    name = f"{card}.pdf" if place % 2 else f"{form.class_name}/{form.pupil_code}.pdf"
    path = scene.files / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(signed(form, fault))
    if fault == "two_files":
        (scene.files / f"ban-khac-{place}.pdf").write_bytes(signed(form, "", at=SIGNED + timedelta(minutes=5)))
    if not fault:
        scene.sound.append(path)


def write_stray(scene: Scene) -> None:
    (scene.files / "khong-ro.pdf").write_bytes(sign(paper("Khong cua ai")))
    scene.strays = 1


def signed(form: Form, fault: str, *, at: datetime | None = None) -> bytes:
    """A form signed by teacher, head and seal as a fault has it."""
    told = json.loads(form.pdf.with_name(f"{form.pdf.stem}{issuing.BOXES}").read_text(encoding="utf-8"))
    layout = Layout([Box(name, one["page"], tuple(one["corners"])) for name, one in told.items()])
    teacher = TEACHERS[form.class_name][1]
    other = next(label for _, label in TEACHERS.values() if label != teacher)
    signers = {"gvcn": teacher, "hieu_truong": HEAD[1], "con_dau": "con-dau-a"} | {
        "wrong_role": {"hieu_truong": teacher},
        "wrong_person": {"gvcn": other},
        "revoked": {"gvcn": "chi-thu-hoi"},
        "strange_root": {"gvcn": "chi-goc-la"},
        "wrong_seal": {"con_dau": "con-dau-a-cong-cong"},
    }.get(fault, {})
    left_out = {"unsealed": "con_dau", "unsigned_head": "hieu_truong"}.get(fault)
    moment = at or (LATE if fault == "late" else SIGNED)
    pdf = form.pdf.read_bytes()
    for name, label in signers.items():
        if name != left_out:
            pdf = pen(label, at=moment).sign(pdf, layout, name)
    return AFTERWARDS.get(fault, lambda pdf: pdf)(pdf)


def flip_comment(pdf: bytes) -> bytes:
    """One bit of the comment below the header changed: no reader minds, every digest does."""
    at = pdf.index(b"%", 1) + 1
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def replace_page(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        one = page(writer)
        one[pdf_name("/Contents")] = stream(writer, WORDS)
        writer.update_container(one)

    return appended(pdf, change)


AFTERWARDS = {"broken": flip_comment, "changed": replace_page}


def enter_and_lock(district: District, planted: Mapping[str, str], forms: Mapping[str, Form]) -> None:
    """The register of the school and the receipts of the office, brought into the ledger and locked."""
    cards = [card_row(card, forms[card], fault) for card, fault in planted.items()]
    receipts = [
        receipt_row(row, planted[row["card_id"]])
        for row in cards
        if row["issued_at"] and planted[row["card_id"]] != "not_received"
    ]
    district.hand_in(DAY, card=cards, receipt=receipts)
    bench = district.bench
    list(register(bench, as_of=DAY, now=LOCKED_AT, by="thử"))
    order = LockOrder(unit=DISTRICT, school_year=SCHOOL_YEAR, grades=(5,), as_of=DAY, by="Lê Thị Mẫu")
    take_lock(bench, survey(bench, order), now=LOCKED_AT)


def card_row(card: str, form: Form, fault: str) -> dict[str, Any]:
    def at(hour: int) -> datetime:
        return datetime(2025, 5, 28, hour)

    done = fault != "not_claimed"
    is_issued = done and fault != "not_issued"
    state = "da_bao_cao_so" if is_issued else "da_dong_dau" if done else "khoi_tao"
    return {
        "school_code": SCHOOL, "vendor": "thu", "class_name": form.class_name, "grade": 5,
        "pupil_code": form.pupil_code,
        "card_id": card, "version": 1, "state": state,
        "created_at": at(7), "homeroom_signed_at": at(9) if done else None,
        "homeroom_signer": TEACHERS[form.class_name][0] if done else None,
        "head_signed_at": at(10) if done else None, "head_signer": HEAD[0] if done else None,
        "sealed_at": at(11) if done else None, "issued_at": at(12) if is_issued else None,
        "sent_at": at(13) if is_issued else None, "content_hash": f"nd-{card}",
    }  # fmt: skip


def receipt_row(row: Mapping[str, Any], fault: str) -> dict[str, Any]:
    received = datetime(2025, 5, 29, 9)
    digest = "khac" if fault == "not_locked" else row["content_hash"]
    kept = ("school_code", "pupil_code", "card_id", "version")
    told = {name: row[name] for name in kept}
    return {**told, "received_at": received, "receipt_state": "tiep_nhan", "content_hash": digest}


def staff() -> list[dict[str, Any]]:
    told = {"school_code": SCHOOL, "staff_status": "dang_lam"}
    return [told | dict(zip(COLUMNS, one, strict=True)) | {"full_name": f"Lê Thị {one[0]}"} for one in PEOPLE]


def pupil(number: int) -> dict[str, Any]:
    return {
        "school_code": SCHOOL, "class_name": "5A" if number % 2 else "5B", "grade": 5,
        "pupil_code": f"79000{number:05d}", "person_id": f"0793180{number:05d}", "full_name": f"Trịnh Gia {number}",
        "birth_date": date(2014, 3, 9), "sex": "nam", "ethnicity": "Kinh", "nationality": "Việt Nam",
        "pupil_status": "dang_hoc", "birth_place": "Thành phố Hồ Chí Minh", "father_name": "Trịnh Văn Đức",
        "is_not_assessed": True,
    }  # fmt: skip
