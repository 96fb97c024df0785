"""`hocba unlock`: an exception to a lock, for one school or grade, by two persons and for some days."""

import argparse
from datetime import UTC, date, datetime

from hocba_ops.cli.lock import read_grades
from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.reopening import reopen


def main(asked: argparse.Namespace) -> int:
    """Write the exception, and say until when it holds."""
    bench = Workbench.open(asked.workspace)
    school = bench.known_unit(asked.school)
    until = _day(asked.until)
    said = {name: getattr(asked, name) for name in ("decision", "reason", "by", "second")}
    grade = _grade(asked.grade)
    year = asked.school_year or bench.settings.school_year
    path = reopen(bench, school, school_year=year, grade=grade, said=said, until=until, now=datetime.now(UTC))
    told = {"school": bench.name_of(school), "until": f"{until:%d/%m/%Y}", "decision": asked.decision, "file": path}
    print(words()["cli.unlock.done"].format(**told))
    return 0


def _grade(text: str | None) -> int | None:
    if text is None:
        return None
    grades = read_grades(text)
    if len(grades) > 1:
        raise BadParameter("grade", text, ParameterProblem.NOT_GRADES)
    return grades[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadParameter("until", text, ParameterProblem.NOT_A_DAY) from fault
