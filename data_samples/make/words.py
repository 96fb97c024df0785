"""The words of `words.toml`, and people's names made of them."""

import tomllib
from pathlib import Path
from typing import Any

from data_samples.make.chance import Chance

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
NAMES = WORDS["names"]


def person_name(chance: Chance, sex: str) -> str:
    """An invented name of three or four words; `sex` is nam or nu."""
    middle = [chance.pick(NAMES[f"middle_{sex}"])]
    if chance.happens(0.35):
        middle.append(chance.pick(NAMES[f"middle_{sex}"]))
    given = chance.pick(NAMES[f"given_{sex}"])
    return " ".join([chance.pick(NAMES["surnames"]), *dict.fromkeys(middle), given])
