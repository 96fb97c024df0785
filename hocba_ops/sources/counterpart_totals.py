"""Totals that another office told of the four columns: a unit, a day, a column, a number, and who said it."""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_integer
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "unit_id": ("Mã đơn vị", "Mã trường"),
    "school_year": ("Năm học",),
    "figure_date": ("Số liệu ngày", "Ngày số liệu", "Số liệu đến ngày"),
    "column_text": ("Cột đối soát", "Số nói về"),
    "grades_text": ("Khối", "Các khối"),
    "total": ("Tổng số báo", "Tổng số", "Số báo"),
    "said_by": ("Bên báo", "Nơi báo", "Người báo"),
    "document": ("Văn bản", "Nguồn"),
    "note": ("Ghi chú",),
}
READERS = {"figure_date": as_day, "total": as_integer}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `counterpart_total`; the number stays beside as it was written."""
    return one_table("counterpart_total", [_totals(block) for block in blocks])


def _totals(block: Block) -> Cells:
    return with_code(read_cells(block, READERS), "chain_column", of="column_text")


FAMILY = Family(
    "counterpart_totals",
    (Layout("counterpart_total", HEADERS, ("unit_id", "figure_date", "column_text", "total", "said_by")),),
    read,
)
