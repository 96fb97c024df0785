"""The process that runs one queued run: it holds the job's lock, does the work itself, and says how it ended.

It does the work itself, not through children: a lock held by a process that only waits would be free while its child
still works.
"""

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from hocba_ops.errors import JournalBusy, LedgerBusy
from hocba_ops.runs.manifest import BEGUN_BY
from hocba_ops.runs.schedule.history import History, State
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.runs.schedule.tick import history_of, schedule_of
from hocba_ops.workbench import Workbench

CRASH = 1
FOR_A_MOMENT = frozenset({JournalBusy.exit_code, LedgerBusy.exit_code, CRASH})
"""Exit codes after which the same may well come to a good end later: somebody else was writing, or a bug."""
LAST_WORDS = 500

Command = Callable[[Sequence[str]], int]
"""What runs the words of a command line and gives its exit code."""


def work(bench: Workbench, run_id: str, *, command: Command) -> bool:
    """Take up a queued run and run its commands until one fails; False when another has taken it, or it is no more."""
    history, jobs = history_of(bench), schedule_of(bench).jobs
    run = history.read().runs.get(run_id)
    job = jobs.get(run.job) if run else None
    if job is None:
        return False
    with history.holding(job.name) as is_ours:
        if not is_ours or history.read().runs[run_id].state is not State.QUEUED:
            return False
        history.enter(State.RUNNING, run_id, now=datetime.now(UTC), pid=os.getpid())
        code = _run(bench, history, job, run_id, command)
        state = State.FAILED if code else State.DONE
        said = _last_words(history.log_of(run_id))
        again = code in FOR_A_MOMENT
        history.enter(state, run_id, now=datetime.now(UTC), exit_code=code, said=said, again=again)
    return True


def _run(bench: Workbench, history: History, job: Job, run_id: str, command: Command) -> int:
    log = history.log_of(run_id)
    log.parent.mkdir(parents=True, exist_ok=True)
    watch = threading.Timer(job.timeout_minutes * 60, _time_out, (history, run_id))
    watch.daemon = True
    watch.start()
    begun = BEGUN_BY.set(run_id)
    try:
        with _printing_to(log):
            return next((code for words in job.commands if (code := _one(bench, words, command))), 0)
    finally:
        BEGUN_BY.reset(begun)
        watch.cancel()


def _one(bench: Workbench, words: tuple[str, ...], command: Command) -> int:
    print(f"$ hocba {' '.join(words)}", flush=True)
    try:
        return command([*words, "--workspace", str(bench.settings.root)])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else CRASH
    except Exception:  # noqa: BLE001 - a bug in one job is told in its log and never stops the schedule
        traceback.print_exc()
        return CRASH


def _time_out(history: History, run_id: str) -> None:
    """The time is over: say so, and end this process with all its children."""
    history.enter(State.TIMED_OUT, run_id, now=datetime.now(UTC), said=_last_words(history.log_of(run_id)))
    if os.name == "posix":
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(CRASH)


@contextmanager
def _printing_to(log: Path) -> Iterator[None]:
    """All that this process and its children print goes to the log."""
    kept = os.dup(1), os.dup(2)
    with log.open("w", encoding="utf-8") as text, redirect_stdout(text), redirect_stderr(text):
        try:
            os.dup2(text.fileno(), 1)
            os.dup2(text.fileno(), 2)
            yield
        finally:
            for place, old in zip((1, 2), kept, strict=True):
                os.dup2(old, place)
                os.close(old)


def _last_words(log: Path) -> str:
    """The last line that the run printed; it names no pupil, for no command prints one."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][-LAST_WORDS:] if lines else ""
