from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.engine import AnyEngine, Engine, Files, Shape

SCHEMA = pl.Schema({"school_code": pl.String, "pupil_code": pl.String, "batch_id": pl.String})
PUPILS = pl.DataFrame({"school_code": ["A", "A", "B"], "grade": [1, 5, 5]})


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Engine]:
    engine = Engine.open(threads=2, memory_limit="500MB")
    yield engine
    engine.close()


@pytest.fixture(params=["duckdb", "on_cluster"])
def engine(request) -> AnyEngine:
    """Each of the two engines: what a text gives is the same."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_rows(batch_id: str, *rows: tuple[str | None, str], folder: str = "kho") -> Path:
        path = tmp_path / folder / f"{batch_id}.parquet"
        path.parent.mkdir(exist_ok=True)
        pl.DataFrame([(*row, batch_id) for row in rows], schema=SCHEMA, orient="row").write_parquet(path)
        return path

    return write_rows


def keep(*pairs: tuple[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"batch_id": pl.String, "school_code": pl.String}, orient="row")


def test_text_counts_the_rows_of_all_files(engine, write):
    files = Files(paths=(write("b1", ("A", "an")), write("b2", ("B", "bình"))), keep=None, schema=SCHEMA)
    rows = engine.run("select pupil_code from pupil order by pupil_code", {"pupil": files})
    assert rows["pupil_code"].to_list() == ["an", "bình"]


def test_only_the_schools_that_count_are_read_and_no_school_is_one_of_them(engine, write):
    paths = (write("b1", ("A", "an"), ("B", "bình"), (None, "chi")), write("b2", ("A", "dũng"), (None, "giang")))
    kept = keep(("b1", "B"), ("b1", None), ("b2", "A"))
    files = Files(paths=paths, keep=kept, schema=SCHEMA)
    rows = engine.run("select pupil_code from pupil order by pupil_code", {"pupil": files})
    assert rows["pupil_code"].to_list() == ["bình", "chi", "dũng"]


def test_two_kept_tables_in_one_text_keep_their_own_rows(engine, write):
    one = Files(paths=(write("b1", ("A", "an"), ("B", "bình")),), keep=keep(("b1", "A")), schema=SCHEMA)
    two = Files(paths=(write("b2", ("A", "chi"), ("B", "dũng")),), keep=keep(("b2", "B")), schema=SCHEMA)
    text = "select pupil_code from one union all select pupil_code from two order by pupil_code"
    assert engine.run(text, {"one": one, "two": two})["pupil_code"].to_list() == ["an", "dũng"]


def test_a_column_that_older_files_do_not_have_is_empty_there(engine, write):
    younger = pl.Schema({**SCHEMA, "nationality": pl.String, "seen_on": pl.Date})
    old, new = write("b1", ("A", "an")), write("b2", ("B", "bình"))
    pl.read_parquet(new).with_columns(nationality=pl.lit("Việt Nam")).write_parquet(new)
    text = "select pupil_code, nationality, seen_on from pupil order by pupil_code"
    rows = engine.run(text, {"pupil": Files(paths=(old, new), keep=keep(("b1", "A"), ("b2", "B")), schema=younger)})
    assert rows.rows() == [("an", None, None), ("bình", "Việt Nam", None)]


def test_table_without_files_is_empty_and_has_its_columns(engine):
    rows = engine.run("select * from pupil", {"pupil": Files(paths=(), keep=None, schema=SCHEMA)})
    assert (rows.height, rows.schema) == (0, SCHEMA)


@pytest.mark.parametrize("folder", ["Số liệu [mới]", "quận=1", "a*b?", "năm 'học'"])
def test_folder_named_by_an_officer_is_read_as_it_is_named(engine, write, folder):
    files = Files(paths=(write("b1", ("A", "an"), folder=folder),), keep=None, schema=SCHEMA)
    assert engine.run("select * from pupil", {"pupil": files}).columns == SCHEMA.names()


def test_shape_is_a_text_over_the_same_tables_and_parameters(engine):
    tables = {
        "pupil": PUPILS,
        "roster": Shape("select * from pupil where grade >= $first_grade"),
        "per_school": Shape("select school_code, count(*) as pupils from roster group by school_code"),
    }
    text = "select p.pupils, $label as label from per_school p join roster r using (school_code) order by p.school_code"
    rows = engine.run(text, tables, {"first_grade": 2, "label": "x"})
    assert rows.rows() == [(1, "x"), (1, "x")]


def test_shape_that_leads_back_to_itself_is_refused(engine):
    tables = {"a": Shape("select * from b"), "b": Shape("select * from a")}
    with pytest.raises(ValueError, match="ring: a > b > a"):
        engine.run("select * from a", tables)


def test_whole_numbers_come_back_in_one_width(engine):
    text = """
        select
            sum(grade) as total,
            count(*) as rows,
            max(case when grade = 5 then 1 else 0 end) as flag,
            cast(null as bigint) as nothing
        from pupil
    """
    rows = engine.run(text, {"pupil": PUPILS})
    assert rows.schema == dict.fromkeys(("total", "rows", "flag", "nothing"), pl.Int64)
    assert rows.rows() == [(11, 3, 1, None)]


def test_dates_times_texts_and_flags_come_back_as_they_are(engine):
    frame = pl.DataFrame(
        {"d": [date(2025, 6, 30)], "t": [datetime(2025, 5, 28, 14, 3)], "f": [True], "s": ["Tân Định"]}
    )
    assert engine.run("select * from x", {"x": frame}).rows() == frame.rows()
    assert engine.run(
        "select d, t, f, s from x where d <= $as_of", {"x": frame}, {"as_of": date(2025, 6, 30)}
    ).schema == {
        "d": pl.Date,
        "t": pl.Datetime("us"),
        "f": pl.Boolean,
        "s": pl.String,
    }


@pytest.mark.parametrize("made", ["grade / 2", "cast(grade as decimal(9, 2))", "avg(grade)"])
def test_fraction_is_refused_because_ratios_are_made_outside(engine, made):
    with pytest.raises(ValueError, match="not fractions: rate"):
        engine.run(f"select {made} as rate from pupil group by grade", {"pupil": PUPILS})


def test_missing_tables_and_parameters_are_named(engine):
    text = "with pupil as (select 1 as a) select a from pupil, school, card where a = $as_of and a = $unit"
    with pytest.raises(LookupError, match=r"tables that were not given: card, school$"):
        engine.run(text, {"staff": PUPILS})
    with pytest.raises(LookupError, match=r"parameters that were not given: unit$"):
        engine.run(text, {"school": PUPILS, "card": PUPILS}, {"as_of": 1})


def test_variable_of_the_caller_is_not_a_table(engine):
    pupil = PUPILS
    with pytest.raises(LookupError, match="pupil"):
        engine.run("select * from pupil", {})
    assert pupil.height == 3


def test_tables_and_parameters_that_the_text_does_not_name_are_not_looked_at(engine, tmp_path):
    gone = Files(paths=(tmp_path / "gone.parquet",), keep=None, schema=SCHEMA)
    rows = engine.run("select count(*) as n from pupil", {"pupil": PUPILS, "card": gone}, {"unused": object()})
    assert rows.item() == 3


def test_tables_of_a_text_are_found_through_its_shapes(engine):
    tables = {
        "roster": Shape("with p as (select * from pupil where grade > $low) select * from p join school using (code)"),
        "card_state": Shape("select * from card join roster using (code)"),
        "staff": PUPILS,
    }
    text = "with c as (select * from card_state) select * from c join earlier_text using (code)"
    assert engine.tables_of(text, tables) == {"card_state", "roster", "pupil", "school", "card", "earlier_text"}
    assert engine.tables_of("select * from a", {"a": Shape("select * from a")}) == {"a"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("select from where", "syntax error"),
        ("select 1 as a; select 2 as b", "one statement, not 2"),
        ("create table x as select 1 as a", "Only SELECT"),
        ("", "one statement, not 0"),
    ],
)
def test_text_that_is_not_one_select_is_refused(engine, text, reason):
    with pytest.raises(ValueError, match=reason):
        engine.run(text, {})


def test_calls_share_no_table_even_at_once(engine):
    def count(number: int) -> int:
        frame = pl.DataFrame({"n": range(number)})
        return engine.run("select count(*) as n from t", {"t": frame}).item()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count, range(100))) == list(range(100))


def test_nothing_is_fetched_from_outside(duckdb):
    settings = duckdb.connection.cursor().execute(
        "select name, value from duckdb_settings() where name like 'auto%_known_extensions'"
    )
    assert sorted(settings.fetchall()) == [
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
    ]


def test_work_larger_than_the_memory_goes_to_the_named_folder(tmp_path):
    engine = Engine.open(threads=1, memory_limit="60MB", spill=tmp_path / "tạm")
    frame = pl.DataFrame({"n": range(3_000_000)})
    text = "select count(*) as n from (select n, row_number() over (order by n desc) as place from t) where place = n"
    try:
        assert engine.run(text, {"t": frame}).item() == 1
        assert (tmp_path / "tạm").exists()
    finally:
        engine.close()
