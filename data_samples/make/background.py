"""Where a pupil comes from: nationality, place of birth, address before and after July 2025, parents. All invented."""

from dataclasses import dataclass
from datetime import date

from data_samples.make.chance import Chance
from data_samples.make.words import NAMES, WORDS, person_name

HOME = "Việt Nam"
ADDRESSES = WORDS["address"]
OUTSIDE = WORDS["outside"]["schools"]


@dataclass(frozen=True)
class Background:
    """What the pupil list says beside the pupil's own data. `new_…`: the address since the districts ended."""

    nationality: str = HOME
    birth_place: str = ""
    province: str = ""
    district: str = ""
    commune: str = ""
    new_province: str = ""
    new_commune: str = ""
    father: str = ""
    father_year: int | None = None
    mother: str = ""
    mother_year: int | None = None


def make_background(code: str, name: str, birth: date, province: str, *, is_foreign: bool) -> Background:
    """The background of a pupil, drawn by the pupil's code."""
    chance = Chance("background", code)
    place = ADDRESSES[province]
    district, commune = chance.pick(place["old"])
    surname = name.split()[0]
    return Background(
        nationality=chance.pick(WORDS["people"]["foreign"]) if is_foreign else HOME,
        birth_place=chance.pick(list(ADDRESSES)),
        province=province,
        district=district,
        commune=commune,
        new_province=place["province"],
        new_commune=chance.pick(place["new"]),
        father=_parent(chance, "nam", name, surname),
        father_year=birth.year - chance.whole(23, 45),
        mother=_parent(chance, "nu", name, chance.pick(NAMES["surnames"])),
        mother_year=birth.year - chance.whole(21, 40),
    )


def _parent(chance: Chance, sex: str, child: str, surname: str) -> str:
    """A name of a parent that is not the child's own."""
    name = child
    while name == child:
        name = " ".join([surname, *person_name(chance, sex).split()[1:]])
    return name
