"""Every text of every step, every review rule compiled into its scan, on DuckDB and on a cluster of two workers."""

from pathlib import Path

import pytest

from hocba_ops.engine import SparkEngine
from hocba_ops.steps import STEPS
from hocba_ops.workbench import Workbench
from tests.engine.compared import Compared
from tests.engine.offices import ask_about
from tests.sail import Sail
from tests.spark_cluster import Spark

TEXTS = {text for step in STEPS.values() for text in step.texts}
WITHOUT_ROWS = {
    "audit_lock",
    "coverage_proved",
    "evidence_finding",
    "evidence_sample",
    "export_birth",
    "export_ended",
    "export_received",
    "export_secondary",
    "export_secondary_value",
    "results_readings",
    "sync_older",
}
"""Texts that give no rows on any of the questions: they ran on both, and are compared in their columns alone."""


@pytest.fixture(scope="module")
def compared(
    sample_bench: Workbench, samples: Path, on_cluster: SparkEngine, tmp_path_factory: pytest.TempPathFactory
) -> list[Compared]:
    folder = tmp_path_factory.mktemp("hai-may")
    return [one for case in ask_about(sample_bench, samples, folder) for one in case.asked(on_cluster)]


def test_every_text_gives_the_same_rows_on_two_workers_as_on_this_machine(compared: list[Compared]):
    assert [str(one) for one in compared if not one.is_same] == []


def test_no_text_of_any_step_is_left_out_of_the_comparison(compared: list[Compared]):
    assert {one.text for one in compared} == TEXTS


def test_all_but_the_texts_named_here_are_compared_in_rows(compared: list[Compared], record_property):
    rows = {text: sum(one.here.height for one in compared if one.text == text) for text in sorted(TEXTS)}
    empty = {text for text, height in rows.items() if not height}
    told = "\n".join(f"{text:<28} {height:>8}" for text, height in rows.items())
    record_property("table", f"rows compared on two engines; {len(empty)} of {len(rows)} texts give none\n{told}")
    assert empty == WITHOUT_ROWS


def test_every_review_rule_in_force_was_asked_on_both_engines(compared: list[Compared], sample_bench: Workbench):
    in_force = sample_bench.rulebook.rules_in_force(compared[0].case.day)
    asked = {column for one in compared for column in one.there.columns}
    assert {rule.id for rule in in_force.values() if rule.holds} - asked == set()


def test_two_workers_did_the_work(compared: list[Compared], cluster: Sail | Spark):
    assert len(cluster.workers()) == 2
