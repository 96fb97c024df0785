"""The kept state of every pupil's card is what the store gives when it is worked out anew: rows, answers, days."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest

from hocba_ops.store import Snapshots
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.states import SHAPED, differing_schools, kept_states, take_states

DAYS = tuple(date(2025, *day) for day in ((4, 18), (5, 16), (5, 30), (6, 20), (6, 30), (8, 1), (8, 20)))
ASKED = (("coverage", "quan-1"), ("cutoff", "so-gddt-hcm"), ("coverage", "79760401"))


@pytest.fixture(scope="module")
def kept(sample_workspace, tmp_path_factory):
    place = tmp_path_factory.mktemp("kept") / "ws"
    shutil.copytree(sample_workspace, place)
    bench = Workbench.open(place)
    yield bench, {day: take_states(bench, day) for day in DAYS}
    bench.engine.close()


def test_a_later_day_works_out_only_the_schools_of_which_something_new_is_known(kept):
    _, taken = kept
    counts = {day: (one.computed, one.taken_over) for day, one in taken.items()}

    assert counts[DAYS[0]][1] == 0
    assert any(0 < computed < old for computed, old in counts.values())
    assert counts[DAYS[6]][1] > counts[DAYS[6]][0]


def test_kept_rows_of_every_day_are_those_worked_out_anew_from_the_batches(kept):
    bench, _ = kept
    assert [differing_schools(bench, found) for day in DAYS if (found := kept_states(bench, day))] == [[]] * len(DAYS)


@pytest.mark.parametrize(("step", "unit"), ASKED)
@pytest.mark.parametrize("day", [DAYS[4], DAYS[6]])
def test_an_answer_from_kept_rows_is_the_answer_worked_out_anew(kept, step, unit, day):
    bench, _ = kept
    asked = {"unit": unit, "school_year": "2024-2025", "as_of": day}
    read = replace(bench, answered={}).run(step, **asked)
    anew = replace(bench, answered={}, anew=True).run(step, **asked)

    assert json.dumps(bench.to_json(read)) == json.dumps(bench.to_json(anew))
    assert (read.findings, read.sources) == (anew.findings, anew.sources)


def test_a_day_kept_again_with_nothing_new_works_out_no_school(kept):
    bench, _ = kept
    assert take_states(bench, DAYS[6]).computed == 0


def test_what_came_in_since_makes_the_kept_day_count_no_more(kept):
    """The store before its last load holds less: what is kept was made of more, and is not read."""
    bench, _ = kept
    last = max(batch.recorded_at for batch in bench.store.batches())

    assert kept_states(bench, DAYS[6]) is not None
    assert kept_states(bench.before(last), DAYS[6]) is None


def test_a_kept_file_that_was_changed_is_found_school_by_school(kept, tmp_path):
    bench, _ = kept
    shutil.copytree(bench.settings.root, tmp_path / "ws")
    other = Workbench.open(tmp_path / "ws")
    part = (found := kept_states(other, DAYS[6])).parts[0]
    found.path(part).write_bytes(found.path(part).read_bytes()[:-1] + b"x")

    assert differing_schools(other, found) == sorted(part.schools)
    other.engine.close()


def test_a_changed_part_whose_day_is_taken_again_is_put_right_and_never_believed(kept, tmp_path):
    bench, _ = kept
    shutil.copytree(bench.settings.root, tmp_path / "ws")
    other = Workbench.open(tmp_path / "ws")
    for day in (snapshots := Snapshots(other.store.root)).days():
        (snapshots.folder / f"{day.isoformat()}.json").unlink()
    (part,) = (found := take_states(other, DAYS[6]).snapshot).parts
    found.path(part).write_bytes(found.path(part).read_bytes()[:-1] + b"x")
    (snapshots.folder / f"{DAYS[6].isoformat()}.json").unlink()

    again = take_states(other, DAYS[6]).snapshot
    assert [one.key for one in again.parts] == [part.key]
    assert again.altered() == ()
    assert differing_schools(other, again) == []
    other.engine.close()


def test_parts_that_no_kept_day_needs_are_removed_and_the_others_stay(kept, tmp_path):
    bench, _ = kept
    shutil.copytree(bench.store.root, tmp_path / "store")
    snapshots = Snapshots(tmp_path / "store")
    for day in DAYS[:-1]:
        (snapshots.folder / f"{day.isoformat()}.json").unlink()
    snapshots.sweep()

    left = {path.name for path in (snapshots.folder / "parts").iterdir()}
    assert left == {part.key for part in snapshots.at(DAYS[-1]).parts}


def test_no_part_is_removed_while_somebody_reads(kept, tmp_path):
    bench, _ = kept
    shutil.copytree(bench.store.root, tmp_path / "store")
    snapshots = Snapshots(tmp_path / "store")
    before = {path.name for path in (snapshots.folder / "parts").iterdir()}
    for day in DAYS:
        (snapshots.folder / f"{day.isoformat()}.json").unlink()
    with snapshots.in_use():
        snapshots.sweep()
        assert {path.name for path in (snapshots.folder / "parts").iterdir()} == before
    snapshots.sweep()
    assert list((snapshots.folder / "parts").iterdir()) == []


def test_rows_hang_on_nothing_but_what_the_name_of_a_school_is_made_of(sample_bench):
    """A table or parameter that the texts begin to read must enter the name, or old rows would be taken for new."""
    tables = dict.fromkeys(("pupil", "card", "receipt", "exemption", "school_succession"))
    text = "\n".join(SHAPES[name] for name in SHAPED)
    read = sample_bench.engine.tables_of(SHAPES["pupil_state"], _shapes())

    assert read - set(SHAPED) == {*tables, "unit_school", "kind_grade"}
    assert {word for word in text.replace(",", " ").replace(")", " ").split() if word.startswith("$")} == {
        "$as_of",
        "$first_grade",
        "$last_grade",
    }


def _shapes():
    from hocba_ops.engine import Shape

    return {name: Shape(SHAPES[name]) for name in SHAPED}
