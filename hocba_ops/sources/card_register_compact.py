"""The học bạ register of vendor Lá Xanh: grade and class in one column, all signatures in another.

A signature is `GVCN:<staff code>@<time>`, `HT:…`, `DAU:@<time>`; several are divided by `|`.
"""

from collections.abc import Sequence

from hocba_ops.sources.cells import PLACE, Cells, read_cells
from hocba_ops.sources.coding import with_code, with_constant
from hocba_ops.sources.dates import as_time
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_grade, as_integer
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã đơn vị", "Mã trường"),
    "grade_and_class": ("Khối/Lớp",),
    "pupil_code": ("Mã định danh Bộ GD&ĐT", "Mã định danh Bộ GDĐT", "Mã học sinh"),
    "person_id": ("CCCD", "Số CCCD", "Số định danh cá nhân"),
    "card_id": ("Số học bạ",),
    "version": ("Lần phát hành",),
    "state_text": ("Tình trạng",),
    "created_at": ("Ngày khởi tạo",),
    "signatures": ("Chữ ký", "Chữ kí"),
    "issued_at": ("Ngày phát hành",),
    "sent_at": ("Ngày đồng bộ Sở",),
    "withdrawn_at": ("Ngày thu hồi",),
    "withdrawn_reason": ("Lý do", "Lí do"),
    "content_hash": ("SHA256", "SHA-256"),
}
CODES = ("school_code", "pupil_code", "person_id", "card_id", "content_hash")
TIMES = ("created_at", "issued_at", "sent_at", "withdrawn_at")
READERS = dict.fromkeys(CODES, as_code) | dict.fromkeys(TIMES, as_time) | {"version": as_integer}
SIGNED = {"homeroom": "GVCN", "head": "HT", "seal": "DAU"}
VENDOR = "la_xanh"


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `card`; the vendor's word for a state stays beside ours."""
    return one_table("card", [_cards(block) for block in blocks])


def _cards(block: Block) -> Cells:
    cells = _signed(_classed(with_constant(read_cells(block, READERS), vendor=VENDOR)))
    return with_code(cells, "state", of="state_text", vocabulary=f"card_state_{VENDOR}")


def _classed(cells: Cells) -> Cells:
    """`5/5A` taken apart; a cell without a stroke is a class."""
    text = cells.frame["grade_and_class"]
    grade, told = as_grade("grade", cells.frame.select(PLACE), text.str.extract(r"^\s*([0-9]{1,2})\s*/", 1))
    class_name = text.str.replace(r"^\s*[0-9]{1,2}\s*/\s*", "")
    return Cells(cells.frame.with_columns(grade=grade, class_name=class_name), gathered([cells.repairs, told]))


def _signed(cells: Cells) -> Cells:
    """The three acts out of the signatures column: who, and when."""
    text, places = cells.frame["signatures"], cells.frame.select(PLACE)
    who = {name: text.str.extract(rf"(?:^|\|)\s*{mark}\s*:\s*([^@|\s]+)\s*@", 1) for name, mark in SIGNED.items()}
    when = {
        column: as_time(column, places, text.str.extract(rf"(?:^|\|)\s*{mark}\s*:[^@|]*@\s*([^|]*[^|\s])", 1))
        for column, mark in zip(("homeroom_signed_at", "head_signed_at", "sealed_at"), SIGNED.values(), strict=True)
    }
    frame = cells.frame.with_columns(
        *(values.alias(column) for column, (values, _) in when.items()),
        homeroom_signer=who["homeroom"],
        head_signer=who["head"],
    )
    return Cells(frame, gathered([cells.repairs, *(told for _, told in when.values())]))


FAMILY = Family(
    "card_register_compact",
    (Layout("card_compact", HEADERS, ("grade_and_class", "pupil_code", "card_id", "state_text", "signatures")),),
    read,
)
