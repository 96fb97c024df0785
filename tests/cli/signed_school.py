"""A school of the test PKI from its data to signed forms: the people who hold certificates work there."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hocba_ops.registry import Ledger
from tests.cli.signing_workspace import NAME
from tests.district import build_district, school_rows_of
from tests.documents.authority import authority
from tests.workbench.card_school import SCHOOL, pupil, results

DAY = date(2025, 5, 20)
STAFF = (
    ("GV5A", "079185001234", "giao_vien", "5A"),
    ("GV5B", "079085005678", "giao_vien", "5B"),
    ("HT01", "079175004321", "hieu_truong", None),
    ("VT01", "079188000009", "van_thu", None),
    ("HV01", "079188000008", "nhan_vien", None),
)
NUMBERS = (1, 3)
"""Two pupils of 5A."""


@dataclass(frozen=True)
class SignedSchool:
    """The workspace and what is made in it."""

    folder: Path

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "registry")

    @property
    def forms(self) -> Path:
        return self.folder / "ban-the-hien"

    def key(self, label: str) -> Path:
        path = self.folder / f"{label}.p12"
        path.write_bytes(authority().pkcs12(label))
        return path

    def revocation_until(self, moment: datetime) -> None:
        authority().write_revocation(self.folder / "revocation", at=moment)


def build_signed_school(folder: Path) -> SignedSchool:
    district = build_district(folder)
    rows = school_rows_of(SCHOOL, ward="phuong-ben-thanh", ownership="cong_lap", kind="tieu_hoc", line="chuyen_mon")
    rows["school"] = [{**rows["school"][0], "name": NAME}]
    district.hand_in(date(2025, 3, 1), **rows)
    staff = [
        {
            "school_code": SCHOOL,
            "staff_code": code,
            "person_id": person,
            "full_name": f"Lê Thị {code}",
            "position": position,
            "homeroom_class": homeroom,
            "staff_status": "dang_lam",
        }
        for code, person, position, homeroom in STAFF
    ]
    district.hand_in(DAY, pupil=[pupil(number) for number in NUMBERS], staff=staff)
    district.hand_in(DAY, **results(district, NUMBERS))
    (folder / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    authority().write_trust(folder / "trust")
    return SignedSchool(folder)
