"""The catalogue of rules against the code that asks them: nothing is fired that is no rule, no rule is never asked."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
import sqlglot
from sqlglot import exp

from hocba_ops.reporting.rules_page import rules_page
from hocba_ops.rulebook import Rule
from hocba_ops.rulebook.catalogue import list_wordings
from hocba_ops.steps import STEPS, text_of
from hocba_ops.tables.review import compile_rules, looked_at
from hocba_ops.workbench.catalogue import Catalogue
from tests.house.house import PACKAGE, ROOT, list_files

CATALOGUE = Catalogue.open(str(ROOT))
RULES = CATALOGUE.rulebook.rules
PAGE = ROOT / "docs" / "quy-tac.md"
CODE = re.compile(r"\bHB-[A-Z]{2}-\d{2}\b")

DERIVED = {
    "number_sex_digit": {"person_id"},
    "number_year": {"person_id"},
    "is_shared_number": {"person_id"},
    "copy_number": {"pupil_code"},
    "pupil_status": {"pupil_status_text"},
    "is_known": {"pupil_code"},
    "name_letters": {"full_name"},
    "has_stray_letter": {"full_name"},
    "is_one_case": {"full_name"},
    "name_key": {"full_name"},
    "father_key": {"father_name"},
    "mother_key": {"mother_name"},
    "is_province_known": {"province_text"},
    "is_province_old": {"province_text"},
    "is_commune_known": {"commune_text", "province_text"},
    "is_commune_old": {"commune_text", "province_text"},
    "is_district_over": {"district_text"},
    "born_from": {"grade"},
    "born_to": {"grade"},
    "youngest": set(),
    "oldest": set(),
    "is_name_read": set(),
    "has_nationality": set(),
    "nationality_code": set(),
    "ethnicity_code": set(),
}
"""Columns that a predicate names and the scan does not give out, and what of the row they are made from.

Of nothing: a limit of the rulebook, or a mark that is the same in every row that breaks the rule.
"""


@cache
def spelled_codes() -> frozenset[str]:
    """The codes that steps and rooms beside them fire by name."""
    rooms = [path for path in list_files(PACKAGE, ".py", ".sql") if path.parent.name != "rulebook"]
    return frozenset(code for path in rooms for code in CODE.findall(path.read_text(encoding="utf-8")))


def scans_of(rule: Rule) -> Iterator[str]:
    """The texts of steps into which the predicate of a rule is put."""
    for step in STEPS.values():
        prefixes = (step.rules,) if isinstance(step.rules, str) else step.rules
        if any(prefix and rule.id.startswith(prefix) for prefix in prefixes):
            yield from (name for name in step.texts if re.search(rf"\$rules_{rule.table}\b", text_of(name)))


@cache
def columns_of(scan: str) -> frozenset[str]:
    """What a scan gives out, without the columns of the rules."""
    tree = sqlglot.parse_one(compile_rules(text_of(scan), {rule.id: rule for rule in RULES}), dialect="duckdb")
    return frozenset(name for name in tree.named_selects if not CODE.fullmatch(name))


def named_in(predicate: str) -> set[str]:
    tree = sqlglot.parse_one(predicate, dialect="duckdb")
    return {column.name for column in tree.find_all(exp.Column)}


def test_every_code_that_is_fired_by_name_is_a_rule():
    assert spelled_codes() - {rule.id for rule in RULES} == set()


def test_every_rule_is_asked_by_a_step():
    named = spelled_codes() | {watch.rule for watch in CATALOGUE.rulebook.access.watches.values()}
    asked = [rule.id for rule in RULES if (any(scans_of(rule)) if rule.holds else rule.id in named)]
    assert sorted({rule.id for rule in RULES} - set(asked)) == []


@pytest.mark.parametrize("rule", [one for one in RULES if one.holds], ids=lambda one: f"{one.id}-{one.valid_from}")
def test_what_a_predicate_looks_at_is_in_the_fingerprint_of_its_findings(rule):
    """Else the data could change and the explanation stay."""
    for scan in scans_of(rule):
        given = columns_of(scan)
        seen = looked_at(rule, given)
        hidden = named_in(rule.holds) - given
        assert {column for column in hidden if not DERIVED.get(column, {column}) <= seen} == set(), scan


def test_every_column_declared_as_derived_is_one_that_a_predicate_needs():
    needed = {
        column
        for rule in RULES
        if rule.holds
        for scan in scans_of(rule)
        for column in named_in(rule.holds) - columns_of(scan)
    }
    assert DERIVED.keys() == needed


@pytest.mark.parametrize("rule", RULES, ids=lambda one: f"{one.id}-{one.valid_from}")
def test_a_rule_says_to_an_officer_what_where_and_how(rule):
    labels = CATALOGUE.labels
    assert {f"table.{rule.table}", f"rule_table.{rule.table}"} & labels.texts.keys()
    assert {f"field.{rule.field}", f"rule_field.{rule.field}"} & labels.texts.keys()
    assert all(text == " ".join(text.split()) for text in (rule.message, rule.mend, rule.means))
    assert rule.means != rule.message
    assert rule.message.endswith((".", ":")), "a colon: what the step found follows"
    assert rule.means.endswith(".")
    assert rule.mend.endswith(".")


def test_the_page_of_the_rules_is_what_the_catalogue_says():
    """`make fix`, or `hocba rules --page docs/quy-tac.md`, writes it again."""
    every = list_wordings(CATALOGUE.rulebook, {rule.id for rule in RULES})
    assert PAGE.read_text(encoding="utf-8") == rules_page(every, CATALOGUE.labels, CATALOGUE.steps)
