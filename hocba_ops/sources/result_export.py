"""A school's year results as the sector database takes them: a sheet a grade, three rows of merged headings."""

from collections.abc import Iterator, Sequence
from functools import cache

import polars as pl

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.marks import as_mark
from hocba_ops.sources.numbers import as_code, as_grade, as_integer
from hocba_ops.sources.repairs import SCHEMA, UNREAD, gathered
from hocba_ops.sources.school_names import with_preamble_school
from hocba_ops.sources.shaping import shaped
from hocba_ops.sources.vocabulary import coded, heading_words
from hocba_ops.tables import TABLES
from hocba_ops.text import heading_key

HEADERS = {
    "ordinal": ("STT", "TT"),
    "class_name": ("Mã lớp", "Tên lớp", "Lớp", "Lớp học"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT"),
    "full_name": ("Họ tên", "Họ và tên", "Họ tên học sinh", "Họ và tên học sinh"),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh"),
    "is_completed": ("Hoàn thành chương trình lớp học", "HTCT lớp học", "Hoàn thành CTLH"),
    "is_promoted": ("Lên lớp", "Được lên lớp"),
    "rating_text": ("Xếp loại", "Đánh giá kết quả giáo dục", "Xếp loại kết quả giáo dục"),
    "award_text": ("Khen thưởng", "Danh hiệu", "Khen thưởng cuối năm", "Danh hiệu khen thưởng"),
    "is_primary_completed": ("Hoàn thành chương trình tiểu học", "HTCT tiểu học", "Hoàn thành CTTH"),
    "supplementary_text": ("Đánh giá bổ sung", "Kết quả đánh giá bổ sung", "Kết quả rèn luyện trong hè"),
    "decision_text": ("Quyết định xét lên lớp", "Căn cứ lên lớp", "Số quyết định lên lớp"),
}
READERS = {
    "pupil_code": as_code,
    "birth_date": as_day,
    "is_completed": as_mark,
    "is_promoted": as_mark,
    "is_primary_completed": as_mark,
}
KINDS = ("mon_hoc", "nang_luc", "pham_chat")
SCORE, LEVEL = "score", "level"
EXEMPT_LEVEL = "M"
ITEM_TYPES = pl.Schema(
    {
        "sheet": pl.String,
        "row_number": pl.Int64,
        "school_code": pl.String,
        "pupil_code": pl.String,
        "grade": pl.Int64,
        "kind": pl.String,
        "item": pl.String,
        "level_text": pl.String,
        "score": pl.Int64,
        "score_text": pl.String,
    }
)


@cache
def item_field(path: tuple[str, ...]) -> str | None:
    """The field of a column under merged headings, e.g. `mon_hoc.toan.score`; None where no item is named.

    Khoa học, Tin học and Công nghệ are subjects and competences: the group above them decides, and without a group they
    are subjects.
    """
    keys = [heading_key(part) for part in path]
    group = next((heading_words("result_kind")[key] for key in keys if key in heading_words("result_kind")), None)
    for kind in (group,) if group else KINDS:
        items = heading_words(f"item_{kind}")
        if item := next((items[key] for key in reversed(keys) if key in items), None):
            is_score = any(key in heading_words("result_score") for key in keys)
            return f"{kind}.{item}.{SCORE if is_score else LEVEL}"
    return None


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `result` and `result_item`. An item whose column exists has a row for every pupil, be it empty."""
    sheets = [_results(block) for block in blocks]
    items, told = _with_levels(pl.concat([_items(cells) for cells in sheets]))
    tables = {
        "result": shaped((cells.frame for cells in sheets), TABLES["result"]),
        "result_item": shaped([items], TABLES["result_item"]),
    }
    return Parsed(tables, gathered([*(cells.repairs for cells in sheets), told]))


def as_score(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """The score of a periodic test, a whole number; an exempted pupil's word is no score and nothing to tell."""
    is_exempt = coded(text, "level_mon_hoc") == EXEMPT_LEVEL
    return as_integer(column, places, text.set(is_exempt.fill_null(value=False), None))


def _results(block: Block) -> Cells:
    scores = {field: as_score for field in block.columns if field.endswith(f".{SCORE}")}
    cells = with_preamble_school(read_cells(block, READERS | scores), block)
    cells = with_code(cells, "rating", of="rating_text")
    cells = with_code(_with_award(cells), "supplementary", of="supplementary_text")
    return Cells(cells.frame.with_columns(grade=_grade(cells.frame, block.sheet)), cells.repairs)


def _with_award(cells: Cells) -> Cells:
    """The cells with our code of an award; other words are commendations of another kind, and nothing to tell."""
    if "award_text" not in cells.frame.columns:
        return cells
    return Cells(cells.frame.with_columns(award=coded(cells.frame["award_text"], "award")), cells.repairs)


def _grade(frame: pl.DataFrame, sheet: str) -> pl.Series:
    """The grade that the sheet is named after; without one, the grade that each class name begins with."""
    named, _ = as_grade("grade", frame.select("sheet", "row_number"), pl.repeat(sheet, frame.height, eager=True))
    if named.count() or "class_name" not in frame.columns:
        return named
    return frame["class_name"].str.extract(r"^([0-9]{1,2})", 1).cast(pl.Int64)


def _items(cells: Cells) -> pl.DataFrame:
    """A row for each pupil and item of a sheet, in the order of the rows of the sheet."""
    parts = [_item(cells.frame, kind, item) for kind, item in _named_items(cells.frame)]
    return pl.concat([ITEM_TYPES.to_frame(), *parts]).sort("row_number", maintain_order=True)


def _named_items(frame: pl.DataFrame) -> Iterator[tuple[str, str]]:
    names = [name.split(".") for name in frame.columns if name.endswith((f".{LEVEL}", f".{SCORE}"))]
    yield from dict.fromkeys((kind, item) for kind, item, _ in names)


def _item(frame: pl.DataFrame, kind: str, item: str) -> pl.DataFrame:
    columns = {
        "level_text": f"{kind}.{item}.{LEVEL}",
        "score": f"{kind}.{item}.{SCORE}",
        "score_text": f"{kind}.{item}.{SCORE}_text",
    }
    values = {name: column if column in frame.columns else None for name, column in columns.items()}
    return frame.select(
        "sheet",
        "row_number",
        "school_code",
        "pupil_code",
        "grade",
        kind=pl.lit(kind),
        item=pl.lit(item),
        **{name: pl.col(column) if column else pl.lit(None) for name, column in values.items()},
    ).cast(ITEM_TYPES)


def _with_levels(items: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The items with our code of each level by the scale of its kind, and the words that are on no scale."""
    levels = {kind: coded(items["level_text"], f"level_{kind}") for kind in KINDS}
    scales = [pl.when(pl.col("kind") == kind).then(level) for kind, level in levels.items()]
    graded = items.with_columns(level=pl.coalesce(scales))
    told = graded.filter(pl.col("level").is_null() & pl.col("level_text").is_not_null()).select(
        "sheet",
        "row_number",
        column=pl.concat_str("kind", "item", separator="."),
        kind=pl.lit(UNREAD),
        before="level_text",
        after=pl.lit(""),
    )
    return graded, told.select(SCHEMA.names())


FAMILY = Family(
    "result_export",
    (Layout("result", HEADERS, ("pupil_code", "full_name", "rating_text"), item_field),),
    read,
)
