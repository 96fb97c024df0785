"""The checks of the web benchmarks can fail: what they say is lost or slow comes from what was counted."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from benchmarks.web_clients import Acknowledged
from benchmarks.web_kill import faults_of
from benchmarks.web_load import Taken, objects_in
from hocba_ops.access.trail import Event, Trail, Where

NOW = datetime(2025, 6, 30, 3, tzinfo=UTC)


@pytest.fixture
def trail(tmp_path):
    made = Trail.open(tmp_path)
    made.record(Event.LOGIN, None, now=NOW, where=Where(session="phien-1"))
    made.record(Event.ROWS_READ, None, now=NOW, target="pupil", detail="02/06/2025 lop-7")
    made.record(Event.LOOKED_UP, None, now=NOW, target="ma-1")
    return made


def test_what_was_acknowledged_and_stands_in_the_trail_is_no_fault(trail):
    told = Acknowledged(Counter({("login", "phien-1"): 1, ("rows_read", "lop-7"): 1, ("looked_up", "ma-1"): 1}))
    assert faults_of(trail, told) == []


def test_an_acknowledged_reading_that_the_trail_lacks_is_told_with_its_tag(trail):
    told = Acknowledged(Counter({("rows_read", "lop-8"): 1, ("looked_up", "ma-1"): 2}))
    assert faults_of(trail, told) == ["lost: rows_read lop-8, 1 times", "lost: looked_up ma-1, 1 times"]


def test_a_trail_that_was_changed_is_told_as_broken(trail):
    path = trail.journal.files()[0]
    path.write_text(path.read_text(encoding="utf-8").replace("lop-7", "lop-9"), encoding="utf-8")
    assert faults_of(trail, Acknowledged())[0].startswith("the trail is broken")


def test_the_figures_of_a_load_are_of_its_sessions_and_its_changes():
    taken = Taken(users=2, came=1.0, changed=0.4, waits=[0.1] * 19 + [0.9])
    assert {"changes": 20, "CPU s a session": 0.5, "CPU s a change": 0.02, "p50 ms": 100.0}.items() <= (
        taken.figures.items()
    )
    assert taken.figures["p95 ms"] > 800


def test_every_model_of_a_document_is_found_however_deep():
    deep = {"type": "object", "name": "Select", "id": "p2"}
    document = {"doc": {"roots": [{"type": "object", "name": "Root", "id": "p1", "attributes": {"children": [deep]}}]}}
    assert [one["id"] for one in objects_in(document)] == ["p1", "p2"]
