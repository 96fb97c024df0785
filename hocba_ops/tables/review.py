"""Review rules at work: predicates put into the text of a scan, and the rows that break them turned into findings.

A scan text names where the rules of a table go: `$rules_pupil` becomes one 0/1 column a rule (1: the row breaks it),
`$errors_pupil` a condition on those columns that is true where any rule of severity `error` is broken. `$broken_pupil`
stands in the scan itself, beside `$rules_pupil`, and is true where the row breaks any rule at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cache

import polars as pl

from hocba_ops.domain.identity import mask
from hocba_ops.rulebook import Rule
from hocba_ops.tables.answer import Finding, Severity
from hocba_ops.tables.digests import digest, finding_key

NAMING = frozenset(
    {"person_id", "full_name", "pupil_code", "staff_code", "father_name", "mother_name", "guardian_name"}
)
"""Columns whose value names a person: a finding shows the place where it stands, and of the value only its ends."""
PLACE = frozenset({"code", "source_file", "sheet", "row_number"})
"""Columns that say where a row was read, not what it says."""
SETTLED = frozenset({"other_school_code", "due_on", "reason"})
"""Columns that say who settles a row until when, and why it is told: they follow other rows and the day's lists."""
FLAGS = {True: "x", False: ""}
"""How exports write a flag."""


def compile_rules(text: str, rules: Mapping[str, Rule]) -> str:
    """The text with every `$rules_`, `$errors_` and `$broken_<table>` replaced by the rules in force for that table."""
    tables = {rule.table for rule in rules.values() if rule.holds}
    for table in sorted(tables, key=len, reverse=True):
        found = [(code, rule) for code, rule in sorted(rules.items()) if rule.table == table and rule.holds]
        text = text.replace(f"$rules_{table}", _columns(found)).replace(f"$errors_{table}", _errors(found))
        text = text.replace(f"$broken_{table}", _broken(found))
    return text


def broken(rows: pl.DataFrame, rules: Mapping[str, Rule]) -> pl.DataFrame:
    """One row a broken rule: the columns of the scan without the rule columns, and `code`."""
    codes = [column for column in rows.columns if column in rules]
    kept = [column for column in rows.columns if column not in rules]
    faulty = rows.filter(pl.any_horizontal(pl.lit(value=False), *(pl.col(code) == 1 for code in codes)))
    long = faulty.unpivot(on=codes, index=kept, variable_name="code", value_name="is_broken")
    return long.filter(pl.col("is_broken") == 1).drop("is_broken")


def findings(
    rows: pl.DataFrame, rules: Mapping[str, Rule], *, as_of: date, subject: str = "pupil_code", value: str | None = None
) -> list[Finding]:
    """A finding a row. `rows` has code, school_code, the subject column, and where the row was read.

    `subject` names the column with the pupil, staff or class meant; a person's is masked. `value` names the column with
    what the file said; without one it is the rule's own field, as text where the scan carries the text.

    Columns that a row may have beside: `reason` (goes after the message), `other_school_code` and `due_on` (who else
    has to settle it, and until when), `pair_key` and `pair_print` (key and fingerprint that both rows of a pair share).
    """
    return [
        _finding(row, rules[row["code"]], as_of=as_of, subject=subject, value=value)
        for row in rows.iter_rows(named=True)
    ]


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by school, then by the place where they were read, then by code."""
    return tuple(sorted(found, key=lambda f: (f.unit_id, f.source_file, f.sheet, f.row_number or 0, f.code, f.field)))


def looked_at(rule: Rule, columns: Set[str]) -> Set[str]:
    """Of the columns of a scan, those that a rule looked at: an explanation holds while they say the same.

    Those that the rule names, and of its predicate and its field those that the scan carries; a rule that says neither
    looks at the whole row, but for the place where it was read.
    """
    named = {*rule.looks_at, *(columns & {*_words(rule.holds or ""), rule.field, f"{rule.field}_text"})}
    return named if rule.holds or rule.looks_at else columns - PLACE


def _finding(row: Mapping[str, object], rule: Rule, *, as_of: date, subject: str, value: str | None) -> Finding:
    field = str(row.get("item") or rule.field)
    said = row.get(value or f"{rule.field}_text", row.get(value or rule.field))
    return Finding(
        code=str(row["code"]),
        severity=Severity(rule.severity),
        unit_id=str(row["school_code"]),
        subject=_shown(row.get(subject), subject),
        field=field,
        value=_shown(said, rule.field),
        message=_message(rule, row),
        mend=rule.mend,
        as_of=as_of,
        source_file=str(row["source_file"] or ""),
        sheet=str(row["sheet"] or ""),
        row_number=row["row_number"],  # type: ignore[arg-type]
        key=str(row.get("pair_key") or _key_of(row, subject, field)),
        fingerprint=str(row.get("pair_print") or _digest_row(row, looked_at(rule, row.keys()))),
        other_unit_id=str(row.get("other_school_code") or ""),
        due_on=row.get("due_on"),  # type: ignore[arg-type]
    )


def _message(rule: Rule, row: Mapping[str, object]) -> str:
    """What the rule says, and after it why this row breaks it, where the step says so."""
    return f"{rule.message} {reason}" if (reason := row.get("reason")) else rule.message


def _key_of(row: Mapping[str, object], subject: str, field: str) -> str:
    return finding_key(str(row["code"]), str(row["school_code"]), _subject_of(row, subject), field)


def _subject_of(row: Mapping[str, object], subject: str) -> str | None:
    """Who or what a row is about. A row that says neither code nor name of its pupil is told apart by all it says."""
    if subject not in row:
        return None
    named = row[subject] or (row.get("full_name") and f"{row['full_name']}|{row.get('birth_date_text')}")
    return str(named or _digest_row(row, row.keys() - PLACE - SETTLED))


@cache
def _words(predicate: str) -> frozenset[str]:
    """The words of a predicate outside its quotes; columns are among them."""
    return frozenset(re.findall(r"\w+", re.sub(r"'[^']*'", " ", predicate)))


def _digest_row(row: Mapping[str, object], names: Iterable[str]) -> str:
    return digest(*(f"{name}={row[name]}" for name in sorted(names)))


def _shown(value: object, column: str) -> str:
    text = FLAGS[value] if isinstance(value, bool) else "" if value is None else str(value)
    return mask(text) if column in NAMING else text


def _columns(rules: Sequence[tuple[str, Rule]]) -> str:
    return ",\n    ".join(f'case when {rule.holds} then 0 else 1 end as "{code}"' for code, rule in rules)


def _errors(rules: Sequence[tuple[str, Rule]]) -> str:
    codes = [f'"{code}" = 1' for code, rule in rules if Severity(rule.severity) is Severity.ERROR]
    return f"({' or '.join(codes)})" if codes else "(1 = 0)"


def _broken(rules: Sequence[tuple[str, Rule]]) -> str:
    held = " and ".join(f"({rule.holds})" for _, rule in rules)
    return f"case when {held} then 0 else 1 end = 1"
