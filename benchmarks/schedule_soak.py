"""Ticks and workers killed at random moments, again and again: nothing lost, nothing overlapping, one catch-up a job.

python -m benchmarks.schedule_soak --rounds 50

Each round an hour of the schedule comes due, a tick is begun and killed with its worker after a random while; at the
end the schedule is let run out, and the history is held against what was due.
"""

import argparse
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


def main() -> None:
    """Kill, let run out, and print what the history tells."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=50)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bench = make_workspace(Path(folder))
        history = history_of(bench)
        tick(bench, now=BEGIN, wait=False)
        moments = random.Random(290)
        for number in range(1, rounds + 1):
            kill_one(bench, history, BEGIN + timedelta(hours=number), moments.uniform(0, 2.5))
            print(f"\r{number}/{rounds}", end="", flush=True, file=sys.stderr)
        settle(bench, history, BEGIN + timedelta(hours=rounds))
        tell(history, rounds)


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


def tell(history: History, rounds: int) -> None:
    """What was lost, what overlapped, what was caught up, and whether the history is whole."""
    runs = list(history.read().runs.values())
    firsts = [run for run in runs if run.attempt <= 1]
    told = sum(1 + run.missed for run in firsts)
    done = {run.due_at for run in runs if run.state is State.DONE}
    ended = {run.due_at for run in firsts if run.state is State.SKIPPED} | done
    lost = {run.due_at for run in firsts} - ended
    spans = sorted((run.started_at, run.ended_at) for run in runs if run.started_at and run.ended_at)
    overlaps = sum(before[1] > after[0] for before, after in pairwise(spans))
    print(f"\nrounds {rounds}: due {told}, runs {len(runs)}, done {len(done)}, crashed {count(runs, State.CRASHED)}")
    print(f"lost {len(lost)}, twice {count(runs, State.DONE) - len(done)}, overlapping {overlaps}")
    print(f"open {sum(run.state not in ENDED for run in runs)}, history {history.journal.verify() or 'whole'}")


def count(runs: list[Run], state: State) -> int:
    """How many runs ended in a state."""
    return sum(run.state is state for run in runs)


if __name__ == "__main__":
    main()
