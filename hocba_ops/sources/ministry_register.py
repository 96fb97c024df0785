"""What the ministry's repository answered to each version reported to it; the shape is inferred, none was seen."""

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
    "card_id": ("Mã định danh học bạ", "Mã học bạ"),
    "version": ("Phiên bản",),
    "answered_at": ("Bộ trả lời lúc", "Thời điểm Bộ trả lời", "Thời điểm kho Bộ trả lời"),
    "state_text": ("Kết quả của Bộ", "Kết quả kho Bộ", "Bộ trả lời"),
    "error_code": ("Mã lỗi",),
    "reason": ("Nội dung lỗi", "Lý do", "Lí do"),
    "content_hash": ("Mã băm", "Mã băm nội dung"),
}
CODES = ("school_code", "person_id", "pupil_code", "card_id", "content_hash", "error_code")
READERS = dict.fromkeys(CODES, as_code) | {"version": as_integer, "answered_at": as_time}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `ministry_receipt`; a version that was refused and reported again has a row for each time."""
    return one_table("ministry_receipt", [_answers(block) for block in blocks])


def _answers(block: Block) -> Cells:
    return with_code(read_cells(block, READERS), "ministry_state", of="state_text")


FAMILY = Family(
    "ministry_register",
    (Layout("ministry_receipt", HEADERS, ("card_id", "version", "answered_at", "state_text")),),
    read,
)
