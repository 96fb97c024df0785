"""What the Sở's system sent back: the học bạ returned to the programs of the schools that took the pupils in.

No such export was seen: the columns are inferred from the duty (KH 290/KH-GDĐT, IV.3.1) and from the receipt register.
"""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_time
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_integer
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường gửi", "Mã trường tiểu học", "Mã trường ban hành", "Mã trường cũ"),
    "to_school_code": ("Mã trường nhận", "Mã trường tiếp nhận", "Mã trường mới"),
    "to_school_name": ("Trường nhận", "Tên trường nhận", "Trường tiếp nhận", "Tên trường tiếp nhận"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT"),
    "person_id": ("Số định danh", "Số định danh cá nhân", "Số ĐDCN"),
    "card_id": ("Mã học bạ", "Mã định danh học bạ"),
    "version": ("Phiên bản",),
    "returned_at": ("Thời điểm trả", "Ngày trả", "Trả lúc"),
    "taken_at": ("Thời điểm nhận", "Ngày nhận", "Nhận lúc", "Trường nhận lúc"),
    "state_text": ("Tình trạng", "Tình trạng trả", "Trạng thái trả"),
    "content_hash": ("Mã băm", "Mã băm nội dung"),
    "note": ("Ghi chú",),
}
CODES = ("school_code", "to_school_code", "pupil_code", "person_id", "card_id", "content_hash")
READERS = dict.fromkeys(CODES, as_code) | {"version": as_integer, "returned_at": as_time, "taken_at": as_time}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `card_return`; a card returned to two schools has a row for each."""
    return one_table("card_return", [_returns(block) for block in blocks])


def _returns(block: Block) -> Cells:
    return with_code(read_cells(block, READERS), "return_state", of="state_text")


FAMILY = Family(
    "card_return_list",
    (Layout("card_return", HEADERS, ("pupil_code", "card_id", "version", "to_school_code", "returned_at")),),
    read,
)
