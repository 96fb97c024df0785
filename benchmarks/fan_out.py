"""One notebook for many units: a kernel that waits for the next unit against a kernel of its own for each.

On the samples, loaded into a folder of its own; CPU seconds of this process and its kernels, both ways in turn.
"""

import logging
import resource
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Ratio
from benchmarks.scale import Scale
from hocba_ops.runs.execute import execute
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench

SAMPLES = Path(__file__).parents[1] / "data_samples"
STEP, DAY, UNITS = "readiness", "2025-06-30", 20
STARTED = datetime(2025, 7, 1, tzinfo=UTC)
SETTINGS = f"""
unit = "quan-1"
school_year = "2024-2025"
inbox = ["{(SAMPLES / "quan-1").as_posix()}"]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some runs cost: CPU seconds of this process and of the kernels that ended, and seconds on the wall."""

    cpu: float
    wall: float

    def __sub__(self, earlier: "Cost") -> "Cost":
        return Cost(self.cpu - earlier.cpu, self.wall - earlier.wall)


def ratios(scale: Scale) -> list[Ratio]:
    """The cost of the warm kernel to that of a kernel each."""
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        cold, warm = measure(load_samples(Path(folder)), scale.less(UNITS, 1))
    return [
        Ratio("warm_vs_cold", warm.cpu / cold.cpu, warm.cpu, cold.cpu, warm.wall),
        Ratio("warm_vs_cold_wall", warm.wall / cold.wall, told={"cold_wall": cold.wall, "warm_wall": warm.wall}),
    ]


def load_samples(folder: Path) -> Workbench:
    """A workspace in a folder with the samples of the district."""
    (folder / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    bench = Workbench.open(folder)
    list(bench.load(now=STARTED)[1])
    return bench


def measure(bench: Workbench, units: int) -> tuple[Cost, Cost]:
    """The same step about the schools of the district, in kernels of their own and in one; equal reports."""
    listed = bench.question("quan-1", "2024-2025", datetime.fromisoformat(DAY).date()).schools
    schools = listed.filter(listed["is_known_school"] == 1)["school_code"]
    asked = [RunParameters(unit, "2024-2025", DAY) for unit in (schools.to_list() * units)[:units]]
    start = _now()
    run_all(bench, asked, kernel=None)
    between = _now()
    with Kernel() as kernel:
        run_all(bench, asked, kernel=kernel)
    return between - start, _now() - between


def run_all(bench: Workbench, asked: list[RunParameters], *, kernel: Kernel | None) -> None:
    """Every run, one after another."""
    for parameters in asked:
        execute(bench, STEP, parameters, started_at=STARTED, kernel=kernel)


def _now() -> Cost:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Cost(sum(one.ru_utime + one.ru_stime for one in used), time.monotonic())
