"""A link reproduces the view, and whatever else it says is as if it were absent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.dashboards.state import LANGUAGES, LONGEST, SINCE, State

CODES = st.from_regex(r"[A-Za-z0-9_.-]{1,30}", fullmatch=True)
WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=30).map(str.strip).filter(str.isprintable)
STATES = st.builds(
    State,
    page=CODES | st.just(""),
    unit=CODES | st.just(""),
    school_year=st.integers(1990, 2090).map(lambda year: f"{year}-{year + 1}") | st.just(""),
    as_of=st.dates() | st.none(),
    anchor=st.dates() | st.none(),
    since=st.sampled_from(SINCE),
    class_name=WORDS,
    language=st.sampled_from(LANGUAGES),
)


@given(STATES)
def test_a_state_written_as_a_link_and_read_again_is_the_same_state(state):
    assert State.of_query(state.to_query()) == state
    assert State.of_query(f"?{state.to_query()}") == state


@given(st.text(max_size=200))
def test_a_link_of_any_letters_is_read_without_an_error_and_stays_what_was_read(text):
    read = State.of_query(text)
    assert State.of_query(read.to_query()) == read


@pytest.mark.parametrize(
    "query",
    [
        "ngay=30/06/2025",
        "nam-hoc=2024-2026",
        "so-voi=3",
        "tieng=fr",
        "don-vi=../../etc",
        f"don-vi={'a' * (LONGEST + 1)}",
        "muc-dich=ra_soat",
        "trang=",
    ],
)
def test_a_malformed_or_unknown_part_of_a_link_is_as_if_it_were_absent(query):
    assert State.of_query(query) == State()


def test_a_purpose_never_stands_in_a_link_so_that_no_link_reads_rows():
    state = State(page="coverage", unit="quan-1", as_of=date(2025, 6, 30), class_name="5A")
    assert "muc-dich" not in state.to_query()


def test_the_day_to_compare_with_is_counted_back_from_the_day_asked_about():
    assert State(as_of=date(2025, 6, 30), since=7).since_day == date(2025, 6, 23)
    assert State(as_of=date(2025, 6, 30)).since_day is None
