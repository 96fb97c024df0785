from hocba_ops.reporting.cuts import cut, measure_names, total
from tests.reporting.conftest import SCHOOLS


def test_the_total_is_the_one_that_the_step_gave_and_the_published_figure_stands_beside(answer):
    own, published = cut(answer, "card.signed")
    assert (own.unit_id, own.group, own.denominator) == ("quan-1", (), 10390)
    assert published.part("published") == "bc-ha-noi"
    assert total(answer, "card.signed") == own


def test_a_cut_by_school_has_each_school_once_over_all_its_grades(answer):
    assert [measure.unit_id for measure in cut(answer, "card.signed", by="unit_id")] == list(SCHOOLS)


def test_a_cut_by_grade_is_of_the_whole_unit(answer):
    grades = cut(answer, "card.signed", by="grade")
    assert [measure.part("grade") for measure in grades] == ["1", "2", "3", "4", "5"]
    assert sum(measure.denominator or 0 for measure in grades) == 10390


def test_a_measure_that_the_answer_lacks_has_no_total(answer):
    assert total(answer, "card.nowhere") is None
    assert "card.nowhere" not in measure_names(answer)
