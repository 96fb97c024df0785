"""A store of invented pupils with their year results, written through the store as a load would; some are at fault."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.frames import item_frame
from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

DAY = date(2025, 6, 30)
UNIT, SCHOOL_YEAR = "quan-1", "2024-2025"
SCHOOL_SIZE = 700
OPENED = datetime(2025, 5, 20, 8)
RECORDED = datetime(2025, 7, 1, tzinfo=UTC)
NO_REPAIRS = pl.DataFrame(schema=dict.fromkeys(("sheet", "row_number", "column", "kind", "before", "after"), pl.String))
SETTINGS = f'unit = "{UNIT}"\nschool_year = "{SCHOOL_YEAR}"\n'


def write_workspace(folder: Path, *, pupils: int, per_file: int, fault_every: int = 100) -> int:
    """A workspace with so many pupils, `per_file` in each file; every so-manieth has one fault. How many files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    store = Store.open(folder / "store")
    items = item_frame(Rulebook.load().assessment, SCHOOL_YEAR)
    _add(store, "school_list", _schools(-(-pupils // SCHOOL_SIZE)))
    starts = range(0, pupils, per_file)
    for first in starts:
        rows = _pupils(first, min(first + per_file, pupils), fault_every)
        _add(store, "pupil_export", {"pupil": rows})
        _add(store, "result_export", _results(rows, items, fault_every))
    return 2 * len(starts) + 1


def write_registers(folder: Path, *, cards: int, per_file: int = 20_000, fault_every: int = 100) -> None:
    """A workspace with so many pupils, each with a card that the Sở received; every so-manieth with other content."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    store = Store.open(folder / "store")
    _add(store, "school_list", _schools(-(-cards // SCHOOL_SIZE)))
    for first in range(0, cards, per_file):
        rows = _pupils(first, min(first + per_file, cards), fault_every)
        _add(store, "pupil_export", {"pupil": rows})
        _add(store, "card_register_wide", {"card": _cards(rows)})
        _add(store, "receipt_register", {"receipt": _receipts(rows, fault_every)})


def _add(store: Store, family: str, tables: dict[str, pl.DataFrame]) -> None:
    name = f"{family}-{next(iter(tables.values()))[0, 0]}.xlsx"
    frames = {table: _shaped(frame, table, name) for table, frame in tables.items()}
    digest = hashlib.sha256(name.encode()).hexdigest()
    store.add(
        family=family, name=name, as_of=DAY, sha256=digest, tables=frames, repairs=NO_REPAIRS, recorded_at=RECORDED
    )


def _shaped(frame: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
    schema = build_schema(TABLES[table])
    placed = frame.with_columns(source_file=pl.lit(name), sheet=pl.lit("Sheet1"))
    if "row_number" not in placed.columns:
        placed = placed.with_row_index("row_number", offset=6)
    missing = [pl.lit(None).alias(column) for column in schema if column not in placed.columns]
    return placed.with_columns(missing).select(schema.names()).cast(dict(schema))


def _schools(count: int) -> dict[str, pl.DataFrame]:
    codes = pl.DataFrame({"school_code": [f"7976{place:05}" for place in range(count)]})
    named = codes.with_columns(
        name=pl.concat_str(pl.lit("Trường "), "school_code"),
        ownership=pl.lit("cong_lap"),
        school_kind=pl.lit("tieu_hoc"),
    )
    parents = codes.with_columns(parent_id=pl.lit(UNIT), line=pl.lit("chuyen_mon"))
    return {"school": named, "school_parent": parents}


def _pupils(first: int, last: int, fault_every: int) -> pl.DataFrame:
    """Pupils in order of their number: school by school, grade by grade; a fault is an ethnicity that is missing."""
    place = pl.int_range(first, last, eager=True).alias("place").to_frame()
    number = pl.col("place").cast(pl.String).str.zfill(8)
    grade = pl.col("place") % SCHOOL_SIZE // (SCHOOL_SIZE // 5) + 1
    faulty = pl.col("place") % fault_every == 0
    birth = pl.date(2019 - grade, pl.col("place") % 12 + 1, pl.col("place") % 28 + 1)
    return place.select(
        school_code=pl.concat_str(pl.lit("7976"), (pl.col("place") // SCHOOL_SIZE).cast(pl.String).str.zfill(5)),
        class_name=pl.concat_str(grade.cast(pl.String), pl.lit("A")),
        grade=grade,
        pupil_code=pl.concat_str(pl.lit("79"), number),
        person_id=pl.concat_str(pl.lit("0792"), birth.dt.strftime("%y"), number.str.slice(2)),
        full_name=pl.concat_str(pl.lit("Nguyễn Văn "), pl.col("place").replace_strict(*_letters(first, last))),
        birth_date=birth,
        birth_date_text=birth.dt.strftime("%d/%m/%Y"),
        sex=pl.lit("nam"),
        sex_text=pl.lit("Nam"),
        ethnicity=pl.when(faulty).then(None).otherwise(pl.lit("Kinh")),
        nationality=pl.lit("Việt Nam"),
        pupil_status=pl.lit("dang_hoc"),
        status_text=pl.lit("Đang học"),
    )


def _cards(pupils: pl.DataFrame) -> pl.DataFrame:
    steps = ("created", "homeroom_signed", "head_signed", "sealed", "issued", "sent")
    moments = {f"{name}_at": pl.lit(OPENED) + pl.duration(hours=30 * place) for place, name in enumerate(steps)}
    return pupils.select("school_code", "class_name", "grade", "pupil_code", "person_id").with_columns(
        card_id=pl.concat_str(pl.lit("the-"), "pupil_code"),
        version=pl.lit(1),
        state=pl.lit("da_bao_cao_so"),
        homeroom_signer=pl.lit("7800000001"),
        head_signer=pl.lit("7800000002"),
        content_hash=pl.col("pupil_code").hash(1).cast(pl.String),
        **moments,
    )


def _receipts(pupils: pl.DataFrame, fault_every: int) -> pl.DataFrame:
    faulty = pl.col("pupil_code").cast(pl.Int64) % fault_every == 0
    content = pl.col("pupil_code").hash(1).cast(pl.String)
    return pupils.select("school_code", "pupil_code", "person_id").with_columns(
        card_id=pl.concat_str(pl.lit("the-"), "pupil_code"),
        version=pl.lit(1),
        received_at=pl.lit(OPENED) + pl.duration(days=10),
        receipt_state=pl.lit("tiep_nhan"),
        content_hash=pl.when(faulty).then(pl.lit("khac")).otherwise(content),
    )


def _letters(first: int, last: int) -> tuple[list[int], list[str]]:
    """A given name of four letters a number: invented, and no digit in it."""
    places = list(range(first, last))
    names = ["".join(chr(97 + place // 26**power % 26) for power in range(4)).capitalize() for place in places]
    return places, names


def _results(pupils: pl.DataFrame, items: pl.DataFrame, fault_every: int) -> dict[str, pl.DataFrame]:
    """A sound year result for each; of every so-manieth pupil the first subject has no level."""
    rows = pupils.with_row_index("row_number", offset=9).with_columns(pl.col("row_number").cast(pl.Int64))
    keys = ("school_code", "class_name", "grade", "pupil_code", "full_name", "birth_date", "row_number")
    year = rows.select(
        *keys,
        is_completed=pl.lit(value=True),
        is_promoted=pl.lit(value=True),
        rating=pl.lit("hoan_thanh_xuat_sac"),
        rating_text=pl.lit("Hoàn thành xuất sắc"),
    )
    wanted = items.filter(is_required=1).select("grade", "kind", "item", "has_score")
    faulty = (pl.col("row_number") % fault_every == 50) & (pl.col("item") == wanted["item"][0])
    level = pl.when(faulty).then(None).otherwise(pl.lit("T"))
    cells = (
        rows.select("school_code", "pupil_code", "grade", "row_number")
        .join(wanted, on="grade")
        .with_columns(
            level=level,
            level_text=level,
            score=pl.when(pl.col("has_score") == 1).then(10),
            score_text=pl.when(pl.col("has_score") == 1).then(pl.lit("10")),
        )
    )
    return {"result": year, "result_item": cells.drop("has_score")}
