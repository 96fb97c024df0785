"""What a school lists by hand of findings that it lets stand: the rule, the pupil, the words, by whom and when."""

from collections.abc import Sequence

from hocba_ops.sources.cells import read_cells
from hocba_ops.sources.dates import as_day
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code
from hocba_ops.sources.shaping import one_table

HEADERS = {
    "ordinal": ("STT", "TT"),
    "school_code": ("Mã trường", "Mã đơn vị"),
    "code": ("Mã quy tắc", "Quy tắc"),
    "subject": (
        "Mã học sinh",
        "Mã HS",
        "Mã học sinh (hoặc mã cán bộ)",
        "Mã học sinh hoặc mã cán bộ",
        "Mã học sinh/cán bộ",
        "Mã cán bộ",
        "Mã CBGVNV",
    ),
    "field_text": ("Trường dữ liệu", "Ô dữ liệu", "Dữ liệu"),
    "explanation": ("Giải trình", "Lời giải trình", "Nội dung giải trình"),
    "explained_by": ("Người giải trình",),
    "explained_on": ("Ngày giải trình",),
}
READERS = {"school_code": as_code, "subject": as_code, "explained_on": as_day}


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `explanation_note`."""
    return one_table("explanation_note", [read_cells(block, READERS) for block in blocks])


FAMILY = Family(
    "explanation_list",
    (Layout("explanation", HEADERS, ("school_code", "code", "subject", "explanation")),),
    read,
)
