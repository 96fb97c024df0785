"""The words of `words.toml`, and people's names made of them."""

import tomllib
from pathlib import Path
from typing import Any

from data_samples.make.chance import Chance

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
NAMES = WORDS["names"]


def person_name(chance: Chance, sex: str) -> str:
    """An invented name of three or four words; `sex` is nam or nu."""
    given = chance.pick(NAMES[f"given_{sex}"])
    words = [chance.pick(NAMES["surnames"]), chance.pick(NAMES[f"middle_{sex}"])]
    if chance.happens(0.35):
        words.append(chance.pick(NAMES[f"middle_{sex}"]))
    return " ".join([*(word for word in dict.fromkeys(words) if word != given), given])
