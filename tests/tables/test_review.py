from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from hocba_ops.rulebook import Rulebook
from hocba_ops.tables.review import broken, compile_rules, findings, in_order

DAY = date(2025, 6, 30)


def rule(code: str, table: str, holds: str | None, *, severity: str = "error", field: str = "sex") -> SimpleNamespace:
    return SimpleNamespace(
        id=code, table=table, holds=holds, severity=severity, field=field, message="sai", mend="sửa lại", looks_at=()
    )


RULES = {
    "HB-ID-11": rule("HB-ID-11", "pupil", "sex is not null"),
    "HB-ID-12": rule("HB-ID-12", "pupil", "ethnicity is not null", severity="query", field="ethnicity"),
    "HB-KQ-03": rule("HB-KQ-03", "result_item", "level is not null", field="level"),
    "HB-SS-08": rule("HB-SS-08", "pupil", None),
}
ROWS = pl.DataFrame(
    {
        "school_code": ["B", "A", "A"],
        "pupil_code": ["7900000001", "7900000002", "7900000003"],
        "sex": [None, "nam", None],
        "sex_text": ["?", "Nam", "gái"],
        "source_file": ["hs.xlsx"] * 3,
        "sheet": ["Sheet1"] * 3,
        "row_number": [9, 7, 8],
        "HB-ID-11": [1, 0, 1],
        "HB-ID-12": [1, 0, 0],
    }
)


def test_rules_become_columns_of_their_own_table_in_order_of_their_codes():
    text = compile_rules("select $rules_result_item from x union select $rules_pupil from y", RULES)
    assert text.index("level is not null") < text.index("sex is not null") < text.index("ethnicity is not null")
    assert "$" not in text
    assert 'as "HB-SS-08"' not in text


def test_only_errors_make_a_row_unclean():
    assert compile_rules("where $errors_pupil", RULES) == 'where ("HB-ID-11" = 1)'
    queries = {"HB-ID-12": RULES["HB-ID-12"]}
    assert compile_rules("where $errors_pupil", queries) == "where (1 = 0)"


def test_each_broken_rule_of_a_row_is_a_row_and_sound_rows_give_none():
    assert sorted(broken(ROWS, RULES).select("row_number", "code").rows()) == [
        (8, "HB-ID-11"),
        (9, "HB-ID-11"),
        (9, "HB-ID-12"),
    ]


def test_a_finding_stands_at_its_row_shows_what_the_file_said_and_hides_whose_it_is():
    found = in_order(findings(broken(ROWS, RULES), RULES, as_of=DAY))
    assert [(f.unit_id, f.row_number, f.code, f.value) for f in found] == [
        ("A", 8, "HB-ID-11", "gái"),
        ("B", 9, "HB-ID-11", "?"),
        ("B", 9, "HB-ID-12", ""),
    ]
    assert {f.subject for f in found} == {"79****0001", "79****0003"}


@pytest.mark.parametrize("column", ["person_id", "full_name", "pupil_code", "staff_code"])
def test_the_value_of_a_column_that_names_a_person_is_never_shown_whole(column):
    said = "079214000001" if column != "full_name" else "Nguyễn Văn An"
    rows = ROWS.head(1).with_columns(pl.lit(said).alias(column), pl.lit("HB-ID-02").alias("code"))
    (found,) = findings(rows, {"HB-ID-02": rule("HB-ID-02", "pupil", "1 = 1", field=column)}, as_of=DAY)
    assert said not in (found.value, found.subject)
    assert "*" in found.value


def test_every_rule_with_a_predicate_belongs_to_a_text_that_runs_it():
    used = {"pupil", "result", "result_item"}
    assert {one.table for one in Rulebook.load().rules if one.holds} == used
