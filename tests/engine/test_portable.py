import tomllib
from pathlib import Path

import pytest

import hocba_ops
from hocba_ops.engine.portable import find_unportable, read_subset
from hocba_ops.rulebook import Rulebook
from hocba_ops.steps import STEPS, text_of
from hocba_ops.tables.review import compile_rules

HOUSE = Path(hocba_ops.__file__).parent
OWN = {HOUSE / "engine", HOUSE / "linkage"}
"""Rooms with an engine of their own: what they tell it is its own language."""
TEXTS = sorted(path for path in HOUSE.glob("**/*.sql") if not OWN & set(path.parents))
RULES = sorted((HOUSE / "rulebook" / "data" / "rules").glob("*.toml"))
SUBSET = read_subset()


def read_predicates(path: Path) -> dict[str, str]:
    rules = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code: rule["holds"] for code, rule in rules.items() if isinstance(rule, dict) and rule.get("holds")}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_text_of_the_house_keeps_to_the_portable_subset(path):
    assert find_unportable(path.read_text(encoding="utf-8"), SUBSET) == ()


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_predicates_of_the_rulebook_keep_to_the_portable_subset(path):
    faults = {code: find_unportable(holds, SUBSET) for code, holds in read_predicates(path).items()}
    assert {code: found for code, found in faults.items() if found} == {}


def test_texts_and_predicates_are_there_to_be_checked():
    assert len(TEXTS) > 5
    assert sum(len(read_predicates(path)) for path in RULES) > 10


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("select regexp_full_match(a, 'x') as m from t", "function regexp_full_match"),
        ("select try_strptime(a, '%d/%m/%Y') as d from t", "function try_strptime"),
        ("select strip_accents(a) as d from t", "function strip_accents"),
        ("select max_by(a, b) as m from t", "function arg_max"),
        ("select avg(a) as m from t", "function avg"),
        ("select round(a) as m from t", "function round"),
        ("select a / b as rate from t", "construct div"),
        ("select a from t asof join u on t.a >= u.a", "join asof"),
        ("select a from t positional join u", "join positional"),
        ("select a from t natural join u", "join natural"),
        ("select a from t join u using (a)", "join using"),
        ("select a from t order by a collate vi", "function collate"),
        ("select a, count(*) as n from t group by all", "construct group all"),
        ("select distinct on (a) a, b from t", "construct distinct on"),
        ("select * exclude (a) from t", "construct star except_"),
        ("select a from t qualify row_number() over (order by a) = 1", "construct qualify"),
        ("select a from t limit 1", "construct limit"),
        ("select cast(a as hugeint) as a from t", "type INT128"),
        ("select cast(a as timestamptz) as a from t", "type TIMESTAMPTZ"),
        ("select try_cast(a as date) as a from t", "function try_cast"),
        ("select extract(epoch from a) as a from t", "function extract epoch"),
        ("with recursive x as (select 1 as a union all select a from x) select a from x", "construct with recursive"),
        ("select a from t union by name select a from u", "construct union by_name"),
        ("select a from main.t", "construct table db"),
        ("select a from read_parquet('x.parquet')", "function read_parquet"),
        ("select sum(a) filter (where b) as a from t", "construct filter"),
        ("select [1, 2] as a", "function array"),
        ("select sum(a) over (order by b rows unbounded preceding) as a from t", "construct windowspec"),
    ],
)
def test_construct_outside_the_subset_is_refused_by_name(text, fault):
    assert fault in find_unportable(text, SUBSET)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "select b, min(a) as a from t group by b having count(distinct a) = 1",
            "alias a named again in its own select",
        ),
        ("select a + 1 as c, c * 2 as d from t", "alias c named again in its own select"),
        ("select null as a from t union all select a from u", "null without a type in the first select"),
    ],
)
def test_what_engines_read_in_their_own_way_is_refused_though_every_word_is_listed(text, fault):
    assert find_unportable(text, SUBSET) == (fault,)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_scan_with_all_its_rules_compiled_into_it_names_no_alias_again(step):
    rules = {rule.id: rule for rule in Rulebook.load().rules}
    compiled = {name: find_unportable(compile_rules(text_of(name), rules), SUBSET) for name in step.texts}
    assert {name: found for name, found in compiled.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "select b, min(a) as a from t group by b having count(distinct t.a) = 1",
        "select a from t union all select null from u",
        "select a, count(distinct b) as n from t where a in ('x', 'y') group by a having count(*) > 1 order by a",
        "select t.* from t semi join u on u.a = t.a",
        "select t.* from t anti join u on u.a = t.a where exists (select 1 from v where v.a = t.a)",
        "select coalesce(t.a, u.a) as a from t full join u on u.a = t.a order by a",
        "select a, row_number() over (partition by a order by b desc, c) as place from t",
        "select cast(a as date) as d, lower(trim(b)) || upper(c) as e from t union all select d, e from u",
        "a is null or (length(a) = 12 and translate(a, '0123456789', '') = '')",
        "extract(year from a) // 100 = $century",
    ],
)
def test_text_within_the_subset_is_portable(text):
    assert find_unportable(text, SUBSET) == ()


def test_text_that_does_not_parse_is_told_and_not_raised():
    assert find_unportable("select from where", SUBSET)[0].startswith("does not parse")


def test_two_statements_are_not_a_text():
    assert "is not exactly one statement" in find_unportable("select a from t; select b from t", SUBSET)
