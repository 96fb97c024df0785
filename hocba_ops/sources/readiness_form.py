"""A school's form on the conditions for học bạ số: one line a requirement."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.sources.as_of import stated_day
from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.marks import as_mark
from hocba_ops.sources.numbers import as_integer
from hocba_ops.sources.preamble import with_stated_school
from hocba_ops.sources.shaping import one_table
from hocba_ops.sources.vocabulary import coded_by_prefix

HEADERS = {
    "ordinal": ("STT", "TT"),
    "item_text": ("Nội dung", "Nội dung khảo sát", "Điều kiện"),
    "is_met": ("Đáp ứng", "Đáp ứng (x/Có/Không)", "Đã đáp ứng"),
    "quantity": ("Số lượng",),
    "evidence": ("Minh chứng", "Ghi chú"),
}
READERS = {"is_met": as_mark, "quantity": as_integer}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `readiness_item`. A line left blank says that the condition is not met; another word says nothing."""
    return one_table("readiness_item", [_items(block) for block in blocks])


def _items(block: Block) -> Cells:
    cells = with_stated_school(read_cells(block, READERS), block)
    cells = with_code(cells, "item", of="item_text", vocabulary="readiness_item", coding=coded_by_prefix)
    declared_on = pl.lit(stated_day(block.preamble, "declared"), dtype=pl.Date)
    return Cells(cells.frame.with_columns(declared_on=declared_on, value_text="is_met_text"), cells.repairs)


FAMILY = Family(
    "readiness_form",
    (Layout("readiness", HEADERS, ("item_text", "is_met")),),
    read,
)
