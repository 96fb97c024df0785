"""A pair in the packs of its two schools: each sees its own child, and of the other only what it takes to settle."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from hocba_ops.packs.pairs import DECISION, pair_leaf, pair_sides
from hocba_ops.packs.pointing import Book
from hocba_ops.packs.rows import SchoolRows
from hocba_ops.rulebook import Rulebook
from hocba_ops.tables import TABLES, Finding, Severity
from hocba_ops.tables.frames import build_stored_schema

OWN = Finding(
    code="HB-CN-01",
    severity=Severity.QUERY,
    unit_id="A",
    subject="79****0001",
    field="pair",
    value="7",
    message="Có thể cùng một em. Cùng họ tên, cùng ngày sinh.",
    mend="Đối chiếu giấy khai sinh.",
    as_of=date(2025, 8, 1),
    source_file="a.xlsx",
    sheet="S",
    row_number=2,
    key="khoa-cap",
    fingerprint="dau-van",
    other_unit_id="B",
    due_on=date(2025, 8, 15),
)
OTHER = replace(OWN, unit_id="B", other_unit_id="A", source_file="b.xlsx", row_number=9)
PEOPLE = {
    "A": ("a.xlsx", 2, "Nguyễn Thị Thử", "7900000001"),
    "B": ("b.xlsx", 9, "Nguyễn Thi Thử", "7900000002"),
}


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(labels=Rulebook.load().labels("vi"), choices={}, items=(), rules={})


def rows_of(school: str) -> SchoolRows:
    file, number, name, code = PEOPLE[school]
    row = {
        "school_code": school,
        "full_name": name,
        "birth_date": date(2016, 3, 5),
        "class_name": "3A",
        "pupil_code": code,
        "person_id": "079316000001",
        "mother_name": "Trần Thị Mẫu",
        "source_file": file,
        "sheet": "S",
        "row_number": number,
    }
    return SchoolRows({"pupil": pl.DataFrame([row], schema=build_stored_schema(TABLES["pupil"]))})


def told(finding: Finding, book: Book) -> dict[str, str]:
    sides = pair_sides([OWN, OTHER], {school: rows_of(school) for school in PEOPLE}, {"A": "Trường A", "B": "Trường B"})
    leaf = pair_leaf([finding], sides, book)
    assert leaf is not None
    (line,) = leaf.lines
    return {field.name: cell.text for field, cell in zip(leaf.fields, line.cells, strict=True)}


def test_a_pair_stands_in_both_packs_each_from_its_side(book):
    assert told(OWN, book)["own"] == "Nguyễn Thị Thử, 05/03/2016, 3A, 7900000001"
    assert told(OWN, book)["other_school"] == "Trường B"
    assert told(OTHER, book)["other_school"] == "Trường A"
    assert {told(one, book)["due"] for one in (OWN, OTHER)} == {"15/08/2025"}


def test_of_the_other_schools_child_no_name_number_or_parent_is_told(book):
    other = told(OWN, book)["other"]
    assert other == "N. T. T., 2016, 3A, 79****0002"
    everything = " ".join(told(OWN, book).values())
    assert [secret for secret in ("Nguyễn Thi", "7900000002", "0793", "Trần") if secret in everything] == []


def test_two_rows_of_one_school_are_one_line_that_shows_both(book):
    second = replace(OTHER, unit_id="A", other_unit_id="A", source_file="a.xlsx", row_number=9)
    sides = pair_sides([OWN, second], {"A": rows_of("A")}, {"A": "Trường A"})
    leaf = pair_leaf([OWN, second], sides, book)
    assert leaf is not None
    assert len(leaf.lines) == 1


def test_a_school_decides_in_three_words_and_says_who(book):
    sides = pair_sides([OWN, OTHER], {}, {})
    leaf = pair_leaf([OWN], sides, book)
    assert leaf is not None
    opened = [field.name for field, cell in zip(leaf.fields, leaf.lines[0].cells, strict=True) if cell.is_open]
    assert opened == ["decision", "note", "decided_by"]
    assert [code for _, code in leaf.fields[leaf.place(DECISION)].choices] == ["cung_mot_em", "hai_em", "chua_ro"]


def test_a_school_without_pairs_has_no_such_leaf(book):
    assert pair_leaf([], {}, book) is None
