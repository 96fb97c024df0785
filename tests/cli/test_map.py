"""`hocba map`: an unknown file is looked at, confirmed by the officer, and read by every later load."""

import sys
import tomllib
from pathlib import Path

import pytest
from rich.prompt import Prompt

from tests.sources.office_files import Row, write_book

HEADING: Row = ("Thứ tự", "Tên lớp HS", "Họ tên các em", "Sinh ngày", "Phái", "Mã số HS (Bộ)", "Căn cước", "Biệt danh")
PUPILS: list[Row] = [
    (1, "1A", "Nguyễn Thị Thử", "13/05/2019", "Nữ", "7912345678", "079319001234", "Bống"),
    (2, "1A", "Lê Văn Thí", "14/05/2019", "Nam", "7912345679", "079219001235", "Tí"),
]
TITLE: list[Row] = [("Số liệu tính đến ngày 29/05/2025",), ("Mã trường: 79760401",)]


@pytest.fixture
def strange(workspace: Path) -> Path:
    """A file in the inbox that no layout fits."""
    return write_book(workspace / "inbox" / "Trường Lạ.xlsx", {"Trang1": [*TITLE, HEADING, *PUPILS]})


def test_unknown_file_mapped_without_questions_is_loaded_by_the_next_load(hocba, workspace, school_list, strange):
    refused = hocba("load", "--workspace", workspace)
    assert refused.code == 12
    assert "hocba map Trường Lạ.xlsx" in refused.said

    done = hocba("map", strange, "--yes", "--workspace", workspace)
    assert (done.code, done.err) == (0, "")
    kept = tomllib.loads((workspace / "mappings" / "truong-la.toml").read_text(encoding="utf-8"))
    assert (kept["status"], kept["family"], kept["columns"]["Căn cước"]) == ("confirmed", "pupil_export", "person_id")

    loaded = hocba("load", "--workspace", workspace)
    assert loaded.code == 0
    assert "Trường Lạ.xlsx  (2 dòng" in loaded.out


def test_file_is_found_under_the_name_by_which_a_load_told_of_it(hocba, workspace, strange):
    assert hocba("map", "Trường Lạ.xlsx", "--yes", "--workspace", workspace).code == 0


def test_what_is_shown_and_kept_holds_no_value_of_a_pupil(hocba, workspace, strange):
    done = hocba("map", strange, "--yes", "--workspace", workspace)
    said = done.said + (workspace / "mappings" / "truong-la.toml").read_text(encoding="utf-8")
    assert "############" in said
    values = [str(value) for row in PUPILS for value in row if len(str(value)) > 3]
    assert [value for value in values if value in said] == []


def test_nobody_to_ask_leaves_a_proposal_that_no_load_uses(hocba, workspace, strange, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    done = hocba("map", strange, "--workspace", workspace)
    assert done.code == 0
    place = workspace / "mappings" / "truong-la.toml"
    assert str(place) in done.out
    text = place.read_text(encoding="utf-8")
    assert 'status = "proposed"' in text
    assert hocba("load", "--workspace", workspace).code == 12

    place.write_text(text.replace("proposed", "confirmed", 2), encoding="utf-8")
    assert hocba("load", "--workspace", workspace).code == 0


def test_officer_confirms_changes_and_leaves_out_columns(hocba, workspace, strange, monkeypatch):
    answers = {"Họ tên các em": "-", "Biệt danh": ["không có", "full_name"]}

    def ask(prompt: str, *, default: str = "", **_: object) -> str:
        answer = answers.get(prompt, default)
        return answer.pop(0) if isinstance(answer, list) else answer

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(Prompt, "ask", ask)
    done = hocba("map", strange, "--by", "Lê Thị Mẫu", "--workspace", workspace)
    assert done.code == 0
    assert "Không có trường “không có”" in done.out
    kept = tomllib.loads((workspace / "mappings" / "truong-la.toml").read_text(encoding="utf-8"))
    assert (kept["columns"]["Biệt danh"], kept["columns"]["Họ tên các em"]) == ("full_name", "")
    assert kept["confirmed_by"] == "Lê Thị Mẫu"


def test_sheet_without_a_required_field_is_told_and_kept_as_a_proposal(hocba, workspace):
    path = write_book(
        workspace / "inbox" / "thieu.xlsx", {"S": [("Lớp", "Mã HS", "Họ tên"), ("1A", "7912345678", "A B")]}
    )
    done = hocba("map", path, "--yes", "--family", "result_export", "--workspace", workspace)
    assert done.code == 18
    assert "trường bắt buộc “rating_text”" in done.err
    assert 'status = "proposed"' in (workspace / "mappings" / "thieu.toml").read_text(encoding="utf-8")


def test_wrong_mapping_stops_a_load_with_its_file_and_key(hocba, workspace, strange):
    assert hocba("map", strange, "--yes", "--workspace", workspace).code == 0
    place = workspace / "mappings" / "truong-la.toml"
    place.write_text(place.read_text(encoding="utf-8").replace('"person_id"', '"can_cuoc"'), encoding="utf-8")
    done = hocba("load", "--workspace", workspace)
    assert done.code == 18
    assert str(place) in done.err
    assert "columns.Căn cước" in done.err


def test_second_mapping_of_a_file_does_not_overwrite_the_first(hocba, workspace, strange):
    for _ in range(2):
        assert hocba("map", strange, "--yes", "--workspace", workspace).code == 0
    assert sorted(path.name for path in (workspace / "mappings").iterdir()) == ["truong-la-2.toml", "truong-la.toml"]


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--family", "la"], 16), (["--sheet", "Không có"], 12), (["--out", "."], 16)]
)
def test_wrong_question_is_told_with_its_code(hocba, workspace, strange, arguments, code):
    assert hocba("map", strange, "--yes", *arguments, "--workspace", workspace).code == code


def test_file_that_is_no_table_is_told_as_a_load_tells_it(hocba, workspace):
    path = workspace / "inbox" / "hong.xlsx"
    path.write_bytes(b"PK\x03\x04 hong")
    assert hocba("map", path, "--yes", "--workspace", workspace).code == 13
    missing = hocba("map", workspace / "khong-co.xlsx", "--yes", "--workspace", workspace)
    assert (missing.code, "không có tệp này" in missing.err) == (11, True)
