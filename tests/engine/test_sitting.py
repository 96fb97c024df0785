"""Texts put one after another on the same tables: each table is looked at once, and rows of one text go to the next."""

from collections.abc import Iterator

import polars as pl
import pytest

from hocba_ops.engine import Engine, Shape

PUPILS = pl.DataFrame({"school_code": ["A", "A", "B"], "grade": [1, 5, 5]})
TABLES = {"pupil": PUPILS, "fifth": Shape("select * from pupil where grade = $grade")}
COUNT = "select count(*) as n from fifth"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine.open(threads=1, memory_limit="200MB")
    yield engine
    engine.close()


def test_texts_of_one_sitting_give_what_each_gives_alone(engine):
    texts = (COUNT, "select school_code from fifth order by school_code", "select count(*) as n from pupil")
    with engine.sitting(TABLES, {"grade": 5}) as sitting:
        together = [sitting.run(text).rows() for text in texts]
    assert together == [engine.run(text, TABLES, {"grade": 5}).rows() for text in texts]
    assert together[0] == [(2,)]


def test_a_table_named_by_two_texts_is_handed_over_once(engine, monkeypatch):
    read = []
    monkeypatch.setattr("hocba_ops.engine.sitting._make_frame", lambda source: read.append(source.columns) or source)
    with engine.sitting(TABLES, {"grade": 5}) as sitting:
        sitting.run(COUNT)
        sitting.run("select count(*) as n from pupil join fifth using (school_code)")
    assert read == [["school_code", "grade"]]


def test_rows_given_to_a_sitting_are_a_table_of_the_texts_that_follow(engine):
    with engine.sitting(TABLES, {"grade": 5}) as sitting:
        sitting.give("counted", sitting.run(COUNT))
        assert sitting.run("select n + 1 as n from counted").rows() == [(3,)]


def test_rows_kept_at_the_engine_are_a_table_of_the_texts_that_follow_and_are_worked_out_once(engine):
    with engine.sitting(TABLES, {"grade": 5}) as sitting:
        sitting.keep("fifth_row", "select school_code, grade from fifth")
        sitting.keep("counted", "select count(*) as n from fifth_row")
        assert sitting.run("select n + 1 as n from counted").rows() == [(3,)]
        with pytest.raises(ValueError, match="counted"):
            sitting.keep("counted", COUNT)


def test_other_rows_by_the_name_of_a_table_already_read_are_refused(engine):
    with engine.sitting(TABLES, {"grade": 5}) as sitting:
        sitting.run(COUNT)
        with pytest.raises(ValueError, match="pupil"):
            sitting.give("pupil", PUPILS.head(1))


def test_rows_given_to_one_sitting_are_no_table_of_the_next(engine):
    with engine.sitting(TABLES) as sitting:
        sitting.give("counted", PUPILS)
    with engine.sitting(TABLES) as sitting, pytest.raises(LookupError, match="counted"):
        sitting.run("select count(*) as n from counted")
