"""Files as they should not be: one sentence each that says what to do, an exit code a situation, the rest is read."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.sources.office_files import write_book
from tests.sources.test_delimited import windows_1258

TRAINING = (
    "Số liệu tính đến ngày 29/05/2025\n\n"
    "STT,Mã trường,Mã CBGVNV,Họ và tên,Ngày tập huấn,Nội dung\n"
    "1,79760401,7900000001,Nguyễn Thị Thử,20/05/2025,Ký số học bạ\n"
)
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
WITHOUT_ROOTS_RIGHTS = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
libc = ctypes.CDLL(None)
for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
    if libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0) != 0:
        sys.exit(77)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Root reads what is closed to everyone; a child of root that gave that right away does not."""


def truncate(path: Path) -> None:
    whole = write_book(path, {"Sheet1": [("a", "b"), (1, 2)]}).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def lock_with_a_password(path: Path) -> None:
    """What Excel writes: an OLE container whose directory names the encrypted package."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(470)
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage", "\x06DataSpaces")
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in names)
    path.write_bytes(head + directory + bytes(4096))


def forget_the_headings(path: Path) -> None:
    write_book(path, {"Trang1": [("Món", "Giá"), ("Bút", 5000)]})


def leave_out_the_day(path: Path) -> None:
    path.write_text(TRAINING.partition("\n\n")[2], encoding="utf-8")


SITUATIONS = [
    ("cat-cut.xlsx", truncate, 13, "không mở được"),
    ("mat-khau.xlsx", lock_with_a_password, 14, "đặt mật khẩu"),
    ("la.xlsx", forget_the_headings, 12, "không nhận ra bảng nào"),
    ("khong-ngay.csv", leave_out_the_day, 16, "không thấy ngày số liệu"),
]


@pytest.mark.parametrize(("name", "spoil", "code", "told"), SITUATIONS, ids=[one[0] for one in SITUATIONS])
def test_a_bad_file_gets_one_sentence_and_its_code_and_the_rest_is_loaded(
    hocba, workspace, school_list, name, spoil, code, told
):
    spoil(workspace / "inbox" / name)
    done = hocba("load", "--workspace", workspace)
    assert done.code == code
    (complaint,) = [line for line in done.said.splitlines() if line.startswith("chưa nạp được")]
    assert name in complaint
    assert told in complaint
    assert "Traceback" not in done.said
    assert "danh-muc-truong.xlsx" in next(line for line in done.out.splitlines() if line.startswith("đã nạp"))
    assert "Nạp mới 1 tệp, nhận ra 0 tệp, chưa nạp được 1 tệp." in done.out


def test_several_bad_files_are_told_each_and_end_with_the_code_of_several(hocba, workspace, school_list):
    for name, spoil, *_ in SITUATIONS:
        spoil(workspace / "inbox" / name)
    done = hocba("load", "--workspace", workspace)
    assert done.code == 19
    complaints = [line for line in done.said.splitlines() if line.startswith("chưa nạp được")]
    assert [name for name, *_ in SITUATIONS if not any(name in line for line in complaints)] == []
    assert len(complaints) == len(SITUATIONS)
    assert "Nạp mới 1 tệp, nhận ra 0 tệp, chưa nạp được 4 tệp." in done.out


def test_an_empty_inbox_says_where_to_put_files(hocba, workspace):
    done = hocba("load", "--workspace", workspace)
    assert done.code == 11
    assert done.err.startswith(str(workspace / "inbox"))
    assert done.said.count("\n") == 1


def test_a_csv_in_windows_1258_is_read_and_the_mending_told(hocba, workspace, school_list):
    (workspace / "inbox" / "tap-huan.csv").write_bytes(windows_1258(TRAINING))
    done = hocba("load", "--workspace", workspace)
    assert done.code == 0
    assert "Bảng mã cũ, đã chuyển sang Unicode" in done.out


def test_the_second_load_recognises_every_file(hocba, workspace, school_list):
    assert "Nạp mới 1 tệp" in hocba("load", "--workspace", workspace).out
    done = hocba("load", "--workspace", workspace)
    assert done.code == 0
    assert "Nạp mới 0 tệp, nhận ra 1 tệp, chưa nạp được 0 tệp." in done.out


def test_a_day_told_by_the_operator_dates_a_file_that_has_none(hocba, workspace):
    leave_out_the_day(workspace / "inbox" / "tap-huan.csv")
    done = hocba("load", "--as-of", "2025-05-29", "--workspace", workspace)
    assert done.code == 0
    assert "29/05/2025" in done.out


def test_a_day_that_is_none_is_refused_before_anything_is_read(hocba, workspace, school_list):
    done = hocba("load", "--as-of", "29/05/2025", "--workspace", workspace)
    assert done.code == 16
    assert done.out == ""


def test_a_single_file_may_be_named_instead_of_a_folder(hocba, workspace, school_list):
    done = hocba("load", school_list, "--workspace", workspace)
    assert done.code == 0
    assert "danh-muc-truong.xlsx" in done.out


def test_a_folder_that_does_not_exist_is_told(hocba, workspace, tmp_path):
    done = hocba("load", tmp_path / "khong-co", "--workspace", workspace)
    assert 10 <= done.code <= 19
    assert "khong-co" in done.err


def load_as_ordinary_user(workspace: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hocba_ops", "load", "--workspace", str(workspace)]
    step_down = [sys.executable, "-c", WITHOUT_ROOTS_RIGHTS] if AS_ROOT else []
    environment = {**os.environ, "COLUMNS": "300"}
    return subprocess.run([*step_down, *command], capture_output=True, text=True, check=False, env=environment)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
@pytest.mark.parametrize("closed", ["khoa", "khoa.csv"])
def test_a_folder_or_file_without_permission_is_told_and_the_rest_is_loaded(workspace, school_list, closed):
    place = workspace / "inbox" / closed
    if place.suffix:
        place.write_text(TRAINING, encoding="utf-8")
    else:
        place.mkdir()
    place.chmod(0)
    done = load_as_ordinary_user(workspace)
    place.chmod(0o700)
    if done.returncode == 77:
        pytest.skip("this machine does not let root give its rights away")
    assert done.returncode == 15, done.stderr
    (complaint,) = [line for line in done.stdout.splitlines() if line.startswith("chưa nạp được")]
    assert "không có quyền đọc hoặc ghi" in complaint
    assert "Nạp mới 1 tệp, nhận ra 0 tệp, chưa nạp được 1 tệp." in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
def test_a_closed_inbox_alone_ends_with_its_code(workspace):
    inbox = workspace / "inbox"
    inbox.chmod(0)
    done = load_as_ordinary_user(workspace)
    inbox.chmod(0o700)
    if done.returncode == 77:
        pytest.skip("this machine does not let root give its rights away")
    assert done.returncode == 15, done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_lost_one_column_is_told_which(hocba, workspace, samples):
    book = openpyxl.load_workbook(samples / "quan-1" / "2025-06-30" / "so-tiep-nhan.xlsx")
    sheet = book.active
    (place,) = [cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == "Mã học bạ"]
    sheet.delete_cols(place)
    book.save(workspace / "inbox" / "so-tiep-nhan.xlsx")

    done = hocba("load", "--workspace", workspace)

    assert done.code == 12
    assert "thiếu cột: Mã học bạ" in done.said
