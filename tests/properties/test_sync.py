"""Whatever the district: every row of the roster is in the class that the definitions give, and every column closes."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from district import District, build_district, school_rows_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hocba_ops.steps import sync
from hocba_ops.workbench.gaps import read_groups, read_rows, weigh_total
from tests.properties.random_districts import ASKED, HELD, build_large, holding
from tests.properties.slow_sync import ACTS, COLUMNS, Told

SOME = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)
YEAR = "2024-2025"


def told_by_chance(held: Any, chance: Random) -> Told:
    """Answers of the ministry to most of what the Sở has, few of them odd; and now and then a code shared by two."""
    for card in chance.sample(held.cards, k=len(held.cards) // 12):
        card["card_id"] = chance.choice(held.cards)["card_id"]
    asked = [row for row in held.receipts if chance.random() < 0.8] + chance.sample(held.cards, k=len(held.cards) // 9)
    answers = [
        {
            "school_code": row["school_code"],
            "pupil_code": row["pupil_code"],
            "card_id": row["card_id"],
            "version": chance.choice([row["version"], row["version"], 1]),
            "answered_at": datetime(2025, chance.choice([7, 8]), chance.randint(1, 28), chance.randrange(24)),
            "ministry_state": chance.choice(["chap_nhan"] * 9 + ["loi", "thu_hoi", None]),
            "content_hash": chance.choice([row["content_hash"]] * 9 + ["khác", None]),
            "row_number": number,
        }
        for number, row in enumerate(asked, start=2)
    ]
    return Told(held, answers)


@contextmanager
def holding_answers(told: Told, as_of: date) -> Iterator[District]:
    with holding(told.held, as_of) as district:
        district.hand_in(as_of, ministry_receipt=told.answers)
        yield district


@SOME
@given(held=HELD, as_of=st.sampled_from(ASKED), seed=st.integers(0, 99))
def test_every_row_of_a_small_roster_is_in_the_class_that_the_definitions_give(held, as_of, seed):
    check(told_by_chance(held, Random(seed)), as_of)


@pytest.mark.parametrize("seed", [290, 27])
def test_classes_and_columns_of_a_large_district_are_what_the_definitions_count(seed):
    check(told_by_chance(build_large(seed, pupils=300), Random(seed)), ASKED[seed % 2])


def test_the_large_districts_have_every_class_in_them():
    told = [told_by_chance(build_large(seed, pupils=300), Random(seed)) for seed in (290, 27)]
    found = {one.chain(pupil, ASKED[1])[0] for one in told for pupil in one.held.pupils}
    assert set(sync.CLASSES) - found == set()


def check(told: Told, as_of: date) -> None:
    """The class, reach and timing of every row; every column, cell and school; who is counted, missing and excluded."""
    with holding_answers(told, as_of) as district:
        question = district.bench.question("quan-1", YEAR, as_of)
        rows = read_rows(district.bench, question)
        answer = district.ask("sync", as_of=as_of)
    totals = {name: weigh_total(rows["sync_group"], 0, column=name).ours for name in sync.COLUMNS}
    chains = {pupil["row_number"]: told.chain(pupil, as_of) for pupil in told.counted()}
    found = {row["row_number"]: row for row in rows["sync"].to_dicts()}
    reach = {number: sum(row[f"in_{name}"] for name in COLUMNS) for number, row in found.items()}
    assert {number: (row["sync_class"], reach[number]) for number, row in found.items()} == chains
    for pupil in told.counted():
        for name in COLUMNS[: reach[pupil["row_number"]]]:
            assert found[pupil["row_number"]][f"{name}_timing"] == told.timing(pupil, name)
    items = Counter(name for name, school, _ in told.items() if school != "X")
    assert totals == {"roster": len(chains), **{name: items[name] for name in COLUMNS}}
    check_closing(answer.frames, items)
    check_cells(answer, Counter((one["school_code"], str(one["grade"])) for one in told.counted()))


def check_closing(frames: Any, items: Counter[str]) -> None:
    """Nothing is left over in any school or cell, nor in the table that shows it."""
    assert frames["sync_schools"]["residual"].to_list() == [0] * frames["sync_schools"].height
    assert frames["sync_cells"]["residual"].sum() == 0
    lines = {row["chain_part"]: row for row in frames["sync_closing"].to_dicts() if row["class"] is None}
    for name in COLUMNS:
        assert lines["cong"][name] == lines["dem_tu_so"][name] == items[name]
    assert [lines["con_lech"][name] for name in sync.COLUMNS] == [0, 0, 0, 0]


def check_cells(answer: Any, roster: Counter[tuple[str, str]]) -> None:
    """In every cell reached, missing and excluded make up the roster, and so do the classes; columns only fall."""
    classes: Counter[tuple[str, str]] = Counter()
    reached: dict[tuple[str, str], list[int]] = {}
    for one in (m for m in answer.measures if m.group and m.unit_id != "quan-1"):
        cell, name = (one.unit_id, one.part("grade")), one.name.removeprefix("sync.")
        if name in sync.CLASSES:
            classes[cell] += one.numerator
        elif name in COLUMNS:
            excluded = sum(number for _, number in one.excluded)
            missing = one.denominator - one.numerator
            assert missing >= 0
            assert one.numerator + missing + excluded == roster[cell]
            reached.setdefault(cell, []).append(one.numerator)
    assert classes == roster
    assert all(counts == sorted(counts, reverse=True) for counts in reached.values())


@settings(SOME, max_examples=3)
@given(pupils=st.lists(st.sampled_from([("A", 1), ("A", 5), ("B", 4)]), min_size=1, max_size=12))
def test_a_district_reconciled_with_itself_has_nothing_left_to_tell(pupils):
    """The same list as roster, register, the Sở's and the ministry's: one class, no extras, no findings, no gap."""
    day, at = date(2025, 8, 1), datetime(2025, 5, 20, 8)
    same = [
        {"school_code": school, "pupil_code": f"79{n:08}", "card_id": f"k{n}", "version": 1, "content_hash": f"h{n}"}
        for n, (school, _) in enumerate(pupils)
    ]
    acts = dict.fromkeys(("created_at", *ACTS, "sent_at"), at)
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        for code in "AB":
            rows = school_rows_of(code, ward="phuong-sai-gon", ownership="cong_lap", kind="tieu_hoc", line="chuyen_mon")
            district.hand_in(date(2025, 3, 1), **rows)
        grades = [grade for _, grade in pupils]
        only = ("school_code", "pupil_code")
        district.hand_in(
            day,
            pupil=[{**{k: one[k] for k in only}, "grade": g} for one, g in zip(same, grades, strict=True)],
            card=[{**one, **acts, "grade": g, "state": "da_bao_cao_so"} for one, g in zip(same, grades, strict=True)],
            receipt=[{**one, "received_at": at, "receipt_state": "tiep_nhan"} for one in same],
            ministry_receipt=[{**one, "answered_at": at, "ministry_state": "chap_nhan"} for one in same],
        )
        answer = district.ask("sync", as_of=day)
        question = district.bench.question("quan-1", YEAR, day)
        groups = read_groups(district.bench, question)
    gaps = [weigh_total(groups, len(pupils), column=name) for name in sync.COLUMNS]
    parts = answer.frames["sync_closing"].select("chain_part", "class", *sync.COLUMNS).rows()
    whole = (len(pupils),) * 4
    assert parts == [
        ("chuoi", "khop_bon_cot", *whole), ("cong", None, *whole), ("dem_tu_so", None, *whole),
        ("con_lech", None, 0, 0, 0, 0),
    ]  # fmt: skip
    assert answer.findings == ()
    assert [gap.outcome for gap in gaps] == ["khop"] * 4
