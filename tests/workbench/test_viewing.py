"""What each role sees of the samples, held against a filter written row by row; and what the trail says of it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from hocba_ops.access.person import Person
from hocba_ops.errors import OutOfScope, ScopeProblem
from hocba_ops.rulebook import Rulebook
from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.speaking import in_language
from hocba_ops.workbench.viewing import ROW_KEY, Viewing, local_person, view_of

DAY = date(2025, 8, 20)
NOW = datetime(2025, 8, 20, 3, tzinfo=UTC)
SCHOOL, OTHER_SCHOOL = "79760401", "79760402"
WARD = "phuong-sai-gon"
ACCESS = Rulebook.load().access
REPAIRS = dict.fromkeys(("sheet", "row_number", "column", "kind", "before", "after"), pl.String)
OFFICE_ROLES = ("can_bo_co_quan", "can_bo_so", "kiem_toan", "cong_chung")
UNITS = {"can_bo_co_quan": WARD, "can_bo_so": "so-gddt-hcm", "kiem_toan": "so-gddt-hcm", "cong_chung": "so-gddt-hcm"}


@pytest.fixture(scope="module")
def bench(sample_bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A part of the samples in a store of its own: a class of one school whole, and some rows of everybody else."""
    folder = tmp_path_factory.mktemp("phan-mau")
    frames = {
        name: read_relation(sample_bench.store.relation(table, as_of=DAY), table) for name, table in TABLES.items()
    }
    staff = frames["staff"].filter((pl.col("school_code") == SCHOOL) & pl.col("homeroom_class").is_not_null())
    pupils = frames["pupil"].filter(
        (pl.col("school_code") == SCHOOL) & (pl.col("class_name") == staff["homeroom_class"][0])
    )
    store = Store.open(folder / "kho")
    store.add(
        family="by_hand",
        name="phan-mau.xlsx",
        as_of=DAY,
        sha256="0" * 64,
        tables={name: numbered(some_of(rows, pupils["pupil_code"]), name) for name, rows in frames.items()},
        repairs=pl.DataFrame(schema=REPAIRS),
        recorded_at=NOW,
    )
    settings = sample_bench.settings.model_copy(update={"access": folder / "access", "registry": folder / "registry"})
    return replace(sample_bench, settings=settings, store=store, answered={}, linked={})


def some_of(rows: pl.DataFrame, pupils: pl.Series) -> pl.DataFrame:
    """Every row of offices, schools and staff; of pupils those of a class, and one in forty of the others."""
    if "pupil_code" not in rows.columns:
        return rows
    a_few = pl.int_range(pl.len()).over("school_code") % 40 == 0
    return rows.filter(pl.col("pupil_code").is_in(pupils.to_list()) | a_few)


def numbered(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows as a source hands them over, each with a number of its own."""
    schema = build_schema(TABLES[table])
    return rows.with_columns(row_number=pl.int_range(1, pl.len() + 1)).select(schema.names()).cast(schema)


@pytest.fixture(scope="module")
def stored(bench: Workbench) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table as of the day, as plain Python."""
    return {
        name: read_relation(bench.store.relation(table, as_of=DAY), table).rows(named=True)
        for name, table in TABLES.items()
    }


@pytest.fixture(scope="module")
def people(stored: dict[str, list[dict[str, Any]]]) -> dict[str, Person]:
    """One person of each role: those of a school are in its list of staff in a position for it."""
    holders = Rulebook.load().holders
    found = {role: Person(f"o|{role}", role, role, UNITS[role]) for role in OFFICE_ROLES}
    for role in set(ACCESS.viewers) - set(OFFICE_ROLES):
        row = next(
            row
            for row in stored["staff"]
            if row["school_code"] == SCHOOL
            and row["staff_status"] == "dang_lam"
            and row["position"] in (holders[role].positions if role in holders else (row["position"],))
            and (role != "giao_vien_chu_nhiem" or row["homeroom_class"])
            and (role != "giao_vien_bo_mon" or row["homeroom_class"])
        )
        found[role] = Person(f"t|{role}", role, role, SCHOOL, row["staff_code"])
    return found


def view(bench: Workbench, person: Person) -> Viewing:
    return view_of(bench, person, clock=lambda: NOW)


def key(name: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", name or "").split()).upper()


def expected(
    bench: Workbench, stored: dict[str, list[dict[str, Any]]], person: Person, table: str, unit: str
) -> list[int] | None:
    """Slow reference: the numbers of the rows that a person may see of a table about a unit; None: refused."""
    viewer = ACCESS.viewers[person.role]
    if "rows" not in viewer.may or not any(table in ACCESS.tables[group] for group in viewer.tables):
        return None
    tree = bench.tree(DAY)
    mine = {person.unit, *tree.schools_under(person.unit, DAY), *tree.children(person.unit, DAY)}
    asked = {unit, *tree.schools_under(unit, DAY)}
    if unit != person.unit and not (set(tree.schools_under(unit, DAY)) or {unit}) <= mine:
        return None
    return [
        row["row_number"]
        for row in stored[table]
        if place_of(row) in asked & mine and is_of_theirs(stored, person, table, row)
    ]


def place_of(row: dict[str, Any]) -> str | None:
    return next((row[name] for name in ("school_code", "unit_id", "actor_id") if name in row), None)


def is_of_theirs(stored: dict[str, list[dict[str, Any]]], person: Person, table: str, row: dict[str, Any]) -> bool:
    reach = ACCESS.viewers[person.role].reach
    if reach not in ("own_class", "own_subject"):
        return True
    if row.get("pupil_code") is None:
        return False
    name = class_of(stored, row["school_code"], row["pupil_code"])
    if reach == "own_class":
        mine = [one["homeroom_class"] or "" for one in stored["staff"] if is_me(person, one)]
        return name in {key(part) for text in mine for part in text.replace(";", ",").split(",")}
    taught = {(key(one["class_name"]), one["subject"]) for one in stored["teaching"] if is_me(person, one)}
    subject = {"score": row.get("subject"), "result_item": row.get("item")}.get(table)
    is_competence = table == "result_item" and row["kind"] != "mon_hoc"
    return not is_competence and any(name == at and subject in (None, what) for at, what in taught)


def is_me(person: Person, row: dict[str, Any]) -> bool:
    return (row["school_code"], row["staff_code"]) == (person.unit, person.staff_code)


CLASSES: dict[tuple[str, str], str] = {}


def class_of(stored: dict[str, list[dict[str, Any]]], school: str, pupil: str) -> str:
    """Where a pupil is: in a row in which they have not left, else in their last one."""
    if not CLASSES:
        for row in sorted(stored["pupil"], key=lambda row: row["pupil_status"] not in ("chuyen_di", "thoi_hoc")):
            CLASSES[row["school_code"], row["pupil_code"]] = key(row["class_name"])
    return CLASSES.get((school, pupil), "")


def cases() -> Iterator[tuple[str, str]]:
    for role in sorted(ACCESS.viewers):
        for unit in (SCHOOL, OTHER_SCHOOL, WARD, "phuong-tan-dinh", "quan-1", "so-gddt-hcm", "so-gddt-ha-noi"):
            yield role, unit


@pytest.mark.parametrize(("role", "unit"), list(cases()))
def test_the_rows_that_a_role_sees_of_every_table_equal_a_filter_by_hand(
    bench: Workbench, stored: dict[str, list[dict[str, Any]]], people: dict[str, Person], role: str, unit: str
):
    person = people[role]
    seen = view(bench, person)
    for table in TABLES:
        wanted = expected(bench, stored, person, table, unit)
        try:
            rows = seen.rows(table, unit=unit, as_of=DAY, purpose="ra_soat")
        except OutOfScope:
            assert wanted is None, (role, unit, table)
            continue
        assert wanted is not None, (role, unit, table)
        assert rows["row_number"].to_list() == wanted, (role, unit, table)


@pytest.mark.parametrize("role", sorted(ACCESS.viewers))
def test_every_column_that_a_role_sees_plainly_or_masked_is_of_a_group_named_for_it(
    bench: Workbench, people: dict[str, Person], stored: dict[str, list[dict[str, Any]]], role: str
):
    person, viewer = people[role], ACCESS.viewers[role]
    seen = view(bench, person)
    for table in (name for name in TABLES if seen.scope.sees(name)):
        rows = seen.rows(table, unit=person.unit, as_of=DAY, purpose="ra_soat")
        plain = {row["row_number"]: row for row in stored[table]}
        for row in rows.rows(named=True):
            before = plain[row["row_number"]]
            for column in row.keys() - {"source_file", "sheet", "row_number", ROW_KEY}:
                group, is_same = ACCESS.group_of(table, column), row[column] == before[column]
                assert group in viewer.shows + viewer.masks, (table, column)
                is_hidden = before[column] in (None, "") or not is_same
                assert is_same if group in viewer.shows else is_hidden, (table, column)


def test_a_table_cannot_gain_a_column_that_nobody_has_put_into_a_group():
    lost = [f"{name}.{column}" for name, table in TABLES.items() for column in table.column_names
            if not ACCESS.group_of(name, column)]  # fmt: skip
    assert lost == []


def test_figures_of_a_homeroom_teacher_count_the_class_and_say_so(
    bench: Workbench, people: dict[str, Person], stored: dict[str, list[dict[str, Any]]]
):
    person = people["giao_vien_chu_nhiem"]
    seen = view(bench, person)
    answer = seen.run("coverage", unit=SCHOOL, school_year="2024-2025", as_of=DAY)
    created = next(one for one in answer.measures if one.name == "card.created" and not one.group)
    whole = bench.run("coverage", unit=SCHOOL, school_year="2024-2025", as_of=DAY)
    of_school = next(one for one in whole.measures if one.name == "card.created" and not one.group)
    assert created.denominator is not None
    assert of_school.denominator is not None
    assert 0 < created.denominator <= len(seen.scope.pupils) < of_school.denominator
    assert "lớp của anh/chị" in answer.notes[0]


def test_an_answer_for_a_homeroom_teacher_is_never_kept_for_the_head(bench: Workbench, people: dict[str, Person]):
    asked = {"unit": SCHOOL, "school_year": "2024-2025", "as_of": DAY}
    before = view(bench, people["can_bo_quan_ly"]).run("coverage", **asked)
    view(bench, people["giao_vien_chu_nhiem"]).run("coverage", **asked)
    assert view(bench, people["can_bo_quan_ly"]).run("coverage", **asked).measures == before.measures


@pytest.mark.parametrize(
    ("role", "step", "unit"),
    [
        ("can_bo_quan_ly", "coverage", OTHER_SCHOOL),
        ("can_bo_co_quan", "coverage", "quan-1"),
        ("can_bo_co_quan", "coverage", "so-gddt-hcm"),
        ("van_thu", "identity_review", SCHOOL),
        ("giao_vien_bo_mon", "coverage", SCHOOL),
        ("cong_chung", "identity_review", "so-gddt-hcm"),
    ],
)
def test_figures_outside_the_scope_are_refused_and_the_refusal_is_in_the_trail(
    bench: Workbench, people: dict[str, Person], role: str, step: str, unit: str
):
    seen = view(bench, people[role])
    with pytest.raises(OutOfScope):
        seen.run(step, unit=unit, school_year="2024-2025", as_of=DAY)
    last = seen.trail.entries().row(-1, named=True)
    assert (last["event"], last["role"], last["target"], last["about_unit"]) == ("refused", role, step, unit)


def test_the_sum_told_to_the_public_hides_small_counts_and_lists(bench: Workbench, people: dict[str, Person]):
    answer = view(bench, people["cong_chung"]).run("coverage", unit="so-gddt-hcm", school_year="2024-2025", as_of=DAY)
    small = ACCESS.small_cells.minimum
    assert not answer.findings
    assert not answer.frames
    assert not [one for one in answer.measures if one.numerator is not None and 0 < one.numerator < small
                and one.counted in ("pupils", "cards", "signatures", "staff")]  # fmt: skip


def test_rows_without_a_purpose_are_refused(bench: Workbench, people: dict[str, Person]):
    with pytest.raises(OutOfScope) as refusal:
        view(bench, people["can_bo_quan_ly"]).rows("pupil", unit=SCHOOL, as_of=DAY, purpose="")
    assert refusal.value.problem is ScopeProblem.PURPOSE


def test_a_revealed_number_is_the_stored_one_and_the_trail_names_the_column_not_the_number(
    bench: Workbench, people: dict[str, Person], stored: dict[str, list[dict[str, Any]]]
):
    seen = view(bench, people["can_bo_quan_ly"])
    rows = seen.rows("pupil", unit=SCHOOL, as_of=DAY, purpose="ra_soat").filter(
        pl.col("person_id").str.len_chars() == 12
    )
    row = rows.row(0, named=True)
    value = seen.reveal("pupil", row[ROW_KEY], "person_id", unit=SCHOOL, as_of=DAY, purpose="ra_soat")
    assert value == next(one["person_id"] for one in stored["pupil"] if one["row_number"] == row["row_number"])
    last = seen.trail.entries().row(-1, named=True)
    assert (last["event"], last["target"], last["purpose"]) == ("revealed", "pupil.person_id", "ra_soat")
    assert value not in str(last)


def test_a_row_of_another_school_is_not_revealed_by_its_key(bench: Workbench, people: dict[str, Person]):
    office = view(bench, people["can_bo_so"])
    foreign = office.rows("pupil", unit=OTHER_SCHOOL, as_of=DAY, purpose="ra_soat").row(0, named=True)[ROW_KEY]
    head = view(bench, people["can_bo_quan_ly"])
    with pytest.raises(OutOfScope):
        head.reveal("pupil", foreign, "person_id", unit=SCHOOL, as_of=DAY, purpose="ra_soat")


def test_no_name_and_no_number_of_anybody_stands_in_the_trail(
    bench: Workbench, people: dict[str, Person], stored: dict[str, list[dict[str, Any]]]
):
    view(bench, people["can_bo_quan_ly"]).rows("pupil", unit=SCHOOL, as_of=DAY, purpose="ra_soat", class_name="1A")
    written = "".join(
        path.read_text(encoding="utf-8") for path in (Path(bench.settings.access) / "trail").glob("*.jsonl")
    )
    named = {
        str(row[name]) for row in stored["pupil"] for name in ("full_name", "person_id", "pupil_code") if row[name]
    }
    assert not [one for one in named if one in written]


def test_every_read_of_rows_was_entered_and_the_trail_verifies(bench: Workbench, people: dict[str, Person]):
    seen = view(bench, people["can_bo_quan_ly"])
    held = seen.rows("pupil", unit=SCHOOL, as_of=DAY, purpose="ra_soat", class_name="1A").height
    last = seen.trail.entries().row(-1, named=True)
    assert (last["event"], last["rows"], last["about_unit"]) == ("rows_read", held, SCHOOL)
    assert seen.trail.verify() is None


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"role": "khong_co"}, ScopeProblem.NO_ROLE),
        ({"role": "can_bo_so"}, ScopeProblem.NO_ROLE),
        ({"unit": "khong-co"}, ScopeProblem.NO_ROLE),
        ({"staff_code": ""}, ScopeProblem.STAFF),
        ({"staff_code": "KHONG-CO"}, ScopeProblem.STAFF),
        ({"unit": OTHER_SCHOOL}, ScopeProblem.STAFF),
    ],
)
def test_a_role_that_the_lists_do_not_bear_out_opens_nothing(
    bench: Workbench, people: dict[str, Person], changed: dict[str, str], problem: ScopeProblem
):
    with pytest.raises(OutOfScope) as refusal:
        view(bench, replace(people["can_bo_quan_ly"], **changed))
    assert refusal.value.problem is problem


def test_an_officer_of_a_district_office_sees_nothing_from_the_day_after_it_ended(bench: Workbench):
    officer = Person("o|x", "cán bộ", "can_bo_co_quan", "quan-1")
    june = view_of(bench, officer, clock=lambda: datetime(2025, 6, 30, 3, tzinfo=UTC))
    assert len(june.scope.schools) > 10
    with pytest.raises(OutOfScope):
        view_of(bench, officer, clock=lambda: datetime(2025, 7, 1, 3, tzinfo=UTC))


def test_the_office_above_is_not_theirs_even_where_all_its_known_schools_are(bench: Workbench):
    officer = Person("o|x", "cán bộ", "can_bo_co_quan", "quan-1")
    june = view_of(bench, officer, clock=lambda: datetime(2025, 6, 30, 3, tzinfo=UTC))
    tree = bench.tree(date.max)
    alone = replace(june.scope, schools=frozenset(tree.schools_under("so-gddt-hcm", date(2025, 6, 30))))
    assert not alone.covers("so-gddt-hcm", tree, date(2025, 6, 30))


def test_whoever_sits_at_the_own_machine_of_an_ended_office_still_sees_its_schools(bench: Workbench):
    seen = view(bench, local_person(bench, "máy này"))
    assert seen.person.role == "can_bo_co_quan"
    assert SCHOOL in {unit.id for unit in seen.units(DAY)}


def test_a_file_handed_over_says_by_whom_and_what_for_and_a_role_without_the_power_gets_none(
    bench: Workbench, people: dict[str, Person]
):
    line = view(bench, people["can_bo_quan_ly"]).mark("coverage.xlsx", SCHOOL, purpose="kiem_tra", rows=3)
    assert line == "Tải bởi can_bo_quan_ly lúc 10:00 20/08/2025. Mục đích: Kiểm tra, giải quyết khiếu nại."
    with pytest.raises(OutOfScope):
        view(bench, people["kiem_toan"]).mark("coverage.xlsx", "so-gddt-hcm")


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        ("can_bo_quan_ly", ["coverage", "readiness"]),
        ("van_thu", ["coverage"]),
        ("giao_vien_chu_nhiem", []),
        ("quan_tri_vien_truong_hoc", []),
        ("kiem_toan", []),
        ("cong_chung", []),
    ],
)
def test_a_report_made_for_a_whole_unit_is_opened_only_by_who_may_see_all_of_it(
    bench: Workbench, people: dict[str, Person], role: str, steps: list[str]
):
    seen = view(bench, people[role])
    assert [step for step in ("coverage", "readiness") if seen.takes_report(step)] == steps
    for step in {"coverage", "readiness"} - set(steps):
        with pytest.raises(OutOfScope):
            seen.check_report(step, people[role].unit)
        assert seen.trail.entries()["event", "role", "target"].row(-1) == ("refused", role, step)


def test_the_trail_is_shown_to_a_head_for_their_school_alone(bench: Workbench, people: dict[str, Person]):
    view(bench, people["can_bo_so"]).rows("pupil", unit=OTHER_SCHOOL, as_of=DAY, purpose="ra_soat")
    told = view(bench, people["can_bo_quan_ly"]).trail_entries()
    assert told.height > 0
    assert not told.filter((pl.col("about_unit") != SCHOOL) & (pl.col("unit") != SCHOOL)).height
    with pytest.raises(OutOfScope):
        view(bench, people["giao_vien_chu_nhiem"]).trail_entries()


def test_a_person_with_a_narrow_scope_is_told_in_each_language_in_its_own_words(
    bench: Workbench, people: dict[str, Person]
):
    teacher = people["giao_vien_chu_nhiem"]
    spoken = {language: view(in_language(bench, language), teacher) for language in ("vi", "en", "vi")}
    assert spoken["vi"].bench is not bench, "the figures of a narrow scope are counted on a workbench of its own"
    assert [seen.settings.language for seen in spoken.values()] == ["vi", "en"]
    assert [seen.labels("page.runs") for seen in spoken.values()] == ["Báo cáo đã chạy", "Reports that were run"]
