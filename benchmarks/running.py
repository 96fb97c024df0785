"""Benchmarks run one after the other, each in a process of its own; what one says goes to its log."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.status import Status

from benchmarks.catalogue import Job
from benchmarks.results import Result, keep, load_average, newest, result_of

POLL = 1.0
LOGS = "logs"


def run_all(jobs: Sequence[Job], folder: Path, console: Console, *, ground: Path | None = None) -> Iterator[Result]:
    """Each job as it is done; one that fails, or whose process dies, stops none of the others."""
    began = time.monotonic()
    for place, job in enumerate(jobs, start=1):
        name = f"{place}/{len(jobs)} {named(job)}"
        minutes = f"about {job.benchmark.minutes:g} min at the smallest size"
        console.print(f"[{_clock(time.monotonic() - began)}] {name}: {job.benchmark.title} ({minutes})", markup=False)
        with console.status(name) as status:
            result = _run(job, folder, status, name, ground)
        said = f"FAILED: {result.failed}" if result.failed else f"{len(result.ratios)} figures"
        console.print(f"[{_clock(time.monotonic() - began)}] {name}: {said}, {result.seconds:.0f} s", markup=False)
        yield result


def named(job: Job) -> str:
    """A job in a word: `states 2.2M`."""
    return f"{job.benchmark.name} {job.size}".strip()


def _run(job: Job, folder: Path, status: Status, name: str, ground: Path | None) -> Result:
    began, clock, load = datetime.now().astimezone(), time.monotonic(), load_average()
    (folder / LOGS).mkdir(parents=True, exist_ok=True)
    log = folder / LOGS / f"{job.benchmark.name}@{job.size or 'once'}.log"
    command = [sys.executable, "-m", "benchmarks.working", job.benchmark.name, job.size or "once", str(folder)]
    with log.open("wb") as said:
        arguments = [*command, *([str(ground)] if ground else [])]
        process = subprocess.Popen(arguments, stdout=said, stderr=subprocess.STDOUT, cwd=Path(__file__).parents[1])
        try:
            while process.poll() is None:
                status.update(f"{name}, {_clock(time.monotonic() - clock)}, {_last_line(log)}")
                time.sleep(POLL)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    found = [one for one in newest(folder) if (one.benchmark, one.size) == (job.benchmark.name, job.size)]
    if found and datetime.fromisoformat(found[0].began) >= began.replace(microsecond=0) and process.returncode == 0:
        return found[0]
    said_last = _last_line(log) or f"the process ended with {process.returncode}"
    result = result_of(job, began=began, seconds=time.monotonic() - clock, load=load, failed=said_last[:300])
    keep(folder, result)
    return result


def _last_line(log: Path) -> str:
    """The last thing that a process said."""
    with log.open("rb") as said:
        said.seek(max(0, said.seek(0, 2) - 400))
        lines = said.read().decode("utf-8", "replace").replace("\r", "\n").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:100]


def _clock(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
