"""The exchange layout as tables that SQL texts read: fields, codes, subjects, and words that become codes."""

import polars as pl

from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutField, LayoutTable
from hocba_ops.rulebook.identity import Identity

TENTHS = 10
"""Numbers with a range are compared in whole tenths."""
FIELD = {
    "table_name": pl.String,
    "field": pl.String,
    "is_required": pl.Int64,
    "is_waived": pl.Int64,
    "most": pl.Int64,
    "code_list": pl.String,
    "form": pl.String,
    "low": pl.Int64,
    "high": pl.Int64,
}


def exchange_frames(layout: ExchangeLayout, identity: Identity) -> dict[str, pl.DataFrame]:
    """`exchange_field`, `exchange_code`, `exchange_subject`, `exchange_word`."""
    return {
        "exchange_field": field_frame(layout),
        "exchange_code": code_frame(layout, identity),
        "exchange_subject": subject_frame(layout),
        "exchange_word": word_frame(layout, identity),
    }


def field_frame(layout: ExchangeLayout) -> pl.DataFrame:
    """One row a field that is composed from the store; `low` and `high` in whole tenths, `is_waived`: see `unless`."""
    rows = [_field(table, one) for table in layout.tables.values() for one in table.fields if not one.constant]
    return pl.DataFrame(rows, schema=FIELD, orient="row")


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
    codes = one.codes or None
    has_length = one.type == "varchar"
    return (
        table.id, one.name, int(one.required), int(bool(one.unless)), one.length if has_length else None,
        codes, one.form, low, high,
    )  # fmt: skip
