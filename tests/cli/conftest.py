"""The command as its user runs it: a workspace of their own, an inbox with a few files, what was said and the code."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hocba_ops.cli import main
from tests.sources.office_files import write_book

TITLE = [("PHÒNG GD&ĐT QUẬN 1",), ("DANH MỤC TRƯỜNG",), ("Số liệu tính đến ngày 29/05/2025",), ()]
SCHOOLS = [
    *TITLE,
    ("STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"),
    (1, "79760401", "76001", "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
]
PARENTS = [
    *TITLE,
    ("STT", "Mã trường", "Mã đơn vị quản lý", "Tên đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"),
    (1, "79760401", "quan-1", "Phòng GD&ĐT Quận 1", "Chuyên môn", "01/01/2020", "30/06/2025"),
    (2, "79760401", "phuong-tan-dinh", "UBND phường Tân Định", "Chuyên môn", "01/07/2025", None),
]


@dataclass(frozen=True)
class Done:
    """What a command left behind: its exit code, and what it said on either stream."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


Hocba = Callable[..., Done]


@pytest.fixture
def hocba(capsys, monkeypatch) -> Hocba:
    """Runs the command with its arguments, on a terminal wide enough not to break lines."""
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def workspace(tmp_path: Path, hocba: Hocba) -> Path:
    """A new workspace whose inbox has nothing yet."""
    place = tmp_path / "co-quan"
    assert hocba("init", place).code == 0
    return place


@pytest.fixture
def school_list(workspace: Path) -> Path:
    """A sound file in the inbox: the list of schools."""
    return write_book(workspace / "inbox" / "danh-muc-truong.xlsx", {"DanhSachTruong": SCHOOLS, "DonViQuanLy": PARENTS})
