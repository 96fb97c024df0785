import polars as pl
import pytest

from hocba_ops.sources.marks import as_flag, as_mark

PLACES = pl.DataFrame({"sheet": ["S"], "row_number": [2]}, schema={"sheet": pl.String, "row_number": pl.Int64})


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("x", True),
        ("X", True),
        ("Có", True),
        ("1", True),
        ("TRUE", True),
        ("true", True),
        ("✓", True),
        ("✔", True),
        ("FALSE", False),
        ("Không", False),
        ("0", False),
        ("?", None),
    ],
)
def test_yes_and_no_are_read_in_their_spellings(text: str, flag: bool | None) -> None:
    values, told = as_flag("is_met", PLACES, pl.Series([text]))
    assert values.to_list() == [flag]
    assert told.height == (flag is None)


def test_empty_cell_says_no_only_in_a_column_of_marks() -> None:
    empty = pl.Series([None], dtype=pl.String)
    assert as_flag("is_met", PLACES, empty)[0].to_list() == [None]
    assert as_mark("is_met", PLACES, empty)[0].to_list() == [False]
