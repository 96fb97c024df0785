"""The lists that identity data are held against, as tables for the texts of a question."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.address_frames import address_unit_frame
from hocba_ops.rulebook.identity import Identity
from hocba_ops.rulebook.identity_frames import age_frame, nationality_frame, parent_age_frame, term_frame

Lists = Mapping[str, pl.DataFrame]
_MADE: dict[tuple[str, str], Lists] = {}
"""The lists made so far, by rulebook and school year: ten thousand spellings of places, the same for every question."""


def person_lists(rulebook: Rulebook, school_year: str) -> Lists:
    """Words of the catalogues, ages by grade, ages of parents, units of address."""
    key = (rulebook.sha256, school_year)
    if key not in _MADE:
        _MADE[key] = _make(rulebook.identity, school_year)
    return _MADE[key]


def _make(identity: Identity, school_year: str) -> Lists:
    return {
        "nationality_word": nationality_frame(identity),
        "ethnicity_word": term_frame(identity, "ethnicity"),
        "no_number_word": term_frame(identity, "no_number_reason"),
        "grade_age": age_frame(identity, school_year),
        "parent_age": parent_age_frame(identity),
        "address_unit": address_unit_frame(identity),
    }
