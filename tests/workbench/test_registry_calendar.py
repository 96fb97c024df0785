"""The calendar of Quận 1 replayed: what the ledger says of each day against what the registers of that day say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import polars as pl
import pytest

from hocba_ops.engine import Files
from hocba_ops.registry import CHAINED
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_stored_schema
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.registering import read_day, register

DAYS = (date(2025, 5, 29), date(2025, 5, 30), date(2025, 6, 30), date(2025, 8, 1))
"""The days of which the samples have registers: before and on the day of issuing grade 5, the end of June, August."""
RUNGS = {
    "created": ("is_created", "created_at"),
    "signed": ("is_signed", "head_signed_at"),
    "sealed": ("is_sealed", "sealed_at"),
    "issued": ("is_issued", "issued_at"),
    "sent": ("is_sent", "reported_at"),
    "received": ("is_received", "received_at"),
}
"""Of each rung the flag of `card_state` and the moment of `registry_state`."""
Counts = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def bench(sample_bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The samples with a ledger of the tests' own, filled on each of the days with what had come in by then."""
    settings = sample_bench.settings.model_copy(update={"registry": tmp_path_factory.mktemp("sổ")})
    bench = replace(sample_bench, settings=settings)
    for day in DAYS:
        now = datetime.combine(day, time(12), UTC)
        assert [one.day for one in register(bench, as_of=day, now=now, by="thử")][-1] == day
    return bench


MOVED = {"school_code": pl.String, "pupil_code": pl.String, "holder_code": pl.String, "is_listed": pl.Int64}
"""No school of the samples has ended, so no pupil has moved with one."""


def ledger_states(bench: Workbench, day: date) -> pl.DataFrame:
    event = Files(paths=bench.ledger.paths(), keep=None, schema=CHAINED)
    rows = bench.engine.run(SHAPES["registry_state"], {"event": event}, {"as_of": day, "known_on": day})
    return rows.filter(pl.col("is_live") == 1)


def register_states(bench: Workbench, day: date) -> pl.DataFrame:
    def held(name: str) -> Files:
        relation = bench.store.relation(TABLES[name], as_of=day)
        return Files(paths=relation.paths, keep=relation.keep, schema=build_stored_schema(TABLES[name]))

    schools = bench.question("quan-1", "2024-2025", day).schools
    moved = pl.DataFrame(schema=MOVED)
    tables = {"card": held("card"), "receipt": held("receipt"), "unit_school": schools, "pupil_moved": moved}
    return bench.engine.run(SHAPES["card_state"], tables)


def count(rows: pl.DataFrame, columns: dict[str, pl.Expr]) -> Counts:
    flags = [pl.col("school_code"), *(flag.alias(name) for name, flag in columns.items())]
    return Counter(
        (row["school_code"], name) for row in rows.select(flags).iter_rows(named=True) for name in columns if row[name]
    )


def counted_by_ledger(rows: pl.DataFrame) -> Counts:
    return count(rows, {name: pl.col(moment).is_not_null() for name, (_, moment) in RUNGS.items()})


def counted_by_registers(rows: pl.DataFrame) -> Counts:
    return count(rows, {name: pl.col(flag) == 1 for name, (flag, _) in RUNGS.items()})


def explained(bench: Workbench, day: date, live: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Rows that the ledger counts and the registers do not, each for a reason that can be told."""
    told = read_day(bench, day).select("card_id", "version").unique()
    yield live.join(told, on=["card_id", "version"], how="anti")  # the newest register lost them; the ledger does not
    shown = register_states(bench, day).select("card_id", "version")
    present = live.join(told, on=["card_id", "version"], how="semi")
    yield present.join(shown, on=["card_id", "version"], how="anti")  # a pupil's second card; `card_state` shows one


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_ledger_counts_for_every_school_what_its_registers_of_that_day_count(bench, day):
    live = ledger_states(bench, day)
    beside = pl.concat(explained(bench, day, live))
    assert counted_by_ledger(live) - counted_by_ledger(beside) == counted_by_registers(register_states(bench, day))


@pytest.mark.parametrize(("day", "lost", "second"), [(day, 0 if day < DAYS[2] else 2, 4) for day in DAYS], ids=str)
def test_what_the_ledger_has_beside_the_registers_is_a_handful_with_a_reason(bench, day, lost, second):
    assert [rows.height for rows in explained(bench, day, ledger_states(bench, day))] == [lost, second]


def test_importing_again_adds_nothing(bench):
    head = bench.ledger.head()
    assert all(not one.added for one in register(bench, as_of=DAYS[-1], now=datetime(2025, 8, 2, tzinfo=UTC), by=""))
    assert bench.ledger.head() == head
    assert bench.ledger.verify() is None


def test_the_review_finds_what_stayed_outside_and_what_was_lost(bench):
    def codes(day: date) -> dict[str, int]:
        found = bench.run("registry_review", unit="quan-1", school_year="2024-2025", as_of=day).findings
        return dict(sorted(Counter(finding.code for finding in found).items()))

    assert [codes(day) for day in DAYS] == [
        {"HB-SK-01": 4},
        {"HB-SK-01": 4},
        {"HB-SK-01": 2, "HB-SK-07": 2, "HB-SK-12": 2},
        {"HB-SK-01": 2, "HB-SK-03": 2, "HB-SK-07": 3, "HB-SK-12": 2},
    ]
