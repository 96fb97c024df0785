"""The people who work at the schools, and who of them signs."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from data_samples.make.chance import Chance
from data_samples.make.pupils import Pupil, person_number
from data_samples.make.roster import Place
from data_samples.make.schools import SCHOOLS, WITHOUT_TEACHER, School
from data_samples.make.words import person_name

SIGNING = ("Hiệu trưởng", "Phó hiệu trưởng", "Giáo viên")
SUBJECTS = ("Tiếng Anh", "Giáo dục thể chất", "Âm nhạc", "Mĩ thuật", "Tin học", "Tiếng Anh", "Giáo dục thể chất")
OTHERS = ("Nhân viên kế toán", "Nhân viên y tế", "Nhân viên thư viện", "Nhân viên CNTT", "Nhân viên bảo vệ")
CONTRACTS = {(4, "4C"): "Hợp đồng thỉnh giảng", (6, "2A"): "Hợp đồng lao động"}
"""Homeroom teachers who are no permanent staff, by school and class; the first one has no certificate (HB-SS-14)."""
GONE = ("Đã nghỉ việc", "Nghỉ hưu", "Chuyển công tác")


@dataclass
class Person:
    """Someone at a school. `faults`: rules broken at this row of the staff list, and the days on which that is seen."""

    school: School
    code: str
    person_id: str
    name: str
    birth: date
    sex: str
    position: str
    subject: str = ""
    homeroom: str = ""
    shown_homeroom: str = ""
    status: str = "Đang làm việc"
    contract: str = "Hợp đồng làm việc"
    faults: list[tuple[str, date, date | None]] = field(default_factory=list)
    place: Place | None = None

    @property
    def is_active(self) -> bool:
        """Still at work."""
        return self.status not in GONE

    @property
    def must_sign(self) -> bool:
        """Teachers and managers: section II.3.3 of plan 290 wants all of them equipped."""
        return self.is_active and self.position in SIGNING


def make_staff(pupils: list[Pupil]) -> list[Person]:
    """Everybody, school by school: managers, homeroom teachers, subject teachers, clerk, others, people who left."""
    homes = sorted({(p.school.number, p.grade, p.home_class) for p in pupils})
    return [
        person
        for school in SCHOOLS
        for person in _people(school, [name for number, _, name in homes if number == school.number])
    ]


def _people(school: School, classes: list[str]) -> list[Person]:
    jobs = [("Hiệu trưởng", "", ""), *[("Phó hiệu trưởng", "", "")] * (2 if school.classes > 4 else 1)]
    jobs += [("Giáo viên", "Dạy nhiều môn", name) for name in classes]
    jobs += [("Giáo viên", subject, "") for subject in SUBJECTS[: min(7, 4 + school.classes)]]
    jobs += [("Văn thư", "", "")]
    jobs += [(job, "", "") for job in OTHERS * 3][: 6 + school.classes]
    people = [_person(school, place, *job) for place, job in enumerate(jobs)]
    if school.number % 2:
        gone = _person(school, len(jobs), "Giáo viên", "Dạy nhiều môn", "")
        gone.status = GONE[school.number // 2 % 3]
        people.append(gone)
    return people


def _person(school: School, place: int, position: str, subject: str, homeroom: str) -> Person:
    chance = Chance("staff", school.number, place)
    sex = "nam" if chance.happens(0.9 if "bảo vệ" in position else 0.22) else "nu"
    birth = date(1968, 1, 1) + timedelta(days=chance.whole(0, 11_900))
    return Person(
        school=school,
        code=f"791{school.number:02d}{place:02d}{chance.digits(3)}",
        person_id=person_number(chance, sex, birth),
        name=person_name(chance, sex),
        birth=birth,
        sex="Nam" if sex == "nam" else "Nữ",
        position=position,
        subject=subject,
        homeroom=homeroom,
        shown_homeroom="" if (school.number, homeroom) in WITHOUT_TEACHER else homeroom,
        status="Đang công tác" if chance.happens(0.05) else "Đang làm việc",
        contract=CONTRACTS.get((school.number, homeroom), "Hợp đồng làm việc"),
    )


def head_of(people: list[Person], school: School) -> Person:
    """The head of a school."""
    return next(p for p in people if p.school == school and p.position == "Hiệu trưởng")


def homeroom_teachers(people: list[Person]) -> dict[tuple[str, str], Person]:
    """School code and class name → the teacher of the class."""
    return {(p.school.code, p.homeroom): p for p in people if p.homeroom}
