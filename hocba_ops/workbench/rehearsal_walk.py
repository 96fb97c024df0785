"""The calendar of a rehearsal walked day by day, by a clock that is told: what came, what was found, what is due.

Nothing here knows what day it is today: on each day only what was handed in up to it is seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from hocba_ops.errors import NothingLoaded, NothingToSend, OpsError
from hocba_ops.rehearsal import Ground
from hocba_ops.rehearsal.ground import figures
from hocba_ops.store import Store
from hocba_ops.tables import Answer
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.letter_order import LetterOrder
from hocba_ops.workbench.lettering import draft_letter
from hocba_ops.workbench.locking import Order as LockOrder
from hocba_ops.workbench.locking import survey, take_lock
from hocba_ops.workbench.packing import Order as PackOrder
from hocba_ops.workbench.packing import make_packs
from hocba_ops.workbench.registering import register
from hocba_ops.workbench.rehearsal_calendar import Closing, Due, Page, calendar_of
from hocba_ops.workbench.rehearsal_scoring import SCORED
from hocba_ops.workbench.rehearsing import bring_in, read_ground

MORNING = time(7)
"""When the work of a rehearsed day begins, in Viet Nam."""
ON_HANDING_IN = (*SCORED, "coverage")
"""The steps asked on a day on which something came in."""
QUICK_REPORT, MINUTES = "bao_cao_nhanh", "bien_ban_chot"
REGISTERS = ("card", "receipt")


@dataclass(frozen=True, slots=True)
class Came:
    """What was handed in as of a day: files, rows, schools that handed in something."""

    files: int = 0
    rows: int = 0
    schools: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What a step said on a day: how many findings, and its head measures as numerator and denominator."""

    findings: int
    measures: Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Walked:
    """A day that was walked. `papers`: what was made (letters by kind); `left`: what could not be done, in words."""

    day: date
    came: Came
    told: Mapping[str, Told] = field(default_factory=dict)
    dues: tuple[Due, ...] = ()
    events: int = 0
    set_aside: int = 0
    locked: int = 0
    packs: int = 0
    papers: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def walk(
    bench: Workbench, *, since: date | None = None, until: date | None = None, by: str, makes_papers: bool = True
) -> Iterator[Walked]:
    """Each day of the calendar from one up to another, after it was worked through.

    `RehearsalRefused` outside a rehearsal.

    `makes_papers`: work packs and letters too, on the ground of a district.
    """
    ground = read_ground(bench.settings.root)
    for page in calendar_of(bench, ground):
        if (since or page.day) <= page.day <= (until or page.day):
            bring_in(bench.settings.root, page.day)
            seen = replace(bench, store=seen_on(bench.store, page.day))
            done = _work(seen, ground, page, by)
            yield _with_papers(seen, ground, page, done) if makes_papers and ground.is_district else done


def seen_on(store: Store, day: date) -> Store:
    """The store with what was handed in up to a day, by whomever."""
    return replace(store, listed=tuple(one for one in store.batches() if one.as_of <= day))


def clock_of(day: date) -> datetime:
    """The moment that the rehearsed clock shows on a day."""
    return datetime.combine(day, MORNING, VIET_NAM)


def _work(bench: Workbench, ground: Ground, page: Page, by: str) -> Walked:
    left: list[str] = []
    came = _came(bench.store, page.day)
    events, set_aside = _register(bench, page.day, by) if page.hands_in else (0, 0)
    locked = _close(bench, ground, page.closings, by, left)
    steps = [*(ON_HANDING_IN if page.hands_in else ()), *(one.step for one in page.dues)]
    steps += ["cutoff"] if page.closings else []
    told = {step: answer for step in dict.fromkeys(steps) if (answer := _ask(bench, ground, step, page.day))}
    return Walked(page.day, came, told, page.dues, events, set_aside, locked, left=tuple(left))


def _with_papers(bench: Workbench, ground: Ground, page: Page, done: Walked) -> Walked:
    """The day with what was made on paper: packs and a report where files came in, minutes where cards were locked."""
    left = list(done.left)
    packs = _pack(bench, ground, page.day, left) if page.hands_in else 0
    papers = _draft(bench, ground, QUICK_REPORT, page.day, left) if page.hands_in else ()
    for one in page.closings if done.locked else ():
        papers += _draft(bench, ground, MINUTES, one.day, left, as_of=one.last_day)
    return replace(done, packs=packs, papers=papers, left=tuple(left))


def _came(store: Store, day: date) -> Came:
    today = [one for one in store.batches() if one.as_of == day]
    tables = [table for one in today for table in one.tables]
    return Came(len(today), sum(one.rows for one in tables), len({code for one in tables for code in one.schools}))


def _ask(bench: Workbench, ground: Ground, step: str, day: date) -> Told | None:
    try:
        answer = bench.run(step, unit=ground.unit, school_year=figures()["school_year"], as_of=day)
    except NothingLoaded:
        return None
    return Told(len(answer.findings), _heads(bench, answer))


def _heads(bench: Workbench, answer: Answer) -> dict[str, tuple[int | None, int | None]]:
    names = bench.head_measures(answer.step)
    whole = {one.name: one for one in answer.measures if one.unit_id == answer.unit_id and not one.group}
    return {name: (whole[name].numerator, whole[name].denominator) for name in names if name in whole}


def _register(bench: Workbench, day: date, by: str) -> tuple[int, int]:
    done = list(register(bench, as_of=day, now=clock_of(day), by=by))
    added = sum(sum(one.added.values()) for one in done)
    return added, sum(done[-1].refused.values()) if done else 0


def _close(bench: Workbench, ground: Ground, closings: Sequence[Closing], by: str, left: list[str]) -> int:
    """Lock what is ready for each cutoff; how many cards were locked."""
    locked = 0
    for one in closings:
        order = LockOrder(
            unit=ground.unit, school_year=figures()["school_year"], grades=one.grades, as_of=one.last_day, by=by
        )
        try:
            lock = take_lock(bench, survey(bench, order), now=clock_of(one.day))
        except OpsError as refused:
            left.append(str(refused))
            continue
        locked += lock.statement.cards
    return locked


def _pack(bench: Workbench, ground: Ground, day: date, left: list[str]) -> int:
    order = PackOrder(unit=ground.unit, school_year=figures()["school_year"], as_of=day)
    try:
        return sum(1 for _ in make_packs(bench, order, now=clock_of(day))[1])
    except NothingToSend:
        return 0
    except OpsError as refused:
        left.append(str(refused))
        return 0


def issuer_on(bench: Workbench, unit: str, day: date) -> str:
    """The office that issues papers on a day: the unit while it is there, afterwards the office above it."""
    tree = bench.tree(day)
    ended = tree.unit(unit).valid_to
    return unit if ended is None or day <= ended else tree.lineage(unit, ended)[1]


def _draft(
    bench: Workbench, ground: Ground, kind: str, day: date, left: list[str], *, as_of: date | None = None
) -> tuple[str, ...]:
    order = LetterOrder(
        kind=kind,
        unit=ground.unit,
        school_year=figures()["school_year"],
        as_of=(as_of or day).isoformat(),
        dated=day.isoformat(),
        issuer=issuer_on(bench, ground.unit, day),
    )
    try:
        return (draft_letter(bench, order).letter_id,)
    except OpsError as refused:
        left.append(str(refused))
        return ()
