"""`hocba cards …`: what a school does with its cards, planned first and done after a yes; each card has its outcome."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.lock import read_grades
from hocba_ops.cli.words import words
from hocba_ops.domain.identity import mask
from hocba_ops.errors import CardsNotConfirmed, CardsRefused, NoCards
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.card_printing import Printed, print_cards, show_card
from hocba_ops.workbench.school_acts import Barred, Order, Plan, perform, plan_act
from hocba_ops.workbench.school_cards import Choice, cards_of, chosen, nobody, people_of, waiting

SIGNS = {"giao_vien_chu_nhiem": "sign_homeroom"}
"""Which signature a role records; any other role that of the head."""
SHOWN = 20
"""Lines of a table about single pupils; of more the number is told."""


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the cards of a school."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    if bench.settings.rehearsal:
        console.print(words()["cli.cards.rehearsal"], style="bold red")
    works = {"list": _list, "print": _print, "show": _show}
    return works.get(asked.work, _act)(bench, asked, console)


def _act(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    now, say = datetime.now(UTC), words()
    plan = plan_act(bench, _order(bench, asked), now=now)
    _tell_plan(bench, plan, console)
    if asked.dry_run:
        console.print(say["cli.cards.nothing"])
        return 0
    count = plan.outcome.events["card_id"].n_unique()
    if count > 1 and not asked.yes:
        raise CardsNotConfirmed(count)
    with console.status(say["cli.cards.doing"]):
        done = perform(bench, plan, now=now)
    made = done.events["card_id"].n_unique()
    refused = len(done.refused) + len(plan.barred)
    act = bench.labels(f"card_act.{plan.order.act}")
    console.print(say["cli.cards.done"].format(act=act, done=made, refused=refused))
    if count == 1:
        _tell_single(bench, done.events.rows(named=True), console)
    if refused:
        raise CardsRefused(refused, made)
    return 0


def _tell_plan(bench: Workbench, plan: Plan, console: Console) -> None:
    order, say = plan.order, words()
    title = say["cli.cards.plan"].format(
        act=bench.labels(f"card_act.{order.act}"),
        school=bench.name_of(order.school),
        as_of=f"{order.as_of:%d/%m/%Y}",
        by=order.by,
        role=bench.rulebook.roles[order.role].label,
    )
    console.print(title, markup=False)
    console.print(_by_class(plan))
    if order.act.startswith("sign") or order.act == "seal":
        console.print(say["cli.cards.recorded"])
    act = bench.rulebook.acts[order.act]
    console.print(say["cli.cards.rule"].format(rule=_rule(bench, act)), markup=False)
    _tell_changes(plan, console)
    _tell_refused(bench, plan, console)


def _by_class(plan: Plan) -> Table:
    """How many cards of each class the act would be done with, and with how many not."""
    classes = dict(plan.cards.select("card_id", "class_name").iter_rows())
    would = Counter(classes.get(card) or "" for card in plan.outcome.events["card_id"].unique())
    not_done = Counter(classes.get(one.card_id) or "" for one in plan.outcome.refused)
    not_done += Counter(one.class_name or "" for one in plan.barred)
    names = sorted({*would, *not_done})
    return _table(("class_name", "would", "refused"), [(name, would[name], not_done[name]) for name in names])


def _tell_refused(bench: Workbench, plan: Plan, console: Console) -> None:
    """Every reason once, with what to do and the rule behind it; then the pupils barred, masked."""
    refused = [one.reason for one in plan.outcome.refused]
    counts = Counter([*refused, *(one.reason for one in plan.barred)])
    rows = [
        (
            bench.labels(f"card_refusal.{reason}"),
            bench.labels(f"card_todo.{reason}", school=plan.order.school),
            _rule(bench, bench.rulebook.refusals[reason]),
            count,
        )
        for reason, count in sorted(counts.items())
    ]
    if rows:
        console.print(_table(("reason", "todo", "rule", "cards"), rows))
    _tell_barred(bench, plan.barred, console)


def _tell_barred(bench: Workbench, barred: Sequence[Barred], console: Console) -> None:
    if not barred:
        return
    rows = [
        (mask(one.pupil_code), one.class_name or "", bench.labels(f"card_refusal.{one.reason}"), ", ".join(one.codes))
        for one in barred[:SHOWN]
    ]
    console.print(_table(("pupil", "class_name", "reason", "codes"), rows))
    if len(barred) > SHOWN:
        console.print(words()["cli.cards.more"].format(count=len(barred) - SHOWN))


def _tell_changes(plan: Plan, console: Console) -> None:
    """Field by field what differs from the content in use: of one card its values, of several how often."""
    say = words()
    if len(plan.changed) == 1:
        ((card, fields),) = plan.changed.items()
        console.print(say["cli.cards.changes"].format(card=card))
        rows = [(name, _value(name, before), _value(name, after)) for name, before, after in fields]
        console.print(_table(("field", "before", "after"), rows))
    elif plan.changed:
        counts = Counter(name for fields in plan.changed.values() for name, _, _ in fields)
        console.print(_table(("field", "cards"), sorted(counts.items())[:SHOWN]))


def _tell_single(bench: Workbench, events: Sequence[Mapping[str, Any]], console: Console) -> None:
    for event in events:
        state = bench.labels(f"card_state.{event['state']}")
        console.print(f"{event['card_id']}, {event['version']}: {state}", markup=False)


def _list(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    school, year, day = _about(bench, asked)
    held = chosen(cards_of(bench, school, school_year=year, as_of=day), _choice(asked))
    if held.is_empty():
        raise NoCards(bench.name_of(school), f"{day:%d/%m/%Y}")
    people, acts = people_of(bench, school, as_of=day), bench.rulebook.acts
    if not asked.waiting_for:
        counts = held.group_by("class_name", "state").len().sort("class_name", "state").iter_rows()
        rows = [(name or "", bench.labels(f"card_state.{state}"), count) for name, state, count in counts]
        console.print(_table(("class_name", "state", "cards"), rows))
    tasks = waiting(held, people, acts, wanted=asked.waiting_for)
    labels, roles = bench.labels, bench.rulebook.roles
    told = [(one.person.code, roles[one.role].label, labels(f"card_act.{one.act}"), one.cards) for one in tasks]
    console.print(_table(("person", "role", "act", "cards"), told) if told else words()["cli.cards.empty"])
    for (act, name), count in nobody(held, people, acts).items():
        console.print(
            words()["cli.cards.nobody"].format(cards=count, class_name=name, act=labels(f"card_act.{act}")),
            style="bold",
            markup=False,
        )
    return 0


def _print(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    say = words()
    order = _order(bench, asked)
    printed = print_cards(bench, order, out=Path(asked.out), now=datetime.now(UTC))
    console.print(say["cli.cards.printed"].format(cards=printed.cards))
    for path in printed.files:
        console.print(f"  {path}", markup=False)
    console.print(say["cli.cards.private"])
    return _end(bench, order, printed, console)


def _end(bench: Workbench, order: Order, printed: Printed, console: Console) -> int:
    reasons = Counter(one.reason for one in printed.barred)
    rows = [
        (bench.labels(f"card_refusal.{one}"), bench.labels(f"card_todo.{one}", school=order.school), count)
        for one, count in sorted(reasons.items())
    ]
    if rows:
        console.print(_table(("reason", "todo", "cards"), rows))
        raise CardsRefused(len(printed.barred), printed.cards)
    return 0


def _show(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    for card, content in show_card(bench, _order(bench, asked), now=datetime.now(UTC)):
        state = bench.labels(f"card_state.{card['state']}")
        console.print(f"{card['card_id']}, {card['version']}: {state}, {card['content_hash']}", markup=False)
        rows = [(name, _value(name, value)) for name, value in _flat(content or {})]
        console.print(_table(("field", "after"), rows))
    return 0


def _order(bench: Workbench, asked: argparse.Namespace) -> Order:
    school, year, day = _about(bench, asked)
    act = SIGNS.get(asked.role, "sign_head") if asked.work == "sign" else asked.work
    said = {"reason": getattr(asked, "reason", ""), "second": getattr(asked, "second", "")}
    return Order(
        act=act,
        school=school,
        school_year=year,
        as_of=day,
        by=asked.by.strip(),
        role=asked.role,
        choice=_choice(asked),
        **said,
    )


def _about(bench: Workbench, asked: argparse.Namespace) -> tuple[str, str, date]:
    given = {"unit": asked.school, "school_year": asked.school_year, "as_of": asked.as_of}
    values = RunParameters.check(bench, given).values()
    return values["unit"], values["school_year"], date.fromisoformat(values["as_of"])


def _choice(asked: argparse.Namespace) -> Choice:
    grades = read_grades(asked.grade) if asked.grade else ()
    return Choice(cards=tuple(asked.cards), classes=tuple(asked.classes), grades=grades)


def _rule(bench: Workbench, entry: Any) -> str:
    """The paper behind an entry, and how sure that is."""
    paper = bench.rulebook.documents[entry.document]
    say = words()
    told = f"{paper.number or paper.title}, {entry.clause}"
    sure = bench.rulebook.confidence(entry)
    words_of = {"secondary": say["cli.cards.secondary"], "unconfirmed": say["cli.cards.unconfirmed"]}
    return f"{told} ({words_of[sure]})" if sure in words_of else told


def _value(name: str, value: object) -> str:
    """A value as a screen may show it: what names a person is masked."""
    text = "" if value is None else str(value)
    return mask(text) if name.rpartition(".")[2] in PERSONAL else text


PERSONAL = frozenset(
    {
        *("hovaten", "sodinhdanh", "mahocsinh", "hotencha", "hotenme", "hotennguoigiamho", "sosodangbo"),
        *("noisinh_diachichitiet", "quequan_diachichitiet", "noiohiennay_diachichitiet"),
        *("tengvcn", "soddcngvcn", "tengiamhieu", "soddcngiamhieu", "gvbm", "soddcngvbm"),
    }
)


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _flat(one, f"{name}.{place}")
    else:
        yield name, value


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    table = Table()
    for name in columns:
        table.add_column(
            words()[f"cli.cards.column_{name}"], justify="right" if name in ("cards", "would", "refused") else "left"
        )
    for row in rows:
        table.add_row(*map(str, row))
    return table
