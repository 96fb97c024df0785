"""The answer key of the samples, the answers of the workbench to the same questions, and how they are compared."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hocba_ops.tables import Answer, Finding, Measure
from hocba_ops.workbench import Workbench

STEPS = ("readiness", "identity_review", "results_review", "coverage", "pair_review", "roadmap", "cutoff")
DAYS = ("2025-05-29", "2025-05-30", "2025-06-30", "2025-08-01")
WARDS = ("phuong-tan-dinh", "phuong-sai-gon", "phuong-ben-thanh", "phuong-cau-ong-lanh")
CENTRE = "79760418"
FIRST_DAY_OF_WARDS = "2025-07-01"
Place = tuple[str, str, int | None]
Fault = tuple[str, str, Place]
"""A rule, the school, and the file, sheet and row at which it is broken."""


@dataclass
class Scores:
    """Per rule: how many faults were planted, how many findings were told, how many of them were the planted ones."""

    planted: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, planted: Iterable[Fault], told: Iterable[Fault]) -> None:
        expected, found = Counter(planted), Counter(told)
        for counts, faults in ((self.planted, expected), (self.told, found), (self.right, expected & found)):
            counts.update(code for code, _, _ in faults.elements())

    def rows(self) -> Iterator[tuple[str, int, int, int]]:
        for code in sorted({*self.planted, *self.told}):
            yield code, self.planted[code], self.told[code], self.right[code]

    def table(self) -> str:
        """Precision and recall, rule by rule, over the four days."""
        lines = ["rule      planted  told  right  precision  recall"]
        for code, planted, told, right in self.rows():
            precision, recall = (f"{right / of:.1%}" if of else "none" for of in (told, planted))
            lines.append(f"{code}  {planted:7}  {told:4}  {right:5}  {precision:>9}  {recall:>6}")
        return "\n".join(["Faults of the answer key on four days", *lines])


class Key:
    """The answer key: figures, faults and repairs as the makers of the district know them."""

    def __init__(self, path: Path) -> None:
        self.content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    def measures(self, day: str) -> dict[tuple[str, str], list[int]]:
        """Numerator and denominator by measure and scope; scopes without a denominator left out."""
        told = self.content["figures"][day]["measures"]
        return {(name, scope): pair for name, scopes in told.items() for scope, pair in scopes.items() if pair[1]}

    def classes(self, day: str) -> dict[tuple[str, str], int]:
        """Rows by scope and class; extra cards only for whole units (a receipt does not say a grade)."""
        told = self.content["figures"][day]["cutoff"]
        return {
            (scope, name): number
            for scope, classes in told.items()
            for name, number in classes.items()
            if number and not (name == "thua" and "/" in scope)
        }

    def duties(self, day: str) -> dict[tuple[str, str], str]:
        """State by duty and actor."""
        told = self.content["figures"][day]["duty_states"]
        return {(duty, actor): state for duty, actors in told.items() for actor, state in actors.items()}

    def faults(self, day: str) -> list[Fault]:
        """The faults that stand on a day, each at its place."""
        return [
            (fault["code"], fault["unit"], _place(fault))
            for fault in self.content["faults"]
            if fault["seen_from"] <= day and (fault["seen_until"] is None or day < fault["seen_until"])
        ]

    def handover(self) -> Mapping[str, Any]:
        """The section about the return of cards after the summer."""
        told: Mapping[str, Any] = self.content["handover"]
        return told

    def elsewhere(self) -> dict[Fault, Fault]:
        """From other places that show a fault just as well to the place that the key names."""
        return {
            (fault["code"], fault["unit"], _place(other)): (fault["code"], fault["unit"], _place(fault))
            for fault in self.content["faults"]
            for other in fault.get("also", ())
        }


class Answers:
    """What the workbench says of a day: of the district, from July on of its wards, and of the centre."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench

    @cache  # noqa: B019 - lives as long as the session
    def of(self, unit: str, day: str) -> tuple[Answer, ...]:
        """The answers of the counting steps."""
        return tuple(self.bench.run(step, unit=unit, school_year="2024-2025", as_of=day) for step in STEPS)

    def milestones(self, unit: str, day: str) -> Answer:
        return self.bench.run("milestones", unit=unit, school_year="2024-2025", as_of=day)

    def units(self, day: str) -> tuple[str, ...]:
        """The offices that can be asked on a day."""
        return ("quan-1", *(WARDS if day >= FIRST_DAY_OF_WARDS else ()))

    def measures(self, day: str) -> dict[tuple[str, str], list[int]]:
        """Numerator and denominator by measure and scope, as the key writes them."""
        found: dict[tuple[str, str], list[int]] = {}
        for measure in self._split_by_grade(self.units(day), day):
            pair = [measure.numerator or 0, measure.denominator or 0]
            assert found.setdefault((measure.name, _scope(measure)), pair) == pair, f"{measure} told twice, differently"
        return {key: pair for key, pair in found.items() if pair[1]}

    def classes(self, day: str) -> dict[tuple[str, str], int]:
        """Rows by scope and class; the centre is asked about by itself."""
        return {
            (_scope(measure), measure.name.removeprefix("cutoff.")): measure.numerator or 0
            for measure in self._split_by_grade((*self.units(day), CENTRE), day)
            if measure.name.startswith("cutoff.")
            and measure.numerator
            and not (measure.name == "cutoff.thua" and measure.group)
        }

    def faults(self, day: str, unit: str = "quan-1") -> list[Fault]:
        """The findings of a day as faults at their places."""
        return [(one.code, one.unit_id, _place_of(one)) for answer in self.of(unit, day) for one in answer.findings]

    def _split_by_grade(self, units: Iterable[str], day: str) -> Iterator[Measure]:
        for unit in units:
            for answer in self.of(unit, day):
                yield from (measure for measure in answer.measures if {key for key, _ in measure.group} <= {"grade"})


def _scope(measure: Measure) -> str:
    grade = measure.part("grade")
    return measure.unit_id if grade is None else f"{measure.unit_id}/khoi-{grade}"


def _place(told: Mapping[str, Any]) -> Place:
    return told["file"] or "", told["sheet"] or "", told["row"]


def _place_of(finding: Finding) -> Place:
    return finding.source_file, finding.sheet, finding.row_number


@pytest.fixture(scope="session")
def key(samples: Path) -> Key:
    return Key(samples / "quan-1" / "answer_key.json")


@pytest.fixture(scope="session")
def answers(sample_bench: Workbench) -> Answers:
    return Answers(sample_bench)


@pytest.fixture(scope="session")
def scores() -> Scores:
    """Filled by the comparison of each day; the table of it is printed at the end of the run."""
    return Scores()
