"""What ticks and workers make of a schedule: nothing lost, nothing twice, one catch-up, every end told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from hocba_ops.cli import main as command
from hocba_ops.errors import LedgerBusy, ScheduleFault, UnknownJob
from hocba_ops.runs.schedule import tick as ticking
from hocba_ops.runs.schedule.history import ENDED, Reason, Run, State
from hocba_ops.runs.schedule.loop import ticking as ticking_by_itself
from hocba_ops.runs.schedule.tick import history_of, queue_by_hand, schedule_of, tick
from hocba_ops.runs.schedule.worker import work
from hocba_ops.workbench import Workbench

BEGIN = datetime(2025, 8, 20, 0, 0, tzinfo=UTC)
HOURLY = """
keep_months = 1200
[job.gio]
does = ["figure --rate 94,64 --of 29093"]
cron = "0 * * * *"
retries = 1
retry_minutes = 5
"""


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    (tmp_path / "schedule").mkdir()
    (tmp_path / "inbox").mkdir()
    return Workbench.open(tmp_path)


class Ended:
    """A worker that has nothing left to do."""

    def wait(self) -> int:
        return 0


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Workers are not started, their runs are noted: what a tick decides is seen without processes."""
    noted: list[str] = []
    monkeypatch.setattr(ticking, "start_worker", lambda _, run: noted.append(run) or Ended())
    return noted


def say(bench: Workbench, text: str) -> None:
    (bench.settings.path(bench.settings.schedule) / "jobs.toml").write_text(text, encoding="utf-8")


def look(bench: Workbench, minutes: float) -> ticking.Ticked:
    return tick(bench, now=BEGIN + timedelta(minutes=minutes), wait=False)


def runs_of(bench: Workbench) -> list[Run]:
    return list(history_of(bench).read().runs.values())


def do(bench: Workbench, run: str, code: int = 0) -> list[Sequence[str]]:
    asked: list[Sequence[str]] = []
    assert work(bench, run, command=lambda words: asked.append(words) or code)
    return asked


def test_a_new_job_begins_with_its_next_time_and_runs_nothing_of_the_past(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    assert look(bench, 30).queued == ()
    assert look(bench, 59).queued == ()
    assert look(bench, 60).queued == ("gio@20250820T010000.1",)
    assert started == ["gio@20250820T010000.1"]


def test_a_machine_that_was_off_for_hours_catches_up_once_and_says_for_how_many(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    look(bench, 30)
    look(bench, 60 * 7 + 5)
    (run,) = runs_of(bench)
    assert (run.missed, run.state) == (6, State.QUEUED)
    assert look(bench, 60 * 7 + 6).queued == ()


def test_a_run_still_waiting_is_not_joined_by_the_next_one(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    look(bench, 30)
    look(bench, 60)
    look(bench, 120)
    assert [(run.state, run.said) for run in runs_of(bench)] == [(State.QUEUED, ""), (State.SKIPPED, "waiting")]


def test_a_worker_runs_the_words_in_order_and_the_history_tells_the_end(bench: Workbench, started: list[str]):
    say(bench, HOURLY.replace("does = [", 'does = ["status", '))
    look(bench, 30)
    look(bench, 60)
    root = str(bench.settings.root)
    asked = do(bench, "gio@20250820T010000.1")
    assert asked == [
        ["status", "--workspace", root],
        ["figure", "--rate", "94,64", "--of", "29093", "--workspace", root],
    ]
    (run,) = runs_of(bench)
    assert (run.state, run.exit_code) == (State.DONE, 0)


def test_a_command_that_needs_an_operator_ends_the_run_and_is_not_tried_again(bench: Workbench, started: list[str]):
    say(bench, HOURLY.replace("does = [", 'does = ["status", '))
    look(bench, 30)
    look(bench, 60)
    assert len(do(bench, "gio@20250820T010000.1", code=11)) == 1
    look(bench, 90)
    (run,) = runs_of(bench)
    assert (run.state, run.exit_code) == (State.FAILED, 11)


def test_a_busy_store_is_tried_again_as_often_as_the_job_says(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    look(bench, 30)
    look(bench, 60)
    do(bench, "gio@20250820T010000.1", code=LedgerBusy.exit_code)
    later = datetime.now(UTC) + timedelta(minutes=1)
    tick(bench, now=later, wait=False)
    again = [run for run in runs_of(bench) if run.attempt == 2]
    assert [run.id for run in again] == ["gio@20250820T010000.2"]
    do(bench, again[0].id, code=LedgerBusy.exit_code)
    tick(bench, now=later + timedelta(minutes=30), wait=False)
    assert [run for run in runs_of(bench) if run.attempt == 3] == []


def test_a_bug_in_a_command_is_told_in_the_log_and_stops_no_other_job(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    look(bench, 30)
    look(bench, 60)

    def broken(_: Sequence[str]) -> int:
        raise KeyError("hỏng")

    assert work(bench, "gio@20250820T010000.1", command=broken)
    (run,) = runs_of(bench)
    assert (run.state, run.exit_code, run.said) == (State.FAILED, 1, "KeyError: 'hỏng'")
    assert "Traceback" in history_of(bench).log_of(run.id).read_text(encoding="utf-8")


def test_a_run_taken_up_twice_is_run_once(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    look(bench, 30)
    look(bench, 60)
    do(bench, "gio@20250820T010000.1")
    assert work(bench, "gio@20250820T010000.1", command=lambda _: 0) is False


def test_a_paused_job_tells_what_it_left_out_and_goes_on_when_it_is_let(bench: Workbench, started: list[str]):
    say(bench, HOURLY)
    look(bench, 30)
    history = history_of(bench)
    history.note("paused", "gio", now=BEGIN)
    look(bench, 60)
    history.note("resumed", "gio", now=BEGIN)
    look(bench, 120)
    assert [(run.state, run.said) for run in runs_of(bench)] == [(State.SKIPPED, "paused"), (State.QUEUED, "")]


def test_new_files_set_a_job_off_once_they_have_arrived_whole(bench: Workbench, started: list[str]):
    say(bench, '[job.tep]\ndoes = ["load"]\non = "new_files"\n')
    now = datetime.now(UTC)
    tick(bench, now=now, wait=False)
    (bench.settings.path(bench.settings.inbox[0]) / "mới.xlsx").write_bytes(b"x")
    assert tick(bench, now=now, wait=False).queued == ()
    later = now + timedelta(minutes=5)
    assert len(tick(bench, now=later, wait=False).queued) == 1
    assert tick(bench, now=later + timedelta(minutes=5), wait=False).queued == ()
    assert [run.reason for run in runs_of(bench)] == [Reason.NEW_FILES]


def test_a_deadline_three_working_days_away_sets_a_job_off_on_that_day_alone(bench: Workbench, started: list[str]):
    say(bench, '[job.han]\ndoes = ["run milestones"]\non = "deadline"\nworking_days = 3\n')
    found = {}
    for day in range(40):
        moment = datetime(2025, 4, 1, 1, tzinfo=UTC) + timedelta(days=day)
        for hour in (0, 5):
            queued = tick(bench, now=moment + timedelta(hours=hour), wait=False).queued
            found |= dict.fromkeys(queued, moment.date())
    days = [day.isoformat() for day in found.values()]
    assert len(days) == len(set(days)) > 0
    plan = bench.rulebook.plan(("quan-1",), "2024-2025")
    assert plan is not None
    for run in runs_of(bench):
        assert set(run.cause.split(", ")) <= {duty.id for duty in plan.duties}


def test_a_faulty_file_of_jobs_is_told_whole_and_nothing_runs(bench: Workbench, started: list[str]):
    say(bench, HOURLY + '[job.sai]\ndoes = ["load"]\ncron = "0 6"\n[job.sai-nua]\ndoes = []\ncron = "0 6 * * *"\n')
    with pytest.raises(ScheduleFault) as fault:
        look(bench, 60)
    assert "job.sai:" in str(fault.value)
    assert "job.sai-nua:" in str(fault.value)
    assert runs_of(bench) == []


def test_old_months_are_dropped_and_what_still_holds_is_kept(bench: Workbench, started: list[str]):
    say(bench, HOURLY.replace("1200", "1"))
    look(bench, 30)
    look(bench, 60)
    do(bench, "gio@20250820T010000.1")
    history = history_of(bench)
    history.note("paused", "gio", now=BEGIN)
    later = datetime.now(UTC) + timedelta(days=100)
    tick(bench, now=later, wait=False)
    known = history.read()
    assert known.paused == {"gio"}
    assert "gio@20250820T010000.1" not in known.runs
    assert not history.log_of("gio@20250820T010000.1").exists()
    assert history.journal.verify() is None


def test_the_example_that_the_command_prints_is_a_sound_schedule(bench: Workbench, capfd: pytest.CaptureFixture[str]):
    assert command(["schedule", "example"]) == 0
    say(bench, capfd.readouterr().out)
    assert len(schedule_of(bench).jobs) == 5


def test_a_job_that_nobody_declared_is_told_with_those_there_are(bench: Workbench, capfd: pytest.CaptureFixture[str]):
    say(bench, HOURLY)
    assert command(["schedule", "run", "phut", "--workspace", str(bench.settings.root)]) == UnknownJob.exit_code
    assert "gio" in capfd.readouterr().err


def test_a_server_of_ours_ticks_by_itself_and_lives_on_when_the_schedule_is_written_wrong(
    bench: Workbench, started: list[str], monkeypatch: pytest.MonkeyPatch
):
    say(bench, "[job.hỏng]")
    with ticking_by_itself(bench, every=0.05):
        say(bench, HOURLY)
        queue_by_hand(bench, schedule_of(bench).jobs["gio"], now=BEGIN, by="thử")
        wait_until(lambda: bool(started))
    assert started[0] == "gio@20250820T000000.1"


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


KILLED = """
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from hocba_ops.runs.schedule.tick import tick
from hocba_ops.workbench import Workbench
bench = Workbench.open(Path(sys.argv[1]))
print("ready", flush=True)
tick(bench, now=datetime.fromisoformat(sys.argv[2]), wait=True)
"""


def test_ticks_and_workers_killed_at_any_moment_lose_no_run_and_overlap_none(bench: Workbench):
    say(bench, HOURLY.replace("retries = 1", "retries = 10").replace("retry_minutes = 5", "retry_minutes = 0"))
    history = history_of(bench)
    tick(bench, now=BEGIN, wait=False)
    for number, pause in enumerate((0.2, 1.5), start=1):
        now = (BEGIN + timedelta(hours=number)).isoformat()
        script = [sys.executable, "-c", KILLED, str(bench.settings.root), now]
        with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as ticker:
            assert ticker.stdout is not None
            ticker.stdout.readline()
            time.sleep(pause)
            ticker.kill()
        for run in history.read().open_runs():
            kill_worker(history, run)
    settle(bench, BEGIN + timedelta(hours=2))
    due = {run.due_at for run in runs_of(bench)}
    done = [run for run in runs_of(bench) if run.state is State.DONE]
    assert {run.due_at for run in done} | {run.due_at for run in runs_of(bench) if run.state is State.SKIPPED} == due
    assert len({run.due_at for run in done}) == len(done)
    spans = sorted((run.started_at, run.ended_at) for run in runs_of(bench) if run.started_at and run.ended_at)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert history.journal.verify() is None


def kill_worker(history: ticking.History, run: Run) -> None:
    """Kill whoever says to be running it."""
    pids = [entry["pid"] for entry in history.journal.entries() if entry.get("run") == run.id and "pid" in entry]
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def settle(bench: Workbench, now: datetime) -> None:
    """Ticks until nothing is open; a minute is far more than it takes."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        tick(
            bench,
            now=max(now, datetime.now(UTC)) if now > datetime.now(UTC) else now + timedelta(minutes=30),
            wait=True,
        )
        if all(run.state in ENDED for run in runs_of(bench)):
            return
    pytest.fail("runs stay open")
