"""What the browser says, and what becomes of the state: only fields of a link, and nothing that stays from before."""

from datetime import date

import pytest

from hocba_ops.dashboards.desk import FIELDS, other_language, place_of, with_field
from hocba_ops.dashboards.quiet import is_about_a_closed_tab
from hocba_ops.dashboards.state import KEYS, State

STATE = State(page="coverage", unit="79999901", as_of=date(2025, 6, 30), anchor=date(2025, 7, 1), class_name="5A")


def test_another_unit_takes_neither_the_class_nor_the_side_of_offices_along():
    assert with_field(STATE, "don-vi", "quan-1") == State(page="coverage", unit="quan-1", as_of=date(2025, 6, 30))


def test_a_field_that_is_emptied_goes_back_to_its_default_and_others_stay():
    assert with_field(STATE, "lop", "") == State(
        page="coverage", unit="79999901", as_of=date(2025, 6, 30), anchor=date(2025, 7, 1)
    )
    assert with_field(STATE, "neo", "").anchor is None


def test_a_value_that_no_link_could_hold_changes_nothing_but_to_the_default():
    assert with_field(STATE, "ngay", "hôm nay").as_of is None


def test_the_fields_of_the_page_are_words_of_a_link():
    assert set(KEYS) > FIELDS


@pytest.mark.parametrize(
    ("words", "place"), [("pupil 3ba4 full_name", ("pupil", "3ba4", "full_name")), ("pupil", None), ("", None)]
)
def test_a_masked_value_is_named_by_table_row_and_column_or_not_at_all(words, place):
    assert place_of(words) == place


def test_the_switch_of_language_leads_to_the_other_one():
    assert other_language("vi") == "en"
    assert other_language("en") == "vi"


def test_a_closed_tab_is_kept_out_of_the_log_and_another_fault_is_not():
    import logging

    def record(text):
        return logging.LogRecord("bokeh", logging.ERROR, "x", 1, text, (), None)

    assert not is_about_a_closed_tab(record("WebSocketClosedError: gone"))
    assert is_about_a_closed_tab(record("ValueError: wrong"))
