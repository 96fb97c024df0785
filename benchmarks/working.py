"""One benchmark run in this process, and what came of it kept; a run of several starts one of these for each.

python -m benchmarks.working states 110k benchmarks/results
"""

import importlib
import sys
import time
from datetime import datetime
from pathlib import Path

from benchmarks.catalogue import Job, catalogue
from benchmarks.results import Result, keep, load_average, result_of
from benchmarks.scale import Scale


def work(job: Job, folder: Path, *, size: str = "", ground: Path | None = None) -> Result:
    """Run a benchmark and keep its result; a fault passes and nothing is kept. `size`: as `Scale` has it."""
    began, clock, load = datetime.now().astimezone(), time.monotonic(), load_average()
    module = importlib.import_module(job.benchmark.module)
    ratios = module.ratios(Scale(size or job.size or Scale().name, ground))
    strange = sorted({one.name for one in ratios} - set(job.benchmark.wanted))
    if strange:
        raise SystemExit(f"not in the catalogue: {', '.join(strange)}")
    result = result_of(job, began=began, seconds=time.monotonic() - clock, load=load, ratios=ratios)
    keep(folder, result)
    return result


def main(name: str, size: str, folder: str, ground: str = "") -> None:
    """As it is started by whoever runs several."""
    work(Job(catalogue()[name], "" if size == "once" else size), Path(folder), ground=Path(ground) if ground else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
