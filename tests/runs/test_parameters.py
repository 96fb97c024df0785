"""What a run is asked with is checked before a kernel starts: a mistake costs nothing and leaves every report alone."""

from datetime import date

import nbformat
import pytest

from hocba_ops.errors import BadParameter
from hocba_ops.runs.parameters import RunParameters, check_declared


def test_what_nobody_gave_comes_from_the_workspace(sample_bench):
    assert RunParameters.check(sample_bench, {"as_of": "2025-06-30"}) == RunParameters(
        "quan-1", "2024-2025", "2025-06-30"
    )


def test_without_a_day_the_newest_day_of_the_store_is_meant(sample_bench):
    assert RunParameters.check(sample_bench, {}).day == date(2025, 8, 20)


def test_a_school_year_is_taken_as_people_write_it(sample_bench):
    assert RunParameters.check(sample_bench, {"school_year": "2024 – 2025"}).school_year == "2024-2025"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("asof", "2025-06-30"),
        ("as_of", "30/6/2025"),
        ("as_of", 20250630),
        ("unit", "quan-99"),
        ("unit", 1),
        ("school_year", "2024-2026"),
        ("school_year", "2024"),
    ],
)
def test_an_unknown_or_ill_typed_parameter_is_refused_by_its_name(sample_bench, name, value):
    with pytest.raises(BadParameter, match=name):
        RunParameters.check(sample_bench, {name: value})


def test_a_notebook_that_does_not_declare_a_parameter_is_not_run_with_it(tmp_path):
    cell = nbformat.v4.new_code_cell('unit = "quan-1"', metadata={"tags": ["parameters"]})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = tmp_path / "30_coverage.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), path)

    with pytest.raises(BadParameter, match="as_of"):
        check_declared(path, {"unit", "as_of"})
