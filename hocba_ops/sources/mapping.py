"""A layout of an unknown vendor as the officer mapped it: which heading is which field, kept as data beside the files.

A mapping knows its sheet by the fingerprint of all its headings, whatever their order; so a column more or less is
another layout, to be looked at again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

from hocba_ops.sources.headings import Header, Match
from hocba_ops.sources.layout import Layout
from hocba_ops.text import heading_key

LEVELS = " | "
"""Stands between the merged headings above a column, from top to bottom."""
DIGITS = 16


@dataclass(frozen=True, slots=True)
class HeadingMap:
    """How one kind of sheet is read. `columns`: heading -> our field; `constants`: our field -> text for every row.

    `sheet` is a pattern (`*`: any sheet). `as_of_heading`: the column whose first cell says the day of the file.
    """

    name: str
    family: str
    layout: str
    fingerprint: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    sheet: str = "*"
    as_of_heading: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None

    def holds_for(self, header: Header, sheet: str) -> bool:
        """Whether a heading on a sheet is the one that was mapped."""
        return fnmatchcase(sheet, self.sheet) and fingerprint(header) == self.fingerprint

    def match(self, header: Header, layout: Layout) -> Match:
        """The columns of a heading by the fields that the officer gave them."""
        fields = {heading_key(heading): name for heading, name in self.columns.items()}
        places = {
            fields[key]: place for place, key in enumerate(map(heading_key, column_names(header))) if key in fields
        }
        return Match(layout, header, places)


def column_names(header: Header) -> list[str]:
    """What each column is called, merged headings from top to bottom; a name met before is numbered; none: ""."""
    names: list[str] = []
    for path in header.paths:
        name = LEVELS.join(path)
        count = sum(one == name or one.startswith(f"{name} #") for one in names)
        names.append(f"{name} #{count + 1}" if name and count else name)
    return names


def fingerprint(header: Header) -> str:
    """A digest of all headings of a table, in any order."""
    keys = sorted(heading_key(name) for name in column_names(header) if name)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:DIGITS]


def mapped(
    headers: Sequence[Header], mappings: Sequence[HeadingMap], *, sheet: str
) -> tuple[HeadingMap, Header] | None:
    """The mapping that one of the possible headings of a sheet carries the fingerprint of."""
    pairs = ((one, header) for header in headers for one in mappings)
    return next(((one, header) for one, header in pairs if one.holds_for(header, sheet)), None)
