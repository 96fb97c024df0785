"""The exchange layout as tables that SQL texts read: fields, codes, subjects, and words that become codes."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.domain.school_year import GRADES, Level
from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutField, LayoutTable
from hocba_ops.rulebook.identity import Identity

TENTHS = 10
"""Numbers with a range are compared in whole tenths."""
LEVEL = {"level": pl.String, "wire": pl.String}
LEVEL_CODES = {Level.TIEU_HOC: "02", Level.THCS: "03", Level.THPT: "04"}
"""Codes of the list `cap_hoc`."""
FIELD = {
    "table_name": pl.String,
    "field": pl.String,
    "source_table": pl.String,
    "is_required": pl.Int64,
    "is_waived": pl.Int64,
    "most": pl.Int64,
    "code_list": pl.String,
    "form": pl.String,
    "low": pl.Int64,
    "high": pl.Int64,
}


def exchange_frames(layout: ExchangeLayout, identity: Identity) -> dict[str, pl.DataFrame]:
    """`exchange_field`, `exchange_code`, `exchange_subject`, `exchange_word`, `exchange_level`, `exchange_grade`."""
    return {
        "exchange_field": field_frame(layout),
        "exchange_code": code_frame(layout, identity),
        "exchange_subject": subject_frame(layout),
        "exchange_word": word_frame(layout, identity),
        "exchange_level": pl.DataFrame(list(layout.levels.items()), schema=LEVEL, orient="row"),
        "exchange_grade": grade_frame(),
    }


def grade_frame() -> pl.DataFrame:
    """One row a grade and the code of its level of education."""
    rows = [(grade, LEVEL_CODES[level]) for level, grades in GRADES.items() for grade in grades]
    return pl.DataFrame(rows, schema={"grade": pl.Int64, "level_code": pl.String}, orient="row")


def field_frame(layout: ExchangeLayout) -> pl.DataFrame:
    """One row a field that is composed from the store; `low` and `high` in whole tenths, `is_waived`: see `unless`."""
    rows = [_field(table, one) for table in layout.tables.values() for one in table.fields if not one.constant]
    return pl.DataFrame(rows, schema=FIELD, orient="row")


def code_values(layout: ExchangeLayout, identity: Identity) -> Mapping[str, tuple[str, ...]]:
    """The codes of every list, in order."""
    values: dict[str, tuple[str, ...]] = {}
    for name, code in code_frame(layout, identity).iter_rows():
        values[name] = (*values.get(name, ()), code)
    return values


def code_frame(layout: ExchangeLayout, identity: Identity) -> pl.DataFrame:
    """One row a code of a list."""
    rows = [(name, code) for name, listed in layout.codes.items() for code in listed.values]
    rows += [
        (name, key)
        for name, listed in layout.codes.items()
        if listed.catalogue and not listed.values
        for key in identity.catalogues[listed.catalogue].terms
    ]
    rows += [("mon_hoc", subject.code) for subject in layout.subjects.values()]
    return pl.DataFrame(rows, schema={"code_list": pl.String, "code": pl.String}, orient="row")


def subject_frame(layout: ExchangeLayout) -> pl.DataFrame:
    """One row a subject: its place, its code, its name and the name that stands where there is little room."""
    rows = [
        (one.id, place, one.code, one.name, one.short_name or one.name)
        for place, one in enumerate(layout.subjects.values(), start=1)
    ]
    schema = {"subject": pl.String, "place": pl.Int64, "code": pl.String, "name": pl.String, "short_name": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def word_frame(layout: ExchangeLayout, identity: Identity) -> pl.DataFrame:
    """One row a spelling (in small letters) of a catalogue of identity data, and the code that is written for it."""
    rows = {
        (name, spelling.lower()): code
        for name, listed in layout.codes.items()
        if listed.catalogue
        for code, key in (listed.values or {key: key for key in identity.catalogues[listed.catalogue].terms}).items()
        for spelling in identity.catalogues[listed.catalogue].terms.get(key, ())
    }
    schema = {"code_list": pl.String, "word": pl.String, "code": pl.String}
    return pl.DataFrame([(*key, code) for key, code in rows.items()], schema=schema, orient="row")


def _field(table: LayoutTable, one: LayoutField) -> tuple[object, ...]:
    low, high = (None if limit is None else limit * TENTHS for limit in (one.low, one.high))
    about = (table.id, one.name, one.source.partition(".")[0] or None)
    most = one.length if one.type == "varchar" else None
    return (*about, int(one.required), int(bool(one.unless)), most, one.codes or None, one.form, low, high)
