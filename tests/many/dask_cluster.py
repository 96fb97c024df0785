"""A Dask scheduler and workers on loopback, each a process of its own, as they would be on machines of their own."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
DASK = str(Path(sys.executable).with_name("dask"))
TOLD = re.compile(r"Scheduler at:\s+(tcp://\S+)")


@dataclass
class Dask:
    """What runs, and where it listens."""

    address: str
    processes: list["subprocess.Popen[bytes]"]
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def stop(self) -> None:
        for process in (*self.workers, *self.processes):
            process.kill()
            process.wait(timeout=30)


def start_dask(folder: Path, *, workers: int = 2) -> Dask:
    """A scheduler that takes calls, and workers on their way to it; their logs are in the folder."""
    log = folder / "scheduler.log"
    scheduler = _start(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", log=log)
    dask = Dask(_address(scheduler, log), [scheduler])
    for number in range(workers):
        asked = ("worker", dask.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", str(number))
        dask.workers.append(_start(folder, *asked, log=folder / f"worker-{number}.log"))
    return dask


def _start(folder: Path, *asked: str, log: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with log.open("wb") as written:
        return subprocess.Popen([DASK, *asked], cwd=folder, env=environment, stdout=written, stderr=written)


def _address(scheduler: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(1200):
        told = TOLD.search(log.read_text(encoding="utf-8", errors="replace"))
        if told:
            return told[1]
        try:
            scheduler.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))
