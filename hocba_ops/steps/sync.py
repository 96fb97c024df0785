"""Reconciliation in four columns: roster ⇄ issued ⇄ received by the Sở ⇄ accepted by the ministry.

Every row of the roster is in exactly one class: the first column at which its chain breaks, and why. What stands in a
column beside the pupils whose chain reaches it (cards outside the roster, of pupils whose chain broke before) is told
as extra, so that every column closes. In time or late, locked or not: axes of their own, no classes.

Each column is what that party's newest register says; the ledger says what is locked and what was reported to the
ministry. Where a register and the ledger differ, the register is counted and the difference is a finding.

Source: KH 290/KH-GDĐT, IV.3; the plan of Hà Nội (chốt dữ liệu, Sở báo cáo Bộ).
"""

from collections.abc import Iterator

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Finding, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

COLUMNS = ("roster", "issued", "received", "accepted")
"""The columns, each the one before the next."""
BREAKS = {
    "roster": ("ngoai_pham_vi", "chuyen_di", "thoi_hoc", "trung_dong", "hoc_ba_giay"),
    "issued": (
        "trung",
        "chung_ma",
        "danh_gia_bo_sung",
        "khong_tao",
        "thu_hoi_chua_thay",
        "thieu_ky_gvcn",
        "thieu_ky_hieu_truong",
        "thieu_dau",
        "chua_ban_hanh",
    ),
    "received": ("so_ban_cu", "chua_gui", "so_tu_choi", "gui_chua_tiep_nhan", "noi_dung_khac"),
    "accepted": ("bo_noi_dung_khac", "bo_tra_loi", "bo_thu_hoi", "bo_ban_cu", "bo_chua_tra_loi", "chua_bao_cao_bo"),
}
"""The classes by the column at which the chain breaks; at `roster`: not expected to have a card."""
WHOLE = "khop_bon_cot"
CLASSES = (WHOLE, *(name for column in reversed(COLUMNS) for name in BREAKS[column]))
EXCLUDED = BREAKS["roster"]
TIMINGS = ("dung_han", "muon_han", "khong_ro_han")
TOLD_CODE = "HB-DB-12"
CELL = ["school_code", "grade"]
EXTRA = {"issued": "extra_issued", "received": "extra_received", "accepted": "extra_accepted"}
"""The columns that count what stands in a column beside the chain."""
PASSING = ("sync_answer", "sync_card", "sync_result", "sync_older", "sync", "sync_held", "sync_item")
BY_SCHOOL = (*PASSING, "sync_count", "sync_item_count", "sync_total", "sync_group", "sync_finding")
COUNTS = ("roster", "expected", *COLUMNS[1:])


def answer(rows: Rows, question: Question) -> Answer:
    """Per school and grade the share of each class and of each column; findings; and the table that shows the closing.

    `rows["sync_count"]`: the rows of the roster, counted by class and axes. `rows["sync_item_count"]`: the cards in
    each column, counted. `rows["sync_total"]`: the columns counted once more, past the classes.
    """
    classed, items = rows["sync_count"], rows["sync_item_count"]
    counted, extras = _counted(classed), _extras(items)
    parts = [*_class_measures(counted, question), *_column_measures(counted, question), *_axes(classed, question)]
    parts += _extra_measures(counted, extras, question)
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(_findings(rows, question)),
        frames={
            "sync_closing": closing(classed, items, rows["sync_total"]),
            "sync_stops": _stops(counted, question.schools),
            "sync_schools": _schools(counted, extras, rows["sync_total"], question.schools),
            "sync_cells": _cells(counted, extras),
            "sync_timing": _timing(classed),
            "sync_ledger": _ledger(classed),
            "sync_told": _told(rows["sync_told"]),
            "sync_terms": _terms(rows),
        },
    )


def closing(classed: pl.DataFrame, items: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """The four columns as one table: the classes that reach each, what stands there beside, and the sum.

    Below it the count taken straight from the registers, and what is left between the two: 0 where the columns close.
    """
    found = dict(classed.group_by("sync_class").agg(pl.col("cards").sum()).rows())
    lines = [
        ("chuoi", name, *(found[name] if name in reaching(column) else None for column in COLUMNS))
        for name in CLASSES
        if name in found
    ]
    beside = items.filter(pl.col("item_class").is_not_null())
    more = {(column, name): size for column, name, size in _sizes(beside, "item_class").rows()}
    lines += [
        ("phan_them", name, None, *(more.get((column, name)) for column in COLUMNS[1:]))
        for name in dict.fromkeys(["ngoai_danh_sach", *CLASSES])
        if any(name == one for _, one in more)
    ]
    added = [sum(int(line[place] or 0) for line in lines) for place in range(2, 2 + len(COLUMNS))]
    straight = [int(totals.filter(pl.col("chain_column") == column)["total"].sum()) for column in COLUMNS]
    lines += [("cong", None, *added), ("dem_tu_so", None, *straight)]
    lines.append(("con_lech", None, *(one - other for one, other in zip(straight, added, strict=True))))
    schema = {"chain_part": pl.String, "class": pl.String, **dict.fromkeys(COLUMNS, pl.Int64)}
    return pl.DataFrame(lines, schema=schema, orient="row")


def reaching(column: str) -> frozenset[str]:
    """The classes whose chain reaches a column; of the roster every class.

    >>> sorted(reaching("accepted"))
    ['khop_bon_cot']
    """
    broken = {name for one in COLUMNS[: COLUMNS.index(column) + 1] for name in BREAKS[one]}
    return frozenset(CLASSES) if column == "roster" else frozenset(CLASSES) - broken


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Per school and grade: rows of the roster, those expected, those who reach each column, and each class."""
    classes = [_cards(pl.col("sync_class") == name).alias(name) for name in CLASSES]
    columns = [_cards(pl.col(f"in_{column}") == 1).alias(column) for column in COLUMNS[1:]]
    expected = _cards(~pl.col("sync_class").is_in(EXCLUDED)).alias("expected")
    return rows.group_by(CELL).agg(pl.col("cards").sum().alias("roster"), expected, *columns, *classes).sort(CELL)


def _cards(where: pl.Expr) -> pl.Expr:
    """How many cards the counted rows stand for of which something holds."""
    return pl.col("cards").filter(where).sum()


def _extras(items: pl.DataFrame) -> pl.DataFrame:
    """Per school and grade: the cards in each column, and those of them that no chain reaches."""
    at = [pl.col("chain_column") == column for column in COLUMNS[1:]]
    extra = pl.col("item_class").is_not_null()
    sums = [_cards(flag).alias(f"total_{name}") for name, flag in zip(COLUMNS[1:], at, strict=True)]
    sums += [_cards(flag & extra).alias(EXTRA[name]) for name, flag in zip(COLUMNS[1:], at, strict=True)]
    return items.group_by(CELL).agg(sums).sort(CELL)


def _class_measures(counted: pl.DataFrame, question: Question) -> Iterator[Measure]:
    for name in CLASSES:
        yield from _measures(counted, name, question, numerator=name, denominator="roster")


def _column_measures(counted: pl.DataFrame, question: Question) -> Iterator[Measure]:
    for column in COLUMNS[1:]:
        yield from _measures(counted, column, question, numerator=column, denominator="expected", excluded=EXCLUDED)


def _axes(rows: pl.DataFrame, question: Question) -> Iterator[Measure]:
    """Of those who reach a column: in time, late, no day known; and locked."""
    for column in COLUMNS[1:]:
        reached = rows.filter(pl.col(f"in_{column}") == 1)
        flags = {name: pl.col(f"{column}_timing") == name for name in TIMINGS} | {"da_chot": pl.col("is_locked") == 1}
        sums = [_cards(flag).alias(name) for name, flag in flags.items()]
        cells = reached.group_by(CELL).agg(pl.col("cards").sum().alias("reached"), *sums).sort(CELL)
        for name in flags:
            yield from _measures(cells, f"timing.{column}.{name}", question, numerator=name, denominator="reached")


def _extra_measures(counted: pl.DataFrame, extras: pl.DataFrame, question: Question) -> Iterator[Measure]:
    cells = counted.select(CELL).join(extras, on=CELL, how="full", coalesce=True, nulls_equal=True).sort(CELL)
    for column in COLUMNS[1:]:
        yield from measures(
            cells,
            f"{STEP.name}.extra.{column}",
            counted=Counted.CARDS,
            as_of=question.as_of,
            numerator=EXTRA[column],
            denominator=f"total_{column}",
            by=("grade",),
        )


def _measures(
    rows: pl.DataFrame,
    name: str,
    question: Question,
    *,
    numerator: str,
    denominator: str,
    excluded: tuple[str, ...] = (),
) -> list[Measure]:
    return measures(
        rows,
        f"{STEP.name}.{name}",
        counted=Counted.PUPILS,
        as_of=question.as_of,
        numerator=numerator,
        denominator=denominator,
        by=("grade",),
        excluded=excluded,
    )


def _findings(rows: Rows, question: Question) -> Iterator[Finding]:
    yield from findings(rows["sync_finding"], question.rules, as_of=question.as_of)
    open_gaps = rows["sync_told"].filter(pl.col("gap") != 0).with_columns(code=pl.lit(TOLD_CODE))
    yield from findings(open_gaps, question.rules, as_of=question.as_of, subject="chain_column", value="theirs")


def _schools(counted: pl.DataFrame, extras: pl.DataFrame, totals: pl.DataFrame, schools: pl.DataFrame) -> pl.DataFrame:
    """Per school the four columns, what stands in them beside the chain, and what does not close (0: all closes)."""
    straight = totals.pivot(on="chain_column", on_columns=list(COLUMNS), index="school_code", values="total")
    joined = (
        schools.filter((pl.col("is_counted") == 1) & (pl.col("is_known_school") == 1))
        .select("school_code", "school_name")
        .join(counted.drop("grade").group_by("school_code").sum(), on="school_code", how="left")
        .join(extras.drop("grade").group_by("school_code").sum(), on="school_code", how="left")
        .join(straight.rename({name: f"straight_{name}" for name in COLUMNS}), on="school_code", how="left")
        .fill_null(0)
        .sort("school_code")
    )
    left = [pl.col("straight_roster") - pl.col("roster")]
    left += [pl.col(f"straight_{n}") - pl.col(n) - pl.col(EXTRA[n]) for n in COLUMNS[1:]]
    residual = pl.sum_horizontal(one.abs() for one in left).alias("residual")
    return joined.select("school_code", "school_name", *COUNTS, *EXTRA.values(), residual)


def _stops(counted: pl.DataFrame, schools: pl.DataFrame) -> pl.DataFrame:
    """Per school how many are in all four columns, and how many stop at each: the roster in five pieces."""
    per_school = counted.drop("grade").group_by("school_code").sum()
    stops = {"khop_bon_cot": (WHOLE,), **{f"dut_{column}": BREAKS[column] for column in reversed(COLUMNS)}}
    pieces = [pl.sum_horizontal(names).alias(name) for name, names in stops.items()]
    named = schools.select("school_code", "school_name").join(per_school, on="school_code", how="inner")
    return named.select("school_code", "school_name", "roster", *pieces).sort("school_code")


def _cells(counted: pl.DataFrame, extras: pl.DataFrame) -> pl.DataFrame:
    """The same for every school and grade; a card whose grade nobody knows stands under an empty grade."""
    joined = counted.join(extras, on=CELL, how="full", coalesce=True, nulls_equal=True).sort(CELL)
    numbers = joined.with_columns(pl.exclude(CELL).fill_null(0))
    left = [pl.col("roster") - pl.sum_horizontal(CLASSES)]
    left += [pl.col(f"total_{n}") - pl.col(n) - pl.col(EXTRA[n]) for n in COLUMNS[1:]]
    left += [pl.col(n) - pl.sum_horizontal(sorted(reaching(n))) for n in COLUMNS[1:]]
    return numbers.select(
        *CELL, *COUNTS, *EXTRA.values(), pl.sum_horizontal(one.abs() for one in left).alias("residual")
    )


def _timing(rows: pl.DataFrame) -> pl.DataFrame:
    """Of each hand-over, apart for pupils assessed again in summer: in time, late, no day known; and locked."""
    parts = [
        rows.filter(pl.col(f"in_{column}") == 1)
        .group_by(pl.col("is_supplementary") == 1)
        .agg(
            pl.col("cards").sum().alias("reached"),
            *(_cards(pl.col(f"{column}_timing") == name).alias(name) for name in TIMINGS),
            _cards(pl.col("is_locked") == 1).alias("da_chot"),
        )
        .sort("is_supplementary")
        .select(pl.lit(column).alias("chain_column"), "is_supplementary", "reached", *TIMINGS, "da_chot")
        for column in COLUMNS[1:]
    ]
    return pl.concat(parts)


def _ledger(rows: pl.DataFrame) -> pl.DataFrame:
    """What the ledger says of the cards in use, and of how many of them the Sở's register says the same."""
    known = rows.filter(pl.col("is_in_use") == 1).with_columns(pl.col("ledger_mark").fill_null("chua_ghi"))
    return (
        known.group_by("ledger_mark")
        .agg(
            _cards(pl.col("is_received") == 1).alias("register_received"),
            _cards(pl.col("is_received") == 0).alias("register_not_received"),
        )
        .sort("ledger_mark")
    )


def _sizes(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    return rows.group_by("chain_column", by).agg(pl.col("cards").sum().alias("size"))


def _told(told: pl.DataFrame) -> pl.DataFrame:
    """Each total that somebody told, ours of the same day, the gap, and what came of explaining it."""
    return told.select(
        "place",
        pl.col("school_code").alias("unit_id"),
        "figure_date",
        "chain_column",
        "grades_text",
        "said_by",
        "document",
        "theirs",
        "ours",
        "gap",
        "outcome",
        "ties",
        "remainder",
    )


def _terms(rows: Rows) -> pl.DataFrame:
    """The combinations that make up each gap, group by group, beside the total that they are about."""
    about = rows["sync_told"].select("place", "figure_date", "chain_column", "theirs", "gap")
    return (
        rows["sync_term"]
        .join(about, on="place", how="inner", maintain_order="left")
        .select(
            "place",
            "figure_date",
            "chain_column",
            "theirs",
            "gap",
            "choice",
            "school_code",
            "grade",
            pl.col("kind").alias("sync_kind"),
            pl.col("reason").alias("sync_reason"),
            pl.col("is_locked").alias("lock_mark"),
            "cards",
            "remainder",
        )
    )


STEP = Step(
    name="sync",
    texts=(*BY_SCHOOL, "sync_told", "sync_term"),
    by_school=BY_SCHOOL,
    passing=PASSING,
    needs=("pupil",),
    headline=("sync.issued", "sync.received", "sync.accepted"),
    answer=answer,
    rules="HB-DB-",
)
