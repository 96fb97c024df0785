from datetime import date

import polars as pl
import pytest
from district import build_frame

from hocba_ops.linkage.features import key_of, read_features, select_linkable
from hocba_ops.text import search_key

CHILD = {"school_code": "A", "pupil_code": "7900000001", "full_name": "Đặng Thị Ánh", "birth_date": date(2015, 3, 4)}


def read(*rows: dict) -> pl.DataFrame:
    return read_features(build_frame("pupil", rows))


@pytest.mark.parametrize(
    "name", ["ĐẶNG Thị  Ánh", "Đa\u0323\u0306ng Thi\u0323 A\u0301nh", "dang thi anh", "Nguyễn Hữu Được"]
)
def test_a_name_key_is_what_a_search_without_accents_takes(name):
    told = pl.DataFrame({"name": [name]}).select(key_of("name")).item()
    assert told == search_key(name)


@pytest.mark.parametrize(
    ("number", "digits", "is_sound"),
    [
        ("079 315 001 234", "079315001234", 1),
        ("'079315001234", "079315001234", 1),
        ("1215001234", "1215001234", 0),
        ("TAM-000124", None, 0),
        ("0792I4681357", None, 0),
        ("12345", None, 0),
        (None, None, 0),
    ],
)
def test_a_number_that_is_none_is_not_compared(number, digits, is_sound):
    row = read({**CHILD, "person_id": number}).row(0, named=True)
    assert (row["number"], row["is_sound"]) == (digits, is_sound)


def test_a_row_without_name_or_day_reads_as_unknown_and_does_not_fail():
    row = read({"school_code": None, "full_name": "  "}).row(0, named=True)
    assert (row["name_key"], row["given_key"], row["birth_year"], row["address_key"]) == (None, None, None, None)


def test_rows_are_numbered_by_their_place_whatever_the_order_they_come_in():
    rows = [{**CHILD, "pupil_code": str(code), "row_number": code} for code in range(2, 9)]
    forward, backward = read(*rows), read(*reversed(rows))
    assert forward.equals(backward)


def test_a_row_keeps_its_key_when_its_data_change_and_loses_its_print():
    before, after = read(CHILD), read({**CHILD, "mother_name": "Lê Thị Mai"})
    assert before["row_key"].to_list() == after["row_key"].to_list()
    assert before["row_print"].to_list() != after["row_print"].to_list()


def test_a_leaver_who_stands_on_another_list_under_the_same_code_is_left_to_that_list():
    left = {**CHILD, "pupil_status": "chuyen_di"}
    rows = read(left, {**CHILD, "school_code": "B", "pupil_status": "chuyen_den"})
    assert select_linkable(rows)["school_code"].to_list() == ["B"]
    assert select_linkable(read(left))["school_code"].to_list() == ["A"]


def test_a_row_typed_twice_in_one_school_is_compared_once_and_a_row_without_name_never():
    rows = read(CHILD, CHILD, {**CHILD, "full_name": None, "pupil_code": "7900000002"})
    assert select_linkable(rows).height == 1


def test_two_rows_without_a_code_in_one_school_stay_two():
    nameless = {**CHILD, "pupil_code": None}
    assert select_linkable(read(nameless, nameless)).height == 2
