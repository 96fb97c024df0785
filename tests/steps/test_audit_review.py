"""Planted cases of the audit trail against what the review asks; the windowed counts against a slow count."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from district import District, build_district
from hypothesis import given, settings
from hypothesis import strategies as st
from trail_cases import CASES, DESK, HEAD, OTHER, SCHOOL, SUNDAY, WORKDAY, Did, reads, times, write

from hocba_ops.access.person import Person
from hocba_ops.access.trail import Event, Where
from hocba_ops.errors import JournalBroken, OutOfScope, ScopeProblem
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.watch import watch_frame
from hocba_ops.steps import text_of
from hocba_ops.tables import Answer
from hocba_ops.workbench.trail_rows import ROWS, trail_of
from hocba_ops.workbench.viewing import view_of

DAY = date(2025, 8, 25)


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> District:
    district = build_district(tmp_path_factory.mktemp("nhat-ky"))
    district.add_school(SCHOOL)
    district.add_school(OTHER)
    return district


@pytest.fixture
def district(schools: District, tmp_path: Path) -> District:
    """The same schools, with a trail of its own."""
    told = schools.bench.settings.model_copy(update={"access": tmp_path / "access", "registry": tmp_path / "registry"})
    return replace(schools, bench=replace(schools.bench, settings=told, answered={}))


def asked(district: District, deeds: list[Did], *, unit: str = "quan-1", day: date = DAY) -> Answer:
    write(trail_of(district.bench), deeds)
    return district.ask("audit_review", as_of=day, unit=unit)


def codes(answer: Answer) -> list[str]:
    return [finding.code for finding in answer.findings]


def test_of_all_planted_cases_those_just_within_the_measure_are_not_asked_about(district: District):
    deeds = [deed for place, (_, within, _) in enumerate(CASES.values()) for deed in of_their_own(within, place)]
    assert codes(asked(district, deeds)) == []


def test_of_all_planted_cases_those_beyond_the_measure_are_asked_about_once_each(district: District):
    deeds = [deed for place, (_, _, beyond) in enumerate(CASES.values()) for deed in of_their_own(beyond, place)]
    key = [(place, code) for place, (code, _, _) in enumerate(CASES.values())]
    found = [(case_in(finding.subject), finding.code) for finding in asked(district, deeds).findings]
    assert sorted(found) == sorted(key)


def of_their_own(deeds: list[Did], place: int) -> Iterator[Did]:
    """The deeds of a case done by an account, from addresses and in sessions of its own."""
    for deed in deeds:
        who = deed.who and replace(deed.who, subject=f"o|{place}", name=f"Người {place}")
        net, _, machine = deed.where.address.rpartition(".")
        where = Where(f"{net.rpartition('.')[0]}.{place}.{machine}", f"{deed.where.session}-{place}")
        yield replace(deed, who=who, where=where)


def case_in(subject: str) -> int:
    """The case that a finding is about: the number of its account, or of its network."""
    who = subject.partition(" ·")[0]
    return int(who.removeprefix("Người ").partition(" ")[0] if who.startswith("Người") else who.split(".")[2])


def test_every_rule_of_the_review_has_a_planted_case_and_every_watch_an_event_of_the_trail():
    book = Rulebook.load()
    planted = {code for code, _, _ in CASES.values()} | {"HB-NK-11"}
    assert planted == {rule.id for rule in book.rules if rule.id.startswith("HB-NK-")}
    assert planted == {watch.rule for watch in book.access.watches.values()}
    assert {event for watch in book.access.watches.values() for event in watch.events} <= set(Event)


def test_a_finding_says_who_when_which_line_and_names_its_unit(district: District):
    answer = asked(district, [*reads(1), *times(Event.REFUSED, 9, start=WORKDAY + timedelta(hours=1))])
    (finding,) = answer.findings
    assert finding.subject == "Người Giữ Tài Khoản (o|hieu-truong) · 20/08/2025 10:00 · #2"
    assert (finding.source_file, finding.row_number) == ("trail/2025-08.jsonl", 2)
    assert (finding.unit_id, finding.value, finding.field) == (SCHOOL, "9", "trail_entries")


def test_a_guesser_is_told_by_an_address_without_its_machine_and_asked_of_the_own_office(district: District):
    guesses = times(Event.LOOK_UP_FAILED, 30, who=None)
    (finding,) = asked(district, guesses).findings
    assert finding.subject.startswith("203.0.113.•••")
    assert finding.unit_id == "quan-1"
    assert codes(district.ask("audit_review", as_of=DAY, unit=SCHOOL)) == []


def test_two_addresses_guessing_by_turns_are_counted_apart(district: District):
    each = [times(Event.LOOK_UP_FAILED, 8, who=None, where=Where(one)) for one in ("192.0.2.1", "192.0.2.2")]
    assert codes(asked(district, [*each[0], *each[1]])) == []


def test_the_own_machine_without_logins_is_not_asked_about_addresses_or_sessions(district: District):
    by_turns = [Did(Event.ROWS_READ, number, who=DESK, where=Where("", f"p{number % 2}")) for number in range(6)]
    assert codes(asked(district, by_turns)) == []


def test_an_export_of_everything_at_the_own_machine_is_no_burst_but_on_a_sunday_it_is_asked_about(district: District):
    assert codes(asked(district, reads(9000, who=DESK))) == []
    (finding,) = asked(district, reads(9000, who=DESK, start=SUNDAY)).findings
    assert (finding.code, finding.subject) == ("HB-NK-03", "Cán Bộ Trực (local) · 24/08/2025 09:00 · #2")


def test_two_people_at_the_own_machine_are_two_accounts(district: District):
    other = replace(DESK, name="Người Khác")
    answer = asked(district, [*reads(60, who=DESK, start=SUNDAY), *reads(60, who=other, start=SUNDAY)])
    assert codes(answer) == []
    whole = next(one for one in answer.measures if one.name == "audit.unremarked" and one.unit_id == "quan-1")
    assert (whole.numerator, whole.denominator) == (2, 2)


def test_what_happens_after_the_day_asked_or_to_other_units_is_left_out(district: District):
    stranger = Person("o|la", "Người Nơi Khác", "can_bo_quan_ly", "79999999")
    later = datetime(2025, 8, 26, 2, tzinfo=UTC)
    answer = asked(district, [*reads(9000, who=stranger), *reads(9000, start=later), *reads(5)])
    assert codes(answer) == []
    assert answer.frames["trail_days"]["entries"].to_list() == [1]


def test_the_day_of_an_entry_is_that_of_viet_nam(district: District):
    after_midnight = datetime(2025, 8, 19, 17, 30, tzinfo=UTC)
    answer = asked(district, reads(1, start=after_midnight))
    assert answer.frames["trail_days"]["day"].to_list() == [date(2025, 8, 20)]


def test_a_read_by_people_of_the_school_itself_is_told_from_one_by_the_office(district: District):
    foreign = replace(HEAD, subject="o|khac", unit=OTHER)
    seen = {"rows": 1, "about_unit": SCHOOL}
    by_whom = (HEAD, HEAD, DESK, foreign)
    deeds = [Did(Event.ROWS_READ, number, who=who, facts=seen) for number, who in enumerate(by_whom)]
    answer = asked(district, deeds)
    own = {one.unit_id: (one.numerator, one.denominator) for one in answer.measures if one.name == "audit.own_reads"}
    assert own == {SCHOOL: (2, 4), "quan-1": (4, 4)}


def test_reopening_after_a_lock_of_the_school_is_asked_about_and_before_it_is_not(schools: District):
    engine = schools.bench.engine
    trail = frame([(1, 100, "a", "unlocked", 0), (2, 300, "a", "unlocked", 0), (3, 400, "a", "merged", 0)])
    locked = pl.DataFrame({"school_code": [SCHOOL], "second": [200]})
    given_ = {"trail": trail, "watch": watch_frame(Rulebook.load().access.watches.values()), "locked_school": locked}
    assert engine.run(text_of("audit_lock"), given_, {})["n"].to_list() == [2, 3]


def test_a_trail_that_was_changed_is_not_reviewed_but_told_with_its_line(district: District):
    write(trail_of(district.bench), reads(1))
    (path,) = trail_of(district.bench).journal.files()
    path.write_text(path.read_text(encoding="utf-8").replace('"rows":1', '"rows":0'), encoding="utf-8")
    with pytest.raises(JournalBroken, match=r"2025-08\.jsonl, dòng 1"):
        district.ask("audit_review", as_of=DAY)


def test_an_entry_written_after_an_answer_is_in_the_next_answer(district: District):
    assert codes(asked(district, reads(10))) == []
    assert codes(asked(district, reads(3000, start=WORKDAY + timedelta(hours=2)))) == ["HB-NK-01"]


def test_only_roles_that_may_see_the_trail_are_told_of_the_review_and_an_auditor_with_its_findings(district: District):
    write(trail_of(district.bench), reads(3000, who=replace(DESK, subject="o|cb")))
    clock = lambda: datetime(2025, 6, 20, 3, tzinfo=UTC)  # noqa: E731 - a clock that stands
    told = {"unit": "quan-1", "school_year": "2024-2025", "as_of": DAY}
    auditor = view_of(district.bench, Person("o|kt", "kt", "kiem_toan", "quan-1"), clock=clock)
    assert [one.code for one in auditor.run("audit_review", **told).findings] == ["HB-NK-01"]
    public = view_of(district.bench, Person("o|cc", "cc", "cong_chung", "quan-1"), clock=clock)
    with pytest.raises(OutOfScope):
        public.run("audit_review", **told)
    blind = replace(auditor, scope=replace(auditor.scope, viewer=auditor.scope.viewer.model_copy(update={"may": ()})))
    with pytest.raises(OutOfScope) as refusal:
        blind.run("audit_review", **told)
    assert refusal.value.problem is ScopeProblem.AUDIT


BURSTS = [one for one in Rulebook.load().access.watches.values() if one.shape == "burst"]
SMALL = [one.model_copy(update={"minutes": 1, "most": 3}) for one in BURSTS]
EVENTS = sorted({event for one in BURSTS for event in one.events})
ENTRY = st.tuples(st.integers(0, 240), st.sampled_from("ab"), st.sampled_from(EVENTS), st.integers(0, 3))


@settings(max_examples=25, deadline=None)
@given(entries=st.lists(ENTRY, max_size=25))
def test_the_count_within_a_span_equals_a_count_by_hand(schools: District, entries: list[tuple[int, str, str, int]]):
    rows = [(number, *entry) for number, entry in enumerate(sorted(entries), start=1)]
    found = schools.bench.engine.run(text_of("audit_burst"), {"trail": frame(rows), "watch": watch_frame(SMALL)}, {})
    assert sorted(found.select("watch", "actor", "n", "amount").rows()) == sorted(slow_bursts(rows))


def slow_bursts(rows: list[tuple[int, int, str, str, int]]) -> Iterator[tuple[str, str, int, int]]:
    """From each entry on, add up what follows within the span; a span beyond the measure counts on its day."""
    for watch in SMALL:
        mine = [row for row in rows if row[3] in watch.events]
        for actor in "ab":
            beyond: list[tuple[int, int]] = []
            for number, start, who, _, _ in mine:
                after = [row for row in mine if row[2] == actor == who and 0 <= row[1] - start < 60]
                total = sum(row[4] if watch.counts == "rows" else 1 for row in after)
                if who == actor and total > 3:
                    beyond.append((number, total))
            if beyond:
                yield watch.id, actor, min(one for one, _ in beyond), max(total for _, total in beyond)


def frame(rows: list[tuple[int, int, str, str, int]]) -> pl.DataFrame:
    """Entries (number, second, who, event, rows) as the step has them, all on one day at one school."""
    told = [
        {"n": n, "second": second, "account": who, "is_login": 1, "address": who, "event": event, "rows": count,
         "day": DAY, "about_unit": SCHOOL, "school_code": SCHOOL}
        for n, second, who, event, count in rows
    ]  # fmt: skip
    return pl.DataFrame(told, schema=ROWS, orient="row")


def test_a_review_of_an_empty_trail_says_up_to_when_it_looked(district: District):
    answer = district.ask("audit_review", as_of=DAY)
    assert not answer.findings
    assert any("25/08/2025" in note for note in answer.notes)


def test_the_annex_names_account_time_and_line_of_each_finding(district: District, tmp_path: Path):
    answer = asked(district, [*reads(9000), *times(Event.LOOK_UP_FAILED, 30, who=None)])
    district.bench.export(answer, tmp_path)
    said = json.loads((tmp_path / "audit_review.json").read_text(encoding="utf-8"))
    named = {one["who"] for one in said["frames"]["trail_findings"]}
    assert named == {"203.0.113.•••", "Người Giữ Tài Khoản (o|hieu-truong)"}
    sheets = openpyxl.load_workbook(tmp_path / "audit_review.xlsx", read_only=True)
    cells = {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"trail/2025-08.jsonl", "Người Giữ Tài Khoản (o|hieu-truong) · 20/08/2025 09:00 · #1"} <= cells


def test_a_half_written_last_line_does_not_stop_the_review(district: District):
    write(trail_of(district.bench), reads(1))
    (path,) = trail_of(district.bench).journal.files()
    with path.open("ab") as lines:
        lines.write(b'{"half')
    assert district.ask("audit_review", as_of=DAY).frames["trail_days"]["entries"].to_list() == [1]
