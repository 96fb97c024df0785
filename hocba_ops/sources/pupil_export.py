"""The sector database's list of pupils (CSDL_HocSinh): Sheet1, and catalogue sheets that are passed over."""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.lost_zeros import restore_lost_zeros
from hocba_ops.sources.marks import as_mark
from hocba_ops.sources.numbers import as_code, as_grade
from hocba_ops.sources.shaping import one_table
from hocba_ops.sources.vocabulary import coded_by_prefix

HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "grade": ("Khối học", "Khối", "Mã khối"),
    "class_name": ("Mã lớp", "Tên lớp", "Lớp học", "Lớp"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT", "Mã định danh Bộ GDĐT", "Mã MOET"),
    "full_name": ("Họ tên", "Họ và tên", "Họ tên học sinh", "Họ và tên học sinh"),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh"),
    "sex_text": ("Giới tính", "Phái"),
    "ethnicity": ("Dân tộc",),
    "status_text": ("Trạng thái HS", "Trạng thái học sinh", "Trạng thái"),
    "status_date": ("Ngày nhập trạng thái", "Ngày trạng thái"),
    "disability_text": ("Loại khuyết tật",),
    "is_not_assessed": ("Khuyết tật không đánh giá", "Có khuyết tật không đánh giá"),
    "person_id": ("Số định danh cá nhân", "Số ĐDCN", "Số CCCD", "CCCD", "Số CMND/CCCD"),
    "no_number_reason": ("Lý do chưa có số ĐDCN", "Lí do chưa có số ĐDCN", "Lý do chưa có số định danh cá nhân"),
}
READERS = {
    "school_code": as_code,
    "grade": as_grade,
    "pupil_code": as_code,
    "birth_date": as_day,
    "status_date": as_day,
    "is_not_assessed": as_mark,
    "person_id": as_code,
}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `pupil`. A pupil's status follows the beginning of the words, for exports add terms and reasons to it."""
    return one_table("pupil", [_pupils(block) for block in blocks])


def _pupils(block: Block) -> Cells:
    cells = with_code(read_cells(block, READERS), "sex", of="sex_text")
    return restore_lost_zeros(with_code(cells, "pupil_status", of="status_text", coding=coded_by_prefix))


FAMILY = Family(
    "pupil_export",
    (Layout("pupil", HEADERS, ("class_name", "pupil_code", "full_name", "birth_date")),),
    read,
    has_catalogues=True,
)
