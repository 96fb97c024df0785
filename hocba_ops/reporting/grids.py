"""The tables of an answer: measures and sources; and a long frame turned square."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import polars as pl

from hocba_ops.access.small_cells import HIDDEN
from hocba_ops.reporting.cells import Grid, Head, head_of, refuse_persons, value_text
from hocba_ops.reporting.cuts import PUBLISHED, UNIT, cut, measure_names
from hocba_ops.reporting.formats import count, day, rate
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer, Measure


def measures_grid(
    answer: Answer, selected: Sequence[str] | None, by: str | None, labels: Labels, names: Mapping[str, str]
) -> Grid:
    """One row a measure (and a school, or a grade): n, N, rate, what is left out and why, the newest day counted."""
    shown = [one for name in selected or measure_names(answer) for one in cut(answer, name, by=by)]
    counted = {measure.counted for measure in shown}
    columns = [
        "measure",
        *([by] if by else []),
        *(["counted"] if len(counted) > 1 else []),
        *("numerator", "denominator", "rate"),
        *(["excluded"] if any(measure.excluded for measure in shown) else []),
        *(["latest_on"] if any(measure.latest_on for measure in shown) else []),
    ]
    heads = tuple(Head(labels(f"column.{name}"), name in ("numerator", "denominator", "rate")) for name in columns)
    texts = [_measure_texts(measure, by, answer.as_of, labels, names) for measure in shown]
    rows = tuple(tuple(text[name] for name in columns) for text in texts)
    notes = dict.fromkeys(measure.note for measure in shown if measure.note not in ("", HIDDEN))
    return Grid(_measures_caption(counted, labels), heads, rows, " ".join(notes))


def sources_grid(answer: Answer, labels: Labels) -> Grid:
    """One row a batch read: what it is, the file, its day, its rows, and the start of its sha256."""
    heads = (
        Head(labels("column.table")),
        Head(labels("column.source_file")),
        Head(labels("column.as_of")),
        Head(labels("column.rows"), is_number=True),
        Head(labels("column.sha256")),
    )
    rows = [
        (labels(f"table.{line.table}"), line.file, day(line.as_of, labels), count(line.rows, labels), line.sha256[:12])
        for line in answer.sources
    ]
    return Grid(labels("report.sources"), heads, tuple(rows), labels("report.sha_note") if rows else "")


def square_grid(
    frame: pl.DataFrame, caption: str, labels: Labels, names: Mapping[str, str], *, rows: str, columns: str, values: str
) -> Grid:
    """A long frame turned square: one row a value of `rows`, one column a value of `columns`."""
    refuse_persons(frame)
    lines, kinds = (list(dict.fromkeys(frame[name].to_list())) for name in (rows, columns))
    cells = {(row, kind): value for row, kind, value in frame.select(rows, columns, values).iter_rows()}
    numeric = frame.schema[values].is_numeric()
    heads = [
        Head(labels(f"column.{head_of(rows, frame.columns)}")),
        *(Head(value_text(kind, columns, labels, names), numeric) for kind in kinds),
    ]
    body = [
        (
            value_text(line, rows, labels, names),
            *(value_text(cells.get((line, kind)), values, labels, names) for kind in kinds),
        )
        for line in lines
    ]
    return Grid(caption, tuple(heads), tuple(body))


def measure_text(measure: Measure, as_of: date, labels: Labels, names: Mapping[str, str]) -> str:
    """What a measure is called; one that was published elsewhere says in which paper and of which day."""
    called = labels(f"measure.{measure.name}")
    paper = measure.part(PUBLISHED)
    if paper is not None:
        called = labels("report.published_in", measure=called, document=names.get(paper, paper))
    return called if measure.as_of == as_of else labels("report.of_day", measure=called, day=day(measure.as_of, labels))


def excluded_text(measure: Measure, labels: Labels) -> str:
    """What a measure leaves out of its denominator, with reasons: “12 (chuyển đi 10; học bạ giấy 2)”."""
    shown = [(reason, number) for reason, number in measure.excluded if number]
    if not shown:
        return count(0, labels)
    reasons = "; ".join(f"{labels(f'exclusion.{reason}')}\u00a0{count(number, labels)}" for reason, number in shown)
    return f"{count(sum(number for _, number in shown), labels)} ({reasons})"


def _measure_texts(
    measure: Measure, by: str | None, as_of: date, labels: Labels, names: Mapping[str, str]
) -> dict[str, str]:
    """What stands in each column of a measure's row."""
    texts = {
        "measure": measure_text(measure, as_of, labels, names),
        "counted": labels(f"counted.{measure.counted}"),
        "numerator": count(measure.numerator, labels),
        "denominator": count(measure.denominator, labels),
        "rate": rate(measure, labels, digits=2),
        "excluded": excluded_text(measure, labels),
        "latest_on": day(measure.latest_on, labels),
    }
    if by == UNIT:
        texts[by] = names.get(measure.unit_id, measure.unit_id)
    elif by:
        part = measure.part(by) or ""
        texts[by] = labels(f"part.{by}", value=names.get(part, part))
    return texts


def _measures_caption(counted: Collection[str], labels: Labels) -> str:
    """The caption says what is counted, unless the rows count different things and each says its own."""
    if len(counted) != 1:
        return labels("report.measures")
    return labels("report.measures_of", counted=labels(f"counted.{next(iter(counted))}"))
