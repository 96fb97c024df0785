"""What stands in a cell of a pack, and which columns of the store a filled one changes."""

from datetime import date

import pytest

from hocba_ops.packs.columns import COLUMNS, DROP, column_of
from hocba_ops.packs.filling import fill
from hocba_ops.tables import TABLES

CHOICES = {
    "sex": [("Nam", "nam"), ("Nữ", "nu")],
    "flag": [("Có", "yes"), ("Không", "no")],
    "level_mon_hoc": [("T", "T"), ("H", "H")],
}


def field_of(kind: str, name: str):
    return column_of(kind, name).field("", CHOICES)


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_but_the_one_that_drops_a_row_is_one_of_its_table(kind):
    declared = TABLES[kind].column_names
    named = [name for column in COLUMNS[kind] for name in (column.name, column.twin) if name]
    assert {name for name in named if name not in declared} <= {DROP.name}


@pytest.mark.parametrize(
    ("name", "row", "shown"),
    [
        ("sex", {"sex": "nu", "sex_text": "Nữ"}, "Nữ"),
        ("sex", {"sex": None, "sex_text": "gái"}, "gái"),
        ("sex", {"sex": "nam", "sex_text": None}, "Nam"),
        ("birth_date", {"birth_date": date(2016, 3, 5), "birth_date_text": "2016-03-05"}, "05/03/2016"),
        ("birth_date", {"birth_date": None, "birth_date_text": "00/00/2018"}, "00/00/2018"),
        ("is_not_assessed", {"is_not_assessed": True}, "Có"),
        ("is_not_assessed", {"is_not_assessed": None}, ""),
        ("person_id", {"person_id": "001218590811"}, "001218590811"),
        ("grade", {"grade": 5}, "5"),
    ],
)
def test_a_cell_shows_what_was_read_else_what_was_written(name, row, shown):
    assert column_of("pupil", name).show(row, field_of("pupil", name)) == shown


@pytest.mark.parametrize(
    ("kind", "name", "typed", "columns"),
    [
        ("pupil", "sex", "nữ", {"sex": "nu", "sex_text": "Nữ"}),
        ("pupil", "birth_date", "5/3/2016", {"birth_date": date(2016, 3, 5), "birth_date_text": "05/03/2016"}),
        ("pupil", "is_not_assessed", "Không", {"is_not_assessed": False}),
        ("pupil", "is_not_assessed", "", {"is_not_assessed": None}),
        ("pupil", "grade", "5", {"grade": 5}),
        ("result", "mon_hoc.toan.level", "t", {"mon_hoc.toan.level": "T", "mon_hoc.toan.level_text": "T"}),
        ("result", "mon_hoc.toan.score", "9", {"mon_hoc.toan.score": 9, "mon_hoc.toan.score_text": "9"}),
    ],
)
def test_a_filled_cell_changes_its_column_and_the_words_beside(kind, name, typed, columns):
    column = column_of(kind, name)
    assert column.changed(fill(field_of(kind, name), typed)) == columns
