"""What a school writes into its học bạ beside data and results: comments, absences, places, history, subject teachers.

Three sheets that may come alone or together. The shape is inferred from the exchange layout and the paper form; no
export of a vendor was seen.
"""

from collections.abc import Sequence

import polars as pl

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_integer, unread
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.school_names import with_preamble_school
from hocba_ops.sources.shaping import shaped
from hocba_ops.tables import TABLES

WHO_HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "class_name": ("Lớp", "Mã lớp", "Tên lớp"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT"),
    "full_name": ("Họ tên", "Họ và tên", "Họ tên học sinh", "Họ và tên học sinh"),
}
CONTENT_HEADERS = {
    **WHO_HEADERS,
    "register_number": ("Số sổ đăng bộ", "Số đăng bộ"),
    "weight_tenths": ("Cân nặng", "Cân nặng (kg)"),
    "height_tenths": ("Chiều cao", "Chiều cao (cm)"),
    "absent_with_leave": ("Nghỉ có phép", "Số ngày nghỉ có phép", "Ngày nghỉ có phép"),
    "absent_without_leave": ("Nghỉ không phép", "Số ngày nghỉ không phép", "Ngày nghỉ không phép"),
    "birth_place": ("Nơi sinh", "Nơi sinh chi tiết"),
    "birth_commune": ("Nơi sinh: mã xã", "Mã xã nơi sinh"),
    "birth_province": ("Nơi sinh: mã tỉnh", "Mã tỉnh nơi sinh"),
    "origin": ("Quê quán",),
    "origin_commune": ("Quê quán: mã xã", "Mã xã quê quán"),
    "origin_province": ("Quê quán: mã tỉnh", "Mã tỉnh quê quán"),
    "address": ("Nơi ở hiện nay", "Chỗ ở hiện nay"),
    "address_commune": ("Nơi ở hiện nay: mã xã", "Mã xã nơi ở"),
    "address_province": ("Nơi ở hiện nay: mã tỉnh", "Mã tỉnh nơi ở"),
    "policy": ("Đối tượng chính sách", "Diện chính sách"),
    "issue_place": ("Địa danh phát hành", "Nơi phát hành", "Địa danh"),
    "completed_text": ("Nội dung hoàn thành", "Hoàn thành chương trình"),
    "award_text": ("Nội dung khen thưởng", "Khen thưởng"),
    "special_award_text": ("Khen thưởng đột xuất",),
    "homeroom_comment": ("Nhận xét của giáo viên chủ nhiệm", "Nhận xét của GVCN", "Nhận xét GVCN"),
    "quality_comment": ("Nhận xét phẩm chất",),
    "general_comment": ("Nhận xét năng lực chung",),
    "specific_comment": ("Nhận xét năng lực đặc thù",),
    "father_job": ("Nghề nghiệp cha",),
    "mother_job": ("Nghề nghiệp mẹ",),
    "guardian_job": ("Nghề nghiệp người giám hộ",),
    "promotion_text": ("Nội dung được lên lớp", "Nội dung lên lớp"),
    "contest_text": ("Kết quả tham gia cuộc thi", "Kết quả các cuộc thi"),
    "summer_text": ("Kết quả rèn luyện trong hè",),
}
HISTORY_HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT"),
    "school_year": ("Năm học",),
    "class_name": ("Lớp đã học", "Lớp", "Tên lớp"),
    "school_name": ("Trường đã học", "Tên trường"),
    "province_text": ("Tỉnh, thành phố", "Tỉnh/Thành phố", "Tỉnh"),
    "arrived_on": ("Ngày chuyển đến", "Ngày nhập học hoặc chuyển đến"),
}
TEACHING_HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "class_name": ("Lớp", "Mã lớp", "Tên lớp"),
    "subject_text": ("Môn học", "Môn"),
    "staff_code": ("Mã giáo viên bộ môn", "Mã GVBM"),
}
MEASURE = r"^([0-9]{1,3})(?:[.,]([0-9])0*)?$"
CODES = (
    "school_code", "pupil_code", "staff_code", "birth_commune", "birth_province", "origin_commune", "origin_province",
    "address_commune", "address_province",
)  # fmt: skip
COUNTS = ("absent_with_leave", "absent_without_leave")
PARTS = {"content": "card_content", "history": "study_history", "teaching": "teaching"}
"""The layouts of the family, and the table that each fills."""


def as_measure(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A weight or height with at most one decimal, as whole tenths: `34,5` -> 345; anything else is null, and told."""
    whole = text.str.extract(MEASURE, 1).cast(pl.Int64) * 10
    values = whole + text.str.extract(MEASURE, 2).fill_null("0").cast(pl.Int64)
    return values, unread(column, places, text, values)


READERS = (
    dict.fromkeys(CODES, as_code)
    | dict.fromkeys(COUNTS, as_integer)
    | dict.fromkeys(("weight_tenths", "height_tenths"), as_measure)
    | {"arrived_on": as_day}
)


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `card_content`, `study_history` and `teaching`; none of those that the file has no sheet of."""
    tables: dict[str, pl.DataFrame] = {}
    told: list[pl.DataFrame] = []
    for name, table in PARTS.items():
        cells = [_cells(block) for block in blocks if block.layout == name]
        tables[table] = shaped((one.frame for one in cells), TABLES[table])
        told += [one.repairs for one in cells]
    return Parsed(tables, gathered(told))


def _cells(block: Block) -> Cells:
    cells = read_cells(block, READERS)
    if "school_code" not in cells.frame.columns:
        cells = with_preamble_school(cells, block)
    return with_code(cells, "subject", of="subject_text") if block.layout == "teaching" else cells


FAMILY = Family(
    "card_content",
    (
        Layout("content", CONTENT_HEADERS, ("pupil_code", "homeroom_comment", "absent_with_leave")),
        Layout("history", HISTORY_HEADERS, ("pupil_code", "school_year", "class_name", "school_name")),
        Layout("teaching", TEACHING_HEADERS, ("class_name", "subject_text", "staff_code")),
    ),
    read,
)
