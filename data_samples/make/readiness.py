"""Readiness forms, training lists, attestations and the list of those on paper."""

from dataclasses import dataclass
from datetime import date

from data_samples.make.chance import Chance
from data_samples.make.days import CERTIFICATES, MAKE_UP, PREPARED, REVIEWED, RULES, SUMMER, TRAINING
from data_samples.make.schools import LATE_FORM, NO_FORM, PAPER, PRIMARY_SCHOOLS, School
from data_samples.make.staff import Person

ITEMS = (
    ("thiet_bi", "Máy tính và thiết bị truy cập đủ số lượng cho giáo viên, cán bộ quản lý, nhân viên"),
    ("duong_truyen", "Đường truyền internet ổn định, tốc độ cao"),
    ("he_thong", "Hệ thống theo dõi, đánh giá học sinh và Học bạ số"),
    ("ban_the_hien", "Bản thể hiện xuất được và in được trên giấy theo mẫu học bạ giấy"),
    ("chuyen_giao_du_lieu", "Hợp đồng thuê dịch vụ có trách nhiệm chuyển giao nguyên vẹn, đầy đủ dữ liệu khi chấm dứt"),
    ("ban_chi_dao", "Thành lập Ban chỉ đạo, Hiệu trưởng làm trưởng ban"),
    ("to_cong_tac", "Thành lập Tổ công tác Học bạ số"),
    ("quy_che", "Quy chế quản lý, sử dụng Học bạ số trong nhà trường"),
    ("khong_thu_phi", "Không thu chi phí dịch vụ học bạ số từ học sinh và cha mẹ học sinh"),
    ("tuyen_truyen", "Tuyên truyền tới giáo viên, nhân viên, cha mẹ học sinh, học sinh"),
)
UNMET = {
    (5, "thiet_bi"): "Không",
    (10, "khong_thu_phi"): "",
    (PAPER, "thiet_bi"): "Không",
    (PAPER, "duong_truyen"): "Không",
    (PAPER, "he_thong"): "",
    (6, "chuyen_giao_du_lieu"): "",
    (16, "to_cong_tac"): "Không",
    (8, "quy_che"): "",
    (2, "tuyen_truyen"): "Không",
    (4, "ban_the_hien"): "Không",
}
"""HB-SS-01: what the school's form says at the item."""
DECLARED = {3: date(2025, 4, 18), 14: date(2025, 4, 18), LATE_FORM: date(2025, 4, 28)}
NEVER_TRAINED = {2: (6,), 5: (4, 9), 10: (12,), 11: (3,), 13: (5, 8)}
TRAINED_LATE = {3: (5, 7, 11), 6: (5, 9), 14: (6, 9, 13, 20), 16: (7, 10, 12)}
"""HB-SS-06: school, and who of its staff (by place in the list); those trained late were made up by 20/5."""
TOPICS = ("Vận hành, sử dụng Hệ thống học bạ số", "Quy trình ký số, ban hành học bạ số")


@dataclass(frozen=True)
class Form:
    """A readiness form: when it was declared, and the answer at each item."""

    school: School
    declared: date
    answers: dict[str, str]

    @property
    def folder(self) -> date:
        """The day on which it was handed in with others."""
        return CERTIFICATES if self.declared <= CERTIFICATES else TRAINING


@dataclass(frozen=True)
class Trained:
    """A row of a training list."""

    person: Person
    day: date
    topic: str
    listed: date


@dataclass(frozen=True)
class Attested:
    """An actor says that a duty is done. `listed`: the day of the list."""

    actor: str
    duty: str
    done: date
    paper: str
    listed: date


def forms() -> list[Form]:
    """The forms of the primary schools; one school hands in none."""
    return [_form(school) for school in PRIMARY_SCHOOLS if school.number != NO_FORM]


def _form(school: School) -> Form:
    chance = Chance("form", school.number)
    declared = DECLARED.get(school.number, date(2025, 4, chance.pick((8, 9, 10, 14, 15, 16, 17))))
    yes = ("x", "Có", "X")[school.number % 3]
    return Form(school, declared, {item: UNMET.get((school.number, item), yes) for item, _ in ITEMS})


def trainings(people: list[Person]) -> list[Trained]:
    """Both training lists; the people who never came stand in neither."""
    rows = []
    for school in dict.fromkeys(person.school for person in people):
        staff = [person for person in people if person.school == school and person.is_active]
        for place, person in enumerate(staff):
            if place in NEVER_TRAINED.get(school.number, ()):
                continue
            is_late = place in TRAINED_LATE.get(school.number, ())
            day = date(2025, 5, 15 + place % 3) if is_late else date(2025, 4, (22, 23, 24, 28)[school.number % 4])
            rows.append(Trained(person, day, TOPICS[place % 2], MAKE_UP if is_late else TRAINING))
    return rows


def untrained(people: list[Person]) -> list[tuple[Person, date | None]]:
    """HB-SS-06: who was not trained when the staff list came, and the list that mends it."""
    found: list[tuple[Person, date | None]] = []
    for school in PRIMARY_SCHOOLS:
        staff = [person for person in people if person.school == school and person.is_active]
        found += [(staff[place], None) for place in NEVER_TRAINED.get(school.number, ())]
        found += [(staff[place], MAKE_UP) for place in TRAINED_LATE.get(school.number, ())]
    return found


ATTESTED = {
    "kh290-01": ({3: "28/3", 14: "28/3", 10: "2/4", 5: "3/4", PAPER: ""}, ("25/3", "26/3", "27/3")),
    "kh290-04": ({6: "2/5", 16: "2/5", 11: "5/5", 10: "", PAPER: ""}, ("24/4", "25/4", "28/4", "29/4")),
    "kh290-10": ({7: "15/6", 14: "16/6", 5: "", PAPER: ""}, ("11/6", "12/6", "13/6")),
    "kh290-14": ({9: "28/7", 12: "28/7", 17: "29/7", 1: "30/7", 15: "30/7", 2: "31/7"}, ("",)),
}
"""Duty → the day on which a school (by number) says it was done, empty for never; and the days of all other schools."""
LISTS = {
    "kh290-01": (PREPARED, RULES),
    "kh290-04": (RULES, RULES),
    "kh290-10": (REVIEWED, REVIEWED),
    "kh290-14": (SUMMER, SUMMER),
}
"""Duty → the list in which it is attested when done by then, and the next one."""


def attestations() -> list[Attested]:
    """All attestations, those of the offices among them."""
    rows = [
        Attested("quan-1", "kh290-01", date(2025, 3, 21), "290/KH-GDĐT", PREPARED),
        Attested("so-gddt-hcm", "kh290-12", date(2025, 8, 1), "", SUMMER),
    ]
    for duty, (special, usual) in ATTESTED.items():
        for school in PRIMARY_SCHOOLS:
            text = special.get(school.number, usual[school.number % len(usual)])
            if text:
                done = _day(text)
                listed = LISTS[duty][0] if done <= LISTS[duty][0] else LISTS[duty][1]
                rows.append(Attested(school.code, duty, done, f"{school.number + 20}/BC-TH", listed))
    return rows


def _day(text: str) -> date:
    day, month = map(int, text.split("/"))
    return date(2025, month, day)
