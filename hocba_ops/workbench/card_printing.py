"""A school's cards on paper: the kept content set as the paper form, a file a class, marked while it is not issued."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hocba_ops.documents.record import build_from_plain
from hocba_ops.documents.render import Look
from hocba_ops.documents.render.batch import Job, render_all
from hocba_ops.documents.render.joined import join_pages
from hocba_ops.documents.xml import write_xml
from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.errors import NoCards, NotPermitted
from hocba_ops.registry.contents import Contents
from hocba_ops.registry.permission import Doing, People, why_may_not
from hocba_ops.text import class_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.codes import coded
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.school_acts import Barred, Order, desk_of
from hocba_ops.workbench.school_cards import cards_of, chosen
from hocba_ops.workbench.workforce import workforce_of

ISSUED = frozenset(PATH[PATH.index(State.DA_BAN_HANH) :]) | {State.SO_TU_CHOI, State.TRA_VE}
"""States in which a card was issued and counts."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The files that were written, how many cards stand in them, and whose card could not be printed."""

    files: tuple[Path, ...]
    cards: int
    barred: tuple[Barred, ...]


def print_cards(bench: Workbench, order: Order, *, out: Path, now: datetime) -> Printed:
    """Write the print forms of the cards that are meant. `NoCards` when there are none."""
    check_trail(bench)
    meant, barred = _allowed(bench, order)
    jobs = {card["card_id"]: job for card in meant if (job := _job(bench, card))}
    done = render_all(list(jobs.values()), names_of(bench), over=workforce_of(bench.settings))
    set_forms = {one.key: one.rendered.pdf for one in done if one.rendered}
    forms: dict[str, list[bytes]] = {}
    for card in meant:
        if card["card_id"] in set_forms:
            forms.setdefault(class_key(card["class_name"]), []).append(set_forms[card["card_id"]])
        else:
            barred.append(Barred(card["pupil_code"], card["class_name"], "no_content"))
    written = tuple(_write(order, name, made, out) for name, made in sorted(forms.items()))
    note(
        bench, Event.EXPORTED, by=order.by, now=now, target="cards.print", about_unit=order.school, rows=len(set_forms)
    )
    return Printed(written, len(set_forms), tuple(barred))


def show_card(
    bench: Workbench, order: Order, *, now: datetime
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """Each card that is meant and may be seen, with its content where it was made here; the trail has it first."""
    contents = Contents(bench.settings.path(bench.settings.registry))
    check_trail(bench)
    allowed = _allowed(bench, order)[0]
    note(bench, Event.ROWS_READ, by=order.by, now=now, target="cards.show", about_unit=order.school, rows=len(allowed))
    for card in allowed:
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


def _job(bench: Workbench, card: Mapping[str, Any]) -> Job | None:
    """What is to be set of a card; None without a content that was made here."""
    content = Contents(bench.settings.path(bench.settings.registry)).read(card["content_hash"] or "")
    record = build_from_plain(content) if content else None
    if record is None:
        return None
    draft = "" if card["state"] in ISSUED else "draft"
    mark = "rehearsal" if bench.settings.rehearsal else draft
    look = Look(is_tagged=False, has_cover=False, mark=bench.labels(f"print_form.mark.{mark}") if mark else "")
    return Job(card["card_id"], (write_xml(record),), coded(bench, look, record))


def _write(order: Order, name: str, forms: list[bytes], out: Path) -> Path:
    safe = "".join(sign if sign.isalnum() else "-" for sign in name) or "khong-lop"
    path = out / f"hoc-ba_{order.school}_{order.school_year}_{safe}.pdf"
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(join_pages(forms))
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or out)) from fault
    return path
