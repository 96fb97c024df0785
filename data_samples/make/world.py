"""The whole invented district: who there is, what was done, and what every file of every day says of it."""

from dataclasses import dataclass, field
from datetime import date

from data_samples.make.background_faults import plant_background_faults
from data_samples.make.card_acts import Register, plant_on_cards
from data_samples.make.cards import make_cards, make_receipts
from data_samples.make.certificate_files import CertificateFile, make_certificate_files
from data_samples.make.certificates import Certificate, inventory, plant_on_signers
from data_samples.make.days import (
    CERTIFICATE_DAYS,
    CERTIFICATES,
    DISTRICT_END,
    RESULTS,
    ROSTER,
    ROSTER_DAYS,
    SUMMER,
)
from data_samples.make.digitisation import PastBooks, make_lists
from data_samples.make.identity_faults import plant_identity_faults
from data_samples.make.likenesses import Likeness, plant_likenesses
from data_samples.make.moves import plant_moves
from data_samples.make.pupils import Pupil, exempt_pupils, make_pupils
from data_samples.make.readiness import Attested, Form, Trained, attestations, forms, trainings, untrained
from data_samples.make.result_faults import plant_result_faults, result_rows
from data_samples.make.results import ResultRow
from data_samples.make.roster import Place, RosterRow, roster_rows
from data_samples.make.schools import PRIMARY_SCHOOLS, RE_EXPORTED, RE_LISTED, SCHOOL
from data_samples.make.staff import Person, head_of, homeroom_teachers, make_staff


@dataclass
class World:
    """Everything that files are written from, and that figures are counted from."""

    pupils: list[Pupil]
    people: list[Person]
    register: Register
    rosters: dict[date, list[RosterRow]]
    results: dict[tuple[int, date], list[ResultRow]]
    certificates: dict[date, list[Certificate]]
    certificate_files: list[CertificateFile]
    forms: list[Form]
    trainings: list[Trained]
    attestations: list[Attested]
    exempt: dict[tuple[str, str], date]
    likenesses: list[Likeness]
    past_books: dict[date, list[PastBooks]]
    paper_places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Where each pupil on paper is listed; known once the files are written."""

    def roster(self, day: date) -> list[RosterRow]:
        """The newest pupil list of a day, school by school."""
        rows = self.rosters[DISTRICT_END if day >= DISTRICT_END else ROSTER]
        if day < SUMMER:
            return rows
        again = {SCHOOL[number].code for number in RE_LISTED}
        return [*(row for row in rows if row.school_code not in again), *self.rosters[SUMMER]]

    def result_day(self, school: int, day: date) -> date:
        """The day of the newest results file of a school."""
        return DISTRICT_END if day >= DISTRICT_END and school in RE_EXPORTED else RESULTS

    def inventory(self, day: date) -> list[Certificate]:
        """The newest certificate inventory of a day."""
        return self.certificates[DISTRICT_END if day >= DISTRICT_END else CERTIFICATES]


def make_world() -> World:
    """The district, always the same one."""
    pupils = make_pupils()
    likenesses = plant_likenesses(pupils)
    plant_moves(pupils)
    plant_identity_faults(pupils)
    people = make_staff(pupils)
    planted = plant_result_faults(pupils)
    register = _register(pupils, people)
    plant_on_cards(register)
    plant_on_signers(people)
    for person, mended in untrained(people):
        person.faults.append(("HB-SS-06", ROSTER, mended))
    plant_background_faults(pupils)
    exports = [(school.number, RESULTS) for school in PRIMARY_SCHOOLS] + [
        (number, DISTRICT_END) for number in RE_EXPORTED
    ]
    inventories = {day: inventory(people, day) for day in CERTIFICATE_DAYS}
    return World(
        pupils=pupils,
        people=people,
        register=register,
        rosters={day: roster_rows(pupils, day) for day in ROSTER_DAYS},
        results={key: result_rows(pupils, *key, planted) for key in exports},
        certificates=inventories,
        certificate_files=make_certificate_files(people, inventories),
        forms=forms(),
        trainings=trainings(people),
        attestations=attestations(),
        exempt=exempt_pupils(pupils),
        likenesses=likenesses,
        past_books=make_lists(),
    )


def _register(pupils: list[Pupil], people: list[Person]) -> Register:
    heads = {school.code: head_of(people, school) for school in {person.school for person in people}}
    cards = make_cards(pupils, heads, homeroom_teachers(people))
    return Register(pupils, cards, make_receipts(cards))
