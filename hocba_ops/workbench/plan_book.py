"""The workbook in which a plan that was read is compared with its paper: one row a duty, with the quote beside it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from hocba_ops.errors import NotPermitted
from hocba_ops.plans.checks import last_day
from hocba_ops.reporting.sheets import Sheet, Styles, sheet_name, write_sheet
from hocba_ops.text import fold_spaces
from hocba_ops.workbench.catalogue import Catalogue
from hocba_ops.workbench.planning import PlanRead, Proposed, clause_words, finding_words, place_words

DUTY = (
    "number", "clause", "phase", "duty", "actors", "grades", "words", "first_day", "named_day", "last_day",
    "shown_by", "sureness", "why", "place", "quote", "checked",
)  # fmt: skip
FINDING = ("rule", "severity", "found", "mend", "place")
MADE = date(2000, 1, 1)
"""The day written into the file as its making: the same plan gives the same bytes."""


def write_plan_book(catalogue: Catalogue, read: PlanRead, out: Path) -> Path:
    """Write the workbook and give its place back. `NotPermitted` where it cannot be written."""
    sheets = (_duties(catalogue, read), _findings(catalogue, read), _papers(catalogue, read), _skipped(catalogue, read))
    taken: list[str] = []
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with Workbook(out, {"in_memory": True}) as book:
            book.set_properties({"created": datetime.combine(read.draft.head.signed_on or MADE, time())})
            styles = Styles(book, catalogue.labels)
            for sheet in sheets:
                taken.append(sheet_name(sheet.name, taken))
                write_sheet(book, sheet, styles)
    except (OSError, FileCreateError) as fault:
        raise NotPermitted(str(out)) from fault
    return out


def head_lines(catalogue: Catalogue, read: PlanRead) -> Iterator[tuple[str, object]]:
    """What the head of the paper says, line by line; what could not be read is said to be so."""
    say, head = catalogue.labels, read.draft.head
    names = {
        "file": read.file.name,
        "paper_number": head.number,
        "signed_on": head.signed_on,
        "issuer": " ".join(filter(None, (head.body, head.place))),
        "position": head.position,
        "subject": head.subject,
        "unit": catalogue.rulebook.offices[read.unit].name if read.unit else "",
        "school_year": read.school_year,
        "phases": "; ".join(read.draft.phases),
    }
    for name, value in names.items():
        yield say(f"plan.head.{name}"), value or say("plan.unread")


def file_notes(catalogue: Catalogue, read: PlanRead) -> Iterator[str]:
    """What is to be known of how the file was read: pages that are pictures, tracked changes, old alphabets."""
    say, file = catalogue.labels, read.file
    if file.scanned:
        yield say("plan.note.scanned", pages=", ".join(map(str, file.scanned)))
    if file.changes:
        yield say("plan.note.changes", count=file.changes)
    if file.boxes:
        yield say("plan.note.boxes", count=file.boxes)
    if file.alphabets:
        yield say("plan.note.alphabets", names=", ".join(file.alphabets))
    if file.unclear:
        yield say("plan.note.unclear", count=file.unclear)


def duty_row(catalogue: Catalogue, task: Proposed, turn: int) -> dict[str, object]:
    """A proposal in words, by column."""
    say, when = catalogue.labels, task.when
    stage = catalogue.rulebook.plan_words.stages.get(task.stage)
    shown = say(f"measure.{stage.measure}") if stage and stage.measure else stage.asks if stage else ""
    return {
        "number": turn,
        "clause": clause_words(catalogue, task),
        "phase": task.phase,
        "duty": task.title,
        "actors": ", ".join(say(f"plan.actor.{actor}") for actor in task.actors),
        "grades": ", ".join(map(str, task.grades)),
        "words": task.words,
        "first_day": when.first if when else None,
        "named_day": when.named if when else None,
        "last_day": last_day(task),
        "shown_by": shown if when else "",
        "sureness": say(f"plan.sureness.{'guessed' if task.is_guessed else 'read'}"),
        "why": "; ".join(say(f"plan.reason.{reason}") for reason in task.reasons),
        "place": place_words(catalogue, task.block),
        "quote": fold_spaces(task.quote),
        "checked": "",
    }


def _duties(catalogue: Catalogue, read: PlanRead) -> Sheet:
    say = catalogue.labels
    rows = [duty_row(catalogue, task, turn) for turn, task in enumerate(read.tasks, start=1)]
    notes = [(say("column.note"), note) for note in file_notes(catalogue, read)]
    lines = [*head_lines(catalogue, read), *notes]
    heads = [say(f"plan.column.{name}") for name in DUTY]
    return Sheet(
        say("plan.sheet.duties"), say("plan.title"), heads, [[row[name] for name in DUTY] for row in rows], lines
    )


def _findings(catalogue: Catalogue, read: PlanRead) -> Sheet:
    say = catalogue.labels
    rules = {rule.id: rule for rule in catalogue.rulebook.rules}
    rows = [
        (
            f"{found.rule} {say(f'rule.{found.rule}')}",
            say(f"severity.{rules[found.rule].severity}"),
            finding_words(catalogue, found),
            rules[found.rule].mend,
            place_words(catalogue, found.duty.block) if found.duty else "",
        )
        for found in read.findings
    ]
    heads = [say(f"plan.column.{name}") for name in FINDING]
    return Sheet(say("plan.sheet.findings"), say("plan.findings"), heads, rows)


def _papers(catalogue: Catalogue, read: PlanRead) -> Sheet:
    say = catalogue.labels
    rows = [
        (
            one.number,
            one.signed_on,
            say("plan.basis") if one.is_basis else "",
            place_words(catalogue, one.block),
            one.block.text,
        )
        for one in read.draft.citations
    ]
    heads = [say(f"plan.column.{name}") for name in ("paper", "signed_on", "is_basis", "place", "quote")]
    return Sheet(say("plan.sheet.papers"), say("plan.papers"), heads, rows)


def _skipped(catalogue: Catalogue, read: PlanRead) -> Sheet:
    say = catalogue.labels
    rows = [(place_words(catalogue, block), fold_spaces(block.text)) for block in read.draft.skipped]
    heads = [say(f"plan.column.{name}") for name in ("place", "quote")]
    return Sheet(say("plan.sheet.skipped"), say("plan.skipped"), heads, rows)
