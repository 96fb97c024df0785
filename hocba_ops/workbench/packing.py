"""Work packs made: the open findings of each school of a unit as one workbook and one page to print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hocba_ops.errors import NothingLoaded, NothingToSend, NotPermitted, OutdatedQuestion
from hocba_ops.packs.columns import COLUMNS, Choices, Item
from hocba_ops.packs.contents import Head, build_pack
from hocba_ops.packs.pack import Pack
from hocba_ops.packs.pairs import PAIR_TABLE, pair_leaf, pair_sides
from hocba_ops.packs.pointing import Book, Pointed
from hocba_ops.packs.record import Drawer
from hocba_ops.packs.sealing import seal
from hocba_ops.packs.tasks import TASKS
from hocba_ops.packs.write import write_pack
from hocba_ops.reporting.work_page import work_page
from hocba_ops.sources.vocabulary import listed
from hocba_ops.steps import STEPS
from hocba_ops.tables import Answer, Finding
from hocba_ops.tables.schools import schools_of
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.noting import Event, check_trail, note, sitter
from hocba_ops.workbench.school_rows import batches_of, read_schools

REVIEWS = ("identity_review", "results_review", "pair_review")
"""The steps whose findings schools mend in their rows; packs are made of these unless told otherwise."""
VOCABULARIES = (
    "sex", "pupil_status", "rating", "level_mon_hoc", "level_nang_luc", "level_pham_chat", "secondary_level",
    "score_level", "subject", "term", "award",
)  # fmt: skip
"""Words that a school chooses from, as the files that it exports have them."""
SCORE_KINDS = ("tx", "gk", "ck", "tb")
"""The kinds of scores in grades 6-12: regular, midterm, final, and the average of the term."""
TO_SEND = "gui-di"
DAY_FORM = "%d/%m/%Y"
CODE_LENGTH = 2
NUMBER = "person_id"
"""The field of which both schools know the same value when they have one number on two pupils."""
Work = Mapping[str, Sequence[Finding]]
"""Findings by the school that has to deal with them."""


@dataclass(frozen=True, slots=True)
class Order:
    """What packs are asked for. `schools` empty: all of the unit; `contact`: whom a school may ask, in words."""

    unit: str
    school_year: str
    as_of: date
    steps: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    out: Path | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A pack that was made: for which school, how much is in it, and the files to send."""

    pack: Pack
    findings: int
    cells: int
    workbook: Path
    page: Path


def drawer_of(bench: Workbench) -> Drawer:
    """Where the packs of a workspace lie."""
    return Drawer(bench.settings.path(bench.settings.packs))


def make_packs(bench: Workbench, order: Order, *, now: datetime) -> tuple[int, Iterator[Sent]]:
    """How many packs there are to make, and each as it is done.

    Raises `NothingToSend` when no school has an open finding, `OutdatedQuestion` when newer rows than those of the day
    are loaded, and what `Workbench.run` raises.
    """
    answers = answers_of(bench, order.steps or REVIEWS, order.unit, order.school_year, order.as_of)
    found, beside = _open_findings(bench, answers, order)
    if not found:
        raise NothingToSend(order.as_of.strftime(DAY_FORM))
    _refuse_outdated(bench, order, found)
    check_trail(bench)
    return len(found), _noted(bench, _make_each(bench, order, found, beside, answers, now), now)


def answers_of(bench: Workbench, steps: Sequence[str], unit: str, school_year: str, day: date) -> tuple[Answer, ...]:
    """The answers of the steps that have something to answer from; `NothingLoaded` when none has."""
    answers: list[Answer] = []
    silent: list[NothingLoaded] = []
    for step in steps:
        if step in REVIEWS and step not in STEPS:
            continue
        try:
            answers.append(bench.run(step, unit=unit, school_year=school_year, as_of=day))
        except NothingLoaded as nothing:
            silent.append(nothing)
    if silent and not answers:
        raise silent[0]
    return tuple(answers)


def _open_findings(bench: Workbench, answers: Sequence[Answer], order: Order) -> tuple[Work, Work]:
    """What each school has to mend or answer, by its code, and what it has to settle at another school's row.

    What the office has to mend itself is left out. A school that has only something to settle gets a pack as well.
    """
    rules = bench.rulebook.rules_in_force(order.as_of)
    under = schools_of(bench.tree(order.as_of), order.unit, order.as_of)
    known = set(order.schools) & set(under) if order.schools else set(under)
    owned = {code for code, rule in rules.items() if rule.owner == "school" or rule.table == PAIR_TABLE}
    paired = {code for code, rule in rules.items() if rule.table == PAIR_TABLE}
    listed = [one for answer in answers for one in answer.findings if one.is_open and one.code in owned]
    told = {key for finding in listed for key in _matters(finding, finding.unit_id, finding.other_unit_id)}
    found: dict[str, list[Finding]] = {school: [] for school in sorted(known)}
    beside: dict[str, list[Finding]] = {school: [] for school in sorted(known)}
    for finding in listed:
        other = finding.other_unit_id
        if finding.unit_id in known:
            found[finding.unit_id].append(finding)
        if other in known - {finding.unit_id} and finding.code not in paired:
            beside[other] += [] if told & _matters(finding, other, finding.unit_id) else [finding]
    return {school: own for school, own in found.items() if own or beside[school]}, beside


def _matters(finding: Finding, school: str, other: str) -> set[tuple[str, ...]]:
    """How the same matter is known by at both schools: the pupil, and where it is the number itself, the number."""
    named = {finding.subject, *([finding.value] if finding.field == NUMBER else [])}
    return {(finding.code, school, other, name) for name in named}


def _refuse_outdated(bench: Workbench, order: Order, schools: Mapping[str, object]) -> None:
    days = [batch.as_of for school in schools for table in COLUMNS for batch in batches_of(bench.store, table, school)]
    newest = max(days, default=order.as_of)
    if newest > order.as_of:
        raise OutdatedQuestion(order.as_of.strftime(DAY_FORM), newest.strftime(DAY_FORM))


def _noted(bench: Workbench, packs: Iterator[Sent], now: datetime) -> Iterator[Sent]:
    """Each pack once its files, with rows of the school's pupils, are there and in the audit trail."""
    person = sitter(bench, "")
    for one in packs:
        rows = sum(len(leaf.lines) for leaf in one.pack.leaves)
        note(bench, Event.EXPORTED, by=person, now=now, target="packs.make", about_unit=one.pack.school_code, rows=rows)
        yield one


def _make_each(
    bench: Workbench, order: Order, found: Work, beside: Work, answers: Sequence[Answer], now: datetime
) -> Iterator[Sent]:
    drawer, book = drawer_of(bench), read_book(bench, order.as_of)
    key, dues = drawer.key(), tuple(_dues(bench, order, [answer.step for answer in answers]))
    paired = {code for code, pointed in book.rules.items() if pointed.table == PAIR_TABLE}
    tree = bench.tree(order.as_of)
    told = [finding for answer in answers for finding in answer.findings if finding.code in paired]
    concerned = {*found, *(finding.unit_id for finding in told)}
    rows = read_schools(bench.store, order.as_of, concerned)
    sides = pair_sides(told, rows, {school: tree.unit(school).name for school in concerned if school in tree.units})
    folder = order.out or drawer.root / TO_SEND / order.unit / order.as_of.isoformat()
    for school, findings in found.items():
        head = Head(
            order.unit,
            tree.unit(order.unit).name,
            school,
            tree.unit(school).name,
            order.school_year,
            order.as_of,
            dues,
            order.contact,
        )
        pairs = pair_leaf([finding for finding in findings if finding.code in paired], sides, book)
        pack = build_pack(head, findings, rows[school], book, pairs, beside[school])
        drawer.keep(pack, made_at=now)
        yield _write_files(bench, pack, (*findings, *beside[school]), seal(pack, key), folder)


def _write_files(bench: Workbench, pack: Pack, findings: Sequence[Finding], sealed: str, folder: Path) -> Sent:
    workbook = folder / f"phieu-viec_{pack.school_code}.xlsx"
    page = workbook.with_suffix(".html")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workbook.write_bytes(write_pack(pack, sealed=sealed, labels=bench.labels.texts))
        page.write_bytes(_page_of(bench, pack).encode())
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or folder)) from fault
    cells = sum(bool(cell.reasons) for leaf in pack.leaves for line in leaf.lines for cell in line.cells)
    return Sent(pack, len(findings), cells, workbook, page)


def _page_of(bench: Workbench, pack: Pack) -> str:
    """The page to print: the tasks of the pack without the names of children."""
    labels = bench.labels
    facts = {
        labels("pack.guide.from"): pack.unit_name,
        labels("pack.guide.school"): f"{pack.school_name} ({pack.school_code})",
        labels("pack.guide.school_year"): pack.school_year,
        labels("pack.guide.as_of"): pack.as_of.strftime(DAY_FORM),
        labels("pack.guide.due"): "; ".join(f"{what}: {day.strftime(DAY_FORM)}" for what, day in pack.dues),
        labels("pack.guide.contact"): pack.contact or labels("pack.guide.no_contact"),
    }
    leaf = pack.leaf(TASKS)
    lines = leaf.lines if leaf else ()
    names = [field.name for field in leaf.fields] if leaf else []
    tasks = [dict(zip(names, (cell.text for cell in line.cells), strict=True)) for line in lines]
    return work_page(labels("pack.name", school=pack.school_name), facts, tasks, labels=labels)


def read_book(bench: Workbench, day: date) -> Book:
    """What packs are filled from as of a day: words, drop-downs, the items of each grade, where each rule points."""
    rules = bench.rulebook.rules_in_force(day)
    items = bench.rulebook.assessment.grade_items()
    return Book(
        labels=bench.labels.texts,
        choices=_choices(bench),
        items=[Item(one.grade, one.kind, one.item, one.name, one.has_score) for one in items],
        rules={code: Pointed(rule.table, rule.field) for code, rule in rules.items()},
        schools={unit.id: unit.name for unit in bench.tree(day).units.values()},
    )


def _choices(bench: Workbench) -> Choices:
    yes_no = [(bench.labels("format.yes"), "yes"), (bench.labels("format.no"), "no")]
    catalogues = bench.rulebook.identity.catalogues.values()
    named = {one.id: tuple(_words(one.terms)) for one in catalogues}
    drop = [(bench.labels("pack.drop_row"), "yes")]
    kinds = [(bench.labels(f"pack.score_kind.{kind}"), kind) for kind in SCORE_KINDS]
    return {
        "flag": yes_no,
        "drop_row": drop,
        "score_kind": kinds,
        **{name: listed(name) for name in VOCABULARIES},
        **named,
    }


def _words(terms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The word by which an officer knows each code of a catalogue: its first spelling that is no code itself."""
    for code, spellings in terms.items():
        word = next((one for one in spellings if len(one) > CODE_LENGTH and not one.isdecimal()), "")
        if word:
            yield word, code


def _dues(bench: Workbench, order: Order, steps: Sequence[str]) -> Iterator[tuple[str, date]]:
    """Until when the plan wants each review done: the last day of the duty that its measure shows."""
    plan = bench.rulebook.plan(bench.tree(order.as_of).lineage(order.unit, order.as_of), order.school_year)
    for step in steps:
        for duty in plan.duties if plan else ():
            if duty.evidence.kind == "measure" and duty.evidence.measure in STEPS[step].headline:
                yield bench.labels(f"step.{step}"), duty.last_day
