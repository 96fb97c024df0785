import pytest

from hocba_ops.domain.identity import pupil_code, school_code


@pytest.mark.parametrize(
    ("code", "is_valid", "is_usual"),
    [
        ("7912345678", True, True),
        (" 79 1234 5678", True, True),
        ("791234567", True, False),
        ("TAM-0012", True, False),
        ("1" * 20, True, False),
        ("1" * 21, False, False),
        ("", False, False),
        ("79/12", False, False),
    ],
)
def test_a_pupil_code_of_another_form_is_asked_about_and_an_impossible_one_refused(code, is_valid, is_usual):
    assert (pupil_code.is_valid(code), pupil_code.is_usual(code)) == (is_valid, is_usual)


def test_the_mask_of_a_short_pupil_code_shows_nothing():
    assert pupil_code.mask("1234567") == "*******"
    assert pupil_code.mask("7912345678").count("*") == 4


def test_an_older_school_code_is_found_by_the_list_and_a_new_one_stands_for_itself():
    aliases = {"76001": "79760401"}
    assert school_code.resolve("76001", aliases) == "79760401"
    assert school_code.resolve("7976 0401", aliases) == "79760401"
    assert school_code.resolve("76002", aliases) is None
    assert school_code.resolve("không rõ", aliases) is None


def test_an_impossible_school_code_is_refused():
    with pytest.raises(ValueError, match="6 to 20 digits"):
        school_code.validate("76001")
