from datetime import date

import pytest

from hocba_ops.domain.org_unit import Line, Parentage, Unit, UnitKind, UnitTree
from hocba_ops.domain.unit_faults import UnitFaultKind, faults_of

LAST, NEXT = date(2025, 6, 30), date(2025, 7, 1)
OLD = {"valid_to": LAST}
NEW = {"valid_from": NEXT}


def node(unit_id, kind, **dates):
    return Unit(unit_id, unit_id.title(), unit_id, UnitKind(kind), **dates)


def row(child, parent, line="chuyen_mon", **dates):
    return Parentage(child, parent, Line(line), **dates)


UNITS = [
    node("bo", "bo"),
    node("so", "so"),
    node("quan", "phong", successors=("phuong-a", "phuong-b"), **OLD),
    node("phuong-a", "xa", **NEW),
    node("phuong-b", "xa", **NEW),
    node("hoa-mai", "truong"),
    node("hoa-lan", "truong"),
    node("trung-tam", "truong"),
]
ROWS = [
    row("so", "bo"),
    row("quan", "so", **OLD),
    row("phuong-a", "so", **NEW),
    row("phuong-b", "so", **NEW),
    row("hoa-mai", "quan", **OLD),
    row("hoa-mai", "phuong-a", **NEW),
    row("hoa-lan", "quan", **OLD),
    row("hoa-lan", "phuong-b", **NEW),
    row("trung-tam", "so"),
    row("trung-tam", "quan", "hanh_chinh", **OLD),
    row("trung-tam", "phuong-a", "hanh_chinh", **NEW),
]


@pytest.fixture
def tree():
    return UnitTree(UNITS, ROWS)


def test_a_sound_table_has_no_fault(tree):
    assert faults_of(tree) == ()


@pytest.mark.parametrize(("day", "office"), [(LAST, "quan"), (NEXT, "phuong-a")])
def test_the_office_that_answers_for_a_school_changes_with_the_law(tree, day, office):
    assert tree.answers_to("hoa-mai", day).id == office


def test_a_centre_answers_to_two_offices_on_two_lines(tree):
    lines = [(line.value, unit.id) for line, unit in tree.all_lines("trung-tam", NEXT)]
    assert lines == [("chuyen_mon", "so"), ("hanh_chinh", "phuong-a")]


@pytest.mark.parametrize(
    ("unit", "day", "schools"),
    [
        ("quan", LAST, ("hoa-lan", "hoa-mai")),
        ("quan", date(2025, 8, 1), ("hoa-lan", "hoa-mai")),
        ("phuong-a", LAST, ()),
        ("phuong-a", NEXT, ("hoa-mai",)),
        ("so", LAST, ("hoa-lan", "hoa-mai", "trung-tam")),
        ("so", NEXT, ("hoa-lan", "hoa-mai", "trung-tam")),
        ("bo", NEXT, ("hoa-lan", "hoa-mai", "trung-tam")),
        ("hoa-mai", NEXT, ("hoa-mai",)),
        ("khong-co", NEXT, ()),
    ],
)
def test_schools_under_a_unit_are_those_of_the_day_and_of_an_ended_unit_those_of_its_last(tree, unit, day, schools):
    assert tree.schools_under(unit, day) == schools


def test_children_and_parents_follow_the_day(tree):
    assert tree.children("so", LAST) == ("quan", "trung-tam")
    assert tree.children("so", NEXT) == ("phuong-a", "phuong-b", "trung-tam")
    assert tree.children("quan", LAST, line=Line.HANH_CHINH) == ("trung-tam",)
    assert [up.parent for up in tree.parents("trung-tam", LAST)] == ["so", "quan"]
    assert not tree.exists_on("quan", NEXT)
    assert tree.exists_on("quan", LAST)
    assert tree.unit("quan").successors == ("phuong-a", "phuong-b")


def test_the_lineage_of_a_school_names_the_ended_office_after_its_successor(tree):
    assert tree.lineage("hoa-mai", NEXT) == ("hoa-mai", "phuong-a", "quan", "so", "bo")
    assert tree.lineage("hoa-mai", LAST) == ("hoa-mai", "quan", "so", "bo")
    assert tree.lineage("quan", LAST) == ("quan", "so", "bo")


@pytest.mark.parametrize(
    ("extra", "kind", "unit", "day"),
    [
        (row("hoa-mai", "so", **NEW), UnitFaultKind.OVERLAP, "hoa-mai", NEXT),
        (row("bo", "quan", **OLD), UnitFaultKind.CYCLE, "so", date.min),
        (row("hoa-lan", "phuong-z", "hanh_chinh"), UnitFaultKind.UNKNOWN, "hoa-lan", None),
        (row("hoa-lan", "quan", "hanh_chinh"), UnitFaultKind.PARENT_ABSENT, "hoa-lan", date.max),
        (
            row("hoa-lan", "so", "hanh_chinh", valid_from=NEXT, valid_to=LAST),
            UnitFaultKind.DATES,
            "hoa-lan",
            LAST,
        ),
    ],
)
def test_a_faulty_row_is_told_with_its_unit_and_day(extra, kind, unit, day):
    told = {(fault.kind, fault.unit_id, fault.day) for fault in faults_of(UnitTree(UNITS, [*ROWS, extra]))}
    assert (kind, unit, day) in told


def test_a_day_on_which_nobody_answers_is_told():
    without = [up for up in ROWS if up != row("hoa-mai", "phuong-a", **NEW)]
    assert [(fault.kind, fault.unit_id, fault.day) for fault in faults_of(UnitTree(UNITS, without))] == [
        (UnitFaultKind.GAP, "hoa-mai", NEXT)
    ]
    late = [*without, row("hoa-mai", "phuong-a", valid_from=date(2025, 7, 15))]
    assert [(fault.kind, fault.day) for fault in faults_of(UnitTree(UNITS, late))] == [(UnitFaultKind.GAP, NEXT)]


def test_a_school_that_answers_to_nobody_is_told():
    orphan = node("hoa-sen", "truong")
    assert [(f.kind, f.unit_id) for f in faults_of(UnitTree([*UNITS, orphan], ROWS))] == [
        (UnitFaultKind.GAP, "hoa-sen")
    ]


def test_all_faults_of_a_table_are_told_at_once():
    bad = [*ROWS, row("hoa-mai", "so", **NEW), row("hoa-lan", "phuong-z", "hanh_chinh"), row("bo", "so")]
    kinds = {fault.kind for fault in faults_of(UnitTree(UNITS, bad))}
    assert {UnitFaultKind.OVERLAP, UnitFaultKind.UNKNOWN, UnitFaultKind.CYCLE} <= kinds


def test_a_circle_of_offices_does_not_hang_a_question():
    tree = UnitTree(UNITS, [*ROWS, row("bo", "so")])
    assert tree.schools_under("so", NEXT) == ("hoa-lan", "hoa-mai", "trung-tam")
    assert tree.lineage("so", NEXT) == ("so", "bo")
