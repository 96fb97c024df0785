"""The sector database's list of staff (CSDL_GiaoVien), or the list of a commune or province made from it."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.lost_zeros import restore_lost_zeros
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.school_names import COMMUNE_HEADERS, SCHOOL_NAME_HEADERS, with_school
from hocba_ops.sources.shaping import one_table
from hocba_ops.sources.split_names import FAMILY_NAME_HEADERS, FULL_NAME_HEADERS, GIVEN_NAME_HEADERS
from hocba_ops.sources.vocabulary import coded_by_prefix

HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "school_name": SCHOOL_NAME_HEADERS,
    "school_commune": (*COMMUNE_HEADERS, "Xã/Phường", "Phường/Xã"),
    "staff_code": (
        "Mã định danh Bộ GD&ĐT",
        "Mã định danh Bộ GDĐT",
        "Mã CBGVNV",
        "Mã cán bộ",
        "Mã định danh",
    ),
    "full_name": (
        *FULL_NAME_HEADERS,
        "Họ tên cán bộ",
        "Họ tên giáo viên",
        "Họ và tên cán bộ",
        "Họ và tên giáo viên",
        *FAMILY_NAME_HEADERS,
    ),
    "given_name": GIVEN_NAME_HEADERS,
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh"),
    "sex_text": ("Giới tính",),
    "person_id": ("Số CCCD", "CCCD", "Số định danh cá nhân", "Số ĐDCN", "Số CMND/TCC", "Số CMND"),
    "status_text": ("Trạng thái CB", "Trạng thái", "Trạng thái làm việc", "Tình trạng công tác"),
    "position_text": ("Vị trí việc làm", "Vị trí", "Chức danh"),
    "role_text": ("Nhóm chức vụ", "Chức vụ"),
    "homeroom_class": ("Chủ nhiệm lớp", "Lớp chủ nhiệm", "GVCN lớp"),
    "contract_text": ("Hình thức hợp đồng", "Loại hợp đồng", "Hình thức HĐ", "Loại HĐ"),
}
READERS = {"school_code": as_code, "staff_code": as_code, "birth_date": as_day, "person_id": as_code}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `staff`. Who heads a school is said by the office held, so that comes before the kind of post."""
    return one_table("staff", [_staff(block) for block in blocks])


def _staff(block: Block) -> Cells:
    cells = with_code(read_cells(block, READERS), "sex", of="sex_text")
    cells = with_code(cells, "staff_status", of="status_text", coding=coded_by_prefix)
    cells = with_code(cells, "contract_kind", of="contract_text", coding=coded_by_prefix)
    cells = with_school(cells, block)
    return restore_lost_zeros(with_code(_one_post(cells), "position", of="position_text", coding=coded_by_prefix))


def _one_post(cells: Cells) -> Cells:
    """The office held (Nhóm chức vụ) in place of the kind of post where it makes its holder head or deputy."""
    if "role_text" not in cells.frame.columns:
        return cells
    heads = coded_by_prefix(cells.frame["role_text"], "position").is_in(["hieu_truong", "pho_hieu_truong"])
    post = pl.when(heads.fill_null(value=False)).then("role_text").otherwise("position_text")
    return Cells(cells.frame.with_columns(position_text=post), cells.repairs)


FAMILY = Family(
    "staff_export",
    (Layout("staff", HEADERS, ("staff_code", "full_name", "position_text")),),
    read,
    has_catalogues=True,
)
