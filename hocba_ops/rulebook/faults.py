"""Faults of the rulebook's files, collected so that a person mends them all in one go."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

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

    def add_invalid(self, file: str, key: str, wrong: ValidationError) -> None:
        """Note everything that a model refuses in one entry, each at its own key."""
        for error in wrong.errors():
            details = dict(error.get("ctx", {})) | {"message": error["msg"]}
            details["expected"] = str(details.get("expected", "")).replace(" or ", ", ")
            known = error["type"] if error["type"] in self._sentences else "other"
            self.add(file, _spell(key, error["loc"]), known, **details)


def _spell(key: str, place: Sequence[int | str]) -> str:
    """`duty[kh290-01]` and ("evidence", "measure", "threshold") as one dotted key, list places counted from 1."""
    parts = [str(part + 1) if isinstance(part, int) else part for part in place]
    return ".".join([key, *parts] if key else parts)


def _sentences() -> Mapping[str, str]:
    text = (DATA / "labels" / "vi" / "rulebook.toml").read_text(encoding="utf-8")
    sentences: dict[str, str] = tomllib.loads(text)["rulebook"]["fault"]
    return sentences
