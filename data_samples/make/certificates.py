"""The certificate inventories of 18/4 and 30/6, and what is wrong with certificates and seals."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from data_samples.make.chance import Chance
from data_samples.make.days import CERTIFICATES, DISTRICT_END, DUTY, ROSTER
from data_samples.make.roster import Place
from data_samples.make.schools import PAPER, SCHOOLS, School
from data_samples.make.staff import CONTRACTS, Person

PUBLIC_ISSUERS = ("VNPT-CA", "Viettel-CA", "BKAV-CA", "FPT-CA")
OFFICIAL_ISSUER = "Cục Chứng thực số và Bảo mật thông tin"
TOKEN, REMOTE = "USB Token", "Ký số từ xa"
OFFICIAL, PUBLIC = "Ban Cơ yếu", "Công cộng"
LAST_SIGNING_DAY = DUTY["kh290-13"].last_day

SIGNERS = (
    ("none", 4, "4C", None),
    ("none", 10, "2B", DISTRICT_END),
    ("revoked", 14, "2A", DISTRICT_END),
    ("suspended", 5, "head", DISTRICT_END),
    ("expired", 16, "3B", None),
    ("not_yet", 3, "1C", None),
)
"""HB-SS-02: how the certificate fails, school, class of the teacher (or the head), inventory that mends it."""
NOT_YET = date(2025, 6, 10)
ENDING = (
    (1, "2A", date(2025, 7, 10), True),
    (6, "3A", date(2025, 7, 15), False),
    (9, "4B", date(2025, 7, 20), False),
    (12, "1A", date(2025, 7, 15), True),
    (15, "3C", date(2025, 7, 10), False),
    (7, "4D", date(2025, 5, 20), True),
)
"""HB-SS-03: school, class of the teacher, last day of the certificate, renewed by 30/6. After that day: HB-SS-02."""
SEALS = (("none", 8, True), ("public", 4, False), ("remote", 10, True), ("expired", PAPER, False))
"""HB-SS-04: what is wrong with the seal, school, mended by 30/6."""
STRANGERS = ((1, False), (6, False), (12, True), (14, False))
"""HB-SS-05: schools with a certificate of somebody who is on no staff list, and whether it is gone on 30/6."""


@dataclass
class Certificate:
    """A row of an inventory. `faults`: rules broken at this row, with the days on which that is seen."""

    school: School
    holder_code: str
    holder: str
    kind: str
    serial: str
    issuer: str
    root: str
    device: str
    valid_from: date
    valid_to: date
    state: str = "Hiệu lực"
    faults: list[tuple[str, date, date | None]] = field(default_factory=list)
    place: Place | None = None

    def is_usable(self, day: date) -> bool:
        """In force on a day."""
        return self.state == "Hiệu lực" and self.valid_from <= day <= self.valid_to


def inventory(people: list[Person], day: date) -> list[Certificate]:
    """The inventory of 18/4 or of 30/6: seals and people, school by school."""
    rows = []
    for school in SCHOOLS:
        rows += _seals(school, day)
        for person in people:
            if person.school == school:
                rows += _certificates(person, day)
        rows += _strangers(school, day)
    return rows


def _end_of(day: date) -> date | None:
    """The day from which an inventory is replaced by the next one."""
    return DISTRICT_END if day < DISTRICT_END else None


def _plain(person: Person, *, suffix: str = "") -> Certificate:
    chance = Chance("certificate", person.code, suffix)
    is_manager = "trưởng" in person.position
    start = date(2024, 8, 1) + timedelta(days=chance.whole(0, 240))
    is_token = is_manager or chance.happens(0.4)
    return Certificate(
        school=person.school,
        holder_code=person.code,
        holder=person.name,
        kind="Cá nhân",
        serial=chance.digits(16),
        issuer=OFFICIAL_ISSUER if is_manager else chance.pick(PUBLIC_ISSUERS),
        root=OFFICIAL if is_manager else PUBLIC,
        device=TOKEN if is_token else REMOTE,
        valid_from=start,
        valid_to=start.replace(year=start.year + 2),
    )


def _certificates(person: Person, day: date) -> list[Certificate]:
    """What a person holds; some of those who left still hold one, some hold an expired one beside the good one."""
    if person.position not in ("Hiệu trưởng", "Phó hiệu trưởng", "Giáo viên"):
        return []
    row = _plain(person)
    how = _signer_plan(person)
    if how:
        if how[0] == "not_yet" and day < NOT_YET:
            row.faults.append(("HB-SS-11", ROSTER, NOT_YET))
        return _failing(person, row, how[0], is_mended=how[1] is not None and day >= how[1])
    for number, name, last, is_renewed in ENDING:
        if (person.school.number, person.homeroom) == (number, name):
            return _ending(row, last, day, is_renewed=is_renewed)
    if person.is_active and Chance("old certificate", person.code).happens(0.04):
        old = _plain(person, suffix="old")
        old.valid_from, old.valid_to = date(2022, 3, 1), date(2024, 2, 29)
        return [old, row]
    return [row]


def _signer_plan(person: Person) -> tuple[str, date | None] | None:
    for how, number, name, mended in SIGNERS:
        is_meant = person.position == "Hiệu trưởng" if name == "head" else person.homeroom == name
        if person.school.number == number and is_meant:
            return how, mended
    return None


def _failing(person: Person, row: Certificate, how: str, *, is_mended: bool) -> list[Certificate]:
    """The certificate of a signer who cannot sign, and the new one where the inventory has it."""
    if how == "not_yet":
        row.valid_from, row.valid_to = NOT_YET, date(2027, 6, 10)
        return [row]
    if is_mended:
        new = _plain(person, suffix="new")
        new.valid_from, new.valid_to = date(2025, 6, 2), date(2027, 6, 2)
        return [new]
    if how == "revoked":
        row.state = "Thu hồi"
    if how == "suspended":
        row.state = "Tạm dừng"
    if how == "expired":
        row.valid_from, row.valid_to = date(2023, 3, 1), date(2025, 2, 28)
    return [] if how == "none" else [row]


def _ending(row: Certificate, last: date, day: date, *, is_renewed: bool) -> list[Certificate]:
    """A certificate that ends before the last signing day; renewed in the second inventory, or not."""
    if is_renewed and day >= DISTRICT_END:
        row.serial = row.serial[::-1]
        row.valid_from, row.valid_to = date(2025, 6, 16), date(2027, 6, 16)
        return [row]
    row.valid_from, row.valid_to = last.replace(year=2023) + timedelta(days=1), last
    seen_until = min(filter(None, (_end_of(day), last + timedelta(days=1))))
    if max(day, ROSTER) < seen_until:
        row.faults.append(("HB-SS-03", max(day, ROSTER), seen_until))
    return [row]


def plant_on_signers(people: list[Person]) -> None:
    """HB-SS-02 at the rows of the staff list: from when to when a signer is without a certificate."""
    for person in people:
        if how := _signer_plan(person):
            end = NOT_YET if how[0] == "not_yet" else how[1]
            is_passing = (person.school.number, person.homeroom) in CONTRACTS
            person.faults.append(("HB-SS-14" if is_passing else "HB-SS-02", ROSTER, end))
        for number, name, last, is_renewed in ENDING:
            if (person.school.number, person.homeroom) == (number, name):
                start, end = last + timedelta(days=1), DISTRICT_END if is_renewed else None
                if end is None or start < end:
                    person.faults.append(("HB-SS-02", start, end))


def _seals(school: School, day: date) -> list[Certificate]:
    chance = Chance("seal", school.number)
    start = date(2024, 9, 2) + timedelta(days=chance.whole(0, 150))
    is_public = school.ownership == "Công lập"
    row = Certificate(
        school=school,
        holder_code="",
        holder=school.name,
        kind="Con dấu",
        serial=chance.digits(16),
        issuer=OFFICIAL_ISSUER if is_public else "VNPT-CA",
        root=OFFICIAL if is_public else PUBLIC,
        device=TOKEN if is_public else REMOTE,
        valid_from=start,
        valid_to=start.replace(year=2027, day=min(start.day, 28)),
    )
    return _hurt_seal(row, day)


def _hurt_seal(row: Certificate, day: date) -> list[Certificate]:
    for how, number, is_mended in SEALS:
        if number != row.school.number:
            continue
        if is_mended and day >= DISTRICT_END:
            row.valid_from, row.valid_to = date(2025, 6, 5), date(2027, 6, 5)
            return [row]
        if how == "none":
            return []
        row.faults.append(("HB-SS-04", day, _end_of(day)))
        if how == "public":
            row.root, row.issuer = PUBLIC, "BKAV-CA"
        if how == "remote":
            row.device = REMOTE
        if how == "expired":
            row.valid_from, row.valid_to = date(2022, 4, 1), date(2025, 3, 31)
    return [row]


def _strangers(school: School, day: date) -> list[Certificate]:
    found = []
    for place, (number, is_gone) in enumerate(STRANGERS):
        if number == school.number and not (is_gone and day >= DISTRICT_END):
            name = ("Trần Kim Nga", "Võ Hữu Trí", "Đinh Thanh Ly", "Bùi Quốc Kiên")[place]
            serial = Chance("stranger", place).digits(16)
            row = Certificate(
                school,
                f"791{number:02d}99{place:03d}",
                name,
                "Cá nhân",
                serial,
                "FPT-CA",
                PUBLIC,
                REMOTE,
                date(2024, 10, 1),
                date(2026, 10, 1),
            )
            row.faults.append(("HB-SS-05", max(day, ROSTER), _end_of(day)))
            found.append(row)
    return found


def missing_seals() -> list[tuple[str, date, date | None]]:
    """HB-SS-04 without a row to point at: school code and the days on which it is seen."""
    return [
        (f"797604{number:02d}", CERTIFICATES, DISTRICT_END if is_mended else None)
        for how, number, is_mended in SEALS
        if how == "none"
    ]
