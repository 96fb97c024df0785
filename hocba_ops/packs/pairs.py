"""The pairs of a pack: rows that may be one child, with what the other school has only as far as it takes to settle.

Of another school's child a school is told initials, year of birth, class and the ends of the pupil code: enough to find
the child together with that school, too little to know the child without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hocba_ops.domain.identity import mask
from hocba_ops.packs.filling import DAY_FORM
from hocba_ops.packs.pack import Cell, Field, Input, Leaf, Line, line_key
from hocba_ops.packs.pointing import Book, place_of_finding
from hocba_ops.packs.rows import Row, SchoolRows
from hocba_ops.tables import Finding

PAIRS, PAIR_TABLE = "pairs", "pupil_pair"
DECISION, NOTE, DECIDED_BY = "decision", "note", "decided_by"
OPEN = (DECISION, NOTE, DECIDED_BY)
DECISIONS = ("cung_mot_em", "hai_em", "chua_ro")
"""What a school can say of a pair (`decision` of the table `pair_decision`)."""
FIELDS = ("number", "code", "own", "other_school", "other", "reason", "mend", "due", *OPEN)


@dataclass(frozen=True, slots=True)
class Side:
    """One row of a pair: its finding, the names of its school and of the other, and the row where the store has it."""

    finding: Finding
    school: str
    other_school: str
    row: Row


def pair_sides(
    findings: Iterable[Finding], rows: Mapping[str, SchoolRows], names: Mapping[str, str]
) -> dict[str, list[Side]]:
    """The sides of each pair by the key that they share; of a school that was not asked about, only its name."""
    sides: dict[str, list[Side]] = {}
    for finding in findings:
        school = finding.unit_id
        held = rows[school].at("pupil", place_of_finding(finding)) if school in rows else []
        other = names.get(finding.other_unit_id, finding.other_unit_id)
        side = Side(finding, names.get(school, school), other, held[0] if held else {})
        sides.setdefault(finding.key, []).append(side)
    return sides


def pair_leaf(findings: Sequence[Finding], sides: Mapping[str, Sequence[Side]], book: Book) -> Leaf | None:
    """A line for each side of a pair that stands in the school; None when it has none to settle."""
    choices = tuple((book.labels[f"pack.decision.{code}"], code) for code in DECISIONS)
    fields = tuple(
        Field(name, book.labels[f"pack.pair.{name}"], *((Input.CHOICE, choices) if name == DECISION else ()))
        for name in FIELDS
    )
    firsts: dict[str, Finding] = {}
    for finding in findings:
        firsts.setdefault(finding.key, finding)
    lines = [_line(number, one, sides[one.key]) for number, one in enumerate(firsts.values(), start=1)]
    if not lines:
        return None
    return Leaf(PAIRS, book.labels["pack.leaf.pairs"], book.labels["pack.title.pairs"], fields, tuple(lines))


def _line(number: int, finding: Finding, sides: Sequence[Side]) -> Line:
    here = place_of_finding(finding)
    own = next(side for side in sides if place_of_finding(side.finding) == here)
    others = [side for side in sides if side is not own]
    told = {
        "number": str(number),
        "code": finding.code,
        "own": _known(own.row) or finding.subject,
        "other_school": "; ".join(side.school for side in others) or own.other_school,
        "other": "; ".join(_other(side, finding.unit_id) for side in others),
        "reason": finding.message,
        "mend": finding.mend,
        "due": finding.due_on.strftime(DAY_FORM) if finding.due_on else "",
    }
    cells = tuple(Cell(told.get(name, ""), is_open=name in OPEN) for name in FIELDS)
    origin = {"code": finding.code, "pair_key": finding.key, "fingerprint": finding.fingerprint}
    return Line(line_key(origin), origin, cells)


def _other(side: Side, school: str) -> str:
    """The other row: as it is when it stands in the same school, else no more than it takes to settle."""
    if side.finding.unit_id == school:
        return _known(side.row) or side.finding.subject
    named = initials(str(side.row.get("full_name") or ""))
    born = side.row.get("birth_date")
    parts = (named, str(born.year) if isinstance(born, date) else "", str(side.row.get("class_name") or ""))
    return ", ".join(part for part in (*parts, mask(str(side.row.get("pupil_code") or ""))) if part)


def _known(row: Row) -> str:
    """A child of the own school: name, day of birth, class, pupil code."""
    born = row.get("birth_date")
    day = born.strftime(DAY_FORM) if isinstance(born, date) else ""
    parts = (row.get("full_name"), day, row.get("class_name"), row.get("pupil_code"))
    return ", ".join(str(part) for part in parts if part)


def initials(name: str) -> str:
    """The first letters of a name.

    >>> initials("Nguyễn Thị Thử")
    'N. T. T.'
    """
    return " ".join(f"{word[0].upper()}." for word in name.split())
