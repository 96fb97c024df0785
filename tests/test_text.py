import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops import text


def test_examples_of_the_module_hold():
    assert doctest.testmod(text).failed == 0


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Trạng thái HS", "trang thai hs"),
        ("Tỉnh/Thành phố\n(Theo địa chỉ thường trú)", "tinh/thanh pho (theo dia chi thuong tru)"),
        ("Tỉnh / Thành phố( Theo địa chỉ thường trú )", "tinh/thanh pho (theo dia chi thuong tru)"),
        ("Khuyết tật\r\nkhông đánh giá", "khuyet tat khong danh gia"),
        ("Mã\u00a0học sinh *", "ma hoc sinh"),
        ("Đáp ứng", "dap ung"),
        ("", ""),
    ],
)
def test_heading_key_of_the_same_heading_typed_differently_is_one_key(typed, key):
    assert text.heading_key(typed) == key
    assert text.heading_key(unicodedata.normalize("NFD", typed)) == key


def test_sort_key_orders_letters_before_tones_and_tones_as_a_dictionary():
    shuffled = ["mâ", "mạ", "mã", "ma", "mă", "má", "mả", "mà"]
    assert sorted(shuffled, key=text.sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"]


def test_sort_key_settles_a_syllable_before_it_looks_at_the_next():
    assert sorted(["Lê Bình", "Lệ An", "Lê An"], key=text.sort_key) == ["Lê An", "Lê Bình", "Lệ An"]


def test_sort_key_puts_the_shorter_name_first():
    assert sorted(["Nguyễn Văn Anh", "Nguyễn Văn An", "Nguyễn Văn"], key=text.sort_key)[0] == "Nguyễn Văn"


@given(st.text())
def test_keys_are_the_same_for_composed_and_decomposed_text(typed):
    for key in (text.search_key, text.sort_key, text.heading_key):
        assert key(unicodedata.normalize("NFD", typed)) == key(unicodedata.normalize("NFC", typed))


@given(st.text())
def test_fold_spaces_done_twice_changes_nothing(typed):
    assert text.fold_spaces(text.fold_spaces(typed)) == text.fold_spaces(typed)
