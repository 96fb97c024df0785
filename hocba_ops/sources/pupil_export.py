"""The sector database's list of pupils (CSDL_HocSinh), a city's, its template of ID numbers, a school's own list.

Sheet1 of the ministry's export stands before catalogue sheets, which are passed over.
"""

from collections.abc import Sequence

import polars as pl

from hocba_ops.sources.cells import PLACE, Cells, read_cells
from hocba_ops.sources.class_titles import CLASS_TITLES
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.lost_zeros import restore_lost_zeros
from hocba_ops.sources.marks import as_mark
from hocba_ops.sources.numbers import as_code, as_grade, as_integer
from hocba_ops.sources.repairs import UNREAD, gathered
from hocba_ops.sources.school_names import COMMUNE_HEADERS, SCHOOL_NAME_HEADERS, with_school
from hocba_ops.sources.shaping import one_table
from hocba_ops.sources.split_names import FAMILY_NAME_HEADERS, FULL_NAME_HEADERS, GIVEN_NAME_HEADERS
from hocba_ops.sources.vocabulary import coded, coded_by_prefix, listed

HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "school_name": SCHOOL_NAME_HEADERS,
    "school_commune": COMMUNE_HEADERS,
    "grade": ("Khối học", "Khối", "Mã khối"),
    "class_name": ("Mã lớp", "Tên lớp", "Lớp học", "Lớp"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT", "Mã định danh Bộ GDĐT", "Mã MOET", "Mã vnEdu"),
    "full_name": (*FULL_NAME_HEADERS, *FAMILY_NAME_HEADERS),
    "given_name": GIVEN_NAME_HEADERS,
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh"),
    "sex_text": ("Giới tính", "Phái"),
    "is_female": ("Nữ",),
    "is_male": ("Nam",),
    "ethnicity": ("Dân tộc",),
    "nationality": ("Quốc tịch",),
    "status_text": ("Trạng thái HS", "Trạng thái học sinh", "Trạng thái"),
    "status_date": ("Ngày nhập trạng thái", "Ngày trạng thái"),
    "disability_text": ("Loại khuyết tật",),
    "is_not_assessed": ("Khuyết tật không đánh giá", "Có khuyết tật không đánh giá"),
    "person_id": ("Số định danh cá nhân", "Số ĐDCN", "Số CCCD", "CCCD", "Số CMND/CCCD", "Số CMND/TCC"),
    "no_number_reason": ("Lý do chưa có số ĐDCN", "Lí do chưa có số ĐDCN", "Lý do chưa có số định danh cá nhân"),
    "birth_place": ("Nơi sinh", "Nơi sinh chi tiết"),
    "province_text": (
        "Tỉnh/Thành phố (Theo địa chỉ thường trú)",
        "Tỉnh/Thành phố",
        "Tỉnh thường trú",
        "Tỉnh/TP thường trú",
        "Tỉnh",
    ),
    "district_text": (
        "Quận/Huyện (Theo địa chỉ thường trú)",
        "Quận/Huyện",
        "Huyện/Quận",
        "Huyện thường trú",
        "Quận/Huyện thường trú",
        "Huyện",
    ),
    "commune_text": (
        "Xã/Phường (Theo địa chỉ thường trú)",
        "Phường/Xã (Theo địa chỉ thường trú)",
        "Xã/Phường",
        "Phường/Xã",
        "Xã thường trú",
        "Phường/Xã thường trú",
        "Xã/Phường/Đặc khu",
        "Phường/Xã/Đặc khu",
        "Xã",
    ),
    "father_name": ("Họ tên cha", "Họ và tên cha", "Tên cha", "Họ tên bố", "Họ và tên bố"),
    "father_birth_year": ("Năm sinh cha", "Năm sinh bố", "Năm sinh của cha"),
    "mother_name": ("Họ tên mẹ", "Họ và tên mẹ", "Tên mẹ"),
    "mother_birth_year": ("Năm sinh mẹ", "Năm sinh của mẹ"),
    "guardian_name": ("Họ tên người giám hộ", "Họ và tên người giám hộ", "Tên người giám hộ", "Người giám hộ"),
    "other_school": (
        "Trường chuyển đến/chuyển đi",
        "Chuyển đến từ trường",
        "Chuyển đi trường",
        "Trường chuyển đến",
        "Trường chuyển đi",
        "Trường đi/đến",
        "Trường liên quan",
    ),
}
NUMBERS = ("class_name", "pupil_code", "birth_date", "sex_text", "person_id")
"""Columns of the template in which a school writes its pupils' ID numbers: neither a name nor a school stands there."""


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `pupil`. A pupil's status follows the beginning of the words, for exports add terms and reasons to it."""
    return one_table("pupil", [_pupils(block) for block in blocks])


def _pupils(block: Block) -> Cells:
    cells = with_code(_one_sex(read_cells(block, READERS)), "sex", of="sex_text")
    cells = with_school(_in_a_class(cells, block.layout), block)
    return restore_lost_zeros(with_code(cells, "pupil_status", of="status_text", coding=coded_by_prefix))


def as_sex_mark(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A mark in a column for girls or for boys: a cross, or the word itself; an empty cell says no."""
    is_word = coded(text, "sex").is_not_null()
    return as_mark(column, places, text.set(is_word, "x"))


def _one_sex(cells: Cells) -> Cells:
    """One column of words for sex where a file has a column to be marked for girls, or one for each."""
    frame = cells.frame
    marks = [name for name in ("is_female", "is_male") if name in frame.columns]
    if "sex_text" in frame.columns or not marks:
        return cells
    word = {code: spelling for spelling, code in listed("sex")}
    is_girl = pl.col(marks[0]) if marks[0] == "is_female" else ~pl.col(marks[0])
    sex = pl.when(is_girl).then(pl.lit(word["nu"])).when(~is_girl).then(pl.lit(word["nam"]))
    is_clear = pl.sum_horizontal(marks) == 1 if len(marks) > 1 else pl.lit(value=True)
    return Cells(frame.with_columns(sex_text=pl.when(is_clear).then(sex)), cells.repairs)


def _in_a_class(cells: Cells, layout: str) -> Cells:
    """The cells with the grade that the class begins with, where no column says it.

    In a school's own list, a row that stands under no class is told.
    """
    frame = cells.frame
    if "grade" not in frame.columns and "class_name" in frame.columns:
        frame = frame.with_columns(grade=pl.col("class_name").str.extract(r"^([0-9]{1,2})", 1).cast(pl.Int64))
    if layout != CLASS_LIST:
        return Cells(frame, cells.repairs)
    empty = pl.lit("")
    told = frame.filter(pl.col("class_name").is_null()).select(
        *PLACE, column=pl.lit("class_name"), kind=pl.lit(UNREAD), before=empty, after=empty
    )
    return Cells(frame, gathered([cells.repairs, told]))


READERS = {
    "school_code": as_code,
    "grade": as_grade,
    "pupil_code": as_code,
    "birth_date": as_day,
    "status_date": as_day,
    "is_not_assessed": as_mark,
    "person_id": as_code,
    "is_female": as_sex_mark,
    "is_male": as_sex_mark,
    "father_birth_year": as_integer,
    "mother_birth_year": as_integer,
}
CLASS_LIST = "class_list"
REQUIRED = ("class_name", "pupil_code", "full_name", "birth_date")
FAMILY = Family(
    "pupil_export",
    (
        Layout("pupil", HEADERS, REQUIRED),
        Layout("pupil_numbers", HEADERS, NUMBERS),
        Layout(CLASS_LIST, HEADERS, ("full_name", "birth_date"), titled=CLASS_TITLES),
    ),
    read,
    has_catalogues=True,
)
