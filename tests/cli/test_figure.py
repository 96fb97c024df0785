import pytest


def test_the_numerators_behind_a_published_rate_are_named(hocba):
    done = hocba("figure", "--rate", "94,64", "--of", "29093")
    assert done.code == 0
    assert "từ 27.533 đến 27.535 trên 29.093" in done.out


@pytest.mark.parametrize(
    ("count", "verdict"),
    [
        ("27500", "27.500/29.093 = 94,52 %: không khớp với 94,64 %."),
        ("27.533", "27.533/29.093 = 94,64 %: khớp với 94,64 %."),
        ("27535", "27.535/29.093 = 94,64 %: khớp với 94,64 %."),
        ("27536", "27.536/29.093 = 94,65 %: chỉ khớp với 94,64 % khi cắt bớt phần lẻ thay vì làm tròn."),
    ],
)
def test_a_numerator_is_judged_against_the_rate(hocba, count, verdict):
    done = hocba("figure", "--rate", "94,64 %", "--of", "29.093", "--count", count)
    assert done.code == 0
    assert done.out.replace("\u00a0", " ").splitlines()[-1] == verdict


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--rate", "nhiều", "tỷ lệ viết như đã công bố"),
        ("--rate", "nan", "tỷ lệ viết như đã công bố"),
        ("--of", "0", "phải là số nguyên"),
        ("--of", "12,5", "phải là số nguyên"),
        ("--count", "2.75", "phải là số nguyên"),
    ],
)
def test_what_is_no_number_is_refused_with_an_example(hocba, option, value, told):
    given = {"--rate": "94,64", "--of": "29093", "--count": "27500"} | {option: value}
    done = hocba("figure", *(part for pair in given.items() for part in pair))
    assert done.code == 16
    assert told in done.err
    assert done.out == ""
