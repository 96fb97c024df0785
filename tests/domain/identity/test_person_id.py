import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.domain.identity import person_id

numbers = st.from_regex(r"[0-9]{12}", fullmatch=True)


@pytest.mark.parametrize(
    ("number", "sex", "birth_year"),
    [
        ("079014001234", "nam", 1914),
        ("079186001234", "nu", 1986),
        ("079214001234", "nam", 2014),
        ("001319001234", "nu", 2019),
        ("079405001234", "nam", 2105),
        ("079999001234", "nu", 2399),
    ],
)
def test_a_number_tells_sex_and_year_of_its_century(number, sex, birth_year):
    """NĐ 137/2015/NĐ-CP, Điều 13: 0/1 for the 1900s, 2/3 for the 2000s, … 8/9 for the 2300s; even is male."""
    said = person_id.read(number)
    assert (said.sex, said.birth_year) == (sex, birth_year)


@pytest.mark.parametrize("number", ["", "79214001234", "0792140012345", "07921400123a", "7.9214E+10", "079214001234.0"])
def test_what_has_not_twelve_digits_is_no_number(number):
    assert not person_id.is_valid(number)
    with pytest.raises(ValueError, match="12 digits"):
        person_id.read(number)


@pytest.mark.parametrize("number", ["079 214 001 234", "'079214001234", "079-214-001234", "079214001234\u00a0"])
def test_signs_that_people_type_between_the_digits_do_not_count(number):
    assert person_id.validate(number) == "079214001234"


def test_digits_of_another_script_are_not_digits_of_a_number():
    assert not person_id.is_valid("٠٧٩٢١٤٠٠١٢٣٤")


def test_what_is_unknown_is_not_tested():
    assert person_id.describes("079214001234", sex=None, birth_year=2014)
    assert person_id.describes("079214001234", sex="nam", birth_year=None)
    assert not person_id.describes("079214001234", sex="nu", birth_year=None)


@pytest.mark.parametrize(
    ("number", "sex", "birth_year", "repaired"),
    [
        ("79214001234", "nam", 2014, "079214001234"),
        ("79214001234", "nu", 2014, None),
        ("79214001234", "nam", 2015, None),
        ("79214001234", None, 2014, None),
        ("79214001234", "nam", None, None),
        ("1214001234", "nam", 2014, None),
        ("079214001234", "nam", 2014, None),
    ],
)
def test_a_lost_zero_is_restored_only_when_sex_and_year_prove_it(number, sex, birth_year, repaired):
    assert person_id.repair(number, sex=sex, birth_year=birth_year) == repaired


@given(numbers)
def test_any_twelve_digits_describe_what_they_say_and_nothing_else(number):
    said = person_id.read(number)
    assert person_id.describes(number, sex=said.sex, birth_year=said.birth_year)
    other = "nu" if said.sex == "nam" else "nam"
    assert not person_id.describes(number, sex=other, birth_year=said.birth_year)
    assert not person_id.describes(number, sex=said.sex, birth_year=said.birth_year + 1)


@given(numbers)
def test_formatting_loses_nothing_and_masking_hides_sex_and_year(number):
    assert person_id.compact(person_id.format(number)) == number
    assert person_id.mask(number)[3:9] == "******"


@given(st.from_regex(r"0[0-9]{11}", fullmatch=True))
def test_a_number_that_lost_its_zero_comes_back_with_the_right_sex_and_year(number):
    said = person_id.read(number)
    assert person_id.repair(number[1:], sex=said.sex, birth_year=said.birth_year) == number


def test_the_mask_of_an_unsound_number_shows_no_digit():
    assert person_id.mask("7921400123") == "*" * 10
