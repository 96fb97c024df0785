"""Where the packs of a workspace are: made, returned, merged, and how much of their work is still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hocba_ops.packs.pack import Pack
from hocba_ops.packs.record import Made
from hocba_ops.packs.tasks import TASKS
from hocba_ops.steps import STEPS
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.merging import stale_table
from hocba_ops.workbench.packing import answers_of, drawer_of


@dataclass(frozen=True, slots=True)
class PackState:
    """The newest pack of a school: counts of its work, of what came back, and of what is still open by the data now.

    `explained` counts answers to findings and pairs; `is_stale`: newer rows were loaded, so it would be refused.
    """

    school_code: str
    school_name: str
    made_at: datetime
    findings: int
    returned: int
    applied: int
    explained: int
    invalid: int
    conflicts: int
    still_open: int
    is_stale: bool


def pack_states(bench: Workbench) -> tuple[int, Iterator[PackState]]:
    """How many schools have a pack, and the state of each, in the order of their codes."""
    newest = drawer_of(bench).newest()
    return len(newest), (_state(bench, newest[school]) for school in sorted(newest))


def _state(bench: Workbench, made: Made) -> PackState:
    pack = made.pack
    receipts = drawer_of(bench).receipts(pack.pack_id)
    counts = {
        name: sum(receipt.counts.get(name, 0) for receipt in receipts)
        for name in ("applied", "explained", "invalid", "conflict")
    }
    tasks = pack.leaf(TASKS)
    keys = [line.origin["finding_key"] for line in tasks.lines] if tasks else []
    still = open_keys(bench, pack, bench.newest_day())
    return PackState(
        school_code=pack.school_code,
        school_name=pack.school_name,
        made_at=made.made_at,
        findings=len(keys),
        returned=len(receipts),
        applied=counts["applied"],
        explained=counts["explained"],
        invalid=counts["invalid"],
        conflicts=counts["conflict"],
        still_open=sum(key in still for key in keys),
        is_stale=bool(stale_table(bench, pack)),
    )


def open_keys(bench: Workbench, pack: Pack, day: date) -> set[str]:
    """The keys of the findings that a pack's school has open on a day, alone or with another, by the tasks' steps."""
    tasks = pack.leaf(TASKS)
    codes = {line.origin["code"] for line in tasks.lines} if tasks else set()
    steps = [name for name, step in STEPS.items() if step.rules and any(code.startswith(step.rules) for code in codes)]
    answers = answers_of(bench, steps, pack.unit_id, pack.school_year, day)
    found = (finding for answer in answers for finding in answer.findings)
    return {one.key for one in found if one.is_open and pack.school_code in (one.unit_id, one.other_unit_id)}
