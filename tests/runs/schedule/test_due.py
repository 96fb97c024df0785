"""Which times of a job are due, and that all that were missed come to one run."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.runs.schedule.due import due_of
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.tables.changes import VIET_NAM

SIX = Job(name="sang", does=("load",), cron="0 6 * * 1-5", grace_hours=12)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIET_NAM)


def test_six_in_the_morning_is_six_in_viet_nam_and_not_of_the_machine():
    due = due_of(SIX, after=datetime(2025, 8, 19, 22, 59, tzinfo=UTC), now=datetime(2025, 8, 19, 23, 0, tzinfo=UTC))
    assert due is not None
    assert due.at == at("2025-08-20T06:00")


def test_nothing_is_due_before_its_time_nor_twice_for_the_same_time():
    assert due_of(SIX, after=at("2025-08-20T05:00"), now=at("2025-08-20T05:59")) is None
    assert due_of(SIX, after=at("2025-08-20T06:00"), now=at("2025-08-20T23:00")) is None


def test_a_week_that_was_missed_comes_to_one_run_for_the_last_day():
    due = due_of(SIX, after=at("2025-08-15T06:00"), now=at("2025-08-22T07:00"))
    assert due is not None
    assert (due.at, due.missed, due.is_too_late) == (at("2025-08-22T06:00"), 4, False)


def test_a_time_longer_ago_than_the_grace_is_told_and_not_run():
    due = due_of(SIX, after=at("2025-08-21T07:00"), now=at("2025-08-24T07:00"))
    assert due is not None
    assert (due.at, due.is_too_late) == (at("2025-08-22T06:00"), True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12))
def test_however_often_one_looks_every_time_is_in_one_run_or_missed_by_one(steps: list[int]):
    job = Job(name="gio", does=("load",), cron="*/30 * * * *", grace_hours=10_000)
    begin = now = after = at("2025-08-20T00:00")
    told = 0
    for step in steps:
        now += timedelta(minutes=step)
        due = due_of(job, after=after, now=now)
        if due is not None:
            told, after = told + 1 + due.missed, due.at
    assert told == int((now - begin).total_seconds()) // 1800


@pytest.mark.parametrize(
    "entry",
    [
        {"does": ["load"]},
        {"does": [], "cron": "0 6 * * *"},
        {"does": ["load"], "cron": "0 6 * *"},
        {"does": ["load"], "cron": "61 6 * * *"},
        {"does": ["load"], "on": "weather"},
        {"does": ["sign a.pdf"], "cron": "0 6 * * *"},
        {"does": ["load"], "cron": "0 6 * * *", "when": "now"},
    ],
)
def test_a_job_that_says_nothing_or_something_unknown_or_needs_a_person_is_refused(entry: dict[str, object]):
    with pytest.raises(ValueError):
        Job.model_validate({"name": "x", **entry})
