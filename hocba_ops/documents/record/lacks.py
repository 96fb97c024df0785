"""What a record lacks of what the exchange layout asks: said of each field, never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hocba_ops.documents.record.layout import Field, read_layout
from hocba_ops.documents.record.record import Record, Row

BIRTH = ("ngaythangnamsinh", "thangnamsinh", "namsinh")


class LackKind(StrEnum):
    """What is wrong with a field."""

    NEEDED = "needed"
    """Without it no file is made."""
    REQUIRED = "required"
    """The exchange layout requires it; the file is made without."""
    TOO_LONG = "too_long"
    """Longer than our own files allow; no file is made."""
    NO_ROOM = "no_room"
    """Longer than the exchange layout allows; the file is made."""


STOPS = (LackKind.NEEDED, LackKind.TOO_LONG)
"""What keeps a file from being made."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that is missing or does not fit. `field`: its name, a child's as `dsbangdiem.mamonhoc`."""

    field: str
    kind: LackKind


def find_lacks(record: Record) -> tuple[Lack, ...]:
    """What the record lacks, each field once, in the order of the layout."""
    layout = read_layout(record.kind)
    found = [*_lacks_of(layout.fields, record.values, ""), *_birth(record)]
    for name, fields in layout.children.items():
        for row in record.children.get(name, ()):
            found += _lacks_of(fields, row, f"{name}.")
    return tuple(dict.fromkeys(found))


def _lacks_of(fields: Sequence[Field], row: Row, above: str) -> Iterator[Lack]:
    for field in fields:
        value = row.get(field.name)
        if value is None:
            if field.is_needed or (field.is_required and row.get(field.unless) is not True):
                yield Lack(above + field.name, LackKind.NEEDED if field.is_needed else LackKind.REQUIRED)
        elif isinstance(value, str) and field.length:
            if len(value) > (field.longest or field.length):
                yield Lack(above + field.name, LackKind.TOO_LONG)
            elif len(value) > field.length:
                yield Lack(above + field.name, LackKind.NO_ROOM)


def _birth(record: Record) -> Iterator[Lack]:
    """The layout has three fields for the birth and makes none of them obligatory; one of them there must be."""
    if not any(name in record.values for name in BIRTH):
        yield Lack(BIRTH[0], LackKind.REQUIRED)
