"""The answer key of a ground: every planted fault with the finding that it must give, and where every pupil stands."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import polars as pl

from hocba_ops.rehearsal.cards import RECEIVED, staff_code
from hocba_ops.rehearsal.faults import CARDS, IDENTITY, ITEMS, KEPT, ROWS, Planted
from hocba_ops.rehearsal.ground import Ground, figures
from hocba_ops.rehearsal.listing import SHARED, TWIN, build_list, partner_code, sound_list
from hocba_ops.rehearsal.parts import Part
from hocba_ops.rehearsal.results import (
    SUBJECT,
    TRAIT,
    UNCOMPLETED,
    build_cells,
    build_rows,
    graded,
    number_items,
    sound_rows,
)
from hocba_ops.rehearsal.staff import FIRST_CLASS, STRANGER, UNMET
from hocba_ops.tables.digests import finding_key

KEY = pl.Schema(
    {
        **dict.fromkeys(
            ("code", "school_code", "subject", "field", "table", "column", "wrong", "correct"), pl.String()
        ),
        "from_on": pl.Date(),
        "to_on": pl.Date(),
        "key": pl.String(),
    }
)
"""Columns of the key. `to_on` empty: to the end. `key`: as a finding's. `wrong`, `correct`: the cell as text."""
STANDING = ("as_of", "school_code", "grade", "class", "pupils")
CLASS_OF = {
    "HB-DC-01": "noi_dung_khac",
    "HB-DC-02": "trung",
    "HB-DC-04": "so_tu_choi",
    "HB-DC-05": "gui_chua_tiep_nhan",
    "HB-DC-07": "thieu_dau",
    "chua_gui": "chua_gui",
    "thu_hoi_chua_thay": "thu_hoi_chua_thay",
    "khong_tao": "khong_tao",
}
"""Where a pupil with a fault of the register stands once the school is done."""
DAY = timedelta(days=1)


def build_key(part: Part) -> pl.DataFrame:
    """One row a finding that a part must give, with the days from and to which it must."""
    rows = pl.concat([*_identity(part), *_results(part), *_cards(part), *_schools(part)], how="diagonal_relaxed")
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in KEY.items() if name not in rows.columns]
    whole = rows.with_columns(missing)
    keys = [finding_key(*told) for told in whole.select("code", "school_code", "subject", "field").rows()]
    named = whole.with_columns(pl.Series("key", keys, pl.String)).select(*KEY).cast(KEY)
    return named.sort("code", "school_code", "subject", "field", "from_on")


def _identity(part: Part) -> Iterator[pl.DataFrame]:
    faulty = part.people.filter(pl.col("fault").is_in(list(IDENTITY)))
    mended_on = part.ground.days[figures()["mended_on"]]
    ends = pl.when(pl.col("is_mended") & ~pl.col("code").is_in(list(KEPT))).then(pl.lit(mended_on - DAY))
    sound = sound_list(faulty).with_columns(*_as_they_are())
    spoiled = build_list(faulty).unique("place", keep="first", maintain_order=True)
    days = {"from_on": pl.lit(part.ground.days[0]), "to_on": ends}
    yield from _compared(sound, spoiled, IDENTITY, days)
    shared = sound.filter(pl.col("fault") == SHARED).with_columns(code=pl.lit(SHARED))
    yield shared.select("code", "school_code", subject=partner_code(), field=pl.lit("person_id"), **days)


def _as_they_are() -> tuple[pl.Expr, ...]:
    """The code and the class that a pupil should have."""
    code = pl.format("79{}", pl.col("place").cast(pl.String).str.zfill(8))
    return code.alias("pupil_code"), pl.col("seat_class").alias("class_name")


def _results(part: Part) -> Iterator[pl.DataFrame]:
    days = {"from_on": pl.lit(pl.Series(part.ground.days)).gather(pl.col("result_day"))}
    faulty = part.people.filter(pl.col("fault").is_in([*ROWS, *ITEMS]))
    missing = faulty.filter(pl.col("fault") == "HB-KQ-01").with_columns(code=pl.lit("HB-KQ-01"))
    yield missing.select("code", "school_code", subject="pupil_code", field=pl.lit("result"), **days)
    pupils = graded(faulty)
    by_day = pupils.select("place", "result_day")
    rows = {name: one for name, one in ROWS.items() if name not in ("HB-KQ-01", "HB-KQ-02")}
    sound, spoiled = sound_rows(pupils), build_rows(pupils).filter(pl.col("row_number") < 2_000_000)
    yield from _compared(sound.join(by_day, on="place"), spoiled, rows, days)
    strange = pupils.filter(pl.col("fault") == "HB-KQ-02").with_columns(code=pl.lit("HB-KQ-02"))
    subject = pl.format("80{}", pl.col("pupil_code").str.slice(2))
    yield strange.select("code", "school_code", subject=subject, field=pl.lit("pupil_code"), **days)
    cells = build_cells(pupils, firsts_only(part.lists.items)).join(by_day, on="place")
    without = build_cells(pupils.with_columns(fault=pl.lit(None, pl.String)), firsts_only(part.lists.items))
    for name, one in ITEMS.items():
        kind = TRAIT if name in ("HB-KQ-04", "HB-KQ-13") else SUBJECT
        meant = cells.filter((pl.col("fault") == name) & (pl.col("first") == kind))
        right = without.select("place", "kind", "item", correct=pl.col(one.column).cast(pl.String))
        yield meant.join(right, on=["place", "kind", "item"]).select(
            "school_code",
            "correct",
            code=pl.lit(name),
            subject="pupil_code",
            field="item",
            table=pl.lit(one.table),
            column=pl.lit(one.column),
            wrong=pl.col(f"{one.column}_text").cast(pl.String),
            **days,
        )
    late = part.schools.filter(pl.col("result_day") == 1)
    yield late.select(
        "school_code",
        code=pl.lit("HB-KQ-14"),
        field=pl.lit("result"),
        from_on=pl.lit(part.ground.days[0]),
        to_on=pl.lit(part.ground.days[1] - DAY),
    )


def firsts_only(items: pl.DataFrame) -> pl.DataFrame:
    """The first subject and the first trait of each grade: those that a fault may be in."""
    firsts = number_items(items).filter(pl.col("first").is_not_null())
    return items.join(firsts.select("grade", "kind", "item"), on=["grade", "kind", "item"])


def _cards(part: Part) -> Iterator[pl.DataFrame]:
    days = part.ground.days
    done = part.people.filter(pl.col("fault").is_in(list(CARDS)) & (pl.col("complete_day") < len(days)))
    stranger = pl.format("81{}", pl.col("pupil_code").str.slice(2))
    fields = {name: one.field for name, one in CARDS.items()}
    yield done.select(
        "school_code",
        code="fault",
        subject=pl.when(pl.col("fault") == "HB-DC-03").then(stranger).otherwise("pupil_code"),
        field=pl.col("fault").replace_strict(fields, return_dtype=pl.String),
        from_on=pl.lit(pl.Series(days)).gather("complete_day"),
    )


def _schools(part: Part) -> Iterator[pl.DataFrame]:
    first = pl.lit(part.ground.days[0])
    early = figures()["certificates"]["early_end"]
    meant = part.staff.filter(pl.col("is_meant"))
    for code, field in {"HB-SS-02": "certificate", "HB-SS-06": "training", "HB-SS-14": "certificate"}.items():
        people = meant.filter(pl.col("school_fault") == code)
        yield people.select("school_code", code=pl.lit(code), subject="staff_code", field=pl.lit(field), from_on=first)
    ending = meant.filter(pl.col("school_fault") == "HB-SS-03")
    told = {"subject": pl.col("staff_code"), "field": pl.lit("certificate")}
    if part.lists.deadlines["sign_by"].is_not_null().any():
        yield ending.select("school_code", code=pl.lit("HB-SS-03"), **told, from_on=first, to_on=pl.lit(early))
    yield ending.select("school_code", code=pl.lit("HB-SS-02"), **told, from_on=pl.lit(early + DAY))
    fields = {"HB-SS-01": UNMET, "HB-SS-04": "trust_root", "HB-SS-08": "form"}
    for code, field in fields.items():
        schools = part.schools.filter(pl.col("school_fault") == code)
        yield schools.select("school_code", code=pl.lit(code), field=pl.lit(field), from_on=first)
    strange = part.schools.filter(pl.col("school_fault") == "HB-SS-05")
    subject = staff_code(pl.col("school") * 100 + STRANGER)
    yield strange.select(
        "school_code", code=pl.lit("HB-SS-05"), subject=subject, field=pl.lit("holder_code"), from_on=first
    )
    bare = part.schools.filter(pl.col("school_fault") == "HB-SS-07")
    yield bare.select(
        "school_code",
        code=pl.lit("HB-SS-07"),
        subject=pl.lit(FIRST_CLASS),
        field=pl.lit("homeroom_class"),
        from_on=first,
    )


def _compared(
    sound: pl.DataFrame, spoiled: pl.DataFrame, planted: Mapping[str, Planted], days: Mapping[str, pl.Expr]
) -> Iterator[pl.DataFrame]:
    """For each fault the cell as it is and as it should be."""
    for code, one in planted.items():
        right = sound.filter(pl.col("fault") == code).with_columns(code=pl.lit(code))
        wrong = spoiled.filter(pl.col("fault") == code)
        said = wrong.select("place", wrong=pl.col(one.column).cast(pl.String), subject="pupil_code")
        yield right.join(said, on="place").select(
            "school_code",
            "wrong",
            "subject",
            code="code",
            field=pl.lit(one.field),
            table=pl.lit(one.table),
            column=pl.lit(None if code == TWIN else one.column),
            correct=pl.col(one.column).cast(pl.String),
            **days,
        )


def build_classes(part: Part) -> pl.DataFrame:
    """How many pupils of each school and grade stand in each class of the reconciliation on each day."""
    frames = [_classes(part, number, day) for number, day in enumerate(part.ground.days)]
    return pl.concat(frames).sort(STANDING[:4])


def _classes(part: Part, number: int, day: date) -> pl.DataFrame:
    people = part.people.join(part.lists.deadlines.select("grade", "report_by"), on="grade", how="left")
    classed = people.with_columns(_class_of(part.ground, number).alias("class"))
    is_twin = pl.col("fault") == TWIN
    if number >= figures()["mended_on"]:
        is_twin &= ~pl.col("is_mended")
    twins = people.filter(is_twin).with_columns(pl.lit("trung_dong").alias("class"))
    both = pl.concat([classed, twins]).group_by("school_code", "grade", "class").agg(pl.len().alias("pupils"))
    return both.with_columns(pl.lit(day).alias("as_of"), pl.col("pupils").cast(pl.Int64)).select(STANDING)


def _class_of(ground: Ground, number: int) -> pl.Expr:
    done_on, fault = pl.col("complete_day"), pl.col("fault").fill_null("")
    is_done, is_begun = done_on <= number, done_on <= number + 1
    received = pl.lit(pl.Series([*ground.days, ground.days[-1]])).gather(done_on) + timedelta(days=RECEIVED)
    is_late = (received > pl.col("report_by")).fill_null(value=False)
    is_uncompleted = fault.is_in(UNCOMPLETED) & (pl.col("result_day") <= number)
    in_fault = fault.replace_strict(CLASS_OF, default=None, return_dtype=pl.String)
    matched = pl.when(is_late).then(pl.lit("khop_muon")).otherwise(pl.lit("khop"))
    return (
        pl.when(is_done)
        .then(pl.coalesce(in_fault, matched))
        .when(is_uncompleted)
        .then(pl.lit("danh_gia_bo_sung"))
        .when(is_begun & (fault != "khong_tao"))
        .then(pl.lit("thieu_ky_hieu_truong"))
        .otherwise(pl.lit("khong_tao"))
    )
