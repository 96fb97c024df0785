"""Splits, mergers and abolitions move who answers, never a figure: each day each school is in exactly one office."""

from datetime import date, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.domain.hoc_ba import ENDED, PATH, State
from hocba_ops.domain.org_unit import Line, Parentage, Unit, UnitKind, UnitTree
from hocba_ops.domain.placement import OfficeLevel, place_of
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.replay import Heir, sift
from hocba_ops.tables import Counted, Measure
from hocba_ops.tables.by_office import do_totals_agree, group_by_office, totals_of

YEAR = [date(2025, 1, 1) + timedelta(days=number) for number in range(365)]
DAY = date(2025, 8, 1)
SCHOOLS = ("A", "B", "C", "D")
OFFICES = 4
"""Offices of each generation; all of one end on the day before those of the next begin."""


@st.composite
def trees(draw) -> UnitTree:
    """A province whose offices are done away with up to three times, every school going wherever chance says."""
    turns = sorted(draw(st.sets(st.sampled_from(YEAR[1:-1]), max_size=3)))
    spans = list(zip([None, *turns], [*(turn - timedelta(days=1) for turn in turns), None], strict=True))
    units = [Unit("so", "so", "so", UnitKind.SO), *merged_schools(draw)]
    rows = []
    for age, (first, last) in enumerate(spans):
        kind = UnitKind.PHONG if age == 0 else UnitKind.XA
        for number in range(OFFICES):
            heirs = tuple(f"{age + 1}-{one}" for one in range(OFFICES)) if last else ()
            name = f"{age}-{number}"
            units.append(Unit(name, name, name, kind, valid_from=first, valid_to=last, successors=heirs))
            rows.append(Parentage(name, "so", Line.CHUYEN_MON, first, last))
        for school in SCHOOLS:
            chosen = draw(st.integers(0, OFFICES - 1))
            rows.append(Parentage(school, f"{age}-{chosen}", Line.CHUYEN_MON, first, last))
    return UnitTree(units, rows)


def merged_schools(draw) -> list[Unit]:
    """Schools of which some end in the year; an heir stands later in the alphabet, so nobody inherits in a ring."""
    made = []
    for at, name in enumerate(SCHOOLS):
        heirs = SCHOOLS[at + 1 :]
        last = draw(st.none() | st.sampled_from(YEAR)) if heirs else None
        chosen = (draw(st.sampled_from(heirs)),) if last else ()
        made.append(Unit(name, name, name, UnitKind.TRUONG, valid_to=last, successors=chosen))
    return made


def measures_of(schools, numbers) -> list[Measure]:
    return [
        Measure("card.issued", school, DAY, Counted.PUPILS, numerator, denominator)
        for school, (numerator, denominator) in zip(schools, numbers, strict=False)
    ]


counts = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=4, max_size=4)


@given(trees(), st.lists(st.sampled_from(YEAR), min_size=1, max_size=6))
def test_each_school_is_in_exactly_one_office_per_day_and_kind(tree, days):
    for day in days:
        for level in OfficeLevel:
            assert [place_of(tree, school, day, level).why for school in SCHOOLS] == [None] * len(SCHOOLS)
        offices = [unit.id for unit in tree.units.values() if unit.kind in (UnitKind.PHONG, UnitKind.XA)]
        found = [school for one in offices if tree.exists_on(one, day) for school in tree.schools_under(one, day)]
        assert sorted(found) == sorted(SCHOOLS)


@given(trees(), counts, st.lists(st.sampled_from(YEAR), min_size=2, max_size=4, unique=True))
def test_totals_by_every_grouping_of_every_day_are_the_same(tree, numbers, days):
    measures = measures_of(SCHOOLS, numbers)
    grouped = group_by_office(measures, tree, days, schools=set(SCHOOLS), levels=list(OfficeLevel))
    whole = ("card.issued", len(SCHOOLS), sum(n for n, _ in numbers), sum(d for _, d in numbers))
    assert set(totals_of(grouped).values()) == {(whole,)}
    assert do_totals_agree(grouped)


@given(trees(), counts, st.sampled_from(YEAR))
def test_a_school_that_loses_its_office_makes_the_totals_disagree_and_stays_in_the_table(tree, numbers, day):
    """The last school has no heir, so nobody answers for it; those that it inherited from are lost with it."""
    lost = SCHOOLS[-1]
    left = UnitTree(tree.units.values(), [row for row in tree.parentages if row.child != lost])
    grouped = group_by_office(measures_of(SCHOOLS, numbers), left, [day], schools=set(SCHOOLS))
    direct = grouped.filter(pl.col("office_level") == OfficeLevel.TRUC_TIEP)
    assert not do_totals_agree(grouped)
    assert (direct["schools"].sum(), direct["denominator"].sum()) == (len(SCHOOLS), sum(d for _, d in numbers))


def test_the_samples_tell_the_same_totals_by_every_tree_of_2025_on_every_day(sample_bench):
    """NQ 202/2025/QH15: một lần đổi tuyến trong năm; gộp một lần cho mỗi đoạn giữa hai lần đổi, ngày nào cũng kiểm."""
    answer = sample_bench.run("coverage", unit="quan-1", school_year="2024-2025", as_of="2025-08-01")
    tree = sample_bench.tree(date(2025, 12, 31))
    schools = {one.unit_id for one in answer.measures if not one.group} - {"quan-1"}
    told, found = {}, set()
    for day in YEAR:
        shape = tuple(place_of(tree, one, day, level) for one in sorted(schools) for level in OfficeLevel)
        if shape not in told:
            grouped = group_by_office(answer.measures, tree, [day], schools=schools, levels=list(OfficeLevel))
            told[shape] = set(totals_of(grouped).values())
            assert do_totals_agree(grouped), day
        found |= told[shape]
    assert len(told) == 2
    assert len(found) == 1
    (totals,) = found
    whole = {m.name: (m.numerator, m.denominator) for m in answer.measures if m.unit_id == "quan-1" and not m.group}
    assert {name: (n, d) for name, _, n, d in totals} == whole


STATES = [*PATH[:6], *ENDED]
event = st.tuples(st.sampled_from(STATES), st.sampled_from("AB"), st.integers(1, 2), st.integers(0, 30))


@given(st.lists(event, max_size=14), st.integers(0, 30))
def test_an_issued_version_never_changes_the_school_that_issued_it(told, since):
    start = datetime(2025, 7, 1, 8)
    heirs = {("A", "B"): Heir(start.date() + timedelta(days=since), "12/QĐ-UBND")}
    rows = [
        {
            "card_id": "hb",
            "version": version,
            "school_code": school,
            "state": state,
            "happened_at": start + timedelta(days=day),
            "actor_unit": school,
        }
        for state, school, version, day in sorted(told, key=lambda one: one[3])
    ]
    kept, _ = sift(pl.DataFrame(rows, schema=SCHEMA), {}, heirs)
    for version in (1, 2):
        own = kept.filter(pl.col("version") == version)
        issued = own.with_row_index().filter(pl.col("state") == State.DA_BAN_HANH)
        if issued.height:
            since_then = own[int(issued["index"][0]) :]
            assert since_then["school_code"].n_unique() == 1
        acted = own.filter((pl.col("actor_unit") != pl.col("school_code")) & (pl.col("school_code") == "A"))
        assert acted["document"].null_count() == 0
