"""Schools asked a few at a time give the same answer as all at once: measures, findings, frames, to the byte."""

import json
from dataclasses import replace

import pytest

from hocba_ops.engine.names import read_names
from hocba_ops.steps import STEPS, text_of
from hocba_ops.workbench import portions

ASKED = {"unit": "quan-1", "school_year": "2024-2025"}


@pytest.mark.parametrize(("day", "rows"), [("2025-06-30", 1), ("2025-06-30", 40_000)])
def test_a_review_in_portions_is_the_review_of_all_schools_at_once(sample_bench, monkeypatch, day, rows):
    """A row at once is a portion for every school that has rows."""
    whole = sample_bench.run("results_review", **ASKED, as_of=day)
    monkeypatch.setitem(STEPS, "results_review", replace(STEPS["results_review"], rows_at_once=rows))
    apart = replace(sample_bench, answered={}).run("results_review", **ASKED, as_of=day)

    assert json.dumps(sample_bench.to_json(apart)) == json.dumps(sample_bench.to_json(whole))
    assert apart.findings == whole.findings


def test_fields_that_hold_cards_back_are_counted_over_all_schools_whatever_the_portions(sample_bench, monkeypatch):
    whole = sample_bench.run("export_review", **ASKED, as_of="2025-08-20")
    monkeypatch.setattr(portions, "SCHOOLS", 4)
    apart = replace(sample_bench, answered={}).run("export_review", **ASKED, as_of="2025-08-20")

    assert whole.frames["export_fields"].height > 1
    assert apart.frames["export_fields"].equals(whole.frames["export_fields"])
    assert json.dumps(sample_bench.to_json(apart)) == json.dumps(sample_bench.to_json(whole))
    assert apart.findings == whole.findings


@pytest.mark.parametrize(
    ("step", "day", "size"),
    [("cutoff", "2025-06-30", 5), ("sync", "2025-06-30", 9), ("identity_review", "2025-06-30", 7)],
)
def test_a_step_whose_texts_ran_in_portions_is_that_of_all_schools_at_once(sample_bench, monkeypatch, step, day, size):
    whole = sample_bench.run(step, **ASKED, as_of=day)
    monkeypatch.setattr(portions, "SCHOOLS_OF_TEXTS", size)
    apart = replace(sample_bench, answered={}).run(step, **ASKED, as_of=day)

    assert json.dumps(sample_bench.to_json(apart)) == json.dumps(sample_bench.to_json(whole))
    assert apart.findings == whole.findings


def test_texts_asked_in_portions_stand_together_and_read_nothing_that_comes_after_them(sample_bench):
    for step in (step for step in STEPS.values() if step.by_school):
        first = step.texts.index(step.by_school[0])
        end = first + len(step.by_school)
        assert step.texts[first:end] == step.by_school
        assert set(step.passing) <= set(step.by_school)
        named = {
            name for text in step.by_school for name in read_names(sample_bench.engine.connection, text_of(text)).tables
        }
        assert not named & set(step.texts[end:])


def test_a_step_that_looks_across_schools_is_never_asked_in_portions():
    """One number in two schools, a pupil who moved, two rows of one child: no school sees them alone."""
    assert [name for name, step in STEPS.items() if step.is_by_school] == ["results_review", "export_review"]
