"""What a school answered in its pack, as rows of the tables `explanation` and `pair_decision`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from hocba_ops.packs.filling import Misfit
from hocba_ops.packs.layout import FIRST_ROW
from hocba_ops.packs.merge import Change, Outcome
from hocba_ops.packs.pack import Line, Pack
from hocba_ops.packs.pairs import DECIDED_BY, DECISION, NOTE, PAIRS
from hocba_ops.packs.tasks import ANSWER, ANSWERED_BY, TASKS
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

NAMES = {TASKS: (ANSWER, ANSWERED_BY), PAIRS: (DECISION, DECIDED_BY)}
"""Which field holds the answer, and which the name of who gave it."""
Cells = dict[str, Change]


def require_names(changes: Sequence[Change], *, by: str) -> tuple[Change, ...]:
    """The changes, where an answer without the name of who gave it is none; `by` stands in for a missing name."""
    lines = _by_line(changes)
    return tuple(_named(change, lines.get(_line_of(change), {}), by) for change in changes)


def answer_frames(changes: Sequence[Change], pack: Pack, *, file: str, as_of: date, by: str) -> dict[str, pl.DataFrame]:
    """The rows of answers that were applied, by table; what did not change beside them is told again."""
    explained, decided = [], []
    for (kind, _), cells in _by_line(changes).items():
        if not any(change.outcome is Outcome.APPLIED for change in cells.values()):
            continue
        first = next(iter(cells.values()))
        said = {name: _kept(change) for name, change in cells.items()}
        place = {
            "school_code": pack.school_code,
            "fingerprint": first.line.origin["fingerprint"],
            "source_file": file,
            "sheet": first.leaf.name,
            "row_number": first.leaf.lines.index(first.line) + FIRST_ROW + 1,
        }
        if kind == TASKS and said[ANSWER]:
            explained.append(place | _explanation(first.line, said, as_of, by))
        if kind == PAIRS and said[DECISION]:
            decided.append(place | _decision(first.line, cells[DECISION], said, as_of, by))
    made = {"explanation": explained, "pair_decision": decided}
    return {table: pl.DataFrame(rows, schema=build_schema(TABLES[table])) for table, rows in made.items() if rows}


def _explanation(line: Line, said: dict[str, str], as_of: date, by: str) -> dict[str, object]:
    return {
        "code": line.origin["code"],
        "finding_key": line.origin["finding_key"],
        "explanation": said[ANSWER],
        "explained_by": said[ANSWERED_BY] or by,
        "explained_on": as_of,
    }


def _decision(line: Line, change: Change, said: dict[str, str], as_of: date, by: str) -> dict[str, object]:
    codes = dict(change.field.choices)
    return {
        "pair_key": line.origin["pair_key"],
        "decision": codes.get(said[DECISION], said[DECISION]),
        "note": said[NOTE] or None,
        "decided_by": said[DECIDED_BY] or by,
        "decided_on": as_of,
    }


def _kept(change: Change) -> str:
    """What is said after the merge: what came back where it was applied, else what the store says."""
    return change.filled.text if change.outcome is Outcome.APPLIED else change.ours


def _named(change: Change, line: Cells, by: str) -> Change:
    answer, name = NAMES.get(change.leaf.kind, ("", ""))
    if change.field.name != answer or change.outcome is not Outcome.APPLIED or by:
        return change
    if line[name].filled.text:
        return change
    return replace(change, outcome=Outcome.INVALID, filled=replace(change.filled, misfit=Misfit.NO_NAME))


def _by_line(changes: Iterable[Change]) -> dict[tuple[str, str], Cells]:
    """The changes of the leaves of answers, by line and field."""
    lines: dict[tuple[str, str], Cells] = {}
    for change in changes:
        if change.leaf.kind in NAMES:
            lines.setdefault(_line_of(change), {})[change.field.name] = change
    return lines


def _line_of(change: Change) -> tuple[str, str]:
    return change.leaf.kind, change.line.key
