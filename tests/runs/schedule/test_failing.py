"""Which runs the maintainer is told of, and that a job can go when another has ended."""

from datetime import UTC, datetime, timedelta

import pytest

from hocba_ops.errors import JobProblem, ScheduleFault
from hocba_ops.runs.schedule.events import print_of
from hocba_ops.runs.schedule.failing import failures_of
from hocba_ops.runs.schedule.history import History, Reason, State
from hocba_ops.runs.schedule.jobs import Job, read_schedule
from tests.district import build_bench

NOW = datetime(2025, 10, 1, 23, tzinfo=UTC)


def ran(history, state, *, job="sang", hours=0, attempt=1, said="câu lỗi"):
    at = NOW + timedelta(hours=hours)
    run = history.queue(job, due_at=at, attempt=attempt, reason=Reason.CLOCK, now=at)
    if state is not State.QUEUED:
        history.enter(State.RUNNING, run, now=at)
    if state not in (State.QUEUED, State.RUNNING):
        history.enter(state, run, now=at, said=said, exit_code=1)
    return run


@pytest.mark.parametrize("state", [State.FAILED, State.TIMED_OUT, State.CRASHED])
def test_a_run_that_came_to_no_good_end_is_told_with_what_it_said(tmp_path, state):
    history = History(tmp_path)
    run = ran(history, state)
    ran(history, State.DONE, hours=1)
    (told,) = failures_of(history, now=NOW + timedelta(hours=2))
    assert (told.run, told.job, told.state, told.said) == (run, "sang", state, "câu lỗi")


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE])
def test_a_failure_that_is_tried_again_or_went_well_after_all_is_not_told(tmp_path, state):
    history = History(tmp_path)
    ran(history, State.CRASHED)
    ran(history, state, attempt=2)
    assert failures_of(history, now=NOW) == ()


def test_one_skipped_run_is_no_failure_and_two_in_a_row_are_unless_the_job_was_paused(tmp_path):
    history = History(tmp_path)
    skipped = ("sang", 0, "late"), ("toi", 0, "late"), ("toi", 1, "late"), ("nghi", 0, "paused"), ("nghi", 1, "paused")
    for job, hours, why in skipped:
        history.skip(job, due_at=NOW + timedelta(hours=hours), missed=0, why=why, now=NOW + timedelta(hours=hours))
    told = failures_of(history, now=NOW + timedelta(hours=2))
    assert [(one.job, one.due_at) for one in told] == [("toi", NOW + timedelta(hours=1))]


def test_a_failure_of_last_month_is_no_news(tmp_path):
    history = History(tmp_path)
    ran(history, State.FAILED, hours=-24 * 30)
    assert failures_of(history, now=NOW) == ()


def test_a_job_goes_when_another_has_ended_well_or_not_and_not_while_it_is_tried_again(tmp_path):
    bench = build_bench(tmp_path)
    job = Job(name="bao", does=("notices send",), on="ended", after="sang")
    seen = [print_of(bench, job, now=NOW)]
    for state, attempt in ((State.RUNNING, 1), (State.CRASHED, 2), (State.QUEUED, 3), (State.DONE, 4)):
        bench = build_bench(tmp_path / str(state))
        ran(History(bench.settings.path(bench.settings.schedule)), state, attempt=attempt)
        seen.append(print_of(bench, job, now=NOW))
    assert seen[0] == ("", "")
    assert [one if one is None else one[1] for one in seen[1:]] == [None, "sang", None, "sang"]
    assert len({one[0] for one in seen if one}) == 3


@pytest.mark.parametrize(
    "text",
    [
        '[job.a]\ndoes = ["load"]\non = "ended"\n',
        '[job.a]\ndoes = ["load"]\non = "ended"\nafter = "khong-co"\n',
        '[job.a]\ndoes = ["load"]\non = "ended"\nafter = "a"\n',
        '[job.a]\ndoes = ["load"]\non = "ended"\nafter = "b"\n[job.b]\ndoes = ["load"]\non = "ended"\nafter = "a"\n',
        '[job.a]\ndoes = ["load"]\ncron = "0 6 * * *"\nafter = "b"\n[job.b]\ndoes = ["load"]\ncron = "0 6 * * *"\n',
    ],
    ids=["nobody", "unknown", "itself", "circle", "no event"],
)
def test_a_job_that_waits_for_nobody_or_in_a_circle_is_told_as_a_fault(tmp_path, text):
    (tmp_path / "jobs.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScheduleFault) as told:
        read_schedule(tmp_path)
    assert JobProblem.NO_OTHER.value in str(told.value)
