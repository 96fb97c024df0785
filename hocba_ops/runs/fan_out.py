"""One notebook for many units: each its own report, none of them stopping the rest, done again only where needed.

Several processes share the units, each with one kernel that waits for the next notebook.
"""

import atexit
import json
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.errors import NothingLoaded, OpsError
from hocba_ops.runs.execute import execute
from hocba_ops.runs.manifest import BEGUN_BY, made_by
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
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
    bench: Workbench, step: str, asked: Sequence[RunParameters], *, workers: int, again: bool = False
) -> Iterator[Item]:
    """Run the notebook of a step for each, as they are done; `again`: those whose report still holds as well."""
    todo = []
    for parameters in asked:
        if not again and (held := _held(bench, step, parameters)) is not None:
            yield held
        else:
            todo.append(parameters)
    if not todo:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        min(workers, len(todo)), mp_context=context, initializer=_begin, initargs=(bench.settings.root, BEGUN_BY.get())
    ) as pool:
        for done in as_completed([pool.submit(_run_one, step, parameters) for parameters in todo]):
            yield done.result()


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


_HERE: dict[str, Any] = {}
"""The workbench and the kernel of a process of the pool."""


def _begin(root: Path, begun_by: str) -> None:
    BEGUN_BY.set(begun_by)
    kernel = Kernel()
    atexit.register(kernel.stop)
    _HERE.update(bench=Workbench.open(root), kernel=kernel)


def _run_one(step: str, parameters: RunParameters) -> Item:
    bench: Workbench = _HERE["bench"]
    try:
        run = execute(bench, step, parameters, started_at=datetime.now(UTC), kernel=_HERE["kernel"])
    except NothingLoaded as fault:
        return Item(parameters.unit, Outcome.NOTHING, str(fault))
    except OpsError as fault:
        return Item(parameters.unit, Outcome.FAILED, str(fault))
    return _item(bench, step, parameters, Outcome.MADE, run.folder, run.answer)


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
