import pytest

from hocba_ops.reporting import duty_charts
from tests.reporting.conftest import AS_OF


def test_the_timeline_shows_day_share_and_how_long_a_duty_is_overdue(answer, labels):
    figure = duty_charts.timeline(answer.frames["duties"], labels, as_of=AS_OF)
    delays, *marks = figure["data"]
    assert delays["x"] == ["2025-05-01", "2025-06-30", None, "2025-05-29", "2025-06-30", None,
                           "2025-06-19", "2025-06-30", None]  # fmt: skip
    overdue = next(trace for trace in marks if trace["name"] == "Quá hạn")
    assert overdue["text"] == ["01/05/2025 · 15/16", "29/05/2025 · 14/16", "19/06/2025 · 15/16"]
    assert marks[-1]["name"] == "Tính đến 30/06/2025"
    assert figure["layout"]["xaxis"]["tickformat"] == "%d/%m/%Y"


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({"done": 15, "done_late": 0, "due": 0, "overdue": 1}, "overdue"),
        ({"done": 15, "done_late": 1, "due": 0, "overdue": 0}, "done_late"),
        ({"done": 0, "done_late": 0, "due": None, "overdue": 0}, "not_applicable"),
    ],
)
def test_a_duty_of_several_actors_is_told_by_its_worst_state(counts, state):
    assert duty_charts.worst_state(counts) == state


def test_every_cell_of_the_heat_table_has_a_sign_beside_its_colour(answer, labels, names):
    figure = duty_charts.heat(answer.frames["duty_states"], labels, names=names)
    assert len(figure["layout"]["annotations"]) == 16 * 9
    assert {note["text"] for note in figure["layout"]["annotations"]} == {"✓", "◐", "○", "✗", "–"}
    assert figure["data"][1]["name"] == "✓ Xong"
