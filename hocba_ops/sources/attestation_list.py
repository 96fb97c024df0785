"""What units say that they have done of the plan, with the paper that shows it."""

from collections.abc import Sequence

from hocba_ops.sources.cells import read_cells
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "actor_id": ("Mã đơn vị", "Mã trường"),
    "duty": ("Mã nhiệm vụ",),
    "done_on": ("Ngày hoàn thành", "Ngày xác nhận"),
    "document_number": ("Số văn bản", "Số, ký hiệu văn bản", "Văn bản"),
    "note": ("Ghi chú",),
}
READERS = {"actor_id": as_code, "done_on": as_day}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `attestation`; names of units and duties stay in the file, their ids are what counts."""
    return one_table("attestation", [read_cells(block, READERS) for block in blocks])


FAMILY = Family("attestation_list", (Layout("attestation", HEADERS, ("actor_id", "duty", "done_on")),), read)
