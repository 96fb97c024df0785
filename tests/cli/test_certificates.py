"""`hocba certificates`: the inventory as a table and as JSON, tokens matched and written for the next load."""

import json
from pathlib import Path

import pytest

from hocba_ops.sources.certificate_facts import describe
from hocba_ops.sources.tokens import TokenCertificate
from hocba_ops.workbench import tokens
from tests.certificate_maker import certificate, pem
from tests.cli.conftest import Hocba
from tests.sources.office_files import write_book

STAFF = [
    ("PHÒNG GD&ĐT QUẬN 1",), ("DANH SÁCH",), ("Số liệu tính đến ngày 29/05/2025",), (),
    ("STT", "Mã trường", "Mã định danh Bộ GD&ĐT", "Họ tên", "Số CCCD", "Trạng thái CB", "Vị trí việc làm"),
    (1, "79760401", "7900000001", "Võ Thị Vờ", "079180000123", "Đang làm việc", "Giáo viên"),
]  # fmt: skip
TEACHER = {"cn": "Võ Thị Vờ", "uid": "CCCD:079180000123"}


@pytest.fixture
def loaded(workspace: Path, school_list: Path, hocba: Hocba) -> Path:
    write_book(workspace / "inbox" / "can-bo.xlsx", {"Sheet1": STAFF})
    folder = workspace / "inbox" / "2025-05-29"
    folder.mkdir()
    (folder / "mot-nguoi.pem").write_bytes(pem(certificate(**TEACHER)))
    assert hocba("load", "--workspace", workspace).code == 0
    return workspace


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A token that holds one certificate; the library behind it is tested with SoftHSM."""
    held = certificate(serial=0x77, **TEACHER)
    facts = describe(held, device="usb_token", shown_by="token")
    found = [TokenCertificate("token thử", facts, f"hocba: usb_token\n{pem(held).decode()}")]
    monkeypatch.setattr(tokens, "read_tokens", lambda _: found)
    return tmp_path / "thu-vien.so"


def test_the_inventory_counts_the_certificate_that_a_file_showed(loaded, hocba):
    done = hocba("certificates", "--workspace", loaded, "--as-of", "2025-05-29")
    assert done.code == 0
    assert "Biết được 1 chứng thư ở 1 trường, tính đến 29/05/2025" in done.out
    assert "Thấy trong tệp" in done.out
    (row,) = json.loads(hocba("certificates", "--workspace", loaded, "--json").out)["inventory"]
    assert (row["personal"], row["shown_in_file"], row["listed"]) == (1, 1, 0)


def test_a_certificate_on_a_token_is_matched_masked_and_kept_for_the_next_load(loaded, token, hocba):
    said = hocba("certificates", "--workspace", loaded, "--token", token, "--save", "--as-of", "2025-05-29", "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert [(one["holder"], one["schools"]) for one in told["tokens"]] == [("79****0001", ["79760401"])]
    assert "079180000123" not in said.said
    assert "Võ Thị Vờ" not in said.said
    (path,) = map(Path, told["files"])
    assert path == loaded / "inbox" / "2025-05-29" / "chung-thu" / "79760401_token_77.pem"
    assert hocba("load", "--workspace", loaded).code == 0
    (row,) = json.loads(hocba("certificates", "--workspace", loaded, "--json").out)["inventory"]
    assert (row["personal"], row["shown_in_file"], row["shown_on_token"]) == (2, 1, 1)


def test_a_token_is_shown_as_a_table_and_nothing_is_written_without_being_asked(loaded, token, hocba):
    done = hocba("certificates", "--workspace", loaded, "--token", token)
    assert done.code == 0
    assert "79****0001" in done.out
    assert "01/01/2027" in done.out
    assert not list((loaded / "inbox").glob("*/chung-thu"))


def test_a_library_that_is_not_there_is_a_situation_with_its_own_code(loaded, hocba, tmp_path):
    done = hocba("certificates", "--workspace", loaded, "--token", tmp_path / "khong-co.so")
    assert done.code == 13
    assert "không có tệp này" in done.err
