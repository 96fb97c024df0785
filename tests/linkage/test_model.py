import math

import pytest

from hocba_ops.linkage import read_data, read_model
from hocba_ops.linkage.model import MILLION, build_model
from tests.linkage.labelled import make_labelled


@pytest.mark.parametrize("comparison", read_model().comparisons, ids=lambda one: one.name)
def test_the_levels_of_a_comparison_are_all_there_is_in_both_kinds_of_pairs(comparison):
    """Đếm trên một triệu cặp: các mức của một phép so cộng lại là tất cả."""
    for kind in ("m", "u"):
        assert sum(getattr(level, kind) for level in comparison.levels) == pytest.approx(MILLION, abs=10)
    assert comparison.levels[-1].holds == "ELSE"
    assert len({level.code for level in comparison.levels}) == len(comparison.levels)


@pytest.mark.parametrize("comparison", read_model().comparisons, ids=lambda one: one.name)
def test_the_closest_level_speaks_for_one_child_and_the_last_against(comparison):
    first, *_, last = (math.log2(level.m / level.u) for level in comparison.levels)
    assert last < first
    assert last <= 0.01


def test_a_model_with_a_key_that_no_level_has_is_refused():
    told = read_data("model.toml")
    told["comparison"][0]["level"][0]["weight"] = 3
    with pytest.raises(TypeError, match="weight"):
        build_model(told)


@pytest.mark.parametrize(("rows", "prior"), [(2, 0.002), (12_001, 20 / 10_000 / 12_000), (0, 0.002), (1, 0.002)])
def test_two_rows_of_a_long_list_are_one_child_less_likely_than_of_a_short_one(rows, prior):
    assert read_model().prior(rows) == pytest.approx(prior)


def test_the_curve_is_of_the_labelled_set_and_has_the_threshold_in_use():
    told = read_data("curve.toml")
    labelled = make_labelled(told["set"]["seed"], children=24_000)
    assert (labelled.pupils.height, len(labelled.pairs)) == (told["set"]["rows"], told["set"]["pairs"])
    assert {one["right"] + one["missed"] for one in told["point"]} == {told["set"]["pairs"]}
    assert read_model().threshold in {one["evidence"] for one in told["point"]}


def test_more_evidence_finds_fewer_pairs_right_and_wrong():
    points = read_data("curve.toml")["point"]
    for kind in ("right", "wrong"):
        counts = [one[kind] for one in points]
        assert counts == sorted(counts, reverse=True)
