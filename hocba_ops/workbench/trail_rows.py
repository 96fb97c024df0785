"""What the step `audit_review` reads: the entries of the trail about a unit, in local time, and what is watched for."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from hocba_ops.access.journal import Journal
from hocba_ops.access.masks import mask_address
from hocba_ops.access.person import LOCAL, MACHINE
from hocba_ops.access.trail import FOLDER, Trail
from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.errors import JournalBroken, JournalProblem
from hocba_ops.registry.lock import Locks
from hocba_ops.rulebook.calendar import is_working_day
from hocba_ops.rulebook.watch import watch_frame
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.asking import Asking

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

STEP = "audit_review"
KEPT = ("event", "name", "role", "unit", "session", "address", "target", "about_unit", "purpose")
ROWS = pl.Schema(
    {
        "n": pl.Int64(),
        "day": pl.Date(),
        "minute": pl.Int64(),
        "second": pl.Int64(),
        "is_workday": pl.Int64(),
        **dict.fromkeys(KEPT, pl.String()),
        "rows": pl.Int64(),
        "account": pl.String(),
        "is_login": pl.Int64(),
        "who": pl.String(),
        "shown_address": pl.String(),
        "moment": pl.String(),
        "school_code": pl.String(),
        "source_file": pl.String(),
        "sheet": pl.String(),
        "row_number": pl.Int64(),
    }
)
"""An entry as the step sees it. `minute` of the local day, `second` since 1970. `account`: the login, or at a machine
without login the name that was given; empty for the public. `school_code`: the unit among those asked about that the
entry belongs to; `row_number`: its line in `source_file`."""
LOCKED = {"school_code": pl.String, "second": pl.Int64}


def trail_of(bench: "Workbench") -> Trail:
    """The audit trail of a workspace."""
    return Trail.open(bench.settings.path(bench.settings.access))


def trail_mark(bench: "Workbench", step: str) -> str:
    """What changes when an answer of a step that reads the trail is no longer the newest; empty for other steps."""
    return trail_of(bench).journal.head()[1] if step == STEP else ""


def trail_tables(bench: "Workbench", asking: Asking) -> Mapping[str, pl.DataFrame]:
    """`trail` up to the end of the day asked, `trail_unit`, `watch` and `locked_school`.

    Raises `JournalBroken` when the trail is not what was written: a review of it would be worth nothing.
    """
    trail, question = trail_of(bench), asking.question
    refuse_broken(trail.journal)
    tree = bench.tree(question.as_of)
    units = units_under(tree, question.unit_id, question.as_of) | set(question.schools["school_code"])
    entries = trail_rows(trail.journal, units, until=question.as_of, home=bench.settings.unit)
    return {
        "trail": entries,
        "trail_unit": pl.DataFrame({"unit_id": sorted(units)}, schema={"unit_id": pl.String}),
        "watch": watch_frame(bench.rulebook.access.watches.values()),
        "locked_school": locked_schools(Locks(bench.settings.path(bench.settings.registry), bench.ledger)),
    }


def refuse_broken(journal: Journal) -> None:
    """`JournalBroken` with the first line of a journal that is not what was written."""
    flaw = journal.verify()
    if flaw is not None and flaw.why != "torn":
        raise JournalBroken(str(journal.root / flaw.file), flaw.line, JournalProblem[flaw.why.upper()])


def trail_rows(journal: Journal, units: Iterable[str], *, until: date, home: str) -> pl.DataFrame:
    """The entries about some units or by their people, up to the end of a local day, oldest first.

    What names no unit at all (the public, refused logins) belongs to `home`, whose workspace it is.
    """
    theirs = frozenset(units)
    told = (_row(*placed, theirs, home) for placed in journal.placed())
    return pl.DataFrame([row for row in told if row and row["day"] <= until], schema=ROWS, orient="row")


def units_under(tree: UnitTree, unit: str, day: date) -> set[str]:
    """A unit, its schools, and the offices that answer to it on a day."""
    offices = {one.id for one in tree.units.values() if one.kind != UnitKind.TRUONG and tree.exists_on(one.id, day)}
    return {unit, *tree.schools_under(unit, day), *(one for one in offices if unit in tree.lineage(one, day))}


def locked_schools(locks: Locks) -> pl.DataFrame:
    """Since which moment each school has had locked cards."""
    made: dict[str, int] = {}
    for lock in (lock for tree in locks.trees() for lock in tree.locks):
        at = int(datetime.fromisoformat(lock.statement.made_at).replace(tzinfo=UTC).timestamp())
        for school in lock.records["school_code"].unique():
            made[school] = min(at, made.get(school, at))
    return pl.DataFrame(sorted(made.items()), schema=LOCKED, orient="row")


def _row(file: str, line: int, entry: Mapping[str, Any], units: frozenset[str], home: str) -> dict[str, Any] | None:
    place = next(_places(entry, home, units), None)
    if place is None:
        return None
    at = datetime.fromisoformat(entry["at"])
    here = at.astimezone(VIET_NAM)
    subject, name = entry.get("subject") or "", entry.get("name") or ""
    is_login = subject not in ("", LOCAL, MACHINE)
    return {
        **{key: entry.get(key) or "" for key in KEPT},
        "n": entry["n"],
        "day": here.date(),
        "minute": here.hour * 60 + here.minute,
        "second": int(at.timestamp()),
        "is_workday": int(is_working_day(here.date())),
        "rows": entry.get("rows") or 0,
        "account": subject if is_login or not subject else f"{subject}|{name}",
        "is_login": int(is_login),
        "who": f"{name} ({subject})" if name else subject,
        "shown_address": mask_address(entry.get("address") or ""),
        "moment": f"{here:%d/%m/%Y %H:%M}",
        "school_code": place,
        "source_file": f"{FOLDER}/{file}",
        "sheet": "",
        "row_number": line,
    }


def _places(entry: Mapping[str, Any], home: str, units: frozenset[str]) -> Iterator[str]:
    """The units that an entry belongs to among those asked about: of the person first, then asked about."""
    own, about = entry.get("unit") or "", entry.get("about_unit") or ""
    yield from (unit for unit in (own, about, "" if own or about else home) if unit in units)
