import pytest

from hocba_ops.reporting.sheets import sheet_name


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Số liệu", [], "Số liệu"),
        ("Trường/khối: [2024*2025]?", [], "Trường khối 2024 2025"),
        ("a" * 40, [], "a" * 31),
        ("số liệu", ["Số liệu"], "số liệu (2)"),
        ("a" * 40, ["a" * 31, "a" * 27 + " (2)"], "a" * 27 + " (3)"),
    ],
)
def test_a_sheet_name_is_one_that_excel_takes(wanted, taken, name):
    assert sheet_name(wanted, taken) == name
    assert len(name) <= 31
