"""The journals held against a head on paper, read, dropped when their time is over; the page for whoever may see it."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from district import District, build_district
from trail_cases import CAFE, DESK, SCHOOL, Did, reads, times, write

from hocba_ops.access.journal import DROPPED, Journal, digest_of
from hocba_ops.access.person import Person
from hocba_ops.access.trail import Event
from hocba_ops.errors import (
    BadParameter,
    HeadDiffers,
    HeadProblem,
    JournalBroken,
    OutOfScope,
    ParameterProblem,
    TooYoungToDrop,
)
from hocba_ops.workbench.auditing import GRANTS, drop_old, list_entries, verify_journals
from hocba_ops.workbench.trail_rows import trail_of
from hocba_ops.workbench.viewing import view_of

OLD = datetime(2019, 3, 4, 2, tzinfo=UTC)
NOW = datetime(2025, 8, 20, 3, tzinfo=UTC)


@pytest.fixture
def district(tmp_path: Path) -> District:
    district = build_district(tmp_path)
    district.add_school(SCHOOL)
    write(trail_of(district.bench), [*reads(1, start=OLD), *reads(2, who=DESK), Did(Event.REFUSED, 5, where=CAFE)])
    return district


def rewritten(journal: Journal) -> None:
    """Every line written anew by somebody who knows how digests are made, with other rows in the first."""
    before = ""
    for path in journal.files():
        lines = []
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            told = {**told, "rows": told["rows"] + 1, "before": before or told["before"]}
            told["digest"] = before = digest_of(told)
            lines.append(json.dumps(told, ensure_ascii=False))
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    number, digest = journal.head()
    (journal.root / "HEAD").write_text(f"{number} {digest}\n", encoding="ascii")


def test_the_head_noted_on_paper_is_still_there_after_the_trail_has_grown(district: District):
    (told,) = verify_journals(district.bench)
    write(trail_of(district.bench), reads(3, start=NOW))
    (later,) = verify_journals(district.bench, head=told.head)
    assert (told.entries, later.entries) == (3, 4)
    assert later.head != told.head
    verify_journals(district.bench, head=told.head[:18])


def test_a_trail_written_anew_is_whole_by_itself_and_betrayed_by_the_noted_head(district: District):
    (told,) = verify_journals(district.bench)
    rewritten(trail_of(district.bench).journal)
    assert verify_journals(district.bench)
    with pytest.raises(HeadDiffers) as refusal:
        verify_journals(district.bench, head=told.head)
    assert refusal.value.problem is HeadProblem.OTHER


def test_an_older_copy_put_back_is_shorter_than_the_noted_head(district: District):
    (told,) = verify_journals(district.bench)
    digest = told.head.partition(":")[2]
    with pytest.raises(HeadDiffers) as refusal:
        verify_journals(district.bench, head=f"{told.number + 1}:{digest}")
    assert refusal.value.problem is HeadProblem.SHORTER


@pytest.mark.parametrize("wrong", ["", "3", "3:xyz", "3:abc", "-1:0123456789abcdef"])
def test_what_is_no_head_is_refused_with_a_sentence(district: District, wrong: str):
    if not wrong:
        assert verify_journals(district.bench, head=wrong)
        return
    with pytest.raises(BadParameter, match=ParameterProblem.NOT_A_HEAD.value):
        verify_journals(district.bench, head=wrong)


def test_a_changed_word_in_the_grants_is_told_with_its_file_and_line(district: District):
    grants = Journal(district.bench.settings.path(district.bench.settings.access) / GRANTS)
    grants.append("granted", {"who": "o|an", "role": "van_thu"}, now=NOW)
    assert [one.name for one in verify_journals(district.bench)] == ["trail", "grants"]
    (path,) = grants.files()
    path.write_text(path.read_text(encoding="utf-8").replace("van_thu", "can_bo_so"), encoding="utf-8")
    with pytest.raises(JournalBroken, match=r"grants.2025-08\.jsonl, dòng 1"):
        verify_journals(district.bench)


def test_entries_are_found_by_day_event_person_without_accents_and_unit(district: District):
    assert list_entries(district.bench)["n"].to_list() == [1, 2, 3]
    assert list_entries(district.bench, since=date(2025, 8, 20))["n"].to_list() == [2, 3]
    assert list_entries(district.bench, event="refused")["n"].to_list() == [3]
    assert list_entries(district.bench, person="can bo truc")["n"].to_list() == [2]
    assert list_entries(district.bench, unit=SCHOOL)["n"].to_list() == [1, 3]
    assert list_entries(district.bench, unit=SCHOOL)["at"][1] == datetime(2025, 8, 20, 9, 0, 5)
    with pytest.raises(BadParameter, match="rows_read"):
        list_entries(district.bench, event="xem")


def test_months_whose_time_is_not_over_are_kept_and_the_latest_month_is_told(district: District):
    with pytest.raises(TooYoungToDrop, match="2020-08"):
        drop_old(district.bench, "2020-09", by="Lê Thị Mẫu", now=NOW)
    with pytest.raises(BadParameter):
        drop_old(district.bench, "2020-8", by="Lê Thị Mẫu", now=NOW)
    with pytest.raises(BadParameter):
        drop_old(district.bench, "2020-08", by=" ", now=NOW)
    assert len(list_entries(district.bench)) == 3


def test_what_is_dropped_is_told_by_whom_and_the_rest_still_verifies_against_the_noted_head(district: District):
    (told,) = verify_journals(district.bench)
    assert drop_old(district.bench, "2020-08", by="Lê Thị Mẫu", now=NOW) == ("2019-03.jsonl",)
    last = list_entries(district.bench).row(-1, named=True)
    assert (last["event"], last["name"], last["target"]) == (DROPPED, "Lê Thị Mẫu", "audit.drop")
    (left,) = verify_journals(district.bench, head=told.head)
    assert left.entries == 3
    assert drop_old(district.bench, "2020-08", by="Lê Thị Mẫu", now=NOW) == ()


def test_a_head_noted_before_what_was_dropped_cannot_be_compared_and_says_so(district: District):
    write(trail_of(district.bench), reads(1, start=NOW))
    drop_old(district.bench, "2020-08", by="Lê Thị Mẫu", now=NOW)
    with pytest.raises(HeadDiffers) as refusal:
        verify_journals(district.bench, head=f"0:{'0' * 64}")
    assert refusal.value.problem is HeadProblem.DROPPED


def test_the_page_has_the_newest_entries_first_with_masked_addresses_and_the_findings(district: District):
    write(trail_of(district.bench), times(Event.REFUSED, 9, start=NOW))
    clock = lambda: NOW + timedelta(hours=1)  # noqa: E731 - a clock that stands
    seen = view_of(district.bench, Person("local", "máy này", "can_bo_co_quan", "quan-1"), clock=clock)
    entries = seen.newest_entries()
    assert entries["trail_line"].to_list() == list(range(12, 0, -1))
    assert set(entries["address"].head(10)) == {"203.0.113.•••", "198.51.100.•••"}
    assert entries["moment"][0] == datetime(2025, 8, 20, 10, 0, 8)
    today = seen.day_for("audit_review", seen.newest_day())
    answer = seen.run("audit_review", unit="quan-1", school_year="2024-2025", as_of=today)
    assert [one.code for one in answer.findings] == ["HB-NK-04"]
    teacher = Person("local", "gv", "giao_vien_chu_nhiem", SCHOOL, "GV")
    with pytest.raises(OutOfScope):
        view_of(district.bench, teacher, clock=clock).newest_entries()
