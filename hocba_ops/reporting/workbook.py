"""The Excel annex of an answer: summary with sources, measures, one sheet a frame, findings with file, sheet, row.

Numbers stay numbers and days stay days, so that an officer can filter and add; the same answer gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook

from hocba_ops.reporting.cells import CODED, head_of, names_for, rate_pairs, refuse_persons, value_text
from hocba_ops.reporting.finding_sheet import findings_sheet, shared_sheet
from hocba_ops.reporting.formats import digits_needed, share
from hocba_ops.reporting.grids import excluded_text, measure_text
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.origin import PROPERTY, Origin, figure_key
from hocba_ops.reporting.sheets import Rate, Sheet, Styles, sheet_name, write_sheet
from hocba_ops.tables import Answer, Measure

RATE_DIGITS = 2
MOST_ROWS = 1_000_000
"""Rows of a table on one sheet; Excel has 1.048.576, and what is written beyond them is lost without a word."""


def write_workbook(
    answer: Answer,
    out: Path,
    *,
    labels: Labels,
    names: Mapping[str, str] | None = None,
    frames: Sequence[str] | None = None,
    origin: Origin | None = None,
) -> Path:
    """Write the annex of an answer to `out` and give `out` back.

    `origin`: what it was made from, kept among the file's own properties.

    `frames` names the frames that get a sheet, all of them by default. ValueError when one holds rows of persons.
    """
    sheets = list(_sheets(answer, labels, names or {}, answer.frames if frames is None else frames))
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": labels(f"step.{answer.step}"), "created": datetime.combine(answer.as_of, time())})
        for name, value in (origin.told() if origin else {}).items():
            book.set_custom_property(f"{PROPERTY}{name}", value)
        styles = Styles(book, labels)
        for sheet in sheets:
            write_sheet(book, sheet, styles)
    return out


def _sheets(answer: Answer, labels: Labels, names: Mapping[str, str], frames: Iterable[str]) -> Iterator[Sheet]:
    taken: list[str] = []
    for sheet in (
        _summary(answer, labels, names),
        _measures(answer, labels, names),
        *(_frame(answer.frames[name], labels(f"frame.{name}"), labels, names) for name in frames),
        *([shared_sheet(answer, labels, names)] if any(one.other_unit_id for one in answer.findings) else ()),
        findings_sheet(answer, labels, names),
    ):
        for first in range(0, len(sheet.rows) or 1, MOST_ROWS):
            name = sheet_name(sheet.name, taken)
            taken.append(name)
            yield Sheet(name, sheet.title, sheet.heads, sheet.rows[first : first + MOST_ROWS], sheet.lines)


def _summary(answer: Answer, labels: Labels, names: Mapping[str, str]) -> Sheet:
    lines = [
        (labels("column.unit_id"), names.get(answer.unit_id, answer.unit_id)),
        (labels("column.school_year"), answer.school_year),
        (labels("column.as_of"), answer.as_of),
        *((labels("column.note"), note) for note in answer.notes),
    ]
    heads = [labels(f"column.{name}") for name in ("table", "source", "as_of", "source_file", "sha256", "rows")]
    rows = [
        (labels(f"table.{line.table}"), line.source, line.as_of, line.file, line.sha256, line.rows)
        for line in answer.sources
    ]
    return Sheet(labels("sheet.summary"), labels(f"step.{answer.step}"), heads, rows, lines)


def _measures(answer: Answer, labels: Labels, names: Mapping[str, str]) -> Sheet:
    keys = list(dict.fromkeys(key for measure in answer.measures for key, _ in measure.group if key != "published"))
    before, after = ("measure", "unit_id"), ("counted", "numerator", "denominator", "rate")
    last = ("published_rate", "excluded", "latest_on", "note", "figure_key")
    heads = [labels(f"column.{name}") for name in (*before, *keys, *after, *last)]
    rows = [tuple(_measure_row(measure, keys, answer, labels, names)) for measure in answer.measures]
    return Sheet(labels("sheet.measures"), labels("report.measures"), heads, rows)


def _measure_row(
    measure: Measure, keys: Sequence[str], answer: Answer, labels: Labels, names: Mapping[str, str]
) -> Iterator[object]:
    yield measure_text(measure, answer.as_of, labels, names)
    yield names.get(measure.unit_id, measure.unit_id)
    for key in keys:
        part = measure.part(key)
        yield int(part) if part is not None and part.isdecimal() else names.get(part or "", part)
    yield labels(f"counted.{measure.counted}")
    yield measure.numerator
    yield measure.denominator
    yield _rate(measure.numerator, measure.denominator)
    yield None if measure.published_rate is None else Rate(float(measure.published_rate.scaleb(-2)), RATE_DIGITS)
    yield excluded_text(measure, labels) if measure.excluded else None
    yield measure.latest_on
    yield measure.note
    yield figure_key(answer, measure)


def _frame(frame: pl.DataFrame, title: str, labels: Labels, names: Mapping[str, str]) -> Sheet:
    """A frame as a sheet: codes and ids in words, and after each denominator its rates as real percentages."""
    refuse_persons(frame)
    pairs = rate_pairs(frame.columns)
    rates = {name: [pair for pair in pairs.items() if pair[1][1] == name] for name in frame.columns}
    heads = [
        labels(f"column.{column}")
        for name in frame.columns
        for column in (head_of(name, frame.columns), *(rate for rate, _ in rates[name]))
    ]
    rows = [
        tuple(
            cell
            for name in frame.columns
            for cell in (
                _cell(row[name], name, labels, names_for(name, frame.columns, names)),
                *(_rate(row[top], row[below]) for _, (top, below) in rates[name]),
            )
        )
        for row in frame.iter_rows(named=True)
    ]
    return Sheet(title, title, heads, rows)


def _cell(value: object, column: str, labels: Labels, names: Mapping[str, str]) -> object:
    """Numbers and days as they are, so that Excel can count and sort them; the rest in words."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and column not in CODED
    if value is None or is_number or isinstance(value, date):
        return value
    return value_text(value, column, labels, names)


def _rate(numerator: object, denominator: object) -> Rate | None:
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator == 0:
        return None
    digits = digits_needed(numerator, denominator, RATE_DIGITS)
    return Rate(share(numerator, denominator), digits)
