"""What a school types, and what programs make of it, read as the cell asks; everything else is a misfit."""

import pytest

from hocba_ops.packs.filling import Misfit, fill
from hocba_ops.packs.pack import Field, Input

SEX = (("Nam", "nam"), ("Nữ", "nu"))
FIELDS = {
    "chữ": Field("x", "", Input.TEXT),
    "mã số": Field("x", "", Input.NUMBER_CODE),
    "ngày": Field("x", "", Input.DAY),
    "chọn": Field("x", "", Input.CHOICE, SEX),
    "gợi ý": Field("x", "", Input.SUGGESTED, SEX),
    "số nguyên": Field("x", "", Input.WHOLE, low=0, high=10),
    "số lẻ": Field("x", "", Input.TENTHS, low=0, high=10),
}
TOLD = """
    loại ô    | gõ                  | đọc thành           | không hợp
    chữ       |  Nguyễn   Thị Thử   | Nguyễn Thị Thử      |
    mã số     | 001218590811        | 001218590811        |
    mã số     | 0012 1859 0811      | 001218590811        |
    mã số     | 7976495076.0        | 7976495076          |
    mã số     | 7.9E+10             | 7.9E+10             | not_digits
    ngày      | 5/3/2016            | 05/03/2016          |
    ngày      | 05-03-2016          | 05/03/2016          |
    ngày      | 2016-03-05 00:00:00 | 05/03/2016          |
    ngày      | 2016-03-05          | 05/03/2016          |
    ngày      | 31/02/2016          | 31/02/2016          | not_a_day
    ngày      | 03/2016             | 03/2016             | not_a_day
    chọn      | nữ                  | Nữ                  |
    chọn      | gái                 | gái                 | not_listed
    gợi ý     | khác                | khác                |
    số nguyên | 8.0                 | 8                   |
    số nguyên | 10                  | 10                  |
    số nguyên | 11                  | 11                  | out_of_range
    số nguyên | 8,5                 | 8,5                 | not_whole
    số lẻ     | 8.5                 | 8,5                 |
    số lẻ     | 8,50                | 8,5                 |
    số lẻ     | 7,25                | 7,25                | not_tenths
    số lẻ     | 10,1                | 10,1                | out_of_range
"""


def rows():
    head, *body = [[cell.strip() for cell in line.split("|")] for line in TOLD.strip().splitlines()]
    assert head == ["loại ô", "gõ", "đọc thành", "không hợp"]
    return body


@pytest.mark.parametrize(("kind", "typed", "text", "misfit"), rows(), ids=lambda one: one or "-")
def test_a_typed_text_is_read_as_its_cell_asks_or_told_not_to_fit(kind, typed, text, misfit):
    filled = fill(FIELDS[kind], typed)
    assert (filled.text, filled.misfit) == (text, Misfit(misfit) if misfit else None)
    assert (filled.value is None) == bool(misfit)


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("nothing", [None, "", "  ", "\u200b"])
def test_an_empty_cell_fits_everywhere_and_says_nothing(field, nothing):
    filled = fill(field, nothing)
    assert (filled.value, filled.text, filled.misfit) == (None, "", None)


def test_letters_typed_apart_are_read_as_one():
    assert fill(FIELDS["chữ"], "Tie\u0302\u0301ng").text == "Tiếng"
