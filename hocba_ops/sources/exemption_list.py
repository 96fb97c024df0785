"""Schools and pupils that may stay on paper, why, and until when."""

from collections.abc import Sequence

from hocba_ops.sources.cells import read_cells
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "pupil_code": ("Mã học sinh", "Mã HS"),
    "reason": ("Lý do", "Lí do"),
    "document_number": ("Số văn bản", "Số, ký hiệu văn bản", "Văn bản"),
    "valid_from": ("Từ ngày", "Hiệu lực từ"),
    "valid_to": ("Đến ngày", "Hiệu lực đến"),
}
READERS = {"school_code": as_code, "pupil_code": as_code, "valid_from": as_day, "valid_to": as_day}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `exemption`; without a pupil's code it is the whole school that is meant."""
    return one_table("exemption", [read_cells(block, READERS) for block in blocks])


FAMILY = Family(
    "exemption_list",
    (Layout("exemption", HEADERS, ("school_code", "pupil_code", "reason", "valid_from")),),
    read,
)
