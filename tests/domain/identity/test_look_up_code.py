"""The check letter of a look-up code: every slip of one letter and every exchange of two neighbours is seen."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.domain.identity.look_up_code import ALPHABET, make, read

CODES = st.builds(make, st.binary(min_size=1, max_size=8), st.text(max_size=4), st.text(max_size=4))
PLACES = st.sampled_from([place for place in range(14) if place not in (4, 9)])


@given(CODES)
def test_a_code_is_read_back_however_it_is_written(code):
    written = (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' . ')} ")
    assert [read(one) for one in written] == [code] * 4


@given(CODES, PLACES, st.sampled_from(ALPHABET))
def test_one_letter_mistyped_is_always_seen(code, place, letter):
    typed = code[:place] + letter + code[place + 1 :]
    assert (read(typed) == code) == (typed == code)
    assert read(typed) in ("", code)


@given(CODES)
def test_two_neighbours_exchanged_are_always_seen(code):
    letters = code.replace("-", "")
    for place, (first, second) in enumerate(pairwise(letters)):
        if first != second:
            assert read(letters[:place] + second + first + letters[place + 2 :]) == ""


def test_codes_of_many_cards_use_every_letter_and_none_twice():
    codes = {make(b"key", str(number), "") for number in range(3000)}
    assert len(codes) == 3000
    assert set("".join(codes)) == {*ALPHABET, "-"}
    assert not set("0O1IL") & set(ALPHABET)
