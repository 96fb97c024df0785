"""What was mended while a file was read: one row a mended cell, or a skipped row, that an officer can look up."""

from collections.abc import Iterable

import polars as pl

SCHEMA = pl.Schema(
    {
        "sheet": pl.String,
        "row_number": pl.Int64,
        "column": pl.String,
        "kind": pl.String,
        "before": pl.String,
        "after": pl.String,
    }
)
"""A repair: where (sheet, row as Excel numbers it, our name of the column), which kind, and the text on both sides."""
NOTHING = SCHEMA.to_frame()
"""No repairs."""

LOST_ZERO = "so_0_dau"
SERIAL_DATE = "ngay_serial"
TEXT_DATE = "ngay_van_ban"
COMPOSED = "nfc"
SPACES = "khoang_trang"
SCIENTIFIC = "so_dang_khoa_hoc"
REPEATED_HEADER = "lap_tieu_de"
TOTAL_ROW = "dong_tong"
CLASS_ROW = "dong_lop"
"""A line that names the class of the rows below it."""
CODE_PAGE = "bang_ma"
DIMENSION = "kich_thuoc"
LEFT_ENCODED = "bang_ma_la"
"""Text in an encoding that could not be told for certain; it stays as it stands."""
MONTH_FIRST = "thang_truoc_ngay"
"""A day written month first, in a column that proves that all its days are written so."""
HIDDEN_ROW = "dong_an"
HIDDEN_COLUMN = "cot_an"
HIDDEN_SHEET = "trang_an"
"""Hidden rows, columns and sheets are data and were read; that they are hidden is told."""
FORMULA = "cong_thuc"
"""A formula that was never calculated: the file holds no value, so the cell reads as empty."""
CELL_ERROR = "o_loi"
"""An error of the spreadsheet (#N/A, #REF!) in place of a value; it became empty."""
OLDER = "phien_ban_cu"
"""A record of another workbench whose version is not above the one that was received before; it is left out."""
AUTHORITY = "chung_thu_to_chuc_cap"
"""The certificate of an authority (root, intermediate) beside those of holders; it was passed over."""
UNREAD = "khong_doc_duoc"
"""A value that stands in the file and could not be read as what its column holds; it became empty."""


def gathered(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All repairs as one frame, in the order given; empty but well-formed where there are none."""
    return pl.concat([NOTHING, *parts])


def one_repair(sheet: str, row_number: int | None, column: str, kind: str, before: str, after: str) -> pl.DataFrame:
    """One repair that concerns a row or a whole file rather than a cell."""
    return pl.DataFrame([(sheet, row_number, column, kind, before, after)], schema=SCHEMA, orient="row")


def changes(kind: str, column: str, rows: pl.DataFrame, *, before: pl.Series, after: pl.Series) -> pl.DataFrame:
    """Repairs of one column: where `after` differs from `before`. `rows` has sheet and row_number beside them."""
    changed = before.ne_missing(after)
    if not changed.any():
        return NOTHING
    return rows.select(
        "sheet",
        "row_number",
        column=pl.lit(column),
        kind=pl.lit(kind),
        before=before.fill_null(""),
        after=after.fill_null(""),
    ).filter(changed)
