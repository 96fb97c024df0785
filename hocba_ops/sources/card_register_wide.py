"""The học bạ register of vendor Sao Mai: a column a signing act."""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code, with_constant
from hocba_ops.sources.dates import as_time
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_grade, as_integer
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "class_name": ("Lớp", "Mã lớp", "Tên lớp"),
    "grade": ("Khối", "Khối học"),
    "pupil_code": ("Mã HS", "Mã học sinh", "Mã định danh Bộ GD&ĐT"),
    "person_id": ("Số ĐDCN", "Số định danh cá nhân", "CCCD"),
    "card_id": ("Mã học bạ", "Mã định danh học bạ"),
    "version": ("Phiên bản",),
    "state_text": ("Trạng thái", "Trạng thái học bạ"),
    "created_at": ("Ngày tạo", "Tạo lúc", "Khởi tạo lúc"),
    "homeroom_signed_at": ("GVCN ký lúc", "Ngày GVCN ký"),
    "homeroom_signer": ("Mã GVCN",),
    "head_signed_at": ("Hiệu trưởng ký lúc", "HT ký lúc", "Ngày hiệu trưởng ký"),
    "head_signer": ("Mã hiệu trưởng", "Mã HT"),
    "sealed_at": ("Đóng dấu lúc", "Ngày đóng dấu"),
    "issued_at": ("Ban hành lúc", "Ngày ban hành"),
    "sent_at": ("Gửi Sở lúc", "Ngày gửi Sở"),
    "withdrawn_at": ("Thu hồi lúc", "Ngày thu hồi"),
    "withdrawn_reason": ("Lý do thu hồi", "Lí do thu hồi"),
    "content_hash": ("Mã băm nội dung", "Mã băm"),
}
CODES = ("school_code", "pupil_code", "person_id", "card_id", "homeroom_signer", "head_signer", "content_hash")
TIMES = ("created_at", "homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at", "sent_at", "withdrawn_at")
READERS = dict.fromkeys(CODES, as_code) | dict.fromkeys(TIMES, as_time) | {"grade": as_grade, "version": as_integer}
VENDOR = "sao_mai"


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `card`; the vendor's word for a state stays beside ours."""
    return one_table("card", [_cards(block) for block in blocks])


def _cards(block: Block) -> Cells:
    cells = with_constant(read_cells(block, READERS), vendor=VENDOR)
    return with_code(cells, "state", of="state_text", vocabulary=f"card_state_{VENDOR}")


FAMILY = Family(
    "card_register_wide",
    (Layout("card_wide", HEADERS, ("pupil_code", "card_id", "version", "state_text", "homeroom_signed_at")),),
    read,
)
