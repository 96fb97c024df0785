"""The calendar of Quận 1 replayed: on every day of the plan and of the data the four columns close everywhere."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain

import polars as pl
import pytest

from hocba_ops.steps import sync
from hocba_ops.tables import TABLES, Answer
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.units import school_rows
from tests.properties.slow_reference import Held, Row
from tests.properties.slow_sync import Told

FIRST, LAST = date(2025, 3, 1), date(2025, 8, 15)
HELD = ("pupil", "card", "receipt", "ministry_receipt", "result", "exemption")
"""The tables that can change who stands where."""
UNIT = {"unit": "quan-1", "school_year": "2024-2025"}
Cells = Counter[tuple[str, str, str]]


class Replay:
    """The answers of the days. A day on which nothing comes in or runs out is answered by the day before it."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        came = {name: {batch.as_of for batch in bench.store.current() if batch.table(name)} for name in HELD}
        self.listed = min(came["pupil"])
        exempt = rows_of(bench, "exemption", LAST)
        runs_out = {row["valid_to"] + timedelta(days=1) for row in exempt if row["valid_to"]}
        self.turns = {*chain(*came.values()), *(row["valid_from"] for row in exempt), *runs_out, date(2025, 7, 1)}

    @property
    def days(self) -> list[date]:
        """Every day of a duty (named and last) and every day on which anything came in, from March to 15 August."""
        duties = [duty for plan in self.bench.rulebook.plans.values() for duty in plan.duties]
        days = {*self.bench.days, *(duty.named_day for duty in duties), *(duty.last_day for duty in duties), LAST}
        return sorted(day for day in days if FIRST <= day <= LAST)

    def turn(self, day: date) -> date:
        """The first day since which the answer is what it is on the day."""
        return max(turn for turn in self.turns if turn <= day)

    @property
    def asked(self) -> list[date]:
        """The days that have an answer of their own."""
        return sorted({self.turn(day) for day in self.days if day >= self.listed})

    @cache  # noqa: B019 - lives as long as the module
    def of(self, turn: date) -> Answer:
        return self.bench.run("sync", **UNIT, as_of=turn)


@pytest.fixture(scope="module")
def replay(sample_bench: Workbench) -> Replay:
    return Replay(sample_bench)


def test_the_four_columns_close_on_every_day_for_every_school_and_grade(replay):
    days = [day for day in replay.days if day >= replay.listed]
    left = {}
    for day in days:
        frames = replay.of(replay.turn(day)).frames
        last = frames["sync_closing"].row(-1, named=True)
        told = [frames["sync_schools"]["residual"].sum(), frames["sync_cells"]["residual"].sum()]
        left[day] = [*told, *(last[name] for name in sync.COLUMNS)]
        assert frames["sync_cells"]["roster"].sum() == frames["sync_schools"]["roster"].sum() > 11_000
    assert {day: numbers for day, numbers in left.items() if any(numbers)} == {}
    assert len(days) >= 20
    assert {date(2025, 5, 29), date(2025, 6, 19), date(2025, 8, 14), LAST} <= set(days)


def test_the_classes_of_every_day_are_those_of_the_slow_reference_in_every_cell(replay):
    for turn in replay.asked:
        found: Cells = Counter()
        roster: Cells = Counter()
        for one in replay.of(turn).measures:
            name = one.name.removeprefix("sync.")
            if one.group and one.unit_id != "quan-1" and name in sync.CLASSES:
                found[one.unit_id, one.part("grade"), name] += one.numerator
                roster[one.unit_id, one.part("grade"), ""] = one.denominator
        right = slow_cells(replay.bench, turn)
        assert +found == right, turn
        assert sum(right.values()) == sum(roster.values())


def test_whoever_matches_at_the_cutoff_is_whom_the_so_received_in_the_four_columns(replay):
    """The same word, the same figure: `khop` and `khop_muon` of the cutoff are the third column."""
    for turn in (date(2025, 6, 30), date(2025, 8, 1)):
        cutoff = replay.bench.run("cutoff", **UNIT, as_of=turn)
        matched = whole(cutoff, "cutoff.khop") + whole(cutoff, "cutoff.khop_muon")
        assert whole(replay.of(turn), "sync.received") == matched > 0


def test_before_the_first_pupil_list_there_is_nobody_to_reconcile(replay):
    early = [day for day in replay.days if day < replay.listed]
    assert early
    assert not any(replay.bench.store.relation(TABLES["pupil"], as_of=day).paths for day in early)


def whole(answer: Answer, name: str) -> int:
    """The numerator of a measure of the whole district."""
    (found,) = [m.numerator for m in answer.measures if (m.name, m.unit_id, m.group) == (name, "quan-1", ())]
    return found


def rows_of(bench: Workbench, table: str, day: date) -> list[Row]:
    return school_rows(bench.store, table, day).to_dicts()


def slow_cells(bench: Workbench, day: date) -> Cells:
    """How many rows of the roster are in each class, by school and grade, as the slow reference counts."""
    counts: Cells = Counter()
    for told in small_districts(bench, day):
        for pupil in told.held.pupils:
            counts[pupil["school_code"], str(pupil["grade"]), told.chain(pupil, day)[0]] += 1
    return counts


def small_districts(bench: Workbench, day: date) -> Iterator[Told]:
    """The district cut into pieces that know nothing of each other: the rows of a pupil, and whatever shares a card."""
    schools = bench.question("quan-1", "2024-2025", day).schools
    counted = schools.filter((pl.col("is_counted") == 1) & (pl.col("is_known_school") == 1))
    kinds = dict(counted.select("school_code", "school_kind").rows())
    by_pupil = {name: sorted_by(rows_of(bench, name, day), "pupil_code") for name in ("pupil", "card", "result")}
    by_card = {
        name: sorted_by(rows_of(bench, name, day), "card_id") for name in ("card", "receipt", "ministry_receipt")
    }
    exempt = rows_of(bench, "exemption", day)
    for (school, code), pupils in by_pupil["pupil"].items():
        if school not in kinds:
            continue
        own = by_pupil["card"].get((school, code), []) if code else []
        ids = {(school, card["card_id"]) for card in own}
        cards, receipts, answers = (list(chain(*(by_card[name].get(one, []) for one in ids))) for name in by_card)
        results = by_pupil["result"].get((school, code), []) if code else []
        yield Told(Held(kinds, pupils, cards, receipts, exempt, results), answers)


def sorted_by(rows: list[Row], column: str) -> dict[tuple[str, str | None], list[Row]]:
    found: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["school_code"], row[column]].append(row)
    return found
