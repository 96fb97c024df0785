"""Answers made beforehand: what is warmed is what a reader gets, behind whoever waits, and it ends when it is told."""

import threading
from concurrent.futures import Future
from dataclasses import replace

import pytest

from hocba_ops.dashboards.drawing import draw
from hocba_ops.dashboards.pages import page_names
from hocba_ops.dashboards.state import State
from hocba_ops.portal import warming as module
from hocba_ops.portal.warming import pages_in_order, warming
from hocba_ops.workbench import bench as benches
from hocba_ops.workbench.composing import COMPOSED
from hocba_ops.workbench.viewing import local_person, view_of
from tests.portal.entrance import Clock


def test_steps_are_warmed_before_what_is_composed_of_them():
    order = pages_in_order()
    assert sorted(order) == sorted(page_names())
    assert set(order[-len(COMPOSED) :]) == set(COMPOSED)


def test_a_page_that_was_warmed_is_drawn_without_computing_any_answer_again(bench, monkeypatch):
    monkeypatch.setattr(module, "page_names", lambda: ("coverage",))
    with warming(bench, clock=Clock()) as thread:
        thread.join(60)
    monkeypatch.setattr(benches.Workbench, "_compute", lambda *_: pytest.fail("an answer was computed again"))
    view = view_of(bench.still(), local_person(bench, "Cán bộ"), clock=Clock())
    assert 'class="trouble"' not in draw(view, State(page="coverage")).content
    assert not bench.settings.path(bench.settings.access).exists()


def test_warming_stops_after_the_page_under_way_when_the_server_ends(bench, monkeypatch):
    asked: list[str] = []
    given: Future[None] = Future()
    first = threading.Event()

    def submit(_draw, _bench, _clock, name):
        asked.append(name)
        first.set()
        return given

    monkeypatch.setattr(module.WORKER, "submit", submit)
    with warming(bench, clock=Clock()) as thread:
        assert first.wait(20)
    given.set_result(None)
    thread.join(20)
    assert len(asked) == 1


def test_an_office_without_any_data_is_served_all_the_same(bench, monkeypatch, caplog):
    empty = bench.settings.model_copy(update={"unit": "khong-co"})
    monkeypatch.setattr(module, "page_names", lambda: ("coverage",))
    with warming(replace(bench, settings=empty), clock=Clock()) as thread:
        thread.join(60)
    assert "answers were not made beforehand" in caplog.text
