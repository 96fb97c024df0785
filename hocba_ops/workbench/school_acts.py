"""A school's acts with its cards, planned before they are done: who is meant, what would come of it, what bars whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from hocba_ops.domain.hoc_ba import State
from hocba_ops.errors import BadParameter, NoCards, NothingLoaded, ParameterProblem
from hocba_ops.registry import Ledger
from hocba_ops.registry.acts import CARD, DEEDS, Desk, Done, decide, standing_of
from hocba_ops.registry.contents import Contents, canonical, content_hash, differences
from hocba_ops.registry.permission import Doing
from hocba_ops.rulebook.acts import Act
from hocba_ops.tables import Severity
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.text import class_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.card_contents import MADE_ON, Content, Made, make_contents, with_card_id
from hocba_ops.workbench.card_records import card_id_of
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.school_cards import Choice, cards_of, chosen, may_wait, people_of

REVIEWS = ("identity_review", "results_review")
"""The steps of which no error may be open before a card is made."""
MAKING = ("create", "replace", "reopen")
"""Acts that give a card a content."""
NOTED = {"sign_homeroom": Event.SIGNED, "sign_head": Event.SIGNED, "seal": Event.SEALED}
"""What the audit trail calls an act; any other is something recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who does which act at a school as what, with which cards, from the data known on a day."""

    act: str
    school: str
    school_year: str
    as_of: date
    by: str
    role: str
    choice: Choice = field(default_factory=Choice)
    reason: str = ""
    second: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What some acts have to be told beside."""
        told = {"reason": self.reason, "second": self.second}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Barred:
    """A pupil for whom no content can be made: why, by the id of a refusal, and the rules that are broken."""

    pupil_code: str
    class_name: str | None
    reason: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an act would come to: the cards meant, the outcome as things stand, and who is barred before that.

    `contents`: the contents that would be kept, by their hash. `changed`: of cards that are made anew, the fields in
    which the new content differs from the kept one, by card.
    """

    order: Order
    cards: pl.DataFrame
    outcome: Done
    barred: tuple[Barred, ...] = ()
    contents: Mapping[str, Content] = field(default_factory=dict)
    changed: Mapping[str, list[tuple[str, Any, Any]]] = field(default_factory=dict)


def plan_act(bench: Workbench, order: Order, *, now: datetime) -> Plan:
    """What an act would come to; nothing is written. `NoCards` when nothing is in what was chosen."""
    act = _act_of(bench, order)
    held = cards_of(bench, order.school, school_year=order.school_year, as_of=order.as_of)
    at = now.astimezone(VIET_NAM).replace(tzinfo=None)
    is_making = order.act in MAKING
    found = _to_make(bench, order, act, held, at=at) if is_making else _to_move(bench, order, act, held)
    if found.cards.is_empty() and not found.barred:
        raise NoCards(bench.name_of(order.school), order.as_of.strftime("%d/%m/%Y"))
    doing = Doing(by=order.by, role=order.role, reason=order.reason, second=order.second)
    positions = standing_of(bench.ledger, found.cards)
    outcome = decide(desk_of(bench, order), act, found.cards, doing, positions, at=at)
    return Plan(order, found.cards, outcome, found.barred, found.contents, found.changed)


def perform(bench: Workbench, plan: Plan, *, now: datetime) -> Done:
    """Do what was planned: contents are kept first, then one append tells of the acts."""
    order = plan.order
    check_trail(bench)
    contents = Contents(bench.settings.path(bench.settings.registry))
    taken = set(plan.outcome.events["content_hash"])
    for name, content in plan.contents.items():
        if name in taken:
            contents.add(content)
    deed = DEEDS[order.act]
    done = deed(desk_of(bench, order), plan.cards, by=order.by, role=order.role, now=now, **order.said)
    note(
        bench,
        event_of(order),
        by=order.by,
        now=now,
        target=f"cards.{order.act}",
        about_unit=order.school,
        rows=done.events["card_id"].n_unique(),
        detail=order.second,
    )
    return done


def event_of(order: Order) -> Event:
    """What the audit trail calls an act: an exception where a second person had to agree."""
    return Event.EXCEPTION if order.second else NOTED.get(order.act, Event.RECORDED)


def desk_of(bench: Workbench, order: Order) -> Desk:
    """The desk at which a school acts."""
    people = people_of(bench, order.school, as_of=order.as_of)
    if not people.at_work:
        raise NothingLoaded([bench.labels("table.staff")], order.as_of.strftime("%d/%m/%Y"))
    act = bench.labels(f"card_act.{order.act}")
    purpose = bench.labels("cards.rehearsal_purpose" if bench.settings.rehearsal else "cards.purpose", act=act)
    return Desk(Ledger.open(bench.ledger.root), people, bench.rulebook.acts, purpose)


def open_errors(bench: Workbench, made: Made, order: Order) -> dict[str, tuple[str, ...]]:
    """The rules of severity error that are still broken in the rows of each pupil, by pupil code."""
    broken: dict[tuple[str | None, str | None, int | None], set[str]] = {}
    for step in REVIEWS:
        for finding in _findings(bench, step, order):
            if finding.unit_id == order.school and finding.is_open and finding.severity is Severity.ERROR:
                place = (finding.source_file, finding.sheet, finding.row_number)
                broken.setdefault(place, set()).add(finding.code)
    found = {code: {rule for place in places for rule in broken.get(place, ())} for code, places in made.places.items()}
    return {code: tuple(sorted(rules)) for code, rules in found.items() if rules}


def _findings(bench: Workbench, step: str, order: Order) -> tuple[Any, ...]:
    """The findings of a review about the office of the workspace, which sees further than one school, or the school."""
    office = bench.question(bench.settings.unit, order.school_year, order.as_of)
    is_within = order.school in office.schools["school_code"]
    unit = bench.settings.unit if is_within else order.school
    try:
        return bench.run(step, unit=unit, school_year=order.school_year, as_of=order.as_of).findings
    except NothingLoaded:
        return ()


def _act_of(bench: Workbench, order: Order) -> Act:
    if order.role not in bench.rulebook.roles:
        raise BadParameter("role", order.role, ParameterProblem.UNKNOWN_ROLE, near=tuple(bench.rulebook.roles))
    return bench.rulebook.acts[order.act]


def _to_move(bench: Workbench, order: Order, act: Act, held: pl.DataFrame) -> Plan:
    """The cards meant: those named, or else those that wait for the act, of own classes where the role is bound."""
    meant = chosen(held, order.choice)
    if not order.choice.cards:
        is_due = [may_wait(act, state) for state in meant["state"]]
        meant = meant.filter(pl.Series(is_due, dtype=pl.Boolean))
        meant = _of_own_classes(bench, order, meant)
    return Plan(order, meant.select(CARD.names()), _NOTHING)


def _of_own_classes(bench: Workbench, order: Order, meant: pl.DataFrame) -> pl.DataFrame:
    """Who acts for a class and names none means their own."""
    holder = bench.rulebook.holders[order.role]
    person = people_of(bench, order.school, as_of=order.as_of).at_work.get((order.school, order.by))
    if not holder.own_class or order.choice.classes or person is None or not person.classes:
        return meant
    own = {class_key(one) for one in person.classes}
    return meant.filter(pl.Series([class_key(name) in own for name in meant["class_name"]], dtype=pl.Boolean))


def _to_make(bench: Workbench, order: Order, act: Act, held: pl.DataFrame, *, at: datetime) -> Plan:
    made = make_contents(bench, order.school, school_year=order.school_year, as_of=order.as_of, made_on=at.date())
    meant = _new_cards(bench, order, made, held) if order.act == "create" else _to_move(bench, order, act, held).cards
    broken = open_errors(bench, made, order)
    kept = Contents(bench.settings.path(bench.settings.registry))
    barred: list[Barred] = []
    contents: dict[str, Content] = {}
    changed: dict[str, list[tuple[str, Any, Any]]] = {}
    taken: list[dict[str, Any]] = []
    for card in meant.iter_rows(named=True):
        code, content = card["pupil_code"], made.contents.get(card["pupil_code"])
        content = with_card_id(content, card["card_id"]) if content else None
        reason = _why_not_made(made, broken, code) or _why_other(card, held, order)
        name = content_hash(canonical(content)) if content else ""
        before = kept.read(card["content_hash"] or "") if order.act != "create" else None
        fields = _differences(before, content) if before and content else []
        if not reason and order.act == "replace" and (name == card["content_hash"] or (before and not fields)):
            reason = "unchanged"
        if reason or content is None:
            barred.append(Barred(code, card["class_name"], reason, broken.get(code, ())))
            continue
        contents[name] = content
        changed |= {card["card_id"]: fields} if before else {}
        taken.append(card | {"content_hash": name})
    return Plan(order, pl.DataFrame(taken, schema=CARD, orient="row"), _NOTHING, tuple(barred), contents, changed)


def _why_not_made(made: Made, broken: Mapping[str, tuple[str, ...]], code: str) -> str:
    """Why no card of a pupil can be made from the data; empty when one can."""
    if code in broken:
        return "open_errors"
    return "no_results" if code not in made.contents else "no_form" if code in made.unfit else ""


def _differences(before: Content, content: Content) -> list[tuple[str, Any, Any]]:
    return [told for told in differences(before, content) if told[0] != MADE_ON]


def _new_cards(bench: Workbench, order: Order, made: Made, held: pl.DataFrame) -> pl.DataFrame:
    """A card a pupil of the roster; pupils whose card is made already are left out unless the card is named."""
    newest = {row["card_id"]: row for row in held.iter_rows(named=True)}
    rows = []
    for pupil in made.roster.iter_rows(named=True):
        card_id = card_id_of(bench, order.school, pupil["pupil_code"], order.school_year)
        last = newest.get(card_id)
        is_cancelled = last is not None and last["state"] == State.HUY_BO
        if last and not is_cancelled and not order.choice.cards:
            continue
        version = 1 if last is None else last["version"] + int(is_cancelled)
        named = {name: pupil[name] for name in ("school_code", "grade", "pupil_code", "class_name")}
        rows.append({"card_id": card_id, "version": version, "school_year": order.school_year, **named})
    return chosen(pl.DataFrame(rows, schema=CARD, orient="row"), order.choice)


def _why_other(card: Mapping[str, Any], held: pl.DataFrame, order: Order) -> str:
    """Whether the pupil has a card in use under another id, from a register that was imported."""
    if order.act != "create":
        return ""
    others = held.filter(
        pl.col("is_live") & (pl.col("pupil_code") == card["pupil_code"]) & (pl.col("card_id") != card["card_id"])
    )
    return "" if others.is_empty() else "has_card"


_NOTHING = Done(pl.DataFrame(), ())
