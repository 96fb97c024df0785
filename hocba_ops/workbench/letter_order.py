"""What a document is asked to be: which kind, about whom, as of which day, by which office, signed by whom."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from hocba_ops.domain.org_unit import Unit, UnitTree
from hocba_ops.errors import LetterProblem, LetterRefused, OfficeNotInBeing
from hocba_ops.reporting.formats import day as day_text
from hocba_ops.rulebook.letters import Authority, LetterKind, LetterOffice
from hocba_ops.workbench.bench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """An order to draft. Days in ISO 8601; `issuer` empty: the unit itself; `school` empty: about the whole unit.

    `authority`: an id of letters.toml; `signer`, `secretary`: the names below the signatures, may be empty.
    """

    kind: str
    unit: str
    school_year: str
    as_of: str
    dated: str
    school: str = ""
    issuer: str = ""
    authority: str = "truc_tiep"
    signer: str = ""
    secretary: str = ""

    @property
    def about(self) -> str:
        """The unit or school that its figures are of."""
        return self.school or self.unit

    @property
    def letter_id(self) -> str:
        """The name of its folder: day, kind, about whom, and the beginning of a digest of all of it."""
        digest = sha256(json.dumps(self.told(), sort_keys=True).encode()).hexdigest()[:8]
        return f"{self.dated}_{self.kind}_{self.about}_{digest}"

    def told(self) -> dict[str, str]:
        """The order as plain texts."""
        return asdict(self)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "LetterOrder":
        """The order that a document tells; `TypeError` for what is none."""
        return cls(**{name: str(value) for name, value in told.items()})


def checked_order(bench: Workbench, order: LetterOrder) -> LetterOrder:
    """The order with its issuer filled in, once it is one that can be.

    `LetterRefused` for a kind, school, day or office that does not fit, `OfficeNotInBeing` when the office that issues
    it does not exist on the day that it bears.
    """
    kind = kind_of(bench, order)
    authority_of(bench, order)
    as_of, dated = date.fromisoformat(order.as_of), date.fromisoformat(order.dated)
    if dated < as_of:
        raise LetterRefused(order.dated, LetterProblem.FUTURE)
    bench.known_unit(order.unit)
    if kind.to_school != bool(order.school):
        raise LetterRefused(order.kind, LetterProblem.NEEDS_SCHOOL if kind.to_school else LetterProblem.NO_SCHOOL)
    tree = bench.tree(as_of)
    if order.school and order.school not in tree.schools_under(order.unit, as_of):
        raise LetterRefused(order.school, LetterProblem.OTHER_SCHOOL)
    whole = replace(order, issuer=order.issuer or order.unit)
    office_of(bench, whole)
    issuing_unit(bench, whole)
    return whole


def kind_of(bench: Workbench, order: LetterOrder) -> LetterKind:
    """The kind of the document."""
    kinds = bench.rulebook.letters.kinds
    if order.kind not in kinds:
        raise LetterRefused(order.kind, LetterProblem.UNKNOWN_KIND, choices=list(kinds))
    return kinds[order.kind]


def authority_of(bench: Workbench, order: LetterOrder) -> Authority:
    """In whose stead it is signed."""
    known = bench.rulebook.letters.authorities
    if order.authority not in known:
        raise LetterRefused(order.authority, LetterProblem.UNKNOWN_AUTHORITY, choices=list(known))
    return known[order.authority]


def office_of(bench: Workbench, order: LetterOrder) -> LetterOffice:
    """How the issuing office signs."""
    known = bench.rulebook.letters.offices
    if order.issuer not in known:
        raise LetterRefused(order.issuer, LetterProblem.NO_OFFICE)
    return known[order.issuer]


def issuing_unit(bench: Workbench, order: LetterOrder) -> Unit:
    """The office that issues the document, in being on the day that it bears; `OfficeNotInBeing` otherwise."""
    day, tree = date.fromisoformat(order.dated), bench.tree(date.max)
    bench.known_unit(order.issuer)
    unit = tree.unit(order.issuer)
    if tree.exists_on(unit.id, day):
        return unit
    shown = day_text(day, bench.labels)
    if unit.valid_to is not None and unit.valid_to < day:
        ended = day_text(unit.valid_to, bench.labels)
        raise OfficeNotInBeing(unit.name, shown, ended=ended, now_issuing=_heirs(tree, unit, day))
    begins = day_text(unit.valid_from, bench.labels)
    raise OfficeNotInBeing(unit.name, shown, begins=begins)


def _heirs(tree: UnitTree, unit: Unit, day: date) -> list[str]:
    """Who issues instead: the successors in being, and the office that the ended one answered to."""
    above = tree.answers_to(unit.id, unit.valid_to or day - timedelta(days=1))
    found = [*unit.successors, *([above.id] if above else [])]
    return [f"{tree.unit(one).name} ({one})" for one in found if tree.exists_on(one, day)]
