"""Which family a file belongs to: the one whose headings fit best, whatever the file is called.

What the officer mapped comes first; then the headings that offices are known to use.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hocba_ops.errors import OpsError, UnknownHeading
from hocba_ops.sources.family import FAMILIES, LAYOUTS
from hocba_ops.sources.headings import (
    Header,
    Match,
    best_match,
    likeliest_heading,
    missing_headings,
    possible_headers,
    top_rows,
)
from hocba_ops.sources.layout import Family, Grid
from hocba_ops.sources.mapping import HeadingMap, mapped
from hocba_ops.sources.sections import Section, fits, sections_of


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a file: the family that reads it, where it stands, and what a mapping adds to it."""

    family: Family
    grid: Grid
    match: Match
    constants: Mapping[str, str] = field(default_factory=dict)
    as_of_heading: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's family, the tables found on its sheets, and the sheets that should have had one and do not."""

    family: Family
    tables: tuple[Table, ...]
    faults: tuple[OpsError, ...]


def recognise(grids: Sequence[Grid], *, path: str, mappings: Sequence[HeadingMap] = ()) -> Recognised:
    """The family that names most columns over all sheets, and every table of the file.

    A sheet of another family beside it is read as what it is. Raises `UnknownHeading` when no sheet has a known
    heading.
    """
    tops = [top_rows(grid) for grid in grids]
    headers = [list(possible_headers(rows)) for rows in tops]
    by_hand = [_mapped(grid, possible, mappings) for grid, possible in zip(grids, headers, strict=True)]
    open_sheets = [at for at, table in enumerate(by_hand) if table is None]
    found = {
        name: {at: match for at in open_sheets if (match := _best(family, grids[at], headers[at]))}
        for name, family in FAMILIES.items()
    }
    best = _family_of(by_hand, found)
    tables: list[Table] = []
    faults: list[OpsError] = []
    for at, grid in enumerate(grids):
        if by_hand[at] is not None:
            tables += [table for table in (by_hand[at],) if table]
        elif named := _sheet_family(at, best, found):
            whole = sections_of(grid, found[named][at], FAMILIES[named], tuple(FAMILIES.values()))
            tables += map(_as_table, whole.sections)
            faults += [
                UnknownHeading(path, grid.sheet, words, row=row) for row, words in _numbered(grid, whole.strange)
            ]
        elif any(map(any, tops[at])) and not FAMILIES[best].has_catalogues:
            faults.append(_unknown(path, grid, tops[at], headers[at]))
    if not tables:
        lost = (_unknown(path, grid, tops[at], headers[at]) for at, grid in enumerate(grids) if any(map(any, tops[at])))
        raise next(lost, UnknownHeading(path, "", []))
    return Recognised(FAMILIES[best], tuple(tables), tuple(faults))


def _mapped(grid: Grid, headers: Sequence[Header], mappings: Sequence[HeadingMap]) -> Table | None:
    known = mapped(headers, mappings, sheet=grid.sheet) if mappings else None
    if known is None:
        return None
    how, header = known
    family = FAMILIES[how.family]
    layout = next(layout for layout in family.layouts if layout.name == how.layout)
    return Table(family, grid, how.match(header, layout), how.constants, how.as_of_heading)


def _best(family: Family, grid: Grid, headers: Sequence[Header]) -> Match | None:
    matches = [found for layout in family.layouts if (found := best_match(headers, layout)) and fits(grid, found)]
    return max(matches, key=lambda found: len(found.columns), default=None)


def _family_of(by_hand: Sequence[Table | None], found: Mapping[str, Mapping[int, Match]]) -> str:
    """The family that most columns speak for; what was mapped by hand speaks before everything else."""
    mapped_name = next((table.family.name for table in by_hand if table), None)
    return mapped_name or max(FAMILIES, key=lambda name: sum(len(match.columns) for match in found[name].values()))


def _sheet_family(at: int, best: str, found: Mapping[str, Mapping[int, Match]]) -> str | None:
    """The family of one sheet: the file's own where it fits, else the one that names most of its columns."""
    fitting = [name for name in found if at in found[name]]
    if best in fitting:
        return best
    return max(fitting, key=lambda name: len(found[name][at].columns), default=None)


def _as_table(section: Section) -> Table:
    return Table(section.family, section.grid, section.match)


def _numbered(grid: Grid, strange: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Places in the grid as the rows that Excel counts."""
    for at, words in strange:
        yield grid.cells["row_number"][at], words


def _unknown(path: str, grid: Grid, rows: Sequence[Sequence[str]], headers: Sequence[Header]) -> UnknownHeading:
    return UnknownHeading(path, grid.sheet, likeliest_heading(rows), missing_headings(headers, LAYOUTS))
