"""Acts entered into the audit trail: asked first whether it can be written, told last what was done.

An act does not begin while the trail cannot be written; its entry follows when it is done, with the counts that came
of it. A crash in between leaves an act without an entry: the ledger, the book or the journal of the act tells of it.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.access.trail import Event
from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.errors import ActNotNoted, JournalBusy, NotPermitted, TrailClosed
from hocba_ops.workbench.trail_rows import trail_of

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

__all__ = ["Event", "check_trail", "local_person", "note", "sitter"]


def check_trail(bench: "Workbench") -> None:
    """`TrailClosed`, or `JournalBusy`, when an entry could not be written now; asked before an act begins."""
    journal = trail_of(bench).journal
    try:
        journal.check()
    except (OSError, NotPermitted) as fault:
        raise TrailClosed(str(journal.root), _reason(fault)) from fault


def note(
    bench: "Workbench",
    event: Event,
    *,
    by: str | Person,
    now: datetime,
    target: str,
    about_unit: str,
    rows: int = 0,
    detail: str = "",
) -> None:
    """Enter an act that was done; `by`: who did it, the name that the command was given or a person made before.

    `rows`: how many cards, pupils or files it was about; `detail` names no pupil. `ActNotNoted` when that fails.
    """
    person = by if isinstance(by, Person) else sitter(bench, by)
    trail = trail_of(bench)
    try:
        trail.record(event, person, now=now, target=target, about_unit=about_unit, rows=rows, detail=detail)
    except (OSError, NotPermitted, JournalBusy) as fault:
        raise ActNotNoted(str(trail.journal.root), _reason(fault)) from fault


def sitter(bench: "Workbench", name: str) -> Person:
    """Whoever sits at the machine of the workspace; of a unit that nobody knows no role follows."""
    unit = bench.settings.unit
    return local_person(bench, name) if unit in bench.tree(date.max).units else Person(LOCAL, name, "", unit)


def local_person(bench: "Workbench", name: str) -> Person:
    """Whoever sits at the office's or school's own machine: they hold its files anyway."""
    unit = bench.settings.unit
    kind = bench.tree(date.max).unit(bench.known_unit(unit)).kind
    role = {UnitKind.TRUONG: "can_bo_quan_ly", UnitKind.SO: "can_bo_so"}.get(kind, "can_bo_co_quan")
    return Person(LOCAL, name, role, unit)


def _reason(fault: Exception) -> str:
    return (fault.strerror or str(fault)) if isinstance(fault, OSError) else str(fault)
