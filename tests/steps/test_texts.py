"""What every step has in common: texts that parse, name only known tables, and are ordered by themselves."""

import re
from importlib.resources import files

import pytest
from district import build_bench

from hocba_ops.rulebook import Rulebook
from hocba_ops.steps import STEPS, cutoff, text_of
from hocba_ops.tables import TABLES
from hocba_ops.tables.review import compile_rules
from hocba_ops.tables.shapes import SHAPES

PASSING = {name for step in STEPS.values() for name in step.passing}
"""Texts that only other texts read."""
TEXTS = sorted({name for step in STEPS.values() for name in step.texts})
GIVEN = {
    "unit_school",
    "event",
    "grade_deadline",
    "signing_window",
    "duty",
    "duty_plan",
    "actor",
    "school_office",
    "measured",
    "required_item",
    "signing_position",
    "seal_rule",
    "trust_issuer",
    "key_strength",
    "signing_load_policy",
    "signing_pace_policy",
    "state_claim",
    "assessment_item",
    "assessment_level",
    "assessment_rating",
    "assessment_award",
    "kind_grade",
    "secondary_subject",
    "secondary_term",
    "secondary_mark",
    "learning_level",
    "learning_limit",
    "conduct_year",
    "secondary_award",
    "nationality_word",
    "ethnicity_word",
    "no_number_word",
    "grade_age",
    "parent_age",
    "address_unit",
    "pupil_key",
    "linked_pair",
    "settle_due",
    "settle_label",
    "pair_label",
    "link_curve",
    "locked_record",
    "after_lock",
    "reopening",
    "return_due",
    "registry_fault",
    "roadmap_entry",
    "roadmap_grade",
    "grade_level",
    "handover_deadline",
    "told_gap",
    "gap_term",
    "exchange_field",
    "exchange_code",
    "exchange_subject",
    "exchange_word",
    "exchange_level",
    "exchange_grade",
    "school_place",
    "sent_card",
    "trail",
    "trail_unit",
    "watch",
    "locked_school",
}

AVERAGES = ("results_average", "results_score", "export_person", "export_subject", "signing_pace")
"""Texts that round an average of scores half up, in whole tenths, write whole tenths out as a decimal, or find the
place of a quartile."""


def test_every_text_that_lies_beside_the_steps_is_run_by_one():
    beside = {
        path.name.removesuffix(".sql") for path in files("hocba_ops.steps").iterdir() if path.name.endswith(".sql")
    }
    assert beside == set(TEXTS)


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_a_step_names_only_tables_that_somebody_gives(step, tmp_path):
    engine, earlier = build_bench(tmp_path).engine, set()
    for name in step.texts:
        named = engine.tables_of(compiled(name), {})
        assert named <= {*TABLES, *SHAPES, *GIVEN, *earlier}, name
        earlier.add(name)
    assert set(step.needs) <= TABLES.keys()


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_what_it_counts_and_orders_its_rows(name):
    text = text_of(name)
    assert text.startswith("-- ")
    is_ordered = re.search(r"order by[\w.,\s]+$", text)
    assert is_ordered or name in PASSING, "the order of the rows is the text's own, where anybody but a text reads them"


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_holds_no_day_and_no_office(name):
    text = "\n".join(line for line in text_of(name).splitlines() if not line.startswith("--"))
    assert not re.search(r"\d{4}-\d{2}-\d{2}|quan-1|phuong-|so-gddt", text)


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_multiplies_out_a_percentage(name):
    """The one `* 100` compares whole numbers with a threshold; averages in tenths and places of quartiles are cut."""
    text = "\n".join(line for line in text_of(name).splitlines() if not line.startswith("--"))
    told = re.sub(r"'[^']*'", "", text)
    assert "/" not in (told.replace("//", "") if name in AVERAGES else told)
    assert text.count("* 100") == (1 if name == "milestones" else 0)


def test_the_classes_of_the_cutoff_are_those_that_its_text_can_give():
    given = set(re.findall(r"(?:then|else) '(\w+)'", text_of("cutoff")))
    excluded = set(re.findall(r"then '(\w+)'", SHAPES["roster"]))
    assert given | excluded == set(cutoff.CLASSES)
    assert len(cutoff.CLASSES) == len(set(cutoff.CLASSES)) == 19


def test_every_class_with_a_finding_is_a_class_and_its_code_a_rule():
    rules = {rule.id for rule in Rulebook.load().rules}
    text = text_of("cutoff_found")
    classes = re.findall(r"'([a-z]\w+)'", text[text.index("where cutoff_class in") :])
    codes = re.findall(r"'(HB-DC-\d\d)'", text)
    assert len(classes) == len(codes) == 4
    assert set(classes) <= set(cutoff.CLASSES)
    assert {*codes, cutoff.EXTRA_CODE} <= rules


def compiled(name: str) -> str:
    """The text with the rules of its step in place."""
    rules = {rule.id: rule for rule in Rulebook.load().rules}
    return compile_rules(text_of(name), rules)
