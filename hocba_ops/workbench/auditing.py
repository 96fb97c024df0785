"""The audit trail and the journal of grants held against what was noted of them; listed; dropped when time is over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import polars as pl

from hocba_ops.access.journal import GENESIS, Journal
from hocba_ops.access.trail import FOLDER, Event
from hocba_ops.errors import BadParameter, HeadDiffers, HeadProblem, JournalProblem, ParameterProblem, TooYoungToDrop
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.text import search_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.noting import sitter
from hocba_ops.workbench.trail_rows import refuse_broken, trail_of

GRANTS = "grants"
HEAD_TEXT = re.compile(r"(\d+):([0-9a-f]{16,64})")
"""A head as it is noted on paper: the number of the last entry, and its digest or the first sixteen signs of it."""
MONTH_TEXT = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Verified:
    """A journal that is whole: its name, how many entries it has, and its head. `is_torn`: half a line came last."""

    name: str
    entries: int
    number: int
    digest: str
    is_torn: bool

    @property
    def head(self) -> str:
        """The head as it is noted on paper."""
        return f"{self.number}:{self.digest}"


def verify_journals(bench: Workbench, *, head: str = "") -> tuple[Verified, ...]:
    """The trail, and the journal of grants where there is one, each read from its first byte to its last.

    `head`: the head of the trail as it was noted earlier. Raises `JournalBroken` with the first line that is not what
    was written, `HeadDiffers` when a trail that is whole by itself is not the one that was noted.
    """
    noted = parse_head(head) if head else None
    root = bench.settings.path(bench.settings.access)
    found = [_verified(root / name) for name in (FOLDER, GRANTS) if name == FOLDER or (root / name).is_dir()]
    if noted:
        compare_head(Journal(root / FOLDER), *noted)
    return tuple(found)


def parse_head(text: str) -> tuple[int, str]:
    """A noted head as number and digest; `BadParameter` for anything else."""
    match = HEAD_TEXT.fullmatch(text.strip().lower())
    if match is None:
        raise BadParameter("head", text, ParameterProblem.NOT_A_HEAD)
    return int(match[1]), match[2]


def compare_head(journal: Journal, number: int, digest: str) -> None:
    """`HeadDiffers` unless the journal has the entry that was noted: it may only have grown since."""
    held = dict(_digests(journal))
    if number in held:
        problem = None if held[number].startswith(digest) else HeadProblem.OTHER
    else:
        problem = HeadProblem.SHORTER if number > max(held, default=0) else HeadProblem.DROPPED
    if problem:
        raise HeadDiffers(str(journal.root), number, problem)


def list_entries(
    bench: Workbench, *, since: date | None = None, event: str = "", person: str = "", unit: str = ""
) -> pl.DataFrame:
    """Entries of the trail as rows, oldest first, `at` in Việt Nam: since a day, of one event, person or unit.

    `person`: a part of the name or login, accents aside. `BadParameter` for an event that is none.
    """
    if event and event not in set(Event):
        raise BadParameter("event", event, ParameterProblem.UNKNOWN_EVENT, near=[str(one) for one in Event])
    moment = datetime.combine(since, time(), VIET_NAM) if since else None
    rows = trail_of(bench).entries(since=moment)
    if event:
        rows = rows.filter(pl.col("event") == event)
    if unit:
        rows = rows.filter((pl.col("unit") == unit) | (pl.col("about_unit") == unit))
    if person:
        wanted = search_key(person)
        meant = [wanted in search_key(f"{name} {subject}") for name, subject in rows.select("name", "subject").rows()]
        rows = rows.filter(pl.Series(meant, dtype=pl.Boolean))
    here = pl.col("at").dt.replace_time_zone("UTC").dt.convert_time_zone("Asia/Ho_Chi_Minh").dt.replace_time_zone(None)
    return rows.with_columns(at=here)


def drop_old(bench: Workbench, month: str, *, by: str, now: datetime) -> tuple[str, ...]:
    """Drop the months of the trail before one (2020-01) whose time is over; the files that are gone.

    `TooYoungToDrop` for months that are still to be kept; the trail itself tells who dropped what.
    """
    if MONTH_TEXT.fullmatch(month) is None:
        raise BadParameter("before", month, ParameterProblem.NOT_A_MONTH)
    if not by.strip():
        raise BadParameter("by", by, ParameterProblem.EMPTY)
    months = bench.rulebook.access.keeping.trail_months
    latest = _months_before(now.astimezone(UTC).date(), months)
    if month > latest:
        raise TooYoungToDrop(month, months, latest)
    journal, person = trail_of(bench).journal, sitter(bench, by.strip())
    refuse_broken(journal)
    who = {"subject": person.subject, "name": person.name, "role": person.role, "unit": person.unit}
    facts = {**who, "target": "audit.drop", "about_unit": person.unit, "detail": f"< {month}"}
    return journal.drop_before(month, facts=facts, now=now)


def _months_before(day: date, months: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}"


def _verified(root: Path) -> Verified:
    journal = Journal(root)
    refuse_broken(journal)
    flaw = journal.verify()
    is_torn = flaw is not None and JournalProblem[flaw.why.upper()] is JournalProblem.TORN
    return Verified(root.name, sum(1 for _ in journal.entries()), *journal.head(), is_torn)


def _digests(journal: Journal) -> Iterator[tuple[int, str]]:
    """The digest of each entry by its number, and that of the entry before the first one kept."""
    is_first = True
    for entry in journal.entries():
        if is_first:
            yield entry["n"] - 1, entry["before"]
        is_first = False
        yield entry["n"], entry["digest"]
    if is_first:
        yield 0, GENESIS
