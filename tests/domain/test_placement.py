"""Which office a school belongs to on a day, on the old tree and on the new."""

from datetime import date, timedelta

import pytest

from hocba_ops.domain.org_unit import Line, Parentage, Unit, UnitKind, UnitTree
from hocba_ops.domain.placement import Misplaced, OfficeLevel, levels_on, place_of, turning_days

LAST = date(2025, 6, 30)
FIRST = LAST + timedelta(days=1)
SCHOOLS = ("A", "B", "C")


def office(unit_id: str, kind: UnitKind, **dates) -> Unit:
    return Unit(unit_id, unit_id, unit_id, kind, issuing_block=(f"UBND {unit_id}",), **dates)


def answers(child: str, parent: str, **dates) -> Parentage:
    return Parentage(child, parent, Line.CHUYEN_MON, **dates)


def build_tree(*more: Unit | Parentage) -> UnitTree:
    """Two schools of a district that ends, one that answers to the province all along."""
    units = [
        office("so", UnitKind.SO),
        office("quan", UnitKind.PHONG, valid_to=LAST, successors=("xa-1", "xa-2")),
        *(office(one, UnitKind.XA, valid_from=FIRST) for one in ("xa-1", "xa-2")),
        *(Unit(one, one, one, UnitKind.TRUONG) for one in SCHOOLS),
    ]
    rows = [
        answers("quan", "so", valid_to=LAST),
        *(answers(one, "so", valid_from=FIRST) for one in ("xa-1", "xa-2")),
        *(answers(one, "quan", valid_to=LAST) for one in "AB"),
        answers("A", "xa-1", valid_from=FIRST),
        answers("B", "xa-2", valid_from=FIRST),
        answers("C", "so"),
    ]
    own = {one.id: one for one in more if isinstance(one, Unit)}
    units = [own.pop(one.id, one) for one in units] + list(own.values())
    return UnitTree(units, [*rows, *(one for one in more if isinstance(one, Parentage))])


def offices(tree: UnitTree, day: date, level: OfficeLevel) -> list[str]:
    return [place_of(tree, school, day, level).office for school in SCHOOLS]


def test_the_office_that_answers_changes_on_the_day_after_the_last_of_the_district():
    tree = build_tree()
    assert offices(tree, LAST, OfficeLevel.TRUC_TIEP) == ["quan", "quan", "so"]
    assert offices(tree, FIRST, OfficeLevel.TRUC_TIEP) == ["xa-1", "xa-2", "so"]
    assert turning_days(tree, SCHOOLS, date(2024, 8, 1), date(2025, 7, 31)) == (FIRST,)


def test_an_ended_district_puts_its_schools_together_as_a_cluster_and_only_afterwards():
    tree = build_tree()
    assert offices(tree, FIRST, OfficeLevel.CUM) == ["quan", "quan", "so"]
    assert levels_on(tree, SCHOOLS, LAST) == (OfficeLevel.TRUC_TIEP, OfficeLevel.SO)
    assert levels_on(tree, SCHOOLS, FIRST) == (OfficeLevel.TRUC_TIEP, OfficeLevel.CUM, OfficeLevel.SO)


@pytest.mark.parametrize("day", [LAST, FIRST])
def test_the_province_has_every_school_on_both_trees_of_the_year(day):
    assert offices(build_tree(), day, OfficeLevel.SO) == ["so", "so", "so"]


def test_a_school_without_parent_with_two_or_on_no_list_is_in_no_office_and_told_why():
    tree = build_tree(answers("A", "xa-2", valid_from=FIRST), Unit("D", "D", "D", UnitKind.TRUONG))
    told = [place_of(tree, one, FIRST, OfficeLevel.TRUC_TIEP) for one in ("A", "D", "lạ")]
    assert [one.why for one in told] == [Misplaced.TWO_PARENTS, Misplaced.NO_PARENT, Misplaced.OUTSIDE]
    assert {one.office for one in told} == {""}


def test_a_parent_that_has_ended_is_no_office_that_answers():
    tree = UnitTree(
        [office("quan", UnitKind.PHONG, valid_to=LAST), Unit("A", "A", "A", UnitKind.TRUONG)], [answers("A", "quan")]
    )
    assert place_of(tree, "A", FIRST, OfficeLevel.TRUC_TIEP).why is Misplaced.NO_PARENT


def test_a_merged_school_is_where_its_heir_is_and_its_heir_stands_for_it():
    merged = Unit("A", "A", "A", UnitKind.TRUONG, valid_to=date(2025, 7, 14), successors=("B",))
    tree = build_tree(merged)
    before, after = date(2025, 7, 14), date(2025, 7, 15)
    assert [place_of(tree, "A", day, OfficeLevel.TRUC_TIEP).office for day in (before, after)] == ["xa-1", "xa-2"]
    assert tree.schools_under("xa-1", after) == ()
    assert tree.schools_under("xa-2", after) == tree.schools_under("B", after) == ("A", "B")
    assert tree.schools_under("quan", after) == ("A", "B")
    assert tree.answers_to("A", after).id == "xa-2"


def test_a_school_founded_by_a_merger_after_the_district_ended_is_still_in_its_cluster():
    merged = [
        Unit(one, one, one, UnitKind.TRUONG, valid_to=LAST + timedelta(days=20), successors=("N",)) for one in "AB"
    ]
    day = LAST + timedelta(days=40)
    tree = build_tree(*merged, Unit("N", "N", "N", UnitKind.TRUONG), answers("N", "xa-1", valid_from=FIRST))
    assert tree.schools_under("quan", day) == ("A", "B", "N")
    assert {place_of(tree, one, day, OfficeLevel.CUM).office for one in ("A", "B", "N")} == {"quan"}


def test_a_dissolved_school_without_heir_stays_with_the_office_it_had():
    tree = build_tree(Unit("A", "A", "A", UnitKind.TRUONG, valid_to=date(2025, 7, 14)))
    assert tree.schools_under("xa-1", date(2025, 8, 1)) == ("A",)
    assert tree.heir("A", date(2025, 8, 1)) == "A"


def test_schools_that_name_each_other_as_heirs_come_to_an_end():
    ended = [Unit(a, a, a, UnitKind.TRUONG, valid_to=LAST, successors=(b,)) for a, b in (("A", "B"), ("B", "A"))]
    assert build_tree(*ended).heir("A", FIRST) in {"A", "B"}
