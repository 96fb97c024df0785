"""`hocba gap`: a total that another office told against ours, and the groups that may make up the difference."""

import argparse
import json
import sys
from datetime import date

from hocba_ops.cli.lock import read_grades
from hocba_ops.cli.words import words
from hocba_ops.domain.gap import FOR_THREE
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.figure import parse_count
from hocba_ops.reporting.formats import count
from hocba_ops.reporting.gap_words import gap_lines
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.gaps import Gap, explain_total, told_json

STEP = "sync"


def main(asked: argparse.Namespace) -> int:
    """Tell the gap, the best combinations, and what no combination explains."""
    bench = Workbench.open(asked.workspace)
    theirs = _count(asked.theirs)
    grades = read_grades(asked.grades) if asked.grades else ()
    given = {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    parameters = RunParameters.check(bench, given).values()
    bench.check(STEP, **parameters)
    question = bench.question(parameters["unit"], parameters["school_year"], date.fromisoformat(parameters["as_of"]))
    found = explain_total(bench, question, theirs, column=asked.column, grades=grades)
    if asked.json:
        about = {**parameters, "column": asked.column, "grades": list(grades)}
        json.dump({**about, **told_json(found)}, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    print("\n".join(_lines(bench, parameters, asked.column, found)))
    return 0


def _count(text: str) -> int:
    try:
        return parse_count(text)
    except ValueError as fault:
        raise BadParameter("theirs", text, ParameterProblem.NOT_A_COUNT) from fault


def _lines(bench: Workbench, parameters: dict[str, str], column: str, found: Gap) -> list[str]:
    say, labels, told = words(), bench.labels, told_json(found)
    day = date.fromisoformat(parameters["as_of"])
    title = say["cli.gap.title"].format(
        unit=bench.name_of(parameters["unit"]),
        school_year=parameters["school_year"],
        as_of=f"{day:%d/%m/%Y}",
        column=labels(f"chain.column.{column}"),
    )
    counted = say["cli.gap.counted"].format(theirs=count(found.theirs, labels), ours=count(found.ours, labels))
    names = {unit.id: unit.name for unit in bench.tree(day).units.values()}
    lines = [title, counted, *gap_lines(told, told["terms"], labels, names)]
    if found.explanation is None:
        return [*lines, f"{labels('gap.outcome.khop')}."]
    bound = labels("gap.bound", groups=count(found.explanation.groups, labels), three=count(FOR_THREE, labels))
    return [*lines, bound]
