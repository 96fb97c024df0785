"""The zero that a spreadsheet took from the front of a personal number."""

import polars as pl

from hocba_ops.domain.identity import person_id
from hocba_ops.sources.cells import PLACE, Cells
from hocba_ops.sources.repairs import LOST_ZERO, changes, gathered


def restore_lost_zeros(cells: Cells) -> Cells:
    """The cells with the zero back, where sex and year of birth show that it belongs there (`person_id.repair`).

    A number of eleven digits that fits no better with a zero stays as it stands, for a review to ask about; so does
    every number of a file that does not hold sex and birth date.
    """
    frame = cells.frame
    if not {"person_id", "sex", "birth_date"} <= set(frame.columns):
        return cells
    suspects = frame.with_row_index("at").filter(pl.col("person_id").str.contains(r"^[0-9]{11}$"))
    numbers = frame["person_id"].to_list()
    for at, number, sex, year in suspects.select("at", "person_id", "sex", pl.col("birth_date").dt.year()).iter_rows():
        numbers[at] = person_id.repair(number, sex=sex, birth_year=year) or number
    whole = pl.Series("person_id", numbers, dtype=pl.String)
    told = changes(LOST_ZERO, "person_id", frame.select(PLACE), before=frame["person_id"], after=whole)
    return Cells(frame.with_columns(whole), gathered([cells.repairs, told]))
