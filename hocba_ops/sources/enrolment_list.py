"""Who was taken in by which school after the last grade of a level: the list of enrolment (tuyển sinh).

No such export was seen: the columns are inferred from the lists of admission that schools publish.
"""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường nhập học", "Mã trường tiếp nhận", "Mã trường trúng tuyển"),
    "school_name": ("Trường nhập học", "Trường tiếp nhận", "Trường trúng tuyển"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT"),
    "person_id": ("Số định danh", "Số định danh cá nhân", "Số ĐDCN"),
    "full_name": ("Họ và tên", "Họ tên", "Họ và tên học sinh"),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh"),
    "from_school_code": ("Mã trường tiểu học", "Mã trường cũ", "Mã trường lớp 5"),
    "from_school_name": ("Trường tiểu học", "Học lớp 5 tại trường", "Trường cũ"),
    "enrolled_on": ("Ngày nhập học", "Ngày xác nhận nhập học"),
    "state_text": ("Tình trạng nhập học", "Kết quả tuyển sinh"),
    "note": ("Ghi chú",),
}
CODES = ("school_code", "pupil_code", "person_id", "from_school_code")
READERS = dict.fromkeys(CODES, as_code) | {"birth_date": as_day, "enrolled_on": as_day}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `enrolment`; a pupil who goes to school elsewhere has no receiving school."""
    return one_table("enrolment", [_enrolments(block) for block in blocks])


def _enrolments(block: Block) -> Cells:
    return with_code(read_cells(block, READERS), "enrolment_state", of="state_text")


FAMILY = Family(
    "enrolment_list",
    (Layout("enrolment", HEADERS, ("school_code", "pupil_code", "full_name", "state_text")),),
    read,
)
