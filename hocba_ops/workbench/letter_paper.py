"""The paper around a document's body: whose it is, number and day, title, to whom, and who signs."""

from datetime import date

from hocba_ops.documents.letters import Column, Paper
from hocba_ops.domain.org_unit import Unit
from hocba_ops.rulebook.letters import LetterKind
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.letter_content import Content
from hocba_ops.workbench.letter_order import LetterOrder, authority_of, issuing_unit, kind_of, office_of

SIGNER, SECRETARY = "nguoi_ky", "thu_ky"
"""The signature fields of people; the seal's is `con_dau`."""

WORDS = ("country", "motto", "to", "recipients", "carried")
"""The fixed words of every document, by their labels `letter.word.<name>`."""


def paper_of(bench: Workbench, order: LetterOrder, content: Content, *, sign: str = "") -> Paper:
    """The whole document; without a sign it is a draft, and says so across each page."""
    kind, labels = kind_of(bench, order), bench.labels
    unit, office = issuing_unit(bench, order), office_of(bench, order)
    printed = sign or sign_pattern(bench, order).replace("{number}", labels("letter.number_open"))
    marks = [*([] if sign else ["draft"]), *(["rehearsal"] if bench.settings.rehearsal else [])]
    return Paper(
        form=kind.form,
        block=block_of(bench, order, unit),
        number=labels("letter.number", sign=printed),
        place_and_day=_place_and_day(bench, office.place, date.fromisoformat(order.dated)),
        dated=order.dated,
        title=labels(f"letter.title.{order.kind}"),
        subject=_subject(bench, order),
        addressees=_addressees(bench, order, kind),
        body=content.parts,
        recipients=tuple(labels(f"letter.recipients_of.{order.kind}").split("\n")),
        signers=letter_signers(bench, order, kind),
        layout=bench.rulebook.letters.layout.figures(),
        words={name: labels(f"letter.word.{name}") for name in WORDS},
        mark=" – ".join(labels(f"letter.mark.{one}") for one in marks),
    )


def block_of(bench: Workbench, order: LetterOrder, unit: Unit) -> tuple[str, ...]:
    """Whose paper it is, from above: the office's own, or its superior body's when signed in that one's stead."""
    own = authority_of(bench, order).paper == "own"
    return unit.issuing_block if own or len(unit.issuing_block) < 2 else unit.issuing_block[:-1]


def sign_pattern(bench: Workbench, order: LetterOrder) -> str:
    """The sign of the document with its number still open: `{number}/BC-PGDĐT`."""
    kind, letters = kind_of(bench, order), paper_letters(bench, order)
    return kind.number.replace("{kind}", kind.abbreviation).replace("{office}", letters)


def paper_letters(bench: Workbench, order: LetterOrder) -> str:
    """The letters of the body whose paper it is."""
    office = office_of(bench, order)
    is_own = authority_of(bench, order).paper == "own"
    return office.abbreviation if is_own else office.superior_abbreviation


def _place_and_day(bench: Workbench, place: str, day: date) -> str:
    """Days below ten and the first two months are written with a nought, as the decree has it."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return bench.labels("letter.place_and_day", place=place, day=f"{day.day:02d}", month=month, year=day.year)


def _subject(bench: Workbench, order: LetterOrder) -> str:
    as_of = date.fromisoformat(order.as_of)
    told = {"as_of": f"{as_of:%d/%m/%Y}", "school_year": order.school_year}
    return bench.labels(f"letter.subject.{order.kind}", **told)


def _addressees(bench: Workbench, order: LetterOrder, kind: LetterKind) -> tuple[str, ...]:
    """The school, or the office above on the day; minutes are sent to nobody."""
    if kind.form == "minutes":
        return ()
    tree = bench.tree(date.max)
    if order.school:
        return (tree.unit(order.school).name,)
    above = tree.answers_to(order.issuer, date.fromisoformat(order.dated))
    return (above.name,) if above else ()


def letter_signers(bench: Workbench, order: LetterOrder, kind: LetterKind) -> tuple[Column, ...]:
    """The signatures of a document: what stands above each, the name below it, its field."""
    office, labels = office_of(bench, order), bench.labels
    if kind.form == "minutes":
        return (
            Column((labels("letter.secretary"),), "", order.secretary, SECRETARY),
            Column((labels("letter.chair"),), "", order.signer, SIGNER, has_seal=True),
        )
    titles = {"head": office.head, "deputy": office.deputy, "superior_head": office.superior_head}
    lines = tuple(line.format(**titles) for line in authority_of(bench, order).lines)
    return (Column(lines, "", order.signer, SIGNER, has_seal=True),)
