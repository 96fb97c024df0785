"""A workspace in which cards are signed and verified: registers, trust and revocation as files."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from district import District, build_district

from tests.documents.authority import authority
from tests.documents.papers import BOXES, paper

SCHOOL = "79000401"
DAY = date(2025, 5, 1)
NAME = "Trường Tiểu học Thử Nghiệm A"
STAFF = (
    ("7900040001", "079185001234", "giao_vien", "1A"),
    ("7900040002", "079085005678", "giao_vien", "1B"),
    ("7900040003", "079175004321", "hieu_truong", None),
)
CARDS = ("HB-0001", "HB-0002", "HB-0003")


@dataclass(frozen=True)
class SigningPlace:
    """Where the tests sign: the district's folder, and keys and papers in it."""

    district: District
    folder: Path

    @property
    def papers(self) -> Path:
        return self.folder / "can-ky"

    def key(self, label: str) -> Path:
        path = self.folder / f"{label}.p12"
        path.write_bytes(authority().pkcs12(label))
        return path


def build_signing_place(folder: Path) -> SigningPlace:
    district = build_district(folder)
    district.hand_in(
        DAY,
        school=[{"school_code": SCHOOL, "name": NAME, "ownership": "cong_lap", "school_kind": "tieu_hoc"}],
        staff=[
            {
                "school_code": SCHOOL,
                "staff_code": code,
                "person_id": person,
                "position": position,
                "homeroom_class": homeroom,
                "staff_status": "dang_lam",
            }
            for code, person, position, homeroom in STAFF
        ],
        card=[
            {"school_code": SCHOOL, "card_id": card, "homeroom_signer": STAFF[0][0], "head_signer": STAFF[2][0]}
            for card in CARDS
        ],
    )
    (folder / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    authority().write_trust(folder / "trust")
    place = SigningPlace(district, folder)
    place.papers.mkdir()
    for card in CARDS:
        (place.papers / f"{card}.pdf").write_bytes(paper(card))
    boxes = {box.field: {"page": box.page, "corners": list(box.corners)} for box in BOXES}
    (folder / "o-ky.json").write_text(str(boxes).replace("'", '"'), encoding="utf-8")
    return place


def revocation_until(place: SigningPlace, moment: datetime) -> None:
    authority().write_revocation(place.folder / "revocation", at=moment)
