"""The benchmarks run: on a few rows, with the answers that larger runs count on; no figure of time is held."""

from benchmarks import reading, reviewing


def test_every_invented_file_is_read_by_us_to_the_rows_that_it_has():
    lines = reading.measure(rows=200, times=1)

    assert [line.name for line in lines] == ["pupils.xlsx", "pupils.xls", "pupils.csv", "staff.xlsx"]
    assert [line.taken.told for line in lines] == [200] * 4
    assert all(line.beside["ratio"] > 0 and line.taken.peak > 0 for line in lines)


def test_every_invented_pupil_at_fault_is_found_once_and_no_other():
    lines = reviewing.measure(sizes=[200], times=1)

    assert [(line.name, line.taken.told) for line in lines] == [("identity_review 200", 2), ("results_review 200", 2)]
