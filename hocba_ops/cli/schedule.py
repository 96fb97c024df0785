"""`hocba schedule`: what runs by itself, when it runs next, what became of it; a tick for cron and its like."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import UnknownJob
from hocba_ops.runs.schedule.acting import Act, act_on
from hocba_ops.runs.schedule.due import times_of
from hocba_ops.runs.schedule.history import Known, Run, State
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.runs.schedule.telling import clock, outcome, standing
from hocba_ops.runs.schedule.tick import history_of, queue_by_hand, schedule_of, start_worker, tick
from hocba_ops.runs.schedule.units import units_of
from hocba_ops.runs.schedule.worker import work
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.noting import Event, check_trail, note

SHOWN = 20
NEXT = 3


def main(asked: argparse.Namespace) -> int:
    """Do what was asked of the schedule."""
    if asked.work in ("example", "setup"):
        return _print_file(asked)
    bench = Workbench.open(asked.workspace)
    return WORKS[asked.work](bench, asked)


def _list(bench: Workbench, asked: argparse.Namespace) -> int:
    known, now = history_of(bench).read(), datetime.now(UTC)
    jobs = schedule_of(bench).jobs
    if asked.json:
        json.dump([_told(bench, job, known, now) for job in jobs.values()], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    if not jobs:
        print(words()["cli.schedule.none"].format(folder=bench.settings.path(bench.settings.schedule)))
        return 0
    table = _table("job", "does", "next", "last")
    for job in jobs.values():
        told = _told(bench, job, known, now)
        last = known.of(job.name)[-1:]
        table.add_row(
            job.name,
            "; ".join(job.does),
            "\n".join([*told["next"], *filter(None, [told["on"]])]),
            standing(last[0], bench.labels) if last else "",
        )
    Console(highlight=False).print(table)
    return 0


def _told(bench: Workbench, job: Job, known: Known, now: datetime) -> dict[str, Any]:
    upcoming = [f"{one:%d/%m/%Y %H:%M}" for one in islice(times_of(job, after=now), NEXT)]
    return {
        "job": job.name,
        "does": job.does,
        "next": [] if job.name in known.paused else upcoming,
        "on": words()["cli.schedule.paused_word"] if job.name in known.paused else _event(bench, job),
        "paused": job.name in known.paused,
    }


def _event(bench: Workbench, job: Job) -> str:
    return bench.labels(f"run_reason.{job.on}") if job.on else ""


def _history(bench: Workbench, asked: argparse.Namespace) -> int:
    known, jobs = history_of(bench).read(), schedule_of(bench).jobs
    runs = [run for run in known.runs.values() if asked.job in (None, run.job)]
    if asked.json:
        json.dump([_plain(run) for run in runs], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    table = _table("run", "due", "reason", "state", "said")
    for run in runs[-SHOWN:]:
        reason, state = bench.labels(f"run_reason.{run.reason}"), bench.labels(f"run_state.{run.state}")
        said = outcome(run, known.of(run.job), jobs.get(run.job), bench.labels)
        last_words = "" if run.state is State.SKIPPED else run.said[:80]
        table.add_row(run.id, clock(run.due_at), reason, state, "\n".join(filter(None, (said, last_words))))
    Console(highlight=False).print(table)
    return 0


def _plain(run: Run) -> dict[str, object]:
    moments = {name: getattr(run, name) for name in ("due_at", "started_at", "ended_at")}
    told = {name: moment.astimezone(VIET_NAM).isoformat() if moment else None for name, moment in moments.items()}
    facts = {name: getattr(run, name) for name in ("id", "job", "attempt", "missed", "exit_code", "said", "cause")}
    return {**facts, **told, "state": run.state.value, "reason": run.reason.value}


def _tick(bench: Workbench, _: argparse.Namespace) -> int:
    done = tick(bench, now=datetime.now(UTC), wait=True)
    counts = {"queued": len(done.queued), "crashed": len(done.crashed), "started": len(done.workers)}
    print(words()["cli.schedule.ticked"].format(**counts))
    return 0


def _run(bench: Workbench, asked: argparse.Namespace) -> int:
    job = _job(bench, asked.job)
    check_trail(bench)
    run = queue_by_hand(bench, job, now=datetime.now(UTC), by=asked.by or "")
    _note(bench, asked, job)
    print(words()["cli.schedule.begun"].format(run=run, log=history_of(bench).log_of(run)))
    start_worker(bench, run).wait()
    ended = history_of(bench).read().runs[run]
    print(f"{standing(ended, bench.labels)}: {ended.said}")
    return ended.exit_code or 0 if ended.state is not State.QUEUED else 0


def _pause(bench: Workbench, asked: argparse.Namespace) -> int:
    job, act = _job(bench, asked.job), Act(asked.work)
    check_trail(bench)
    act_on(bench, job, act, seen="", by=asked.by or "", now=datetime.now(UTC))
    _note(bench, asked, job)
    print(words()["cli.schedule.paused" if act is Act.PAUSE else "cli.schedule.resumed"].format(job=job.name))
    return 0


def _note(bench: Workbench, asked: argparse.Namespace, job: Job) -> None:
    """Enter in the trail what was done with a job by hand, as the page of jobs does."""
    unit = min(units_of(job, bench.settings.unit))
    facts = {"target": f"schedule.{job.name}", "about_unit": unit, "detail": asked.work}
    note(bench, Event.OPERATED, by=asked.by or "", now=datetime.now(UTC), **facts)


def _work(bench: Workbench, asked: argparse.Namespace) -> int:
    from hocba_ops.cli import main as command

    work(bench, asked.run, command=command)
    return 0


def _job(bench: Workbench, name: str) -> Job:
    jobs = schedule_of(bench).jobs
    if name not in jobs:
        raise UnknownJob(name, sorted(jobs))
    return jobs[name]


def _table(*columns: str) -> Table:
    table = Table()
    for column in columns:
        table.add_column(words()[f"cli.schedule.column_{column}"])
    return table


def _print_file(asked: argparse.Namespace) -> int:
    """A file of jobs to begin with, or what a server's own clock needs to call `hocba schedule tick`."""
    name = "jobs.toml" if asked.work == "example" else f"{asked.kind}.txt"
    text = files("hocba_ops.runs.schedule").joinpath("examples", name).read_text(encoding="utf-8")
    place = Path(asked.workspace or ".").resolve()
    print(text.replace("{workspace}", str(place)).replace("{hocba}", f"{sys.executable} -m hocba_ops"), end="")
    return 0


WORKS: dict[str, Callable[[Workbench, argparse.Namespace], int]] = {
    "list": _list,
    "history": _history,
    "tick": _tick,
    "run": _run,
    "pause": _pause,
    "resume": _pause,
    "work": _work,
}
