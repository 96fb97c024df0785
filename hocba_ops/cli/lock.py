"""`hocba lock`: what of a scope can be locked and what cannot, by class; then the lock itself."""

import argparse
from datetime import UTC, date, datetime

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.domain.school_year import GRADES
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.locking import Order, Survey, survey, take_lock


def main(asked: argparse.Namespace) -> int:
    """Tell what is ready and what is not, and lock what is ready once that is confirmed."""
    say = words()
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    found = survey(bench, _order(bench, asked))
    _tell(bench, found, console)
    if found.not_ready and not asked.yes:
        raise BadParameter("yes", sum(found.not_ready.values()), ParameterProblem.NOT_CONFIRMED)
    lock = take_lock(bench, found, now=datetime.now(UTC))
    told = lock.statement
    console.print(
        say["cli.lock.done"].format(cards=grouped(told.cards), size=grouped(told.size), lock=lock.id), markup=False
    )
    console.print(say["cli.lock.root"].format(root=told.root), markup=False)
    console.print(say["cli.lock.folder"].format(folder=lock.folder), markup=False)
    return 0


def read_grades(text: str) -> tuple[int, ...]:
    """The grades that a text lists.

    >>> read_grades("1-3,5")
    (1, 2, 3, 5)
    """
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise BadParameter("grades", text, ParameterProblem.NOT_GRADES)
        found |= set(range(int(first), int(last or first) + 1))
    if not found or not found <= {grade for grades in GRADES.values() for grade in grades}:
        raise BadParameter("grades", text, ParameterProblem.NOT_GRADES)
    return tuple(sorted(found))


def _order(bench: Workbench, asked: argparse.Namespace) -> Order:
    grades = read_grades(asked.grades)
    given = RunParameters.check(
        bench, {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    ).values()
    day = date.fromisoformat(given["as_of"])
    return Order(unit=given["unit"], school_year=given["school_year"], grades=grades, as_of=day, by=asked.by)


def _tell(bench: Workbench, found: Survey, console: Console) -> None:
    say, order = words(), found.order
    title = say["cli.lock.title"].format(
        unit=bench.name_of(order.unit),
        school_year=order.school_year,
        grades=", ".join(map(str, order.grades)),
        as_of=f"{order.as_of:%d/%m/%Y}",
    )
    console.print(title, markup=False)
    shown = Table()
    shown.add_column(say["cli.lock.column_class"])
    shown.add_column(say["cli.lock.column_cards"], justify="right")
    for name, count in found.counts.items():
        shown.add_row(bench.labels(f"class.{name}"), f"{count:,}".replace(",", "."))
    console.print(shown)
