"""Invented pupils with the truth beside them: who stands on two rows, spoiled as lists are, and who only looks alike.

Families with brothers, sisters and twins; lists without parents, without accents; names that many share. The same seed
gives the same rows everywhere: only `Random.random` is drawn from.
"""

import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, count
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import polars as pl

from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
DAY = date(2025, 6, 30)
SCHOOL_SIZE = 600
DOUBLED, TWINS, NAMESAKES, NEIGHBOURS = 0.02, 0.012, 0.004, 0.002
"""Of the children: how many stand on a second row; are born as twins; share name and day, or a number but one digit."""
Item = TypeVar("Item")


class Chance:
    """Draws that are the same on every machine."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed).random

    def happens(self, share: float) -> bool:
        return self.random() < share

    def below(self, end: int) -> int:
        return int(self.random() * end)

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def pick_common(self, items: Sequence[Item]) -> Item:
        """One of the items, the first ones more often: as names are given."""
        return items[int(len(items) * self.random() ** 2)]

    def digits(self, size: int) -> str:
        return "".join(str(self.below(10)) for _ in range(size))


@dataclass(frozen=True)
class Row:
    """A row of a list, and which child it really is."""

    person: int
    school: int
    name: str
    birth: date
    sex: str
    number: str | None
    mother: str | None
    mother_year: int | None
    father: str | None
    father_year: int | None
    commune: str
    ethnicity: str
    status: str = "dang_hoc"


@dataclass(frozen=True)
class Labelled:
    """Rows of pupil lists, and the pairs of their codes that are one child."""

    pupils: pl.DataFrame
    pairs: frozenset[tuple[str, str]]


def make_labelled(seed: str, *, children: int, years: range = range(2010, 2019)) -> Labelled:
    """So many children and a few rows more, spread over schools, born in these years."""
    chance = Chance(f"{seed}/{children}")
    schools = max(3, children // SCHOOL_SIZE)
    originals = _make_children(chance, children, schools, years)
    doubles = [_double(chance, row, schools) for row in originals if chance.happens(DOUBLED)]
    others = _look_alikes(chance, originals)
    arrived = {row.person for row in doubles if row.status == "chuyen_den"}
    settled = [_with_status(chance, row, has_moved=row.person in arrived) for row in (*originals, *others)]
    rows = _as_lists(chance, [*settled, *doubles], schools)
    return Labelled(_frame(rows), _true_pairs(rows))


def _make_children(chance: Chance, children: int, schools: int, years: range) -> list[Row]:
    rows: list[Row] = []
    people = count()
    while len(rows) < children:
        family, sizes = _family(chance, schools), (1, 1, 1, 1, 1, 2, 2, 2, 3)
        for _ in range(chance.pick(sizes)):
            birth = date(years[0], 1, 1) + timedelta(days=chance.below(365 * len(years)))
            born = 2 if chance.happens(TWINS) else 1
            rows += [_child(chance, family, next(people), birth) for _ in range(born)]
    return rows[:children]


def _family(chance: Chance, schools: int) -> Row:
    """What the children of a family share, as a row without a child."""
    surname = chance.pick_common(WORDS["surnames"])
    mother = (chance.pick_common(WORDS["surnames"]), chance.pick_common(WORDS["parent_middle_nu"]))
    father = (surname, chance.pick_common(WORDS["parent_middle_nam"]))
    return Row(
        person=-1,
        school=chance.below(schools),
        name=surname,
        birth=DAY,
        sex="",
        number=None,
        mother=" ".join([*mother, chance.pick_common(WORDS["given_nu"])]),
        mother_year=1975 + chance.below(22),
        father=" ".join([*father, chance.pick_common(WORDS["given_nam"])]),
        father_year=1972 + chance.below(24),
        commune=chance.pick(WORDS["communes"]),
        ethnicity=chance.pick(WORDS["ethnicities"]),
    )


def _child(chance: Chance, family: Row, person: int, birth: date) -> Row:
    sex = chance.pick(("nam", "nu"))
    middle = [chance.pick_common(WORDS[f"middle_{sex}"]) for _ in range(2 if chance.happens(0.3) else 1)]
    name = " ".join([family.name, *dict.fromkeys(middle), chance.pick_common(WORDS[f"given_{sex}"])])
    number = None if chance.happens(0.04) else _number(chance, sex, birth)
    return replace(family, person=person, name=name, birth=birth, sex=sex, number=number)


def _number(chance: Chance, sex: str, birth: date) -> str:
    century = 2 * (birth.year // 100 - 19) + (sex == "nu")
    return f"{chance.pick(WORDS['prefixes'])}{century}{birth.year % 100:02d}{chance.digits(6)}"


def _look_alikes(chance: Chance, originals: list[Row]) -> list[Row]:
    """Children who are others, and look alike: of one name and day, or with numbers that follow each other."""
    people = count(len(originals))
    found = []
    for row in originals:
        other = originals[chance.below(len(originals))]
        if chance.happens(NAMESAKES):
            namesake = replace(other, person=next(people), name=row.name, birth=row.birth, sex=row.sex)
            number = _number(chance, row.sex, row.birth) if chance.happens(0.96) else None
            found.append(replace(namesake, number=number))
        if chance.happens(NEIGHBOURS) and row.number:
            child = _child(chance, other, next(people), row.birth)
            found.append(replace(child, number=_one_digit_off(chance, row.number)))
    return found


def _with_status(chance: Chance, row: Row, *, has_moved: bool) -> Row:
    """Most stay; of those who also stand on another list as arrived, most are known to have left."""
    if has_moved:
        return replace(row, status="chuyen_di") if chance.happens(0.7) else row
    draw = chance.random()
    return replace(row, status="chuyen_di" if draw < 0.02 else "chuyen_den" if draw < 0.06 else "dang_hoc")


# --- the same child once more, as another office types it


def _double(chance: Chance, row: Row, schools: int) -> Row:
    school = row.school if chance.happens(0.15) else chance.below(schools)
    moved = replace(row, school=school, status="chuyen_den" if chance.happens(0.3) else "dang_hoc")
    moved = replace(moved, name=_spoil(chance, row.name, NAME_FAULTS), birth=_spoil_birth(chance, row.birth))
    moved = replace(moved, number=_spoil_number(chance, row), **_spoil_parents(chance, row))
    if chance.happens(0.4):
        moved = replace(moved, commune=chance.pick(WORDS["communes"]))
    return replace(moved, sex={"nam": "nu", "nu": "nam"}[row.sex]) if chance.happens(0.01) else moved


def bare(text: str) -> str:
    """A text without accents."""
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _swap_parts(_chance: Chance, name: str) -> str:
    first, *others = name.split()
    return " ".join([*others, first])


def _drop_middle(_chance: Chance, name: str) -> str:
    words = name.split()
    return " ".join([*words[:1], *words[2:]]) if len(words) > 2 else name


def _mistype(chance: Chance, name: str) -> str:
    place = 1 + chance.below(len(name) - 1)
    letter = chance.pick("aeiouhngtm")
    return name[:place] + letter + name[place + (1 if chance.happens(0.5) else 0) :]


def _mistype_accent(_chance: Chance, name: str) -> str:
    *others, last = name.split()
    return " ".join([*others, bare(last)])


NAME_FAULTS: tuple[tuple[float, Callable[[Chance, str], str]], ...] = (
    (0.18, lambda _chance, name: bare(name)),
    (0.08, lambda _chance, name: name.upper()),
    (0.05, _swap_parts),
    (0.07, _drop_middle),
    (0.07, _mistype),
    (0.06, _mistype_accent),
)
PARENT_FAULTS = ((0.12, NAME_FAULTS[0][1]), (0.06, _mistype), (0.06, _drop_middle))


def _spoil(chance: Chance, name: str, faults: Sequence[tuple[float, Callable[[Chance, str], str]]]) -> str:
    draw = chance.random()
    for share, fault in faults:
        draw -= share
        if draw < 0:
            return fault(chance, name)
    return name


def _spoil_birth(chance: Chance, birth: date) -> date:
    if birth.day <= 12 and chance.happens(0.08):
        return birth.replace(month=birth.day, day=birth.month)
    if chance.happens(0.03):
        return birth.replace(year=birth.year + chance.pick((-1, 1)), day=min(birth.day, 28))
    if chance.happens(0.03):
        return birth.replace(day=1 + (birth.day + 9) % 28)
    return birth.replace(month=1, day=1) if chance.happens(0.02) else birth


def _spoil_number(chance: Chance, row: Row) -> str | None:
    """Never the same number: that one child stands twice under one number is another rule's finding."""
    if row.number is None or chance.happens(0.4):
        return None if row.number else _number(chance, row.sex, row.birth)
    draw = chance.random()
    if draw < 0.6:
        return _one_digit_off(chance, row.number)
    if draw < 0.8 and row.number.startswith("0"):
        return row.number[1:]
    return _number(chance, row.sex, row.birth)


def _one_digit_off(chance: Chance, number: str) -> str:
    place = 6 + chance.below(6)
    if chance.happens(0.25) and place < 11 and number[place] != number[place + 1]:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return number[:place] + str((int(number[place]) + 1 + chance.below(9)) % 10) + number[place + 1 :]


def _spoil_parents(chance: Chance, row: Row) -> dict[str, Any]:
    if chance.happens(0.12):
        return {"mother": None, "mother_year": None, "father": None, "father_year": None}
    spoiled: dict[str, Any] = {}
    for who in ("mother", "father"):
        spoiled[who] = _spoil(chance, getattr(row, who), PARENT_FAULTS)
        year = getattr(row, f"{who}_year")
        spoiled[f"{who}_year"] = year + 1 if chance.happens(0.04) else year
    if chance.happens(0.1):
        spoiled |= {"father": None, "father_year": None}
    return spoiled


# --- lists


def _as_lists(chance: Chance, rows: Sequence[Row], schools: int) -> list[Row]:
    """The rows as the programs of their schools write them: some without parents, some without accents."""
    without_parents = {school for school in range(schools) if chance.happens(0.2)}
    without_accents = {school for school in range(schools) if chance.happens(0.05)}
    nobody = {"mother": None, "mother_year": None, "father": None, "father_year": None}
    written = []
    for one in rows:
        row = replace(one, **nobody) if one.school in without_parents else one
        written.append(replace(row, name=bare(row.name).upper()) if one.school in without_accents else row)
    return written


def _code(place: int) -> str:
    return f"79{place:08}"


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    told = [
        {
            "school_code": f"797604{row.school:02}",
            "pupil_code": _code(place),
            "full_name": row.name,
            "birth_date": row.birth,
            "sex": row.sex,
            "person_id": row.number,
            "mother_name": row.mother,
            "mother_birth_year": row.mother_year,
            "father_name": row.father,
            "father_birth_year": row.father_year,
            "commune_text": row.commune,
            "ethnicity": row.ethnicity,
            "pupil_status": row.status,
            "source_file": "bia.xlsx",
            "sheet": f"{row.school}",
            "row_number": place + 2,
        }
        for place, row in enumerate(rows)
    ]
    columns = {name: pl.Series(name, [row.get(name) for row in told], kind) for name, kind in _schema().items()}
    return pl.DataFrame(columns)


def _schema() -> pl.Schema:
    return build_schema(TABLES["pupil"])


def _true_pairs(rows: Sequence[Row]) -> frozenset[tuple[str, str]]:
    places: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.person, []).append(place)
    return frozenset(
        (_code(first), _code(second)) for found in places.values() for first, second in combinations(found, 2)
    )
