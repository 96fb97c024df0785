"""The register of the numbers of official documents: chained like the trail, a number once given is never given again.

A number belongs to a series (office, year, kind). A document keeps its number whatever becomes of it, so that a release
broken off by a crash goes on with the same number, and one that was withdrawn leaves no gap that another could fill.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from filelock import FileLock, Timeout

from hocba_ops.access.journal import PATIENCE_SECONDS, Journal
from hocba_ops.errors import JournalBusy, LetterProblem, LetterRefused

TURN = "numbering.lock"


class Stage(StrEnum):
    """How far a document has come in the register."""

    NUMBERED = "numbered"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document in the register. `series`: office|year|kind. `dated`: the day that it bears, ISO.

    `sha256`: of the PDF that was issued.
    """

    letter: str
    series: str
    number: int
    dated: str
    sign: str
    stage: Stage
    by: str
    second: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class NumberRegister:
    """The register of a workspace."""

    journal: Journal

    def standing(self) -> dict[str, Numbered]:
        """Every document that has a number, by id, in the order in which the numbers were given."""
        found: dict[str, Numbered] = {}
        for entry in self.journal.entries():
            if entry["event"] == Stage.NUMBERED:
                found[entry["letter"]] = _numbered(entry)
            elif entry["event"] in set(Stage):
                known = found[entry["letter"]]
                found[known.letter] = replace(
                    known, stage=Stage(entry["event"]), sha256=entry.get("sha256", known.sha256)
                )
        return found

    def take(self, asked: Numbered, *, pattern: str, wanted: int | None, now: datetime) -> Numbered:
        """Give a document its number: the next of its series, or the one that the clerk has kept for it.

        `pattern`: the sign with {number} still open; one below ten is written with a nought, as the decree has it. A
        document that has its number keeps it. `LetterRefused` for a number that is taken, or a day before that of a
        number given already.
        """
        with self._turn():
            held = self.standing()
            if asked.letter in held:
                return held[asked.letter]
            number = _next(asked, [one for one in held.values() if one.series == asked.series], wanted)
            given = replace(asked, number=number, sign=pattern.replace("{number}", f"{number:02d}"))
            self.journal.append(Stage.NUMBERED, _facts(given), now=now)
            return given

    def note(self, letter: str, stage: Stage, facts: Mapping[str, Any], *, now: datetime) -> None:
        """Enter what became of a numbered document."""
        self.journal.append(stage, {"letter": letter, **facts}, now=now)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self.journal.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.journal.root / TURN, timeout=PATIENCE_SECONDS):
                yield
        except Timeout as fault:
            raise JournalBusy(str(self.journal.root)) from fault


def _next(asked: Numbered, series: list[Numbered], wanted: int | None) -> int:
    taken = {one.number for one in series}
    if wanted is not None:
        if wanted < 1:
            raise LetterRefused(str(wanted), LetterProblem.NOT_A_NUMBER)
        if wanted in taken:
            raise LetterRefused(str(wanted), LetterProblem.NUMBER_TAKEN)
        return wanted
    if any(one.dated > asked.dated for one in series):
        raise LetterRefused(asked.letter, LetterProblem.EARLIER)
    return max(taken, default=0) + 1


def _facts(one: Numbered) -> dict[str, Any]:
    names = ("letter", "series", "number", "dated", "sign", "by", "second")
    return {name: getattr(one, name) for name in names}


def _numbered(entry: Mapping[str, Any]) -> Numbered:
    names = ("letter", "series", "number", "dated", "sign", "by", "second")
    return Numbered(**{name: entry[name] for name in names}, stage=Stage.NUMBERED)
