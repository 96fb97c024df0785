import json

import polars as pl

from hocba_ops.reporting import charts, duty_charts
from hocba_ops.reporting.cuts import UNIT, cut
from tests.reporting.conftest import AS_OF


def test_each_bar_carries_its_counts_and_a_school_without_pupils_has_words_instead_of_a_bar(answer, labels, names):
    figure = charts.bars_of_ratio(cut(answer, "card.signed", by=UNIT), labels, names=names)
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts[0] == "727/747 (97,3\u00a0%)"
    assert texts[10] == "không có mẫu số"
    assert figure["data"][0]["x"][10] is None


def test_the_height_of_a_chart_follows_its_rows(answer, labels, names):
    schools = cut(answer, "card.signed", by=UNIT)
    heights = [charts.bars_of_ratio(schools[:size], labels, names=names)["layout"]["height"] for size in (1, 8, 16)]
    assert heights[1] - heights[0] >= 7 * charts.ROW_HEIGHT
    assert heights[2] - heights[1] >= 8 * charts.ROW_HEIGHT


def test_a_rate_above_a_hundred_widens_the_axis(one_measure, labels):
    figure = charts.bars_of_ratio([one_measure(300, 100)], labels)
    assert figure["data"][0]["x"] == [300.0]
    assert figure["layout"]["xaxis"]["range"][1] > 300


def test_names_of_schools_cannot_bring_markup_into_a_chart():
    assert charts.wrapped("Thuyền <b>Giấy</b> & Biển") == "Thuyền &lt;b>Giấy&lt;/b> &amp; Biển"


def test_the_pieces_of_a_stacked_bar_add_up_and_empty_classes_are_left_out(answer, labels):
    frame = answer.frames["classes"]
    figure = charts.stacked_classes(frame, labels, classes=frame.columns[2:])
    assert "Trùng học bạ" not in [trace["name"] for trace in figure["data"]]
    for place, roster in enumerate(frame["roster"]):
        assert sum(trace["x"][place] for trace in figure["data"]) == roster


def test_findings_by_rule_tell_severity_by_name_and_pattern(answer, labels):
    errors, queries = charts.findings_by_rule(answer, labels)["data"]
    assert (errors["name"], errors["x"]) == ("Phải sửa", [0, 4, 0, 7])
    assert (queries["name"], queries["x"]) == ("Sửa hoặc giải trình", [23, 0, 11, 0])
    assert errors["marker"]["pattern"]["shape"] != queries["marker"]["pattern"]["shape"]


def test_charts_are_plain_json_with_vietnamese_separators(answer, labels, names):
    figures = (
        charts.bars_of_ratio(cut(answer, "card.signed", by=UNIT), labels, names=names),
        duty_charts.timeline(answer.frames["duties"], labels, as_of=AS_OF),
        charts.stacked_classes(pl.DataFrame({"school_name": ["A"], "khop": [1]}), labels, classes=["khop"]),
    )
    for figure in figures:
        assert json.loads(json.dumps(figure, allow_nan=False)) == figure
        assert figure["layout"]["separators"] == ",."
