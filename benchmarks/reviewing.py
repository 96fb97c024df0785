"""Reviewing so many pupils, relative to a bare scan of the same columns; and how that grows with their number.

python -m benchmarks.reviewing --pupils 100000 2000000 --times 3
python -m benchmarks.reviewing --pupils 60000 --per-file 20       # thousands of small files
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.asked import decode, words_of
from benchmarks.figures import Ratio, compare, megabytes
from benchmarks.invented_store import DAY, SCHOOL_YEAR, UNIT, write_workspace
from benchmarks.measuring import Case, take, take_in_turn
from benchmarks.scale import Scale
from benchmarks.telling import Line, print_lines, ratio
from hocba_ops.rulebook import Rulebook
from hocba_ops.steps import STEPS, text_of
from hocba_ops.tables.review import compile_rules
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench import Workbench

REVIEWS = ("identity_review", "results_review")
PER_FILE = 20_000
READ = {"identity_review": ("pupil",), "results_review": ("pupil", "result", "result_item")}
"""The large tables that each review reads."""


def main() -> None:
    """Print one line a review and size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pupils", type=int, nargs="+", default=[100_000, 2_000_000])
    options.add_argument("--per-file", type=int, default=PER_FILE)
    options.add_argument("--times", type=int, default=3)
    asked = options.parse_args()
    lines = measure(sizes=asked.pupils, per_file=asked.per_file, times=asked.times)
    print_lines(f"Reviewing pupils, {asked.per_file:,} a file", lines)


def measure(*, sizes: Sequence[int], per_file: int = PER_FILE, times: int = 1) -> list[Line]:
    """Each review at each size: CPU seconds against the bare scan, and against the smallest size times its growth."""
    lines: list[Line] = []
    firsts: dict[str, Line] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            take(write_workspace_of, Path(folder), size, per_file)
            for line in _lines(Path(folder), size, times):
                step = line.name.split()[0]
                first = firsts.setdefault(step, line)
                growth = line.taken.cpu / first.taken.cpu / (size / sizes[0])
                lines.append(Line(line.name, line.taken, {**line.beside, "growth/linear": growth}))
    return lines


def ratios(scale: Scale) -> list[Ratio]:
    """Each review against the bare scan, and its memory."""
    with tempfile.TemporaryDirectory() as folder:
        take(write_workspace_of, Path(folder), scale.pupils, PER_FILE)
        taken = take_in_turn(cases_of(Path(folder)), times=1)
    found = [compare(step, taken[step], taken[f"bare {step}"]) for step in REVIEWS]
    return [*found, *(megabytes(f"{step}_peak", taken[step]) for step in REVIEWS)]


def cases_of(folder: Path) -> dict[str, Case]:
    """Each review and its bare scan."""
    cases: dict[str, Case] = {}
    for step in REVIEWS:
        cases |= {f"bare {step}": (scan, (folder, step)), step: (review, (folder, step))}
    return cases


def write_workspace_of(folder: Path, pupils: int, per_file: int) -> int:
    """A workspace of so many pupils; how many files."""
    return write_workspace(folder, pupils=pupils, per_file=min(per_file, pupils))


def _lines(folder: Path, size: int, times: int) -> list[Line]:
    taken = take_in_turn(cases_of(folder), times=times)
    return [
        Line(
            f"{step} {size:,}",
            taken[step],
            {
                "findings": taken[step].told,
                "bare_cpu": taken[f"bare {step}"].cpu,
                "ratio": ratio(taken[step], taken[f"bare {step}"]),
            },
        )
        for step in REVIEWS
    ]


def review(folder: Path, step: str) -> int:
    """The review as a notebook asks for it; how many findings there are."""
    bench = Workbench.open(folder)
    found = bench.run(step, unit=UNIT, school_year=SCHOOL_YEAR, as_of=DAY).findings
    bench.engine.close()
    return len(found)


def scan(folder: Path, step: str) -> int:
    """Every value decoded of the columns that the texts of the review name: the least that any engine has to do."""
    words = _words(step)
    return sum(decode(folder, name, words) for name in READ[step])


def _words(step: str) -> set[str]:
    rules = Rulebook.load().rules_in_force(DAY, STEPS[step].rules)
    texts = [compile_rules(text_of(name), rules) for name in STEPS[step].texts]
    return words_of([*texts, SHAPES["roster"]])


if __name__ == "__main__":
    main()
