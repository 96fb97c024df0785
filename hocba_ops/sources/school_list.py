"""The list of schools, which office each answers to in which line from when, and which school took over from which."""

from collections.abc import Sequence

from hocba_ops.sources.cells import Cells, read_cells
from hocba_ops.sources.coding import with_code
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.shaping import shaped
from hocba_ops.tables import TABLES

HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã trường mới", "Mã đơn vị"),
    "alias_code": ("Mã cũ", "Mã trường cũ"),
    "name": ("Tên trường", "Trường", "Tên đơn vị"),
    "ownership_text": ("Loại hình", "Loại hình trường"),
    "school_kind_text": ("Loại trường", "Cấp học", "Loại hình cấp học"),
}
PARENT_HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã trường mới"),
    "parent_id": ("Mã đơn vị quản lý", "Mã đơn vị quản lí", "Mã cơ quan quản lý"),
    "line_text": ("Tuyến", "Tuyến quản lý"),
    "valid_from": ("Từ ngày", "Hiệu lực từ"),
    "valid_to": ("Đến ngày", "Hiệu lực đến"),
}
SUCCESSION_HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "school_code": ("Mã trường", "Mã trường cũ", "Mã trường kết thúc"),
    "successor_code": ("Mã trường kế tục", "Sáp nhập vào", "Trường kế tục", "Mã trường nhận"),
    "succession_text": ("Hình thức", "Hình thức sắp xếp"),
    "valid_from": ("Từ ngày", "Hiệu lực từ"),
    "decision_number": ("Số quyết định", "Quyết định", "Số văn bản"),
}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `school`, `school_parent` and, where a sheet tells of mergers and splits, `school_succession`.

    The name of a managing office stays in the file, its id is what counts.
    """
    schools = [_schools(block) for block in blocks if block.layout == "school"]
    parents = [_parents(block) for block in blocks if block.layout == "school_parent"]
    changes = [_successions(block) for block in blocks if block.layout == "school_succession"]
    tables = {
        "school": shaped((cells.frame for cells in schools), TABLES["school"]),
        "school_parent": shaped((cells.frame for cells in parents), TABLES["school_parent"]),
    }
    if changes:
        tables["school_succession"] = shaped((cells.frame for cells in changes), TABLES["school_succession"])
    return Parsed(tables, gathered(cells.repairs for cells in (*schools, *parents, *changes)))


def _schools(block: Block) -> Cells:
    cells = read_cells(block, {"school_code": as_code, "alias_code": as_code})
    return with_code(with_code(cells, "ownership", of="ownership_text"), "school_kind", of="school_kind_text")


def _parents(block: Block) -> Cells:
    readers = {"school_code": as_code, "parent_id": as_code, "valid_from": as_day, "valid_to": as_day}
    return with_code(read_cells(block, readers), "line", of="line_text")


def _successions(block: Block) -> Cells:
    readers = {"school_code": as_code, "successor_code": as_code, "valid_from": as_day, "decision_number": as_code}
    return with_code(read_cells(block, readers), "succession", of="succession_text")


FAMILY = Family(
    "school_list",
    (
        Layout("school", HEADERS, ("school_code", "name", "ownership_text", "school_kind_text")),
        Layout("school_parent", PARENT_HEADERS, ("school_code", "parent_id", "line_text")),
        Layout("school_succession", SUCCESSION_HEADERS, ("school_code", "successor_code", "succession_text")),
    ),
    read,
)
