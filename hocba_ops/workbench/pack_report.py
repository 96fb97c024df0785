"""What was not merged of a returned pack, told cell by cell: what stood there, what stands now, what came back, why."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook

from hocba_ops.packs.layout import cell_name
from hocba_ops.packs.merge import Change, Outcome
from hocba_ops.packs.pack import Pack
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Sheet, Styles, write_sheet

COLUMNS = ("sheet_name", "cell", "field", "base", "ours", "theirs", "outcome", "reason")
TOLD = (Outcome.INVALID, Outcome.CONFLICT)


def tell_changes(changes: Sequence[Change], labels: Labels) -> tuple[dict[str, str], ...]:
    """The cells that came back and were not applied, in words."""
    return tuple(_tell(change, labels) for change in changes if change.outcome in TOLD)


def write_report(told: Sequence[Mapping[str, str]], out: Path, pack: Pack, as_of: date, labels: Labels) -> Path:
    """Write those cells to a workbook and give its place back. It tells about persons and stays with the packs."""
    lines = [(labels("pack.guide.school"), pack.school_name), (labels("pack.guide.as_of"), as_of)]
    heads = [labels(f"pack.report.{name}") for name in COLUMNS]
    rows = [[one[name] for name in COLUMNS] for one in told]
    sheet = Sheet(labels("pack.report.sheet"), labels("pack.report.title"), heads, rows, lines)
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(as_of, time())})
        write_sheet(book, sheet, Styles(book, labels))
    return out


def _tell(change: Change, labels: Labels) -> dict[str, str]:
    at, place = change.leaf.lines.index(change.line), change.leaf.place(change.field.name)
    return {
        "sheet_name": change.leaf.name,
        "cell": cell_name(at, place),
        "field": change.field.head,
        "base": change.base,
        "ours": change.ours,
        "theirs": change.filled.text,
        "outcome": labels(f"pack.outcome.{change.outcome}"),
        "reason": labels(f"pack.misfit.{change.misfit}") if change.misfit else "",
    }
