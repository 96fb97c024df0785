"""Every benchmark of the project: run, kept, and shown as a page.

python -m benchmarks                                   what a district of 110.000 pupils takes, and all that has no size
python -m benchmarks --size 110k 2.2M --only states rules
python -m benchmarks --quick                           everything small, to see that it runs; no figure of it counts
python -m benchmarks --list                            what there is, its goals, and about how long it takes
python -m benchmarks --page-only --write-readme        the page and the table of README.md from what was kept
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import measuring
from benchmarks.catalogue import Job, catalogue, jobs_of, quick_jobs
from benchmarks.page import write_page_of
from benchmarks.readme_table import write_readme
from benchmarks.results import RESULTS, Result, measured, newest
from benchmarks.running import run_all
from benchmarks.scale import GROUNDS, QUICK, SIZES
from benchmarks.wording import number, verdict
from benchmarks.working import work

PAGE = Path(__file__).parents[1] / "reports" / "bench" / "index.html"


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; 1 when a benchmark could not be run."""
    asked = _arguments().parse_args(arguments)
    console = Console(highlight=False, soft_wrap=True)
    if asked.list:
        _print_catalogue(console)
        return 0
    results = asked.results / "quick" if asked.quick and asked.results == RESULTS else asked.results
    ran = [] if asked.page_only else _run(asked, results, console)
    for one in ran:
        _print_result(console, one)
    page = asked.page.with_name("quick.html") if asked.quick and asked.page == PAGE else asked.page
    console.print(str(write_page_of(newest(results), page, is_quick=asked.quick)), markup=False)
    if asked.write_readme:
        write_readme(newest(results))
    return int(any(one.failed for one in ran))


def _run(asked: argparse.Namespace, results: Path, console: Console) -> list[Result]:
    if asked.quick:
        ground = asked.ground or results / "grounds" / QUICK if results != RESULTS / "quick" else GROUNDS / QUICK
        with measuring.here():
            return [work(job, results, size=QUICK, ground=ground) for job in quick_jobs(QUICK, asked.only)]
    jobs: list[Job] = jobs_of(asked.size, asked.only)
    return list(run_all(jobs, results, console, ground=asked.ground))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", nargs="+", default=[SIZES[0]], metavar="110k|2.2M|23M")
    parser.add_argument("--only", nargs="+", default=[], choices=sorted(catalogue()), metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--page-only", action="store_true")
    parser.add_argument("--write-readme", action="store_true")
    parser.add_argument("--ground", type=Path, help="a folder with the ground of that one size; made where it is not")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--page", type=Path, default=PAGE)
    return parser


def _print_result(console: Console, result: Result) -> None:
    title = f"{catalogue()[result.benchmark].title} {result.size} {result.failed}".strip()
    table = Table(title=title, title_justify="left")
    for head in ("figure", "value", "goal", "", "CPU s", "reference s", "peak MB"):
        table.add_column(head, justify="right" if head not in ("figure", "") else "left")
    for line in measured([result]):
        if line.ratio and line.benchmark == result.benchmark:
            one, wanted = line.ratio, line.wanted
            goal = "" if wanted.goal is None else number(wanted.goal)
            took = [number(value) for value in (one.cpu, one.reference)]
            peak = number(one.peak / measuring.MEGABYTE) if one.peak else ""
            table.add_row(one.name, number(one.value), goal, verdict(line), *took, peak)
    console.print(table)


def _print_catalogue(console: Console) -> None:
    table = Table()
    for head in ("name", "what", "sizes", "min", "goals", "quick"):
        table.add_column(head)
    for one in catalogue().values():
        goals = sum(wanted.goal is not None for wanted in one.wanted.values())
        sizes, quick = " ".join(one.sizes) or "once", one.without or "yes"
        table.add_row(one.name, one.title, sizes, f"{one.minutes:g}", f"{goals}/{len(one.wanted)}", quick)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
