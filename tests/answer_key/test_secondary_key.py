"""The answer key of the secondary school: every planted fault is found where it stands, and nothing else."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.workbench import Workbench
from tests.answer_key.conftest import Scores
from tests.conftest import LOADED_AT, tell

DAYS = ("2025-05-31", "2025-08-20")
SETTINGS = """
unit = "79000701"
school_year = "2024-2025"
inbox = ["{samples}/trung-hoc"]
store = "kho"
reports = "bao-cao"
workers = 2
"""
PRIMARY = {f"HB-KQ-{number}" for number in range(15, 22)}
"""Rules of grades 1-5 about awards, completion and the summer; the primary district plants the others."""
NOT_PLANTED = {"HB-TH-30"}
"""A school that sent nothing has no file to plant it in."""


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, samples: Path, told: list[str]) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("trung-hoc")
    (folder / "hocba.toml").write_text(SETTINGS.format(samples=samples.as_posix()), encoding="utf-8")
    _, outcomes = Workbench.open(folder).load(now=LOADED_AT)
    told += map(tell, outcomes)
    opened = Workbench.open(folder)
    yield opened
    opened.engine.close()


@pytest.fixture(scope="module")
def key(samples: Path) -> dict:
    return json.loads((samples / "trung-hoc" / "answer_key.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(bench: Workbench) -> dict:
    return {day: bench.run("results_review", unit="79000701", school_year="2024-2025", as_of=day) for day in DAYS}


def planted(key: dict, day: str) -> list[tuple]:
    return [
        (fault["code"], fault["unit"], (fault["file"], fault["sheet"], fault["row"]))
        for fault in key["days"][day]["faults"]
    ]


def found(answers: dict, day: str) -> list[tuple]:
    return [(one.code, one.unit_id, (one.source_file, one.sheet, one.row_number)) for one in answers[day].findings]


def test_every_file_of_the_secondary_school_is_read_whole(bench, told):
    assert [line for line in told if not line.endswith(": ok")] == []


@pytest.mark.parametrize("day", DAYS)
def test_the_findings_of_a_day_are_the_faults_planted_for_it(key, answers, day):
    right, said = Counter(planted(key, day)), Counter(found(answers, day))
    assert sorted((right - said).elements(), key=str) == [], "planted and not found"
    assert sorted((said - right).elements(), key=str) == [], "found and not planted"


def test_precision_and_recall_of_every_secondary_rule_are_one(key, answers, bench, record_property):
    scores = Scores()
    for day in DAYS:
        scores.add(planted(key, day), found(answers, day))
    record_property("table", scores.table().replace("on four days", "of the secondary school, on two days"))
    rules = {rule.id for rule in bench.rulebook.rules if rule.id.startswith("HB-TH-") or rule.id in PRIMARY}
    assert {code for code, *_ in scores.rows()} == rules - NOT_PLANTED
    assert [row for row in scores.rows() if len(set(row[1:])) > 1] == []
    assert min(number for _, number, *_ in scores.rows()) >= 3


@pytest.mark.parametrize("day", DAYS)
def test_pupils_without_an_error_are_counted_by_grade(key, answers, day):
    clean = {
        measure.part("grade"): [measure.numerator, measure.denominator]
        for measure in answers[day].measures
        if measure.name == "results.clean" and measure.group
    }
    assert clean == key["days"][day]["clean"]


def test_two_readings_are_told_with_both_outcomes_and_counted_without_names(answers):
    asked = [one for one in answers[DAYS[0]].findings if one.code == "HB-TH-20"]
    assert asked
    assert all(one.message.endswith("Đạt – Khá") for one in asked)
    frame = answers[DAYS[0]].frames["two_readings"]
    assert frame.filter(frame["judged"] == "learning")["pupils"].sum() == len(asked)
    assert {"pupil_code", "full_name"} & set(frame.columns) == set()


def test_levels_in_the_files_and_recomputed_are_told_of_the_same_pupils(answers):
    frame = answers[DAYS[0]].frames["secondary_levels"]
    sums = frame.group_by("school_code", "grade", "term", "judged").agg(pl.col("in_file", "recomputed").sum())
    assert (sums["in_file"] == sums["recomputed"]).all()
