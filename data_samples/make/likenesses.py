"""Rows that are one child under two numbers, and rows that only look so: twins, and namesakes born on one day.

All are the first of their classes, of whom nothing else is told; each pair is of one grade.
"""

from dataclasses import dataclass, replace

from data_samples.make.chance import Chance
from data_samples.make.pupils import IDENTITY, Pupil, first_of, person_number
from data_samples.make.words import NAMES, person_name

PLAIN = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyydAAAAAAAAAAAAAAAAAEEEEEEEEEEEIIIIIOOOOOOOOOOOOOOOOOUUUUUUUUUUUYYYYYD",
)
SAME = ((1, 7, 2), (2, 9, 1), (3, 10, 5), (4, 12, 3), (5, 16, 2), (6, 8, 4), (14, 11, 5), (15, 1, 3))
"""One child: the two schools, and the grade. Each in turn: accents lost, order of the parts, one letter, nothing."""
TWINS = ((1, 4), (3, 1), (10, 3), (16, 2))
"""Two children: a school and a grade whose classes A and B have one each."""
NAMESAKES = ((2, 6, 3), (7, 14, 1), (9, 4, 5), (15, 10, 2))
"""Two children: the two schools, and the grade."""
CODE = "HB-CN-01"


@dataclass(frozen=True)
class Likeness:
    """Two pupils whose rows look alike: one child (`is_same`), or two; `kind` says in what."""

    first: Pupil
    second: Pupil
    kind: str
    is_same: bool


def plant_likenesses(pupils: list[Pupil]) -> list[Likeness]:
    """The pairs, made of the first pupils of classes."""
    return [
        *(_one_child(pupils, place, *spot) for place, spot in enumerate(SAME)),
        *(_twins(pupils, *spot) for spot in TWINS),
        *(_namesakes(pupils, *spot) for spot in NAMESAKES),
    ]


def _one_child(pupils: list[Pupil], place: int, source: int, target: int, grade: int) -> Likeness:
    first, second = _two(pupils, (source, grade), (target, grade))
    for name in IDENTITY[1:]:
        setattr(second, name, getattr(first, name))
    second.background = replace(first.background)
    kind, change = tuple(VARIANTS.items())[place % len(VARIANTS)]
    second.name = change(first.name)
    if place < len(SAME) // 2:
        second.person_id, second.no_number_reason = "", "Đang chờ công an cấp số"
    else:
        last = str((int(first.person_id[-1]) + 3) % 10)
        second.person_id = first.person_id[:-1] + last
    for pupil in (first, second):
        pupil.wrong_code = CODE
    return Likeness(first, second, kind, is_same=True)


def _twins(pupils: list[Pupil], school: int, grade: int) -> Likeness:
    first, second = _two(pupils, (school, grade), (school, grade))
    chance = Chance("twins", school, grade)
    given = chance.pick([name for name in NAMES[f"given_{first.sex}"] if name != first.name.split()[-1]])
    _be_another(second, first, chance, " ".join([*first.name.split()[:-1], given]))
    second.background = replace(first.background)
    return Likeness(first, second, "sinh_doi", is_same=False)


def _namesakes(pupils: list[Pupil], source: int, target: int, grade: int) -> Likeness:
    first, second = _two(pupils, (source, grade), (target, grade))
    chance = Chance("namesakes", source, target, grade)
    _be_another(second, first, chance, first.name)
    surname = first.name.split()[0]
    father = " ".join([surname, *person_name(chance, "nam").split()[1:]])
    second.background = replace(second.background, father=father, mother=person_name(chance, "nu"))
    return Likeness(first, second, "trung_ten", is_same=False)


def _two(pupils: list[Pupil], *spots: tuple[int, int]) -> tuple[Pupil, Pupil]:
    """The first pupils of two classes; they are in no other story from now on."""
    found = []
    for school, grade in spots:
        pupil = first_of(pupils, school, grade)
        pupil.is_paired = True
        found.append(pupil)
    return found[0], found[1]


def _be_another(pupil: Pupil, like: Pupil, chance: Chance, name: str) -> None:
    """Another child of the same sex and day of birth, with a sound number of its own."""
    pupil.name, pupil.sex, pupil.birth = name, like.sex, like.birth
    pupil.person_id = person_number(chance, like.sex, like.birth)


def _reversed(name: str) -> str:
    """The given name before the surname, as some lists have it."""
    surname, *middle, given = name.split()
    return " ".join([given, *middle, surname])


def _one_letter(name: str) -> str:
    """One letter of the middle name written otherwise."""
    surname, middle, *rest = name.split()
    return " ".join([surname, f"{middle}h" if not middle.endswith("h") else middle[:-1], *rest])


VARIANTS = {
    "mat_dau": lambda name: name.translate(PLAIN),
    "dao_phan": _reversed,
    "mot_chu": _one_letter,
    "y_nguyen": lambda name: name,
}
