"""An explanation from the Excel file of a school to the answer, the annex and back out again when the data change."""

import json
from datetime import date

import openpyxl

from tests.sources.office_files import write_book

HEADING = (
    "STT", "Mã trường", "Khối học", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc",
    "Trạng thái HS", "Số định danh cá nhân", "Lý do chưa có số ĐDCN",
)  # fmt: skip
LIST = (
    "STT", "Mã trường", "Mã quy tắc", "Mã học sinh", "Trường dữ liệu", "Giải trình", "Người giải trình",
    "Ngày giải trình",
)  # fmt: skip
WORDS = "Lớp ghép Hoa Mơ, đặt tên theo điểm trường."


def write_pupils(workspace, day: str, class_name: str) -> None:
    row = (
        1, "79760401", "2", class_name, "7912345678", "Lê Thị Mây", "05/03/2017", "Nữ", "Kinh", "Đang học", None,
        "Chưa khai sinh",
    )  # fmt: skip
    write_book(workspace / "inbox" / day / "CSDL_HocSinh.xlsx", {"Sheet1": [HEADING, row]})


def ask(hocba, workspace, day: str) -> list[tuple]:
    done = hocba("run", "identity_review", "--json", "--as-of", day, "--workspace", workspace)
    assert done.code == 0, done.err
    found = [one for one in json.loads(done.out)["findings"] if one["code"] == "HB-ID-10"]
    assert WORDS not in done.out
    return [(one["is_open"], one["explained_by"], one["explained_on"]) for one in found]


def test_an_explanation_of_an_excel_list_is_carried_until_the_class_is_another(hocba, workspace, school_list):
    write_pupils(workspace, "2025-05-30", "Lớp Hoa Mơ")
    write_pupils(workspace, "2025-06-20", "Lớp Hoa Mơ")
    write_pupils(workspace, "2025-06-30", "Lớp Hoa Sen")
    line = (1, "79760401", "HB-ID-10", "7912345678", "Lớp", WORDS, "Hiệu trưởng", date(2025, 6, 2))
    write_book(workspace / "inbox" / "2025-06-02" / "giai-trinh.xlsx", {"Sheet1": [LIST, line]})
    assert hocba("load", "--workspace", workspace).code == 0

    assert ask(hocba, workspace, "2025-05-30") == [(True, None, None)]
    assert ask(hocba, workspace, "2025-06-20") == [(False, "Hiệu trưởng", "2025-06-02")]
    assert ask(hocba, workspace, "2025-06-30") == [(True, None, None)]

    assert hocba("run", "identity_review", "--as-of", "2025-06-20", "--workspace", workspace).code == 0
    (annex,) = workspace.rglob("identity_review.xlsx")
    cells = {str(cell.value) for row in openpyxl.load_workbook(annex)["Lỗi và giải trình"] for cell in row}
    assert {WORDS, "Hiệu trưởng", "Lời giải trình"} <= cells
    page = annex.with_suffix(".html").read_text(encoding="utf-8")
    assert "Đã giải trình" in page
    assert WORDS not in page
