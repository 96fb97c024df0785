"""Faults of the rulebook's files, collected so that a person mends them all in one go."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

Place = Sequence[int | str]
DATA = Path(__file__).parent / "data"
"""The rulebook that comes with the package."""


class Faults:
    """The faults found so far, each one line: file, key, and the reason in Vietnamese."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._sentences = _sentences()

    def add(self, file: str, key: str, fault: str, **details: object) -> None:
        """Note a fault; its sentence is the label `rulebook.fault.<fault>`."""
        self.found.append(f"{file}: {key}: {self._sentences[fault].format(**details)}")

    def add_invalid(self, file: str, key: str, value: object, wrong: ValidationError) -> None:
        """Note everything that a model refuses in one entry, each at its own key."""
        errors = wrong.errors()
        places = [error["loc"] for error in errors]
        for error in errors:
            if error["type"] == "too_short" and _has_faults_within(error["loc"], places):
                continue
            details = dict(error.get("ctx", {})) | {"message": error["msg"]}
            details["expected"] = str(details.get("expected", "")).replace(" or ", ", ")
            known = error["type"] if error["type"] in self._sentences else "other"
            self.add(file, _spell(key, error["loc"], value), known, **details)


def _has_faults_within(place: Place, places: Sequence[Place]) -> bool:
    """Whether a list counts as empty only because what stands in it is faulty."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _spell(key: str, place: Place, value: object) -> str:
    """`duty[kh290-01]` and ("evidence", "measure", "threshold") as one dotted key, list places counted from 1.

    Where an entry has several forms the place names the form first, by the word in `kind`; that is no key of the file.
    """
    parts = [key] if key else []
    for step, part in enumerate(place):
        if isinstance(value, dict) and value.get("kind") == part and step < len(place) - 1:
            continue
        parts.append(str(part + 1) if isinstance(part, int) else part)
        value = value.get(part) if isinstance(value, dict) else None
    return ".".join(parts)


def _sentences() -> Mapping[str, str]:
    text = (DATA / "labels" / "vi" / "rulebook.toml").read_text(encoding="utf-8")
    sentences: dict[str, str] = tomllib.loads(text)["rulebook"]["fault"]
    return sentences
