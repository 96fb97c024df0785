"""What the slowest commands cost beside another checkout: CPU seconds, memory, and the same figures in what they wrote.

Each is a process of its own, in random order, on a copy of one ground, with everything that it starts counted in.
`python -m benchmarks.commands --before FOLDER --ground FOLDER`; a checkout that cannot answer is told as such.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale import DAY, SCHOOL_YEAR, copy_of, unit
from hocba_ops.settings import FILE_NAME

HERE = Path(__file__).parents[1]
STEPS = ("sync", "results_review", "coverage")
"""The slowest reports of a city."""
SEED = 27


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a command and all that it started: CPU seconds, seconds on the wall, bytes that one of them held at most.

    `failed`: its last words, where it did not come to its end.
    """

    cpu: float
    wall: float
    peak: int
    failed: str = ""


def run_step(package: Path, workspace: Path, step: str) -> Cost:
    """`hocba run STEP` of a checkout on a workspace: notebook, page, annex."""
    asked = ("--unit", unit(), "--school-year", SCHOOL_YEAR, "--as-of", DAY.isoformat(), "--workspace", str(workspace))
    return run((sys.executable, "-m", "hocba_ops", "run", step, *asked), package)


def run(command: Sequence[str], package: Path) -> Cost:
    """A command with the package of a checkout."""
    clock = time.monotonic()
    with tempfile.TemporaryFile() as said:
        environment = os.environ | {"PYTHONPATH": str(package)}
        process = subprocess.Popen(command, cwd=package, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode(errors="replace") if process.returncode else ""
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - clock, used.ru_maxrss * 1024, words)


def compare(
    steps: Sequence[str], *, before: Path, ground: Path, times: int, settings: Sequence[str] = ()
) -> Iterator[tuple[str, Cost, Cost]]:
    """Each step with its cost before and now; the median CPU, the highest peak."""
    places = {"before": before, "now": HERE}
    order = [(step, when) for step in steps for when in places for _ in range(times)]
    random.Random(SEED).shuffle(order)
    taken: dict[tuple[str, str], list[Cost]] = {}
    for step, when in order:
        with copy_of(ground) as workspace:
            _set(workspace, settings)
            cost = run_step(places[when], workspace, step)
        print(f"{step:<16} {when:<7} {cost.cpu:8.1f} s CPU {cost.peak / 1e9:6.2f} GB {cost.failed}", flush=True)
        taken.setdefault((step, when), []).append(cost)
    for step in steps:
        yield step, _middle(taken[step, "before"]), _middle(taken[step, "now"])


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        max(cost.peak for cost in costs),
        next((cost.failed for cost in costs if cost.failed), ""),
    )


def _set(workspace: Path, settings: Sequence[str]) -> None:
    """Add settings, and leave out the one that a checkout from before there were rehearsals does not know."""
    file = workspace / FILE_NAME
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("rehearsal")]
    file.unlink()
    file.write_text("\n".join([*lines, *settings]) + "\n", encoding="utf-8")


def main() -> None:
    """Print a table: what each command cost before, what now, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, required=True, help="another checkout")
    parser.add_argument("--ground", type=Path, required=True, help="a ground that `hocba rehearse make` made")
    parser.add_argument("--only", nargs="+", default=STEPS, metavar="STEP")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--set", nargs="+", default=(), metavar="LINE", help="lines for hocba.toml")
    asked = parser.parse_args()
    places = {"before": asked.before.resolve(), "ground": asked.ground.resolve()}
    for step, old, new in compare(asked.only, **places, times=asked.times, settings=asked.set):
        cpu = f"{old.cpu:.1f} → {new.cpu:.1f} s ({new.cpu / old.cpu:.2f})"
        peak = f"{old.peak / 1e9:.2f} → {new.peak / 1e9:.2f} GB ({new.peak / old.peak:.2f})"
        failed = "".join(f", {when} failed" for when, one in (("before", old), ("now", new)) if one.failed)
        print(f"hocba run {step:<16} {cpu}, {peak}{failed}")


if __name__ == "__main__":
    main()
