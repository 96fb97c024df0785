import tomllib
from importlib import resources

from hocba_ops.domain import hoc_ba
from hocba_ops.sources.vocabulary import word_key, words

VOCABULARY = tomllib.loads(resources.files("hocba_ops.sources").joinpath("vocabulary.toml").read_text("utf-8"))
WORD_LISTS = [name for name in VOCABULARY if name not in ("phrases", "reason")]


def test_no_word_means_two_things_in_one_vocabulary() -> None:
    for name in WORD_LISTS:
        keys = [word_key(word) for listed in VOCABULARY[name].values() for word in listed]
        assert len(keys) == len(set(keys)), name


def test_vendor_states_are_states_of_a_hoc_ba() -> None:
    known = {state.value for state in hoc_ba.State}
    for name in ("card_state_sao_mai", "card_state_la_xanh"):
        assert set(VOCABULARY[name]) <= known, name


def test_words_are_compared_without_case_but_with_accents() -> None:
    assert words("level_nang_luc")["đ"] == "Đ"
    assert "d" not in words("level_nang_luc")
