"""Figures that were published elsewhere: with both counts, with one, or as a bare percentage."""

from collections.abc import Sequence

from hocba_ops.sources.cells import read_cells
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_integer
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "unit_id": ("Mã đơn vị",),
    "school_year": ("Năm học",),
    "figure_date": ("Ngày số liệu", "Số liệu đến ngày"),
    "measure": ("Chỉ tiêu", "Mã chỉ tiêu"),
    "numerator": ("Tử số",),
    "numerator_text": ("Tử số (nguyên văn)",),
    "denominator": ("Mẫu số",),
    "published_rate": ("Tỷ lệ công bố", "Tỉ lệ công bố"),
    "document": ("Văn bản", "Nguồn"),
    "clause": ("Mục", "Điều, mục"),
    "note": ("Ghi chú",),
}
READERS = {"figure_date": as_day, "numerator": as_integer, "denominator": as_integer}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `published_figure`; a percentage stays as it was printed, with its decimal comma."""
    return one_table("published_figure", [read_cells(block, READERS) for block in blocks])


FAMILY = Family(
    "published_figures",
    (Layout("published_figure", HEADERS, ("unit_id", "figure_date", "measure", "published_rate")),),
    read,
)
