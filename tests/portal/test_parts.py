"""The small parts: examples in their docstrings, limits against a slow count, the log of requests."""

import doctest
import importlib
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.errors import PortTaken
from hocba_ops.portal.limiting import Limiter
from hocba_ops.portal.serving import drop_query, opened_socket

MODULES = ("portal.headers", "portal.limiting", "portal.serving", "portal.typed", "workbench.checking")


@pytest.mark.parametrize("module", MODULES)
def test_examples_of_a_portal_module_are_there_and_hold(module):
    tried = doctest.testmod(importlib.import_module(f"hocba_ops.{module}"))
    assert (tried.attempted > 0, tried.failed) == (True, 0)


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 4), st.integers(1, 12))
def test_no_window_of_time_ever_holds_more_than_its_limit(steps, most, seconds):
    limiter, at, let_through = Limiter(most, seconds), 0, []
    for step in steps:
        at += step
        wait = limiter.wait("a", at=at)
        in_window = [one for one in let_through if one > at - seconds]
        assert (wait == 0) == (len(in_window) < most)
        if wait == 0:
            let_through.append(at)
        else:
            assert wait == in_window[0] + seconds - at


def test_the_log_of_requests_keeps_no_word_behind_the_question_mark():
    told = ("1.1.1.1:9", "GET", "/tra-cuu?ten=An", "1.1", 200)
    record = logging.LogRecord("x", logging.INFO, "", 1, '%s - "%s %s HTTP/%s" %d', told, None)
    assert drop_query(record)
    assert record.getMessage() == '1.1.1.1:9 - "GET /tra-cuu HTTP/1.1" 200'


def test_an_address_that_is_taken_is_told_with_what_to_do():
    with opened_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTaken, match=f"{port}.*--port"), opened_socket("127.0.0.1", port):
            pass
