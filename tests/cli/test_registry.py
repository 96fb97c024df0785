"""`hocba registry`: filled from registers that were loaded, checked, asked; a flipped byte is told with its place."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TITLE
from tests.sources.office_files import write_book

HEADS = (
    "STT", "Mã trường", "Lớp", "Khối", "Mã HS", "Mã học bạ", "Phiên bản", "Trạng thái", "Ngày tạo", "GVCN ký lúc",
    "Mã GVCN", "Hiệu trưởng ký lúc", "Mã hiệu trưởng", "Đóng dấu lúc", "Ban hành lúc", "Gửi Sở lúc", "Thu hồi lúc",
    "Lý do thu hồi", "Mã băm nội dung",
)  # fmt: skip
SIGNED = ("20/05/2025 08:00:00", "21/05/2025 08:00:00", "7910000001", "22/05/2025 08:00:00", "7910000002")
ROWS = [
    (1, "79760401", "5A", "5", "7900000001", "the-1", "1", "Đã ban hành", *SIGNED, "22/05/2025 09:00:00",
     "23/05/2025 09:00:00", None, None, None, "aa"),
    (2, "79760401", "5A", "5", "7900000002", "the-2", "1", "Đã ban hành", *SIGNED, None,
     "23/05/2025 09:00:00", None, None, None, "bb"),
]  # fmt: skip


@pytest.fixture
def loaded(workspace: Path, school_list: Path, hocba) -> Path:
    write_book(workspace / "inbox" / "so-hoc-ba.xlsx", {"SoHocBa": [*TITLE, HEADS, *ROWS]})
    done = hocba("load", "--workspace", workspace)
    assert done.code == 0, done.said
    return workspace


def test_import_tells_what_was_recorded_and_which_rule_kept_the_rest_outside(hocba, loaded):
    done = hocba("registry", "import", "--workspace", loaded, "--by", "tổ dữ liệu")
    assert done.code == 0, done.said
    assert "Sổ ngày 29/05/2025: ghi 8 sự kiện, 1 mốc để ngoài." in done.out
    assert "HB-SK-01" in done.out
    again = hocba("registry", "import", "--workspace", loaded, "--json")
    assert json.loads(again.out) == [{"day": "2025-05-29", "added": {}, "refused": {"HB-SK-01": 1}}]


def test_status_counts_versions_by_state_as_of_a_day(hocba, loaded):
    hocba("registry", "import", "--workspace", loaded)
    told = json.loads(hocba("registry", "status", "--workspace", loaded, "--as-of", "2025-05-22", "--json").out)
    assert told["in_use"] == {"da_dong_dau": 1, "hieu_truong_da_ky": 1}
    before = hocba("registry", "status", "--workspace", loaded, "--known-on", "2025-01-01", "--json")
    assert json.loads(before.out)["in_use"] == {}
    assert "Đã ban hành" in hocba("registry", "status", "--workspace", loaded).out


def test_the_history_of_a_card_names_nobody(hocba, loaded):
    hocba("registry", "import", "--workspace", loaded)
    done = hocba("registry", "history", "the-1", "--workspace", loaded)
    assert done.code == 0
    assert "Hiệu trưởng đã ký" in done.out
    whole = done.said + hocba("registry", "history", "the-1", "--workspace", loaded, "--json").out
    assert [code for code in ("7900000001", "7910000001", "7910000002") if code in whole] == []
    unknown = hocba("registry", "history", "the-9", "--workspace", loaded)
    assert (unknown.code, "the-9" in unknown.err) == (16, True)


def test_a_whole_registry_is_told_so_and_a_flipped_byte_with_its_segment_and_a_code(hocba, loaded):
    assert hocba("registry", "verify", "--workspace", loaded).code == 0
    hocba("registry", "import", "--workspace", loaded)
    sound = hocba("registry", "verify", "--workspace", loaded)
    assert (sound.code, "8 sự kiện" in sound.out) == (0, True)
    (path,) = (loaded / "registry" / "segments").glob("*.parquet")
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    broken = hocba("registry", "verify", "--workspace", loaded)
    assert broken.code == 13
    assert "đoạn 1, từ sự kiện số 1" in broken.err
    assert "bản sao lưu" in broken.err


def test_a_workspace_without_registers_says_what_to_load(hocba, workspace, school_list):
    hocba("load", "--workspace", workspace)
    done = hocba("registry", "import", "--workspace", workspace)
    assert (done.code, "Sổ học bạ của trường" in done.err) == (11, True)
    nothing = hocba("registry", "history", "the-1", "--workspace", workspace)
    assert (nothing.code, "Traceback" in nothing.said) == (16, False)
