from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from hocba_ops.tables.review import broken, compile_rules, findings, in_order, looked_at

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


def found_of(row: dict, one: SimpleNamespace, **options):
    frame = pl.DataFrame(
        [{"code": one.id, "school_code": "A", "source_file": "x", "sheet": "y", "row_number": 3, **row}]
    )
    (found,) = findings(frame, {one.id: one}, as_of=DAY, **options)
    return found


SEEN = rule("HB-ID-03", "pupil", "sex = 'birth_place' or number_year = 5", field="person_id")
ROW = {"pupil_code": "7900000001", "person_id": "079", "sex": "nu", "number_year": 4, "birth_place": "Hoa Đào"}


@pytest.mark.parametrize(("column", "value"), [("person_id", "078"), ("sex", "nam"), ("number_year", 6)])
def test_a_fingerprint_is_another_when_the_predicate_or_the_field_says_otherwise(column, value):
    assert found_of({**ROW, column: value}, SEEN).fingerprint != found_of(ROW, SEEN).fingerprint


@pytest.mark.parametrize(
    "elsewhere",
    [{"birth_place": "Hoa Mơ"}, {"row_number": 9}, {"source_file": "z"}, {"sheet": "z"}, {"commune_text": "x"}],
)
def test_a_fingerprint_stays_when_only_what_the_rule_does_not_look_at_changes(elsewhere):
    """A word in quotes is a value of the predicate, no column."""
    assert found_of({**ROW, **elsewhere}, SEEN).fingerprint == found_of(ROW, SEEN).fingerprint


def test_a_rule_without_a_predicate_looks_at_the_columns_that_it_names_or_at_the_whole_row():
    columns = {"code", "school_code", "usable_to", "source_file", "row_number"}
    plain = rule("HB-SS-03", "staff", None, field="certificate")
    assert looked_at(plain, columns) == {"school_code", "usable_to"}
    naming = SimpleNamespace(**{**vars(plain), "looks_at": ("usable_to",)})
    assert looked_at(naming, columns) == {"usable_to"}


def test_a_column_that_a_rule_names_and_no_step_gives_is_a_bug_and_not_passed_over():
    naming = SimpleNamespace(**{**vars(SEEN), "looks_at": ("valid_to",)})
    with pytest.raises(KeyError, match="valid_to"):
        found_of(ROW, naming)


def test_a_key_is_of_rule_school_subject_and_field_and_of_nothing_else():
    key = found_of(ROW, SEEN).key
    assert found_of({**ROW, "person_id": "078", "row_number": 8}, SEEN).key == key
    others = [
        found_of({**ROW, "pupil_code": "7900000002"}, SEEN),
        found_of({**ROW, "school_code": "B"}, SEEN),
        found_of({**ROW, "item": "toan"}, SEEN),
        found_of(ROW, SimpleNamespace(**{**vars(SEEN), "id": "HB-ID-04"})),
    ]
    assert len({key, *(one.key for one in others)}) == 5


def test_a_row_that_names_nobody_is_told_apart_by_all_it_says():
    nobody = {**ROW, "pupil_code": None, "full_name": None}
    assert found_of(nobody, SEEN).key == found_of({**nobody, "row_number": 9}, SEEN).key
    assert found_of(nobody, SEEN).key != found_of({**nobody, "birth_place": "Hoa Mơ"}, SEEN).key
    named = {**nobody, "full_name": "Lê Mây", "birth_date_text": "1/2/2018"}
    assert found_of(named, SEEN).key == found_of({**named, "birth_place": "Hoa Mơ"}, SEEN).key


@pytest.mark.parametrize(("flag", "shown"), [(True, "x"), (False, ""), (None, "")])
def test_a_flag_is_shown_as_exports_write_it(flag, shown):
    frame = {**ROW, "is_promoted": flag}
    assert found_of(frame, rule("HB-KQ-09", "result", "1 = 1", field="is_promoted")).value == shown
