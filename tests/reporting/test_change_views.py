from datetime import date, datetime

import polars as pl
import pytest

from hocba_ops.reporting import change_views
from hocba_ops.reporting.show import PLOTLY
from hocba_ops.tables import Answer
from hocba_ops.tables.changes import FINDINGS, MEASURES, SINCE

DAY = date(2025, 6, 30)
RULES = {name: kind for name, kind in FINDINGS.items() if name not in ("step", "school_code")}


def html(shown) -> str:
    return str(shown.html)


@pytest.fixture
def changed() -> Answer:
    rules = [("HB-ID-01", "query", 5, 1, 0, 4, 1, 3), ("HB-ID-02", "error", 3, 0, 2, 3, 0, 5)]
    rules.append(("HB-ID-12", "query", 7, 0, 0, 7, 0, 7))
    frames = {
        "changed_since": pl.DataFrame([(DAY, datetime(2025, 7, 2, 14, 5))], schema=SINCE, orient="row"),
        "changed_rules": pl.DataFrame(rules, schema=RULES, orient="row"),
        "changed_measures": pl.DataFrame(
            [("identity.clean", "A", 11855, 11899, 11857, 11879), ("results.clean", "A", None, None, 5, 5)],
            schema=MEASURES,
            orient="row",
        ),
        "changed_rows": pl.DataFrame(
            {"table": ["pupil", "pupil"], "school_code": ["A", "B"], "rows_added": [1, 2], "rows_gone": [0, 3]}
        ),
    }
    return Answer("identity_review", "A", "2024-2025", DAY, frames=frames)


def without(answer: Answer, *names: str) -> Answer:
    frames = {name: frame.clear() if name in names else frame for name, frame in answer.frames.items()}
    return Answer("identity_review", "A", "2024-2025", DAY, frames=frames)


def test_the_earlier_state_and_what_became_of_the_findings_are_said_in_sentences(show, changed):
    text = html(change_views.since(show, changed))
    assert "trước lần nạp lúc 02/07/2025 14:05" in text
    assert "Trước có 15 điểm; 1 điểm đã hết, 2 điểm mới, 14 điểm còn lại." in text
    assert "còn phải xử lý 15, đã giải trình 1" in text


def test_without_an_earlier_state_the_page_says_so_and_draws_nothing(show, changed):
    first = without(changed, "changed_since", "changed_rules")
    assert "Chưa có lần nạp" in html(change_views.since(show, first))
    assert change_views.moves(show, first)._repr_mimebundle_()["text/html"] == ""


def test_only_rules_that_moved_are_drawn_and_all_stand_in_the_table(show, changed):
    bundle = change_views.moves(show, changed)._repr_mimebundle_()
    drawn = bundle[PLOTLY]["data"][0]["y"]
    assert [row.partition(" ")[0] for row in drawn] == ["HB-ID-01", "HB-ID-02"]
    assert "Thiếu dân tộc" in bundle["text/html"]
    assert [note["text"] for note in bundle[PLOTLY]["layout"]["annotations"]] == ["còn 4", "còn 3"]


def test_when_nothing_moved_one_sentence_stands_for_the_chart(show, changed):
    rules = changed.frames["changed_rules"].filter(code="HB-ID-12")
    still = Answer("identity_review", "A", "2024-2025", DAY, frames={**changed.frames, "changed_rules": rules})
    shown = change_views.moves(show, still)
    assert shown.figure is None
    assert "Không có lỗi nào mới" in html(shown)


def test_head_figures_show_both_counts_then_and_now_and_skip_what_was_not_there(show, changed):
    bundle = change_views.figures(show, changed)._repr_mimebundle_()
    (row,) = bundle[PLOTLY]["layout"]["yaxis"]["categoryarray"]
    (note,) = bundle[PLOTLY]["layout"]["annotations"]
    assert row.endswith("11.855/11.899 → 11.857/11.879")
    assert note["text"] == "99,6\u00a0% → 99,8\u00a0%"


def test_rows_are_shown_by_table_with_the_number_of_schools(show, changed):
    text = html(change_views.rows(show, changed))
    assert "Danh sách học sinh" in text
    assert [cell in text for cell in (">2<", ">3<")] == [True, True]
    assert html(change_views.rows(show, without(changed, "changed_rows"))) == ""


def test_a_frame_that_the_answer_does_not_have_shows_nothing(show, changed):
    assert html(change_views.frame(show, changed, "transfers")) == ""
    assert "Dòng thêm" in html(change_views.frame(show, changed, "changed_rows"))
