"""Ticks and workers killed at random moments, again and again: nothing lost, nothing overlapping, one catch-up a job.

Each round an hour of the schedule comes due, a tick is begun and killed with its worker after a random while; at the
end the schedule is let run out, and the history is held against what was due.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from benchmarks.figures import Ratio, counted
from benchmarks.scale import Scale
from hocba_ops.runs.schedule.history import ENDED, History, Run, State
from hocba_ops.runs.schedule.tick import history_of, tick
from hocba_ops.workbench import Workbench

BEGIN = datetime(2025, 8, 20, 0, 0, tzinfo=UTC)
JOBS = """
keep_months = 1200

[job.gio]
does = ["rules", "rules", "rules"]
cron = "0 * * * *"
grace_hours = 10000
retries = 10
retry_minutes = 0
"""
TICKER = """
import sys
from datetime import datetime
from pathlib import Path
from hocba_ops.runs.schedule.tick import tick
from hocba_ops.workbench import Workbench
bench = Workbench.open(Path(sys.argv[1]))
print("ready", flush=True)
tick(bench, now=datetime.fromisoformat(sys.argv[2]), wait=True)
"""


ROUNDS = 50


def ratios(scale: Scale) -> list[Ratio]:
    """Kill, let run out, and hold the history against what was due."""
    rounds = scale.less(ROUNDS, 1)
    with tempfile.TemporaryDirectory() as folder:
        bench = make_workspace(Path(folder))
        history = history_of(bench)
        tick(bench, now=BEGIN, wait=False)
        moments = random.Random(290)
        for number in range(1, rounds + 1):
            kill_one(bench, history, BEGIN + timedelta(hours=number), moments.uniform(0, 2.5))
            print(f"{number}/{rounds}", flush=True)
        settle(bench, history, BEGIN + timedelta(hours=rounds))
        told = told_of(history, rounds)
    faults = sum(told[name] for name in ("lost", "twice", "overlapping", "open", "flaws"))
    return [counted("kept", max(0, rounds - faults), rounds, **told)]


def make_workspace(root: Path) -> Workbench:
    """A workspace with one job that comes due every hour."""
    (root / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    (root / "schedule").mkdir()
    (root / "schedule" / "jobs.toml").write_text(JOBS, encoding="utf-8")
    return Workbench.open(root)


def kill_one(bench: Workbench, history: History, now: datetime, after: float) -> None:
    """A tick of a moment, killed after a while together with whoever runs something."""
    command = [sys.executable, "-c", TICKER, str(bench.settings.root), now.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as ticker:
        assert ticker.stdout is not None
        ticker.stdout.readline()
        time.sleep(after)
        ticker.kill()
    for run in history.read().open_runs():
        for entry in history.journal.entries():
            if entry.get("run") == run.id and "pid" in entry:
                with suppress(ProcessLookupError):
                    os.kill(entry["pid"], signal.SIGKILL)


def settle(bench: Workbench, history: History, now: datetime) -> None:
    """Ticks until nothing is open."""
    for _ in range(100):
        tick(bench, now=now, wait=True)
        if all(run.state in ENDED for run in history.read().runs.values()):
            return
        now += timedelta(minutes=1)


def told_of(history: History, rounds: int) -> dict[str, int]:
    """What was lost, what overlapped, what was caught up, and whether the history is whole."""
    runs = list(history.read().runs.values())
    firsts = [run for run in runs if run.attempt <= 1]
    done = {run.due_at for run in runs if run.state is State.DONE}
    ended = {run.due_at for run in firsts if run.state is State.SKIPPED} | done
    spans = sorted((run.started_at, run.ended_at) for run in runs if run.started_at and run.ended_at)
    return {
        "rounds": rounds,
        "due": sum(1 + run.missed for run in firsts),
        "runs": len(runs),
        "done": len(done),
        "crashed": count(runs, State.CRASHED),
        "lost": len({run.due_at for run in firsts} - ended),
        "twice": count(runs, State.DONE) - len(done),
        "overlapping": sum(before[1] > after[0] for before, after in pairwise(spans)),
        "open": sum(run.state not in ENDED for run in runs),
        "flaws": int(bool(history.journal.verify())),
    }


def count(runs: list[Run], state: State) -> int:
    """How many runs ended in a state."""
    return sum(run.state is state for run in runs)
