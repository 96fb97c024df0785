"""Past paper cards, and how far each school is in turning them into data.

The shape is inferred: no form was published.
"""

from collections.abc import Sequence

import polars as pl

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.sources.cells import read_cells
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_grade, as_integer, unread
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "past_year": ("Năm học", "Năm học của học bạ", "Học bạ năm học"),
    "grade": ("Khối", "Khối lớp", "Lớp"),
    "held": ("Học bạ giấy lưu giữ", "Số học bạ giấy", "Học bạ giấy"),
    "scanned": ("Đã quét", "Đã quét ảnh", "Số đã quét"),
    "extracted": ("Đã trích lục", "Đã trích lục dữ liệu", "Đã nhập dữ liệu", "Số đã trích lục"),
    "signed": ("Đã ký số", "Đã ký số xác nhận", "Số đã ký số"),
    "reason": ("Lý do còn lại", "Lý do chưa số hóa", "Lí do còn lại"),
}
NUMBERS = ("held", "scanned", "extracted", "signed")


def as_school_year(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A school year as `2022-2023`, however its dash is typed; anything else is null, and told."""
    years = {one: _year(one) for one in text.drop_nulls().unique().to_list()}
    values = text.replace_strict(list(years), list(years.values()), default=None, return_dtype=pl.String)
    return values, unread(column, places, text, values)


READERS = {"school_code": as_code, "past_year": as_school_year, "grade": as_grade, **dict.fromkeys(NUMBERS, as_integer)}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `digitisation`."""
    return one_table("digitisation", [read_cells(block, READERS) for block in blocks])


def _year(text: str) -> str | None:
    try:
        return str(SchoolYear.parse(text))
    except ValueError:
        return None


FAMILY = Family(
    "digitisation_list",
    (Layout("digitisation", HEADERS, ("school_code", "past_year", "grade", "held", "extracted")),),
    read,
)
