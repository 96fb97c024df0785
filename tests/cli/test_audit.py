"""`hocba audit` as its user runs it: a trail that is whole, one that was changed, a head on paper, a list."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.access.trail import Event, Trail

AT = datetime(2025, 8, 20, 2, tzinfo=UTC)
CLERK = Person(LOCAL, "Lê Thị Mẫu", "can_bo_co_quan", "quan-1")


@pytest.fixture
def trail(workspace: Path) -> Trail:
    trail = Trail.open(workspace / "access")
    for rows in (3, 4):
        trail.record(Event.EXPORTED, CLERK, now=AT, target="export", about_unit="quan-1", rows=rows)
    return trail


def test_verify_prints_a_head_to_note_and_holds_a_later_trail_against_it(hocba, workspace: Path, trail: Trail):
    told = hocba("audit", "verify", "--workspace", workspace)
    assert told.code == 0, told.said
    number, digest = trail.journal.head()
    assert f"{number}:{digest}" in told.out
    assert "Nhật ký truy cập: 2 dòng, còn nguyên từng byte." in told.out
    again = hocba("audit", "verify", "--workspace", workspace, "--head", f"{number}:{digest}")
    assert (again.code, "Khớp đầu chuỗi" in again.out) == (0, True)
    other = hocba("audit", "verify", "--workspace", workspace, "--head", f"1:{digest}")
    assert (other.code, "dòng số 1" in other.err) == (18, True)


def test_verify_of_a_changed_trail_ends_with_18_and_names_file_and_line(hocba, workspace: Path, trail: Trail):
    (path,) = trail.journal.files()
    path.write_text(path.read_text(encoding="utf-8").replace('"rows":4', '"rows":1'), encoding="utf-8")
    told = hocba("audit", "verify", "--workspace", workspace)
    assert told.code == 18
    assert "2025-08.jsonl, dòng 2: dòng này đã bị sửa sau khi ghi" in told.err


def test_list_says_who_did_what_and_gives_all_as_json(hocba, workspace: Path, trail: Trail):
    shown = hocba("audit", "list", "--workspace", workspace, "--person", "le thi mau")
    assert "Tải tệp" in shown.out
    assert "20/08/2025 09:00" in shown.out
    told = json.loads(hocba("audit", "list", "--workspace", workspace, "--event", "exported", "--json").out)
    assert [one["rows"] for one in told] == [3, 4]
    assert "Không có dòng nhật ký nào" in hocba("audit", "list", "--workspace", workspace, "--event", "locked").out


def test_drop_refuses_months_that_must_be_kept(hocba, workspace: Path, trail: Trail):
    told = hocba("audit", "drop", "--workspace", workspace, "--before", "2999-01", "--by", "Lê Thị Mẫu")
    assert (told.code, "phải giữ 60 tháng" in told.err) == (16, True)
    nothing = hocba("audit", "drop", "--workspace", workspace, "--before", "2000-01", "--by", "Lê Thị Mẫu", "--json")
    assert json.loads(nothing.out) == {"dropped": []}


def test_a_trail_that_holds_nothing_yet_is_whole(hocba, workspace: Path):
    told = json.loads(hocba("audit", "verify", "--workspace", workspace, "--json").out)
    assert told["trail"] == {"entries": 0, "head": f"0:{'0' * 64}", "is_torn": False}


def test_a_half_written_last_line_is_told_and_is_no_breach(hocba, workspace: Path, trail: Trail):
    with trail.journal.files()[0].open("ab") as lines:
        lines.write(b'{"half')
    told = hocba("audit", "verify", "--workspace", workspace)
    assert (told.code, "Dòng cuối ghi dở" in told.out) == (0, True)
