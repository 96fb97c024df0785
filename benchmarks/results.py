"""What was measured, kept benchmark by benchmark as JSON beside machine, versions, day and load."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.catalogue import Job, Wanted, catalogue
from benchmarks.figures import Ratio
from hocba_ops.rehearsal.ground import read_size

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("polars", "duckdb", "pandas", "fastexcel", "openpyxl", "pyhanko", "typst", "reportlab", "panel", "splink")
STEP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A benchmark run once with a size. `failed`: what stopped it, empty when nothing did."""

    benchmark: str
    size: str
    began: str
    seconds: float
    load: float
    machine: Mapping[str, Any]
    versions: Mapping[str, str]
    ratios: tuple[Ratio, ...] = ()
    failed: str = ""

    @property
    def pupils(self) -> int:
        """How many pupils; 0 where that does not matter."""
        return read_size(self.size) or 0

    def ratio(self, name: str) -> Ratio | None:
        """The figure of a name, where it was measured."""
        return next((one for one in self.ratios if one.name == name), None)


def result_of(
    job: Job, *, began: datetime, seconds: float, load: float, ratios: Sequence[Ratio] = (), failed: str = ""
) -> Result:
    """What came of a job, beside what it ran on."""
    return Result(
        benchmark=job.benchmark.name,
        size=job.size,
        began=began.isoformat(timespec="seconds"),
        seconds=seconds,
        load=load,
        machine=machine(),
        versions={name: told for name in PACKAGES if (told := _version(name))},
        ratios=tuple(ratios),
        failed=failed,
    )


def keep(folder: Path, result: Result) -> Path:
    """Write a result beside the others; it is there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    began = datetime.fromisoformat(result.began).strftime(STEP)
    path = folder / f"{result.benchmark}@{result.size or 'once'}@{began}.json"
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    draft.replace(path)
    return path


def newest(folder: Path) -> list[Result]:
    """Of every benchmark and size the newest result that measured something, or else the newest failure."""
    held: dict[tuple[str, str], Result] = {}
    for one in sorted(map(_read, folder.glob("*@*.json")), key=lambda result: result.began):
        before = held.get((one.benchmark, one.size))
        if before is None or one.ratios or not before.ratios:
            held[one.benchmark, one.size] = one
    order = list(catalogue())
    known = [one for one in held.values() if one.benchmark in order]
    return sorted(known, key=lambda one: (order.index(one.benchmark), one.pupils))


@dataclass(frozen=True, slots=True)
class Measured:
    """A wanted figure beside the result in which it was measured; without one nobody measured it yet."""

    benchmark: str
    wanted: Wanted
    result: Result | None = None
    ratio: Ratio | None = None
    growth: float | None = None
    """CPU seconds beside those of the next smaller size, as a multiple of what so many more pupils would take."""

    @property
    def is_met(self) -> bool | None:
        return self.wanted.is_met(self.ratio.value) if self.ratio else None

    @property
    def is_grown(self) -> bool | None:
        """Whether it grew within its goal; None where nothing is known of that."""
        if self.growth is None or self.wanted.growth is None:
            return None
        return self.growth <= self.wanted.growth


def measured(results: Iterable[Result]) -> list[Measured]:
    """Every wanted figure at every size at which its benchmark was run, in the order of the catalogue."""
    by_name: dict[str, list[Result]] = {}
    for one in results:
        by_name.setdefault(one.benchmark, []).append(one)
    return [
        line
        for benchmark in catalogue().values()
        for wanted in benchmark.wanted.values()
        for line in _lines(benchmark.name, wanted, by_name.get(benchmark.name, []))
    ]


def _lines(name: str, wanted: Wanted, results: Sequence[Result]) -> list[Measured]:
    found, before = list[Measured](), None
    for one in results:
        ratio = one.ratio(wanted.name)
        if ratio is None:
            continue
        growth = _growth(before, one, wanted.name) if before and wanted.growth else None
        found.append(Measured(name, wanted, one, ratio, growth))
        before = one
    return found or [Measured(name, wanted)]


def _growth(before: Result, after: Result, name: str) -> float | None:
    small, large = before.ratio(name), after.ratio(name)
    if not (small and large and small.cpu and large.cpu and before.pupils):
        return None
    return large.cpu / small.cpu / (after.pupils / before.pupils)


def machine() -> Mapping[str, Any]:
    """What it runs on, without a name of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "system": platform.system(),
        "processor": platform.machine(),
        "python": platform.python_version(),
    }


def load_average() -> float:
    """How many pieces of work waited for the cores in the last minute; 0 where nobody counts."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _read(path: Path) -> Result:
    told = json.loads(path.read_text(encoding="utf-8"))
    ratios = tuple(Ratio(**one) for one in told.pop("ratios"))
    return Result(**told, ratios=ratios)
