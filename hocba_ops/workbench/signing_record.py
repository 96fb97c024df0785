"""Signatures told to the ledger: each signed form as the act that it stands for, legal moves only, an outcome a card.

A certificate says who signed; for the seal somebody has to be named, for it is the school's. What the act needs of
roles, classes and order is judged as for any act of a school.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from hocba_ops.documents.people import holder_of
from hocba_ops.documents.signing.batch import Item, Outcome, Told, out_path
from hocba_ops.documents.verifying.pages import compare_pages
from hocba_ops.domain.signing import Role, role_of_field
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.registry.acts import CARD, decide, standing_of
from hocba_ops.registry.permission import Doing
from hocba_ops.registry.signatures import SignedForm
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import read_register
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.noting import Event, note
from hocba_ops.workbench.school_acts import Order as ActOrder
from hocba_ops.workbench.school_acts import desk_of
from hocba_ops.workbench.school_cards import cards_of
from hocba_ops.workbench.signing import OpenedKey, Order

ACTS = {
    Role.HOMEROOM_TEACHER: ("sign_homeroom", "giao_vien_chu_nhiem"),
    Role.HEAD: ("sign_head", "can_bo_quan_ly"),
    Role.SEAL: ("seal", "van_thu"),
}
"""The act and the role that a signature in a field stands for; a subject teacher's is no step in a card's life."""
RECORDED, TOLD_BEFORE, NO_STEP = "recorded", "told_before", "no_step"
SIGNED = (Outcome.SIGNED, Outcome.DONE_BEFORE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of telling the ledger of one card: RECORDED, TOLD_BEFORE, NO_STEP, or the id of the refusal."""

    card_id: str
    outcome: str

    @property
    def is_refused(self) -> bool:
        """Whether the ledger does not tell of the signature although it should."""
        return self.outcome not in (RECORDED, TOLD_BEFORE, NO_STEP)


def check_recording(order: Order, by: str) -> None:
    """`BadParameter` for a seal of which nobody is named who keeps it; asked before anything is signed."""
    if role_of_field(order.field) is Role.SEAL and not by:
        raise BadParameter("by", "", ParameterProblem.NO_SEALER)


def record_signatures(
    bench: Workbench, order: Order, opened: OpenedKey, items: Sequence[Item], told: Sequence[Told], *, by: str = ""
) -> Iterator[Entry]:
    """Tell the ledger of every form that the batch signed, or had signed before: one append a school."""
    done = {one.name for one in told if one.outcome in SIGNED}
    meant = [item for item in items if item.source.name in done and item.expected]
    role = role_of_field(order.field)
    if role not in ACTS:
        yield from (Entry(_card(item), NO_STEP) for item in meant)
        return
    act, holds = ACTS[role]
    for school in sorted({item.expected.school_code for item in meant if item.expected}):
        mine = [item for item in meant if item.expected and item.expected.school_code == school]
        person = by if role is Role.SEAL else _staff_code(bench, opened, school, order)
        documents = {_card(item): _signed_form(bench, order, opened, item).text() for item in mine}
        yield from _record(bench, _act_order(bench, act, holds, school, person), documents, order)


def _act_order(bench: Workbench, act: str, role: str, school: str, by: str) -> ActOrder:
    day, year = bench.newest_day(), bench.settings.school_year
    return ActOrder(act=act, school=school, school_year=year, as_of=day, by=by, role=role)


def _record(bench: Workbench, asked: ActOrder, documents: Mapping[str, str], order: Order) -> Iterator[Entry]:
    before = _told_before(bench, documents)
    yield from (Entry(card, TOLD_BEFORE) for card in sorted(before))
    held = cards_of(bench, asked.school, school_year=asked.school_year, as_of=asked.as_of)
    cards = held.filter(pl.col("card_id").is_in(sorted(documents.keys() - before))).select(CARD.names())
    yield from (Entry(card, "not_created") for card in sorted(documents.keys() - before - set(cards["card_id"])))
    if cards.is_empty():
        return
    desk, at = desk_of(bench, asked), order.now.astimezone(VIET_NAM).replace(tzinfo=None)
    head, doing = desk.ledger.head(), Doing(by=asked.by, role=asked.role)
    done = decide(desk, desk.acts[asked.act], cards, doing, standing_of(desk.ledger, cards), at=at)
    under = pl.col("card_id").replace_strict(documents, default=None, return_dtype=pl.String)
    events = done.events.with_columns(document=under)
    desk.ledger.append(events, expected=head, recorded_at=order.now, by=asked.by, purpose=desk.purpose)
    note(
        bench,
        Event.RECORDED,
        by=asked.by,
        now=order.now,
        target=f"sign.{asked.act}",
        about_unit=asked.school,
        rows=events.height,
    )
    yield from (Entry(card, RECORDED) for card in events["card_id"])
    yield from (Entry(one.card_id, one.reason) for one in done.refused)


def _told_before(bench: Workbench, documents: Mapping[str, str]) -> set[str]:
    """The cards of which the ledger tells of this very file already: the command was run again."""
    paths = bench.ledger.paths()
    if not paths:
        return set()
    told = pl.scan_parquet(list(paths)).select("card_id", "document").drop_nulls().collect()
    return {card for card, document in told.iter_rows() if documents.get(card) == document}


def _signed_form(bench: Workbench, order: Order, opened: OpenedKey, item: Item) -> SignedForm:
    content = out_path(order.out, item.source.name).read_bytes()
    holder = holder_of(opened.key.certificate)
    assert item.expected is not None
    data = compare_pages(content, names_of(bench), item.expected)
    digest = sha256(content).hexdigest()
    return SignedForm(order.field, digest, data.content_hash, holder.fingerprint, holder.serial)


def _staff_code(bench: Workbench, opened: OpenedKey, school: str, order: Order) -> str:
    """The staff code of whoever holds the key at a school; empty when the list of staff does not know them there."""
    posts = read_register(bench, order.now.date()).members_of(holder_of(opened.key.certificate))
    return next((post.staff_code for post in posts if post.school_code == school), "")


def _card(item: Item) -> str:
    return item.expected.card_id if item.expected else ""


def counts_of(entries: Iterable[Entry]) -> dict[str, int]:
    """How many cards each outcome has, the recorded first."""
    found: dict[str, int] = {}
    for one in entries:
        found[one.outcome] = found.get(one.outcome, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != RECORDED, pair[0])))
