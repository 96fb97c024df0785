"""Who took part in which training."""

from collections.abc import Sequence

from hocba_ops.sources.cells import read_cells
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "staff_code": ("Mã CBGVNV", "Mã định danh Bộ GD&ĐT", "Mã cán bộ"),
    "full_name": ("Họ và tên", "Họ tên"),
    "trained_on": ("Ngày tập huấn", "Ngày tham gia"),
    "topic": ("Nội dung", "Nội dung tập huấn", "Chuyên đề"),
}
READERS = {"school_code": as_code, "staff_code": as_code, "trained_on": as_day}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `training`."""
    return one_table("training", [read_cells(block, READERS) for block in blocks])


FAMILY = Family("training_list", (Layout("training", HEADERS, ("staff_code", "trained_on")),), read)
