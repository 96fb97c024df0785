from datetime import date

import polars as pl
import pytest

from hocba_ops.reporting import score_views
from hocba_ops.reporting.show import PLOTLY
from hocba_ops.steps.scorecard import CARD, GROUP, TO_MEND
from hocba_ops.tables import Answer

DAY = date(2025, 6, 30)
BOX = ("79760401", "Trường Tiểu học An Khê", "Phường Bến Thành", 700, 690, 700, 700, 700, 2, 10, 3, 1)
LINES = [
    (*BOX, 4, 5, 6, 1, "kh290-13", date(2025, 7, 24), "Phường Đa Kao"),
    ("79760499", "79760499", None, *[None] * 5, None, 1, 0, 0, 0, None, None, None, None, None, None),
]
MEND = [
    ("79760401", "Trường Tiểu học An Khê", "identity_review", "HB-ID-02", "error", 10, "Nhập lại.", date(2025, 5, 15)),
    ("79760401", "Trường Tiểu học An Khê", "results_review", "HB-KQ-08", "query", 3, "Xem lại.", date(2025, 7, 1)),
    ("79760401", "Trường Tiểu học An Khê", "readiness", "HB-SS-06", "query", 1, "Tập huấn.", None),
]


def answer(unit: str = "quan-1", *, lines: list | None = None, mend: list | None = None) -> Answer:
    groups = [
        (code, group, number)
        for code, *_ in LINES
        for group, number in (("readiness.error", 0), ("identity_review.error", 120))
    ]
    frames = {
        "cards": pl.DataFrame(LINES if lines is None else lines, schema=CARD, orient="row"),
        "to_mend": pl.DataFrame(MEND if mend is None else mend, schema=TO_MEND, orient="row"),
        "groups": pl.DataFrame(groups, schema=GROUP, orient="row"),
    }
    return Answer("scorecard", unit, "2024-2025", DAY, frames=frames)


@pytest.fixture
def alone() -> Answer:
    return answer("79760401", lines=LINES[:1])


def test_a_line_has_both_counts_beside_each_rate_and_what_is_explained_beside_the_queries(show):
    text = str(score_views.cards(show, answer()).html)
    assert "690/700 (98,6\u00a0%)" in text
    assert ">3 (+1)<" in text
    assert ">5\u00a0/\u00a06<" in text
    assert "xếp theo thứ tự chữ cái" in text


def test_a_code_that_no_school_list_knows_is_told_as_such(show):
    assert "Mã trường lạ 79760499" in str(score_views.cards(show, answer()).html)


def test_the_card_of_one_school_says_in_sentences_what_to_mend_and_by_when(show, alone):
    text = str(score_views.cards(show, alone).html)
    assert "10 chỗ phải sửa (HB-ID-02). Nhập lại. Hạn 15/05/2025, đã quá hạn." in text
    assert "3 chỗ phải sửa hoặc giải trình (HB-KQ-08). Xem lại. Hạn 01/07/2025." in text
    assert "Kế hoạch không ghi hạn." in text
    assert "24/07/2025" in text


def test_a_school_with_nothing_left_is_told_so(show):
    text = str(score_views.cards(show, answer("79760401", lines=LINES[:1], mend=[])).html)
    assert "không còn điểm nào phải sửa" in text


def test_a_long_list_names_the_first_rules_and_counts_the_rest(show):
    many = [(*MEND[0][:3], f"HB-ID-{number:02}", *MEND[0][4:]) for number in range(1, 13)]
    text = str(score_views.cards(show, answer("79760401", lines=LINES[:1], mend=many)).html)
    assert text.count("<li>") == score_views.TOP_RULES
    assert "Còn 4 quy tắc khác" in text


def test_the_square_has_a_number_in_every_cell_and_its_table(show):
    bundle = score_views.groups(show, answer())._repr_mimebundle_()
    figure = bundle[PLOTLY]
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["0", "120", "0", "120"]
    assert figure["data"][0]["z"] == [[0, 3], [0, 3]]
    assert "Nhân thân: phải sửa" in bundle["text/html"]


def test_no_row_of_the_square_is_a_bare_number_that_the_chart_would_take_for_a_place(show):
    figure = score_views.groups(show, answer())._repr_mimebundle_()[PLOTLY]
    assert not [row for row in figure["data"][0]["y"] if row.isdecimal()]


def test_who_answers_and_what_is_due_next_stand_beside_each_school(show):
    text = str(score_views.due(show, answer()).html)
    assert "Phường Bến Thành" in text
    assert "24/07/2025" in text
    assert "Phường Đa Kao" in text, "who answers on the day on which it falls due"


def test_one_school_alone_has_no_square_and_no_second_list(show):
    lonely = answer("79760401", lines=LINES[:1])
    groups = lonely.frames["groups"].filter(school_code="79760401")
    one = Answer("scorecard", "79760401", "2024-2025", DAY, frames={**lonely.frames, "groups": groups})
    assert str(score_views.groups(show, one).html) == ""
    assert str(score_views.due(show, one).html) == ""
