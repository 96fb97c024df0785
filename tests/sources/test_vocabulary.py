import tomllib
from importlib import resources

import polars as pl
import pytest

from hocba_ops.domain import hoc_ba
from hocba_ops.sources.vocabulary import coded, word_key, words

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


@pytest.mark.parametrize(
    ("vocabulary", "code", "spellings"),
    [
        ("level_mon_hoc", "T", ["T", "HTT", "Hoàn thành tốt"]),
        ("level_mon_hoc", "H", ["H", "HT", "hoàn thành"]),
        ("level_mon_hoc", "C", ["C", "CHT", "Chưa hoàn thành"]),
        ("level_mon_hoc", "M", ["M", "Miễn"]),
        ("level_nang_luc", "Đ", ["Đ", "Đạt"]),
        ("secondary_level", "kha", ["K", "Khá", "2"]),
        ("secondary_level", "chua_dat", ["CĐ", "Chưa đạt", "4"]),
        ("sex", "nu", ["Nữ", "F", "2", "02"]),
        ("flag", "yes", ["x", "X", "1", "true"]),
        ("school_kind", "thcs", ["THCS", "Trung học cơ sở"]),
        ("school_kind", "thpt", ["THPT", "Trung học phổ thông"]),
        ("school_kind", "lien_cap", ["THCS và THPT", "Phổ thông có nhiều cấp học", "Tiểu học, THCS và THPT"]),
    ],
)
def test_every_spelling_that_offices_use_for_a_value_is_one_code(
    vocabulary: str, code: str, spellings: list[str]
) -> None:
    assert coded(pl.Series(spellings), vocabulary).to_list() == [code] * len(spellings)
