"""The cards of one school as the ledger holds them: the newest version of each, its class, and who has to act next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.hoc_ba import ENDED, State, is_legal
from hocba_ops.registry.acts import CARD
from hocba_ops.registry.permission import Doing, People, Person, why_may_not
from hocba_ops.rulebook.acts import Act
from hocba_ops.tables import TABLES
from hocba_ops.text import class_key
from hocba_ops.workbench.school_rows import read_relation

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

STANDING = pl.Schema({**CARD, "state": pl.String(), "since": pl.Datetime("us"), "is_live": pl.Boolean()})
"""A card's newest version and where it stands."""
READ = (
    "card_id",
    "version",
    "school_code",
    "school_year",
    "grade",
    "pupil_code",
    "state",
    "happened_at",
    "content_hash",
)
AT_WORK = "dang_lam"
ROUTE = ("sign_homeroom", "sign_head", "seal", "issue", "report")
"""The acts that bring a card on its way, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which cards are meant: those named, or those of classes, or of grades; nothing named: all of the school."""

    cards: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody's work: the act that waits for them, and how many cards."""

    act: str
    person: Person
    role: str
    cards: int


def cards_of(bench: "Workbench", school: str, *, school_year: str, as_of: date) -> pl.DataFrame:
    """The newest version of every card of a school and year (STANDING), by grade, class and pupil."""
    paths = bench.ledger.paths()
    if not paths:
        return STANDING.to_frame()
    mine = (pl.col("school_code") == school) & (pl.col("school_year") == school_year)
    held = pl.scan_parquet(list(paths)).filter(mine).select(*READ, "sequence").sort("sequence").collect()
    hashes = held.filter(pl.col("content_hash").is_not_null()).unique(["card_id", "version"], keep="last")
    told = (
        _newest(held)
        .drop("content_hash", "sequence")
        .join(hashes.select("card_id", "version", "content_hash"), on=["card_id", "version"], how="left")
        .join(_classes(bench, school, as_of), on="pupil_code", how="left")
        .rename({"happened_at": "since"})
        .with_columns(is_live=~pl.col("state").is_in(sorted(one.value for one in ENDED)))
    )
    return told.select(STANDING.names()).cast(STANDING).sort("grade", "class_name", "pupil_code", "card_id")


def chosen(cards: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """Those of some cards or pupils that are meant; a card is named by its id or its beginning (8 signs or more)."""
    classes = {class_key(one) for one in choice.classes}
    keep = [
        (not choice.cards or any(_is_named(card, one) for one in choice.cards))
        and (not classes or class_key(name) in classes)
        and (not choice.grades or grade in choice.grades)
        for card, name, grade in cards.select("card_id", "class_name", "grade").iter_rows()
    ]
    return cards.filter(pl.Series(keep, dtype=pl.Boolean))


def people_of(bench: "Workbench", school: str, *, as_of: date) -> People:
    """The people at work in a school as its newest list on a day tells."""
    table = TABLES["staff"]
    rows = read_relation(bench.store.relation(table, as_of=as_of), table)
    mine = rows.filter((pl.col("school_code") == school) & (pl.col("staff_status") == AT_WORK))
    named = mine.filter(pl.col("staff_code").is_not_null()).rows(named=True)
    classes: dict[str, set[str]] = {}
    for row in named:
        classes.setdefault(row["staff_code"], set()).update(_listed(row["homeroom_class"]))
    return People(
        {
            (school, row["staff_code"]): Person(
                row["staff_code"], school, row["position"], frozenset(classes[row["staff_code"]])
            )
            for row in named
        },
        bench.rulebook.holders,
    )


def may_wait(act: Act, state: str) -> bool:
    """Whether a card in this state waits for this act."""
    return bool(act.state) and is_legal(State(state), State(act.state))


def waiting(
    cards: pl.DataFrame, people: People, acts: Mapping[str, Act], *, wanted: str | None = None
) -> tuple[Task, ...]:
    """Whose work it is: for each act on the way, everybody who may do it now, and with how many cards.

    `wanted`: a role or a staff code; None tells of everybody.
    """
    rows = cards.filter(pl.col("is_live")).rows(named=True)
    found: list[Task] = []
    for act in (acts[name] for name in ROUTE):
        due = [row for row in rows if may_wait(act, row["state"])]
        for person, role in _doers(people, act, wanted):
            doing = Doing(by=person.code, role=role)
            mine = sum(why_may_not(doing, act, people, row) is None for row in due)
            found += [Task(act.id, person, role, mine)] if mine else []
    return tuple(found)


def nobody(cards: pl.DataFrame, people: People, acts: Mapping[str, Act]) -> dict[tuple[str, str], int]:
    """Cards that nobody at the school may bring on: by act and class."""
    found: dict[tuple[str, str], int] = {}
    for row in cards.filter(pl.col("is_live")).iter_rows(named=True):
        act = next((acts[name] for name in ROUTE if may_wait(acts[name], row["state"])), None)
        if act and not any(
            why_may_not(Doing(by=person.code, role=role), act, people, row) is None
            for person, role in _doers(people, act, None)
        ):
            key = (act.id, row["class_name"] or "")
            found[key] = found.get(key, 0) + 1
    return found


def _doers(people: People, act: Act, wanted: str | None) -> Iterable[tuple[Person, str]]:
    for person in sorted(people.at_work.values(), key=lambda one: one.code):
        for role in act.roles:
            if person.position in people.holders[role].positions and wanted in (None, role, person.code):
                yield person, role


def _newest(held: pl.DataFrame) -> pl.DataFrame:
    newest = held.group_by("card_id").agg(version=pl.col("version").max())
    return held.join(newest, on=["card_id", "version"], how="semi", maintain_order="left").unique(
        "card_id", keep="last", maintain_order=True
    )


def _classes(bench: "Workbench", school: str, as_of: date) -> pl.DataFrame:
    """The class of each pupil of a school; of a pupil with two rows that of the one who is there."""
    table = TABLES["pupil"]
    rows = read_relation(bench.store.relation(table, as_of=as_of), table).filter(pl.col("school_code") == school)
    gone = pl.col("pupil_status").is_in(["chuyen_di", "thoi_hoc"]).fill_null(value=False)
    ordered = rows.sort(gone, maintain_order=True)
    return ordered.unique("pupil_code", keep="first", maintain_order=True).select("pupil_code", "class_name")


def _listed(text: str | None) -> set[str]:
    """The classes that the list of staff names for a person."""
    parts = (text or "").replace(";", ",").split(",")
    return {part.strip() for part in parts if part.strip()}


def _is_named(card: str, name: str) -> bool:
    return card == name or (len(name) >= 8 and card.startswith(name))
