"""Certificates as files: what some of the holders' certificates say of themselves, and what is wrong with that.

The keys are nobody's: points of a curve worked out from a word, never kept, and signatures of an invented authority.
"""

from dataclasses import dataclass, field
from datetime import date

from data_samples.make.certificates import Certificate
from data_samples.make.chance import Chance
from data_samples.make.days import DISTRICT_END, ROSTER
from data_samples.make.pupils import person_number
from data_samples.make.roster import Place
from data_samples.make.schools import SCHOOL, School
from data_samples.make.staff import Person

HANDED_IN = ROSTER
"""The day on which the files were handed in."""
BUNDLE, SEAL, FEW, UNKNOWN = (1, 7, 9, None)
"""Schools with a bundle of its teachers, with the file of its seal, with a few single files; and nobody's school."""
BUNDLED = ("4", "5")
"""Grades whose teachers stand in the bundle, beside the head."""
OTHERWISE, WRONG_USE = "3A", "3B"
"""Classes at the school of a few files: a certificate that says otherwise than the list; one not meant for signing."""
TRUE_END = date(2026, 1, 31)


@dataclass
class CertificateFile:
    """A file of certificates. `named`: whether its name says the school."""

    path: str
    rows: list["Shown"]
    school: School | None = None

    @property
    def has_authority(self) -> bool:
        """Whether the authority's own certificate stands beside those of the holders."""
        return self.path.endswith(".p7b")


@dataclass
class Shown:
    """A certificate that was itself seen. `person_id` empty: a seal, whose organisation is the school."""

    name: str
    person_id: str
    organisation: str
    serial: str
    issuer: str
    valid_from: date
    valid_to: date
    is_for_signing: bool = True
    faults: list[tuple[str, date, date | None]] = field(default_factory=list)
    unit: str = ""
    place: Place | None = None


def make_certificate_files(people: list[Person], inventories: dict[date, list[Certificate]]) -> list[CertificateFile]:
    """The files, and in the inventories the places at which a list says otherwise than the certificate."""
    first = inventories[min(inventories)]
    _plant_otherwise(people, inventories)
    folder = f"{HANDED_IN}/chung-thu"
    return [
        CertificateFile(f"{folder}/{SCHOOL[BUNDLE].code}_giao-vien.p7b", _bundle(people, first), school=SCHOOL[BUNDLE]),
        CertificateFile(f"{folder}/con-dau.cer", [_seal(first)], school=None),
        CertificateFile(f"{folder}/{SCHOOL[FEW].code}_rieng-le.pem", _few(people, first), school=SCHOOL[FEW]),
        CertificateFile(f"{folder}/khong-ro-chu.crt", [_unknown()]),
    ]


def _bundle(people: list[Person], rows: list[Certificate]) -> list[Shown]:
    own = {row.holder_code: row for row in rows if row.is_usable(HANDED_IN)}
    wanted = [
        person
        for person in people
        if person.school.number == BUNDLE
        and person.code in own
        and (person.homeroom[:1] in BUNDLED or person.position == "Hiệu trưởng")
    ]
    return [_shown(person, own[person.code]) for person in wanted]


def _shown(person: Person, row: Certificate) -> Shown:
    return Shown(
        person.name, person.person_id, "", row.serial, row.issuer, row.valid_from, row.valid_to, unit=person.school.code
    )


def _seal(rows: list[Certificate]) -> Shown:
    row = next(row for row in rows if row.school.number == SEAL and row.kind == "Con dấu")
    name = row.school.name
    return Shown(name, "", name, row.serial, row.issuer, row.valid_from, row.valid_to, unit=row.school.code)


def _few(people: list[Person], rows: list[Certificate]) -> list[Shown]:
    other, wrong = (_teacher(people, name) for name in (OTHERWISE, WRONG_USE))
    listed = next(row for row in rows if row.holder_code == other.code and row.is_usable(HANDED_IN))
    first = _shown(other, listed)
    first.valid_to = TRUE_END
    serial = Chance("certificate", wrong.code, "encryption").digits(16)
    second = Shown(
        wrong.name, wrong.person_id, "", serial, "VNPT-CA", date(2024, 9, 1), date(2026, 9, 1), is_for_signing=False
    )
    second.unit = wrong.school.code
    second.faults.append(("HB-SS-16", HANDED_IN, None))
    return [first, second]


def _unknown() -> Shown:
    number = person_number(Chance("unknown holder"), "nu", date(1990, 4, 12))
    row = Shown("Đỗ Mộng Điệp", number, "", Chance("unknown holder", "serial").digits(16), "Viettel-CA",
                date(2024, 11, 1), date(2026, 11, 1))  # fmt: skip
    row.faults.append(("HB-SS-09", HANDED_IN, None))
    row.unit = "quan-1"
    return row


def _teacher(people: list[Person], class_name: str) -> Person:
    return next(person for person in people if (person.school.number, person.homeroom) == (FEW, class_name))


def _plant_otherwise(people: list[Person], inventories: dict[date, list[Certificate]]) -> None:
    """HB-SS-17 at the row of each inventory, from the day on which the file was handed in."""
    holder = _teacher(people, OTHERWISE).code
    for day, rows in inventories.items():
        for row in rows:
            if row.holder_code == holder and row.is_usable(HANDED_IN):
                end = DISTRICT_END if day < DISTRICT_END else None
                row.faults.append(("HB-SS-17", max(day, HANDED_IN), end))
