import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.sources.cells import COMPOSABLE, FOLDABLE, clean_text, composed, folded
from hocba_ops.text import fold_spaces, nfc


@given(st.lists(st.text(max_size=12), max_size=20))
def test_columns_are_cleaned_exactly_as_single_texts_are(texts: list[str]) -> None:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    cleaned = frame.select(folded(composed(pl.col("text"))))["text"].to_list()
    assert cleaned == [fold_spaces(nfc(text)) for text in texts]


def test_no_break_space_is_trimmed_and_told_as_spaces() -> None:
    frame = pl.DataFrame({"sheet": ["S", "S"], "row_number": [4, 5], "name": ["\u00a0Lê  An ", " "]})
    clean, repairs = clean_text(frame)
    assert clean["name"].to_list() == ["Lê An", None]
    assert repairs.rows() == [
        ("S", 4, "name", "khoang_trang", "\u00a0Lê  An ", "Lê An"),
        ("S", 5, "name", "khoang_trang", " ", ""),
    ]


def test_no_letter_that_cleaning_would_change_is_passed_over() -> None:
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    texts = [f"{before}{letter}b" for before in ("", "o", " o") for letter in letters]
    frame = pl.DataFrame({"text": texts}).with_columns(clean=folded(composed(pl.col("text"))))
    changed = frame.filter(pl.col("text") != pl.col("clean"))
    flagged = pl.col("text").str.contains(COMPOSABLE) | pl.col("text").str.contains(FOLDABLE)
    assert changed.height > len(letters)
    assert changed.filter(~flagged).is_empty()
