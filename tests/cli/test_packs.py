"""`hocba packs`: made from files that were loaded, filled in, merged, told; no name of a child on the screen."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import TITLE
from tests.sources.office_files import write_book
from tests.workbench.returning import rows_of

HEADS = (
    "STT", "Mã trường", "Khối học", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc",
    "Trạng thái HS", "Số định danh cá nhân",
)  # fmt: skip
PUPILS = [
    (1, "79760401", "3", "3A", "7900000001", "Nguyễn Thị Một", "05/03/2016", "Nữ", "Kinh", "Đang học", "079316000001"),
    (2, "79760401", "3", "3A", "7900000002", "Nguyễn Thị Hai", "05/03/2016", "gái", "Kinh", "Đang học", "079316000002"),
]


@pytest.fixture
def loaded(workspace: Path, school_list: Path, hocba) -> Path:
    rows = [*TITLE, HEADS, *PUPILS]
    write_book(workspace / "inbox" / "CSDL_HocSinh.xlsx", {"Sheet1": rows})
    assert hocba("load", "--workspace", workspace).code == 0
    return workspace


def test_packs_go_out_and_come_back_without_a_name_on_the_screen(hocba, loaded):
    made = hocba("packs", "make", "--workspace", loaded, "--step", "identity_review")
    assert made.code == 0, made.said
    assert "Đã lập 1 phiếu, 1 việc" in made.out
    assert "thông tin cá nhân" in made.out
    (sent,) = (loaded / "packs").rglob("phieu-viec_79760401.xlsx")
    assert sent.with_suffix(".html").is_file()

    book = openpyxl.load_workbook(sent)
    (row,) = rows_of(book["HocSinh"]).values()
    row["Giới tính"].value = "Nữ"
    book.save(loaded / "tra-ve.xlsx")
    merged = hocba("packs", "merge", loaded / "tra-ve.xlsx", "--as-of", "2025-06-02", "--workspace", loaded)
    assert merged.code == 0, merged.said
    assert "Đã thêm 1 lô mới" in merged.out

    told = hocba("packs", "status", "--workspace", loaded)
    assert told.code == 0
    assert "đã trả" in told.out
    assert [name for name in ("Nguyễn", "7900000002", "079316") if name in made.said + merged.said + told.said] == []
    assert "sua_theo_phieu" not in hocba("status", "--workspace", loaded).out


def test_a_tampered_pack_is_told_with_its_cell_and_a_code(hocba, loaded):
    hocba("packs", "make", "--workspace", loaded, "--step", "identity_review")
    (sent,) = (loaded / "packs").rglob("phieu-viec_79760401.xlsx")
    book = openpyxl.load_workbook(sent)
    book["HocSinh"]["B4"].value = "7900000009"
    book.save(sent)
    done = hocba("packs", "merge", sent, "--as-of", "2025-06-02", "--workspace", loaded)
    assert done.code == 13
    assert "ô khoá HocSinh!B4 đã bị sửa" in done.said
    assert "Traceback" not in done.said


def test_nothing_to_send_and_nothing_sent_yet_are_told(hocba, workspace, school_list):
    write_book(workspace / "inbox" / "CSDL_HocSinh.xlsx", {"Sheet1": [*TITLE, HEADS, PUPILS[0]]})
    hocba("load", "--workspace", workspace)
    assert "Chưa lập phiếu nào" in hocba("packs", "status", "--workspace", workspace).out
    done = hocba("packs", "make", "--workspace", workspace, "--step", "identity_review")
    assert done.code == 11
    assert "không lập phiếu" in done.err


def test_packs_as_of_a_day_before_newer_rows_are_not_made(hocba, loaded):
    done = hocba("packs", "make", "--workspace", loaded, "--as-of", "2025-05-29", "--step", "identity_review")
    assert done.code == 0
    write_book(loaded / "inbox" / "moi.xlsx", {"Sheet1": [("Số liệu tính đến ngày 30/05/2025",), HEADS, *PUPILS]})
    hocba("load", "--workspace", loaded)
    done = hocba("packs", "make", "--workspace", loaded, "--as-of", "2025-05-29", "--step", "identity_review")
    assert done.code == 16
    assert "30/05/2025" in done.err


def test_the_work_to_do_must_be_named(hocba, loaded):
    done = hocba("packs", "--workspace", loaded)
    assert done.code == 2
    assert "thiếu tham số" in done.err
