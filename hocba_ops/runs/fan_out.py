"""One notebook for many units: each its own report, none of them stopping the rest, done again only where needed.

Processes of this machine or of a cluster share the units, each with one kernel that waits for the next notebook. They
give what they made by value; it is published here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.errors import NotebookFailed, WorkersUnfit
from hocba_ops.many import Cluster, Keep, Over, Work, process_batch
from hocba_ops.many import Item as Asked
from hocba_ops.runs.apart import Barred, Given, Made, make_apart, open_apart, put_files
from hocba_ops.runs.execute import failed_folder
from hocba_ops.runs.manifest import BEGUN_BY, made_by
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench


class Each(StrEnum):
    """Over which units a step is run."""

    SCHOOLS = "schools"
    OFFICES = "offices"


class Outcome(StrEnum):
    """What became of a unit; its words stand in the labels as `fan_out.<value>`."""

    MADE = "made"
    KEPT = "kept"
    """Its report is there already, from the same files, rules, notebook and programs."""
    NOTHING = "nothing"
    """No file says anything about it on the day."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one unit: in words where no report was made, else where it stands and its figures as n and N."""

    unit: str
    outcome: Outcome
    said: str = ""
    folder: str = ""
    figures: Mapping[str, tuple[int | None, int | None]] | None = None


Became = Made | Barred | Item
"""What a process gives of a unit, and what is told of it in the end."""


def units_of(bench: Workbench, parameters: RunParameters, each: Each) -> tuple[str, ...]:
    """The schools, or the offices, that a unit answers for on the day, by name."""
    tree = bench.tree(parameters.day)
    schools = bench.question(parameters.unit, parameters.school_year, parameters.day).schools
    known = [code for code in schools["school_code"] if code in tree.units]
    if each is Each.OFFICES:
        known = [office.id for code in known if (office := tree.answers_to(code, parameters.day))]
        known = [one for one in dict.fromkeys(known) if tree.unit(one).kind != UnitKind.TRUONG]
    return tuple(sorted(known, key=lambda one: (tree.unit(one).name, one)))


def fan_out(
    bench: Workbench, step: str, asked: Sequence[RunParameters], *, over: Over, again: bool = False
) -> Iterator[Item]:
    """Run the notebook of a step for each, as they are done; `again`: those whose report still holds as well."""

    def held(one: Asked[RunParameters]) -> Became | None:
        return None if again else _held(bench, step, one.what)

    def put(one: Asked[RunParameters], became: Became) -> Became:
        return _published(bench, step, one.what, became)

    items = [Asked(" ".join(one.asked().values()), one) for one in asked]
    units = {one.key: one.what.unit for one in items}
    root = bench.settings.workers_root if isinstance(over, Cluster) else ""
    given = Given(step, root or str(bench.settings.root), BEGUN_BY.get())
    work: Work[RunParameters, Became] = Work(make_apart, open_apart, given)
    for done in process_batch(work, items, over=over, keep=Keep(held, put)):
        lost = Item(units[done.key], Outcome.FAILED, done.sentence)
        yield done.result if isinstance(done.result, Item) else lost


def _published(bench: Workbench, step: str, parameters: RunParameters, became: Became) -> Item:
    """What was made by another process put in its place; only a report that was made from what is here."""
    if isinstance(became, Item):
        return became
    if isinstance(became, Barred):
        return Item(parameters.unit, Outcome.NOTHING if became.is_empty else Outcome.FAILED, became.said)
    target = bench.report_folder(step, **parameters.values())
    if became.failed is not None:
        cell, reason = became.failed
        kept = put_files(became, failed_folder(target))
        return Item(parameters.unit, Outcome.FAILED, str(NotebookFailed(step, cell, reason, str(kept))))
    answer = json.loads(became.files[f"{step}.json"])
    if answer.get("held") != bench.store.state(parameters.day):
        return Item(parameters.unit, Outcome.FAILED, str(WorkersUnfit.other_store()))
    put_files(became, target)
    return _item(bench, step, parameters, Outcome.MADE, target, answer)


def _held(bench: Workbench, step: str, parameters: RunParameters) -> Item | None:
    """The report that is there, when it was made from what there is now."""
    folder = bench.report_folder(step, **parameters.values())
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        answer = json.loads((folder / f"{step}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    by = {name: manifest.get(name) for name in ("rulebook_sha256", "notebook_sha256", "versions")}
    is_same = (answer.get("held"), by) == (bench.store.state(parameters.day), made_by(bench, step))
    if not is_same or manifest["parameters"] != parameters.asked() or _is_older(bench, manifest):
        return None
    return _item(bench, step, parameters, Outcome.KEPT, folder, answer)


def _is_older(bench: Workbench, manifest: Mapping[str, Any]) -> bool:
    """Whether the registry grew after a report was made."""
    segments = bench.ledger.segments()
    last = datetime.fromisoformat(segments[-1].recorded_at).replace(tzinfo=UTC) if segments else None
    return last is not None and datetime.fromisoformat(manifest["run"]["started_at"]) <= last


def _item(
    bench: Workbench, step: str, parameters: RunParameters, outcome: Outcome, folder: Path, answer: Mapping[str, Any]
) -> Item:
    wanted = bench.head_measures(step)
    figures = {
        one["name"]: (one["numerator"], one["denominator"])
        for one in answer["measures"]
        if one["name"] in wanted and one["unit_id"] == parameters.unit and not one["group"]
    }
    return Item(parameters.unit, outcome, folder=str(folder), figures=figures)


def for_units(parameters: RunParameters, units: Sequence[str]) -> list[RunParameters]:
    """The same question about each of some units."""
    return [replace(parameters, unit=unit) for unit in units]
