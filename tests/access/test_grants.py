"""A grant holds from the moment it is entered until it is taken or its days are over."""

from datetime import UTC, date, datetime
from pathlib import Path

from hocba_ops.access.grants import Grant, give, grants_of, take
from hocba_ops.access.journal import Journal

NOW = datetime(2025, 8, 20, 3, tzinfo=UTC)
DAY = date(2025, 8, 20)
HEAD = Grant(who="lan", role="can_bo_quan_ly", unit="79760401", staff_code="GV001")


def held(journal: Journal, day: date = DAY) -> tuple[Grant, ...]:
    return grants_of(journal.entries(), day)


def test_a_grant_that_was_given_holds_and_one_that_was_taken_does_not(tmp_path: Path):
    journal = Journal(tmp_path)
    give(journal, HEAD, by="quan-tri", now=NOW)
    assert held(journal) == (HEAD,)
    take(journal, HEAD, by="quan-tri", now=NOW)
    assert held(journal) == ()


def test_a_grant_given_again_for_other_days_takes_the_place_of_the_first(tmp_path: Path):
    journal = Journal(tmp_path)
    give(journal, HEAD, by="quan-tri", now=NOW)
    ending = Grant(who="lan", role="can_bo_quan_ly", unit="79760401", staff_code="GV001", valid_to=date(2025, 8, 31))
    give(journal, ending, by="quan-tri", now=NOW)
    assert held(journal) == (ending,)
    assert held(journal, date(2025, 9, 1)) == ()


def test_a_grant_from_a_later_day_does_not_hold_before_it(tmp_path: Path):
    journal = Journal(tmp_path)
    give(journal, Grant(who="lan", role="van_thu", unit="79760401", valid_from=date(2025, 9, 5)), by="q", now=NOW)
    assert held(journal) == ()
    assert len(held(journal, date(2025, 9, 5))) == 1
