"""Which family a file belongs to: the one whose headings fit best, whatever the file is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hocba_ops.errors import OpsError, UnknownHeading
from hocba_ops.sources import (
    attestation_list,
    card_register_compact,
    card_register_wide,
    certificate_inventory,
    exemption_list,
    published_figures,
    pupil_export,
    readiness_form,
    receipt_register,
    result_export,
    school_list,
    staff_export,
    training_list,
)
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

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.name: family
        for family in (
            school_list.FAMILY,
            pupil_export.FAMILY,
            staff_export.FAMILY,
            result_export.FAMILY,
            card_register_wide.FAMILY,
            card_register_compact.FAMILY,
            receipt_register.FAMILY,
            certificate_inventory.FAMILY,
            readiness_form.FAMILY,
            training_list.FAMILY,
            attestation_list.FAMILY,
            exemption_list.FAMILY,
            published_figures.FAMILY,
        )
    }
)
"""Every file family by name."""

LAYOUTS = tuple(layout for family in FAMILIES.values() for layout in family.layouts)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's family, the headings found on its sheets, and the sheets that should have had one and do not."""

    family: Family
    matches: tuple[tuple[Grid, Match], ...]
    faults: tuple[OpsError, ...]


def recognise(grids: Sequence[Grid], *, path: str) -> Recognised:
    """The family that names most columns over all sheets. Raises `UnknownHeading` when no sheet has a known heading."""
    tops = [top_rows(grid) for grid in grids]
    headers = [list(possible_headers(rows)) for rows in tops]
    found = {name: [_best(family, possible) for possible in headers] for name, family in FAMILIES.items()}
    best = max(FAMILIES, key=lambda name: sum(len(match.columns) for match in found[name] if match))
    pairs = tuple((grid, match) for grid, match in zip(grids, found[best], strict=True) if match)
    unmatched = [
        UnknownHeading(path, grid.sheet, likeliest_heading(rows), missing_headings(possible, LAYOUTS))
        for grid, rows, possible, match in zip(grids, tops, headers, found[best], strict=True)
        if match is None and any(map(any, rows))
    ]
    if not pairs:
        raise next(iter(unmatched), UnknownHeading(path, "", []))
    return Recognised(FAMILIES[best], pairs, () if FAMILIES[best].has_catalogues else tuple(unmatched))


def _best(family: Family, headers: Sequence[Header]) -> Match | None:
    matches = [found for layout in family.layouts if (found := best_match(headers, layout))]
    return max(matches, key=lambda found: len(found.columns), default=None)
