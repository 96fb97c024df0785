"""What changed in a unit since the last load, or since an earlier day: files, rows, findings and head figures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.errors import BadParameter
from hocba_ops.steps import STEPS, Question
from hocba_ops.store import Batch, Store
from hocba_ops.tables.changes import Changes, Since, compare_findings, compare_measures
from hocba_ops.workbench.changed_rows import NATURAL_KEYS, compare_files, compare_rows
from hocba_ops.workbench.composing import REVIEWS

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

WATCHED = (
    *NATURAL_KEYS,
    "result_item",
    "score",
    "training",
    "exemption",
    "explanation",
    "explanation_note",
    "pair_decision",
)
"""The tables that can change a finding of a review."""


def look_back(
    bench: "Workbench", question: Question, *, since: date | None = None, steps: Sequence[str] = REVIEWS
) -> Changes:
    """What became different in some reviews since a day, or since the last load; with all of them, files and rows too.

    Where nothing earlier is known, the changes have no `since` and no rows.
    """
    found = Since(since) if since else find_since(bench.store, question.as_of)
    then = _bench_of(bench, found) if found else bench
    if found is None or question.unit_id not in then.tree(found.as_of).units:
        return Changes(question.unit_id, question.school_year, question.as_of)
    earlier = _ask_again(then, question, found.as_of)
    changes = replace(_compare(bench, question, then, earlier, steps), since=found)
    return _with_rows(changes, bench, question, then, earlier) if steps == REVIEWS else changes


def find_since(store: Store, day: date) -> Since | None:
    """What an answer as of a day is compared with when nobody says: the state before the last load that told of it.

    Where everything came in one load, the day before the newest on which rows under review came in; None when there is
    only one such day. Loads that brought nothing under review do not count: they change no finding.
    """
    told = [batch for batch in _known(store, day) if any(batch.table(name) for name in WATCHED)]
    loads, days = sorted({batch.recorded_at for batch in told}), sorted({batch.as_of for batch in told})
    if len(loads) > 1:
        return Since(day, loads[-1])
    return Since(days[-2]) if len(days) > 1 else None


def _bench_of(bench: "Workbench", since: Since) -> "Workbench":
    return bench.before(since.loaded_at) if since.loaded_at else bench


def _ask_again(bench: "Workbench", question: Question, day: date) -> Question:
    """The same question about an earlier day; of a unit that was none yet, about the schools that it has now."""
    try:
        return bench.question(question.unit_id, question.school_year, day)
    except BadParameter:
        return Question(question.unit_id, question.school_year, day, question.schools)


def _compare(
    bench: "Workbench", question: Question, then: "Workbench", earlier: Question, names: Sequence[str]
) -> Changes:
    steps = [STEPS[name] for name in names]
    pairs = [(step, then.answer_of(step, earlier), bench.answer_of(step, question)) for step in steps]
    return Changes(
        unit_id=question.unit_id,
        school_year=question.school_year,
        as_of=question.as_of,
        findings=pl.concat(compare_findings(step.name, old.findings, new.findings) for step, old, new in pairs),
        measures=pl.concat(compare_measures(old, new, step.headline) for step, old, new in pairs),
    )


def _with_rows(
    changes: Changes, bench: "Workbench", question: Question, then: "Workbench", earlier: Question
) -> Changes:
    states = ((then.store, earlier.as_of), (bench.store, question.as_of))
    rows = compare_rows(*states, schools=question.schools["school_code"])
    return replace(changes, files=compare_files(*(_known(*state) for state in states)), rows=rows)


def _known(store: Store, day: date) -> list[Batch]:
    return [batch for batch in store.current() if batch.as_of <= day]
