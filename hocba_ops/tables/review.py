"""Review rules at work: predicates put into the text of a scan, and the rows that break them turned into findings.

A scan text names where the rules of a table go: `$rules_pupil` becomes one 0/1 column a rule (1: the row breaks it),
`$errors_pupil` a condition that is true where any rule of severity `error` is broken.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

import polars as pl

from hocba_ops.domain.identity import mask
from hocba_ops.rulebook import Rule
from hocba_ops.tables.answer import Finding, Severity

NAMING = frozenset({"person_id", "full_name", "pupil_code", "staff_code"})
"""Columns whose value names a person: a finding shows the place where it stands, and of the value only its ends."""
PLACE = frozenset({"code", "source_file", "sheet", "row_number"})
"""Columns that say where a row was read, not what it says."""
DIGEST = 16


def compile_rules(text: str, rules: Mapping[str, Rule]) -> str:
    """The text with every `$rules_<table>` and `$errors_<table>` replaced by the rules in force for that table."""
    tables = {rule.table for rule in rules.values() if rule.holds}
    for table in sorted(tables, key=len, reverse=True):
        found = [(code, rule) for code, rule in sorted(rules.items()) if rule.table == table and rule.holds]
        text = text.replace(f"$rules_{table}", _columns(found)).replace(f"$errors_{table}", _errors(found))
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
    """
    return [
        _finding(row, rules[row["code"]], as_of=as_of, subject=subject, value=value)
        for row in rows.iter_rows(named=True)
    ]


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by school, then by the place where they were read, then by code."""
    return tuple(sorted(found, key=lambda f: (f.unit_id, f.source_file, f.sheet, f.row_number or 0, f.code, f.field)))


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
        message=rule.message,
        mend=rule.mend,
        as_of=as_of,
        source_file=str(row["source_file"] or ""),
        sheet=str(row["sheet"] or ""),
        row_number=row["row_number"],  # type: ignore[arg-type]
        key=_digest(row["code"], row["school_code"], row.get(subject) or row.get("full_name"), field),
        fingerprint=_digest(*(f"{name}={row[name]}" for name in sorted(row.keys() - PLACE))),
    )


def _digest(*parts: object) -> str:
    """A short name for values that must not be read off it in a report."""
    return sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:DIGEST]


def _shown(value: object, column: str) -> str:
    text = "" if value is None else str(value)
    return mask(text) if column in NAMING else text


def _columns(rules: Sequence[tuple[str, Rule]]) -> str:
    return ",\n    ".join(f'case when {rule.holds} then 0 else 1 end as "{code}"' for code, rule in rules)


def _errors(rules: Sequence[tuple[str, Rule]]) -> str:
    codes = [f'"{code}" = 1' for code, rule in rules if Severity(rule.severity) is Severity.ERROR]
    return f"({' or '.join(codes)})" if codes else "(1 = 0)"
