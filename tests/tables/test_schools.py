from datetime import date

import polars as pl
import pytest

from hocba_ops.rulebook import Rulebook
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema
from hocba_ops.tables.schools import alias_map, school_parentages, school_units, schools_of, unit_school_frame

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
SCHOOLS = pl.DataFrame(
    [
        {
            "school_code": "A",
            "alias_code": "76001",
            "name": "Trường A",
            "ownership": "cong_lap",
            "school_kind": "tieu_hoc",
        },
        {"school_code": "X", "alias_code": None, "name": None, "ownership": "cong_lap", "school_kind": "gdtx"},
    ],
    schema=build_schema(TABLES["school"]),
)
PARENTS = pl.DataFrame(
    [
        {"school_code": "A", "parent_id": "quan-1", "line": "chuyen_mon", "valid_to": BEFORE},
        {"school_code": "A", "parent_id": "phuong-tan-dinh", "line": None, "valid_from": AFTER},
        {"school_code": "X", "parent_id": "so-gddt-hcm", "line": "chuyen_mon"},
        {"school_code": "X", "parent_id": "quan-1", "line": "hanh_chinh", "valid_to": BEFORE},
    ],
    schema=build_schema(TABLES["school_parent"]),
)


@pytest.fixture(scope="module")
def tree():
    return Rulebook.load().unit_tree(school_units(SCHOOLS), school_parentages(PARENTS))


def test_a_school_without_a_name_is_called_by_its_code(tree):
    assert (tree.unit("A").name, tree.unit("X").name) == ("Trường A", "X")


def test_a_parent_without_a_known_line_is_professional(tree):
    assert tree.answers_to("A", AFTER).id == "phuong-tan-dinh"


def test_a_unit_has_the_schools_of_the_day_and_those_of_its_other_line(tree):
    assert schools_of(tree, "quan-1", BEFORE) == ("A", "X")
    assert schools_of(tree, "phuong-tan-dinh", AFTER) == ("A",)
    assert schools_of(tree, "so-gddt-hcm", BEFORE) == ("A", "X")


def test_a_unit_that_has_ended_keeps_the_schools_of_its_last_day(tree):
    assert schools_of(tree, "quan-1", date(2025, 8, 1)) == ("A", "X")


def test_a_row_says_who_answers_and_whether_the_school_is_added_up_here(tree):
    rows = unit_school_frame(tree, "quan-1", BEFORE, SCHOOLS, unknown={"?"}).rows_by_key("school_code", named=True)
    (known,), (centre,), (stranger,) = rows["A"], rows["X"], rows["?"]
    assert (known["answers_to"], known["is_counted"], known["is_known_school"]) == ("quan-1", 1, 1)
    assert (centre["answers_to"], centre["is_counted"]) == ("so-gddt-hcm", 0)
    assert "Quận 1" in centre["also_answers_to"]
    assert (stranger["answers_to"], stranger["is_counted"], stranger["is_known_school"]) == (None, 1, 0)


def test_only_schools_with_an_older_code_have_an_alias():
    assert alias_map(SCHOOLS) == {"76001": "A"}
