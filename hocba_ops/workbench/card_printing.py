"""Print forms of a school's cards: what the kept content says, what the ledger says happened; one file a class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.domain.hoc_ba import PATH, SIGNED, State
from hocba_ops.errors import NoCards, NotPermitted
from hocba_ops.registry.contents import Contents
from hocba_ops.registry.permission import Doing, People, class_key, why_may_not
from hocba_ops.reporting.print_form import Form, Names, Signature, forms_page
from hocba_ops.tables import TABLES
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.school_acts import Barred, Order, desk_of
from hocba_ops.workbench.school_cards import cards_of, chosen
from hocba_ops.workbench.school_rows import read_relation

ISSUED = frozenset(PATH[PATH.index(State.DA_BAN_HANH) :]) | {State.SO_TU_CHOI, State.TRA_VE}
"""States in which a card was issued and counts."""
SIGNING = (*SIGNED, State.DA_BAN_HANH)
"""The states of which the print form tells who brought them about."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The files that were written, how many cards stand in them, and whose card could not be printed."""

    files: tuple[Path, ...]
    cards: int
    barred: tuple[Barred, ...]


def print_cards(bench: Workbench, order: Order, *, out: Path) -> Printed:
    """Write the print forms of the cards that are meant. `NoCards` when there are none."""
    meant, barred = _allowed(bench, order)
    names = _staff_names(bench, order)
    forms: dict[str, list[Form]] = {}
    for card in meant:
        form = _form(bench, card, names)
        if form is None:
            barred.append(Barred(card["pupil_code"], card["class_name"], "no_content"))
        else:
            forms.setdefault(class_key(card["class_name"]), []).append(form)
    written = tuple(_write(bench, order, name, made, out) for name, made in sorted(forms.items()))
    return Printed(written, sum(map(len, forms.values())), tuple(barred))


def show_card(bench: Workbench, order: Order) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """Each card that is meant and may be seen, with its content where it was made here."""
    contents = Contents(bench.settings.path(bench.settings.registry))
    for card in _allowed(bench, order)[0]:
        yield card, contents.read(card["content_hash"] or "")


def _allowed(bench: Workbench, order: Order) -> tuple[list[dict[str, Any]], list[Barred]]:
    held = cards_of(bench, order.school, school_year=order.school_year, as_of=order.as_of)
    meant = chosen(held, order.choice)
    if meant.is_empty():
        raise NoCards(bench.name_of(order.school), order.as_of.strftime("%d/%m/%Y"))
    people = desk_of(bench, order).people
    told = [(card, _why_not(bench, order, people, card)) for card in meant.iter_rows(named=True)]
    barred = [Barred(card["pupil_code"], card["class_name"], why) for card, why in told if why]
    return [card for card, why in told if not why], barred


def _why_not(bench: Workbench, order: Order, people: People, card: Mapping[str, Any]) -> str | None:
    return why_may_not(Doing(by=order.by, role=order.role), bench.rulebook.acts[order.act], people, card)


def _form(bench: Workbench, card: Mapping[str, Any], names: Mapping[str, str]) -> Form | None:
    content = Contents(bench.settings.path(bench.settings.registry)).read(card["content_hash"] or "")
    if content is None:
        return None
    return Form(
        card_id=card["card_id"],
        version=card["version"],
        state=card["state"],
        content_hash=card["content_hash"],
        content=content,
        signatures=tuple(_signatures(bench, card, names)),
        is_issued=card["state"] in ISSUED,
        is_rehearsal=bench.settings.rehearsal,
    )


def _signatures(bench: Workbench, card: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Signature]:
    """Who brought the card to the states that a form tells of, since it was last made."""
    wanted = (pl.col("card_id") == card["card_id"]) & (pl.col("version") == card["version"])
    rows = pl.scan_parquet(list(bench.ledger.paths())).filter(wanted).sort("sequence").collect()
    made = rows.with_row_index().filter(pl.col("state").is_in([State.KHOI_TAO, State.TRICH_LUC]))["index"].max() or 0
    for row in rows[made:].iter_rows(named=True):
        if row["state"] in SIGNING:
            yield Signature(row["state"], names.get(row["actor"] or "", row["actor"] or ""), row["happened_at"])


def _staff_names(bench: Workbench, order: Order) -> Mapping[str, str]:
    table = TABLES["staff"]
    rows = read_relation(bench.store.relation(table, as_of=order.as_of), table)
    mine = rows.filter((pl.col("school_code") == order.school) & pl.col("full_name").is_not_null())
    return dict(mine.select("staff_code", "full_name").iter_rows())


def _write(bench: Workbench, order: Order, name: str, forms: list[Form], out: Path) -> Path:
    safe = "".join(sign if sign.isalnum() else "-" for sign in name) or "khong-lop"
    path = out / f"hoc-ba_{order.school}_{order.school_year}_{safe}.html"
    items: dict[tuple[str, str], str] = {(item.kind, item.id): item.name for item in bench.rulebook.assessment.items}
    groups = {item.id: item.group for item in bench.rulebook.assessment.items if item.kind == "nang_luc"}
    papers = {one.id: f"{one.number} {one.title}".strip() for one in bench.rulebook.documents.values()}
    ratings = {one.id: one.name for one in bench.rulebook.assessment.ratings}
    subjects = {one.id: one.name for one in bench.rulebook.secondary.subject}
    page = forms_page(forms, names=Names(items, groups, subjects, ratings, papers), labels=bench.labels)
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.encode())
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or out)) from fault
    return path
