"""Offices with their dates, successors and the block that heads their papers, and who stands above whom."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, model_validator

from hocba_ops.domain.org_unit import Line, Parentage, Unit, UnitKind
from hocba_ops.rulebook.entry import Cited, Day, Words, check_order
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, entries, refuse_unknown

HEADS = ("document", "unit", "parentage")


class Office(Cited):
    """An office. Days are inclusive; no `valid_from`: since before our files, no `valid_to`: to this day."""

    id: Words
    name: Words
    short_name: Words
    kind: UnitKind
    code: str = ""
    valid_from: Day | None = None
    valid_to: Day | None = None
    successors: tuple[str, ...] = ()
    issuing_block: Annotated[tuple[str, ...], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Office":
        check_order(self.valid_from, self.valid_to)
        return self

    def unit(self) -> Unit:
        """The office as a node of the tree of units."""
        return Unit(**{name: getattr(self, name) for name in Unit.__slots__})


class OfficeParent(Cited):
    """An office answering to another on one line between two days, both inclusive."""

    id: Words
    child: Words
    parent: Words
    line: Line
    valid_from: Day | None = None
    valid_to: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> "OfficeParent":
        check_order(self.valid_from, self.valid_to)
        return self

    def parentage(self) -> Parentage:
        """The relation as an edge of the tree of units."""
        return Parentage(**{name: getattr(self, name) for name in Parentage.__slots__})


def read_offices(
    files: Sequence[DataFile], faults: Faults
) -> tuple[list[Located[Office]], list[Located[OfficeParent]]]:
    """The offices and the relations between them of the files `units/*.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return (
        [entry for file in files for entry in entries(Office, file, faults, table="unit")],
        [entry for file in files for entry in entries(OfficeParent, file, faults, table="parentage")],
    )
