"""The table of results of a class or grade, 6-12: a column a subject and term, then learning, conduct, absences, award.

The layout is inferred from what the sector database and vnEdu print elsewhere (merged headings HKI, HKII, CN under each
subject); no export of this kind was at hand. TT 22/2021/TT-BGDĐT, Điều 8, 9, 12-15 give what stands in it.
"""

from collections.abc import Sequence
from functools import cache

import polars as pl

from hocba_ops.sources.cells import PLACE, Cells, read_cells
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.marks import as_mark
from hocba_ops.sources.numbers import as_code, as_grade, as_integer, as_tenths, unread
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.school_names import with_preamble_school
from hocba_ops.sources.shaping import shaped
from hocba_ops.sources.vocabulary import coded, heading_words
from hocba_ops.tables import TABLES
from hocba_ops.text import heading_key

LEARNING_HEADERS = ("Học tập", "Kết quả học tập", "KQ học tập", "KQHT")
CONDUCT_HEADERS = ("Rèn luyện", "Kết quả rèn luyện", "KQ rèn luyện", "KQRL")
YEAR_HEADERS = ("CN", "Cả năm", "Cả năm học")
ABSENT_HEADERS = ("Số buổi nghỉ", "Buổi nghỉ", "Số buổi nghỉ học")
HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "class_name": ("Lớp", "Mã lớp", "Tên lớp", "Lớp học"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT", "Mã định danh"),
    "full_name": ("Họ và tên", "Họ tên", "Họ và tên học sinh", "Họ tên học sinh"),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh"),
    "learning.ca_nam": tuple(f"{group} {year}" for group in LEARNING_HEADERS for year in YEAR_HEADERS),
    "conduct.ca_nam": tuple(f"{group} {year}" for group in CONDUCT_HEADERS for year in YEAR_HEADERS),
    "absent_with_leave": tuple(f"{group} Có phép" for group in ABSENT_HEADERS),
    "absent_without_leave": tuple(f"{group} Không phép" for group in ABSENT_HEADERS),
    "absences": (*ABSENT_HEADERS, "Tổng số buổi nghỉ"),
    "award_text": ("Danh hiệu", "Khen thưởng", "Danh hiệu thi đua", "Danh hiệu, khen thưởng"),
    "is_promoted": ("Lên lớp", "Được lên lớp"),
    "conduct.sau_he": ("Rèn luyện lại", "Rèn luyện sau hè", "Kết quả rèn luyện trong hè"),
    "learning.sau_he": ("Học tập sau kiểm tra lại", "Kết quả học tập lại", "KQ học tập lại", "Kết quả thi lại"),
}
READERS = {
    "pupil_code": as_code,
    "birth_date": as_day,
    "absent_with_leave": as_integer,
    "absent_without_leave": as_integer,
    "absences": as_integer,
    "is_promoted": as_mark,
}
TERMS = ("hk1", "hk2", "ca_nam", "sau_he")
YEAR, AFTER = "ca_nam", "sau_he"
SIDES = ("learning", "conduct")
WHO = ("school_code", "class_name", "grade", "pupil_code", "full_name")


@cache
def column_field(path: tuple[str, ...]) -> str | None:
    """The field of a column under merged headings: `subject.toan.hk1`, `learning.hk2`; None where no term is named."""
    keys = [heading_key(part) for part in path]
    term = next((heading_words("term")[key] for key in reversed(keys) if key in heading_words("term")), None)
    if term is None:
        return None
    for side, names in zip(SIDES, (LEARNING_HEADERS, CONDUCT_HEADERS), strict=True):
        if any(key in map(heading_key, names) for key in keys):
            return f"{side}.{term}"
    subject = next((heading_words("subject")[key] for key in keys if key in heading_words("subject")), None)
    return f"subject.{subject}.{term}" if subject else None


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `secondary_result`, one a pupil and term, and of `score`, one a pupil, subject and term (`kind` tb)."""
    sheets = [_pupils(block) for block in blocks]
    scores, told = _with_values(pl.concat([_scores(cells.frame) for cells in sheets]))
    results, unknown = _with_levels(pl.concat([_results(cells.frame) for cells in sheets], how="diagonal_relaxed"))
    tables = {
        "secondary_result": shaped([results], TABLES["secondary_result"]),
        "score": shaped([scores], TABLES["score"]),
    }
    return Parsed(tables, gathered([*(cells.repairs for cells in sheets), told, unknown]))


def _pupils(block: Block) -> Cells:
    """A row a pupil as the sheet has it, with school and grade."""
    cells = with_preamble_school(read_cells(block, READERS), block)
    frame = cells.frame if "class_name" in cells.frame.columns else cells.frame.with_columns(class_name=pl.lit(None))
    named, _ = as_grade("grade", frame.select(PLACE), pl.repeat(block.sheet, frame.height, eager=True))
    of_class = frame["class_name"].cast(pl.String).str.extract(r"^([0-9]{1,2})", 1).cast(pl.Int64)
    return Cells(frame.with_columns(grade=of_class.zip_with(of_class.is_not_null(), named)), cells.repairs)


def _scores(frame: pl.DataFrame) -> pl.DataFrame:
    """A row for each pupil and column of a subject; where the column is, an empty cell is a row too."""
    names = [name for name in frame.columns if name.startswith("subject.")]
    parts = [
        frame.select(
            *PLACE,
            *WHO,
            subject=pl.lit(name.split(".")[1]),
            subject_text=pl.lit(None, dtype=pl.String),
            term=pl.lit(name.split(".")[2]),
            kind=pl.lit("tb"),
            value_text=pl.col(name),
        )
        for name in names
    ]
    kept = pl.concat(parts) if parts else frame.select(*PLACE, *WHO).clear()
    return kept.sort("row_number", maintain_order=True)


def _with_values(scores: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Scores as whole tenths and comments as levels; what is neither is told."""
    if "value_text" not in scores.columns:
        return scores, gathered([])
    level = coded(scores["value_text"], "score_level")
    numbers = scores["value_text"].set(level.is_not_null(), None)
    tenths, told = as_tenths("score", scores.select(PLACE), numbers)
    return scores.with_columns(level.alias("level"), tenths.alias("tenths")), told


def _results(frame: pl.DataFrame) -> pl.DataFrame:
    """A row for each pupil and term that has a column; after the summer only for pupils of whom anything is said."""
    terms = [term for term in TERMS if any(f"{side}.{term}" in frame.columns for side in SIDES)]
    return pl.concat([_term(frame, term, has_after=AFTER in terms) for term in terms], how="diagonal_relaxed")


def _term(frame: pl.DataFrame, term: str, *, has_after: bool) -> pl.DataFrame:
    sides = {f"{side}_text": _optional(frame, f"{side}.{term}") for side in SIDES}
    rows = frame.with_columns(is_after=_is_after(frame) if has_after else pl.lit(value=False))
    last = pl.col("is_after") if term == AFTER else ~pl.col("is_after") if term == YEAR else pl.lit(value=False)
    told = rows.select(
        *PLACE,
        *WHO,
        _optional(frame, "birth_date").alias("birth_date"),
        pl.lit(term).alias("term"),
        *(text.alias(name) for name, text in sides.items()),
        pl.when(last).then(_optional(frame, "is_promoted")).alias("is_promoted"),
        (_absences(frame) if term == YEAR else pl.lit(None, dtype=pl.Int64)).alias("absences"),
        (_optional(frame, "award_text") if term == YEAR else pl.lit(None, dtype=pl.String)).alias("award_text"),
        "is_after",
    )
    return (told.filter(pl.col("is_after")) if term == AFTER else told).drop("is_after")


def _is_after(frame: pl.DataFrame) -> pl.Expr:
    """Whether anything is said of a pupil after the summer."""
    return pl.any_horizontal(
        pl.col(name).is_not_null() for name in frame.columns if name in {f"{side}.{AFTER}" for side in SIDES}
    )


def _absences(frame: pl.DataFrame) -> pl.Expr:
    """Half-days with and without leave together, or the one column that there is; nothing said: nothing known."""
    parts = [name for name in ("absent_with_leave", "absent_without_leave") if name in frame.columns]
    if not parts:
        return _optional(frame, "absences")
    summed = pl.sum_horizontal(parts)
    return pl.when(pl.any_horizontal(pl.col(name).is_not_null() for name in parts)).then(summed)


def _optional(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in frame.columns else pl.lit(None)


def _with_levels(results: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Our codes of levels and awards beside the file's words; words of a level that are unknown are told."""
    codes = {side: coded(_text(results, side), "secondary_level") for side in SIDES}
    award = coded(_text(results, "award"), "award")
    told = [unread(side, results.select(PLACE), _text(results, side), values) for side, values in codes.items()]
    return results.with_columns(*(values.alias(side) for side, values in codes.items()), award=award), gathered(told)


def _text(results: pl.DataFrame, side: str) -> pl.Series:
    return results[f"{side}_text"].cast(pl.String)


FAMILY = Family(
    "secondary_summary",
    (
        Layout(
            "secondary_summary", HEADERS, ("pupil_code", "full_name", "learning.ca_nam", "conduct.ca_nam"), column_field
        ),
    ),
    read,
)
