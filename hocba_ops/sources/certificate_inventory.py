"""The inventory of signature certificates: of persons, and of the schools' seals."""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "holder_code": ("Mã CBGVNV", "Mã cán bộ", "Mã định danh Bộ GD&ĐT"),
    "holder_name": ("Chủ thể", "Tên chủ thể", "Họ và tên"),
    "holder_kind_text": ("Loại chủ thể",),
    "serial": ("Số serial", "Serial", "Số sê-ri"),
    "issuer": ("Tổ chức cấp", "Nhà cung cấp", "Đơn vị cấp"),
    "trust_root_text": ("Gốc tin cậy",),
    "device_text": ("Thiết bị", "Loại thiết bị", "Hình thức ký"),
    "valid_from": ("Hiệu lực từ", "Từ ngày", "Ngày hiệu lực"),
    "valid_to": ("Hiệu lực đến", "Đến ngày", "Ngày hết hạn", "Ngày hết hiệu lực"),
    "status_text": ("Tình trạng", "Trạng thái"),
}
CODES = ("school_code", "holder_code", "serial")
READERS = dict.fromkeys(CODES, as_code) | dict.fromkeys(("valid_from", "valid_to"), as_day)
CODED = {
    "holder_kind": "holder_kind_text",
    "trust_root": "trust_root_text",
    "device": "device_text",
    "certificate_status": "status_text",
}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `certificate`; which trust root a certificate hangs from decides whether a seal counts."""
    return one_table("certificate", [_certificates(block) for block in blocks])


def _certificates(block: Block) -> Cells:
    cells = read_cells(block, READERS)
    for code, text in CODED.items():
        cells = with_code(cells, code, of=text)
    return cells


FAMILY = Family(
    "certificate_inventory",
    (Layout("certificate", HEADERS, ("holder_kind_text", "serial", "valid_to")),),
    read,
)
