import json

import polars as pl
import pytest

from hocba_ops.reporting.link_charts import threshold_curve

ROWS = {
    "evidence_weight": [0, 400, 800],
    "numerator_right": [90, 80, 60],
    "denominator_right": [120, 84, 60],
    "numerator_found": [90, 80, 60],
    "denominator_found": [100, 100, 100],
    "is_threshold": [0, 1, 0],
}


@pytest.fixture
def figure(labels):
    return threshold_curve(pl.DataFrame(ROWS), labels)


def test_both_shares_are_drawn_over_bits_of_evidence(figure):
    right, found = figure["data"]
    assert right["x"] == found["x"] == [0, 4, 8]
    assert right["y"] == [75.0, 95.24, 100.0]
    assert found["y"] == [90.0, 80.0, 60.0]


def test_the_two_lines_differ_in_stroke_and_mark_as_well_as_in_colour(figure):
    right, found = figure["data"]
    assert right["line"]["dash"] != found["line"]["dash"]
    assert right["marker"]["symbol"] != found["marker"]["symbol"]


def test_the_threshold_in_use_is_marked_with_both_of_its_shares(figure):
    (line,), (note,) = figure["layout"]["shapes"], figure["layout"]["annotations"]
    assert line["x0"] == line["x1"] == note["x"] == 4
    assert "95,2\u00a0%" in note["text"]
    assert "80,0\u00a0%" in note["text"]


def test_a_point_at_which_nothing_is_told_is_left_out(labels):
    rows = {**ROWS, "numerator_right": [90, 80, 0], "denominator_right": [120, 84, 0]}
    figure = threshold_curve(pl.DataFrame(rows), labels)
    assert figure["data"][0]["x"] == [0, 4]


def test_the_figure_is_plain_json(figure):
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
