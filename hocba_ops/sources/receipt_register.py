"""The Sở's register of học bạ received."""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_time
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_integer
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "person_id": ("Số định danh", "Số định danh cá nhân", "Số ĐDCN"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT"),
    "card_id": ("Mã học bạ", "Mã định danh học bạ"),
    "version": ("Phiên bản",),
    "received_at": ("Thời điểm tiếp nhận", "Ngày tiếp nhận", "Tiếp nhận lúc"),
    "state_text": ("Kết quả", "Kết quả tiếp nhận"),
    "reason": ("Lý do", "Lí do"),
    "content_hash": ("Mã băm", "Mã băm nội dung"),
}
CODES = ("school_code", "person_id", "pupil_code", "card_id", "content_hash")
READERS = dict.fromkeys(CODES, as_code) | {"version": as_integer, "received_at": as_time}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `receipt`; a card that was refused and sent again has a row for each time."""
    return one_table("receipt", [_receipts(block) for block in blocks])


def _receipts(block: Block) -> Cells:
    return with_code(read_cells(block, READERS), "receipt_state", of="state_text")


FAMILY = Family(
    "receipt_register",
    (Layout("receipt", HEADERS, ("pupil_code", "card_id", "version", "received_at", "state_text")),),
    read,
)
