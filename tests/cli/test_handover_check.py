"""`hocba handover-check`: exit code, report and verdict, as its user meets them."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from district import build_district

from hocba_ops.cli import main
from tests.documents.attacks import flip
from tests.documents.authority import authority
from tests.documents.papers import paper, signed_card
from tests.workbench.delivering import HELD, card_row, deliver, fill_registry, sound_files

SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\nstore = "store"\n'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("quan")
    (folder / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    fill_registry(build_district(folder))
    return folder


def run(workspace: Path, *words: str) -> int:
    return main(["handover-check", *words, "--workspace", str(workspace)])


def test_a_whole_delivery_ends_with_zero_and_a_page_that_says_so(workspace, tmp_path, capsys):
    place = deliver(tmp_path / "giao", [card_row(n) for n in range(1, HELD + 1)], files=sound_files())
    assert run(workspace, str(place), "--out", str(tmp_path / "ra")) == 0
    assert "Kết luận: ĐỦ" in capsys.readouterr().out
    page = (tmp_path / "ra" / "handover_check.html").read_text(encoding="utf-8")
    assert "Kết luận: ĐỦ" in page
    assert "Chưa kiểm chữ ký" in page
    assert "290/KH-GDĐT" in page
    assert "7900000001" not in page


def test_a_lacking_delivery_ends_with_thirteen_and_its_lists_stand_in_the_annex(workspace, tmp_path, capsys):
    place = deliver(tmp_path / "giao", [card_row(n) for n in range(2, HELD + 1)])
    assert run(workspace, str(place), "--out", str(tmp_path / "ra"), "--json") == 13
    out, told = capsys.readouterr()
    assert json.loads(out)["verdict"] == "con_thieu"
    assert "còn thiếu, 1 điểm" in told
    annex = openpyxl.load_workbook(tmp_path / "ra" / "handover_check.xlsx", read_only=True)
    cells = {cell for sheet in annex for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"HB-GD-01", "hb-1"} <= cells


def test_a_place_that_is_not_there_is_told_by_its_exit_code(workspace, tmp_path, capsys):
    assert run(workspace, str(tmp_path / "khong-co")) == 11
    assert "khong-co" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused_before_anything_is_opened(workspace, tmp_path):
    assert run(workspace, str(tmp_path), "--as-of", "30/6/2025") == 16


def test_signatures_on_a_delivery_are_verified_where_roots_are_trusted_and_told_beside(workspace, tmp_path, capsys):
    place = shutil.copytree(workspace, tmp_path / "quan")
    authority().write_trust(place / "trust")
    cards = [card_row(n) for n in range(1, HELD + 1)]
    files = {"hb-1.pdf": signed_card(), "hb-2.pdf": flip(), "hb-3.pdf": paper()}
    deliver(tmp_path / "giao", cards, files=sound_files() | files)
    assert run(place, str(tmp_path / "giao"), "--out", str(tmp_path / "ra"), "--json") == 13
    told = json.loads((tmp_path / "ra" / "handover_check.json").read_text(encoding="utf-8"))
    rows = told["frames"]["delivered_files"]
    counts = {row["signature"]: row["files"] for row in rows}
    assert counts == {"chua_ket_luan": 1, "khong_hop_le": HELD - 2, "khong_co_chu_ky": 1}
    findings = {one["subject"]: one for one in told["findings"]}
    assert {one["code"] for one in told["findings"]} == {"HB-GD-18", "HB-GD-19", "HB-GD-20"}
    assert "Nội dung đã bị đổi sau khi ký (HASH_FAILURE)" in findings["hb-2"]["message"]
    assert (findings["hb-3"]["code"], findings["hb-3"]["value"]) == ("HB-GD-20", "0/3")
    page = (tmp_path / "ra" / "handover_check.html").read_text(encoding="utf-8")
    assert "Chưa kiểm chữ ký" not in page
    assert "Chữ ký không hợp lệ" in page
