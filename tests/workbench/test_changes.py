"""What changed since the last load, or since a day: real batches, asked of the real workbench."""

from datetime import date

import pytest

from hocba_ops.tables.changes import Since
from tests.district import District, build_district

YEAR = "2024-2025"
MAY, JUNE = date(2025, 5, 16), date(2025, 6, 30)
SOUND = {
    "school_code": "A", "class_name": "5A", "grade": 5, "sex": "nam", "sex_text": "Nam", "ethnicity": "Kinh",
    "pupil_status": "dang_hoc", "status_text": "Đang học", "birth_date": date(2014, 3, 5),
    "birth_date_text": "05/03/2014", "no_number_reason": "Chưa khai sinh",
}  # fmt: skip


def pupil(code: str, **changed: object) -> dict[str, object]:
    given = ("An", "Bình", "Chi", "Dũng")[int(code)]
    return {**SOUND, "pupil_code": f"79000000{code}", "full_name": f"Lê Văn {given}", **changed}


@pytest.fixture
def district(tmp_path) -> District:
    district = build_district(tmp_path)
    district.add_school("A")
    return district


def moved(changes) -> dict[str, tuple[int, int, int]]:
    counts = changes.findings.select("code", "findings_gone", "findings_new", "findings_staying")
    return {code: (gone, new, staying) for code, gone, new, staying in counts.rows() if code.startswith("HB-ID")}


def test_before_the_first_list_there_is_nothing_to_compare_with(district):
    district.hand_in(MAY, pupil=[pupil("00")])
    changes = district.bench.changes(unit="A", school_year=YEAR, as_of=MAY)

    assert changes.since is None
    assert changes.findings.is_empty()


def test_a_finding_mended_by_the_last_load_is_gone_and_others_are_new_or_stay(district):
    district.hand_in(MAY, pupil=[pupil("00", ethnicity=None), pupil("01", ethnicity=None), pupil("02")])
    district.hand_in(JUNE, pupil=[pupil("00"), pupil("01", ethnicity=None), pupil("02", ethnicity=None)])
    changes = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE)

    assert changes.since is not None
    assert changes.since.as_of == JUNE
    assert changes.since.loaded_at == max(batch.recorded_at for batch in district.bench.store.batches())
    assert moved(changes)["HB-ID-12"] == (1, 1, 1)


def test_a_load_that_brought_nothing_under_review_is_not_the_last_load(district):
    district.hand_in(MAY, pupil=[pupil("00", ethnicity=None)])
    district.hand_in(JUNE, pupil=[pupil("00")])
    told = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE).since
    district.hand_in(JUNE, attestation=[{"actor_id": "A", "duty": "kh290-01", "done_on": MAY}])

    assert district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE).since == told


def test_a_load_of_a_later_day_does_not_change_the_answer_about_an_earlier_one(district):
    district.hand_in(MAY, pupil=[pupil("00", ethnicity=None)])
    district.hand_in(JUNE, pupil=[pupil("00")])
    changes = district.bench.changes(unit="A", school_year=YEAR, as_of=MAY)

    assert changes.since is None


def test_two_days_are_compared_as_their_own_reports_told_them(district):
    district.hand_in(MAY, pupil=[pupil("00", ethnicity=None), pupil("01")])
    district.hand_in(JUNE, pupil=[pupil("00"), pupil("01")])
    changes = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE, since=MAY)

    assert changes.since == Since(MAY)
    assert moved(changes) == {"HB-ID-12": (1, 0, 0)}


def test_a_day_before_any_list_makes_everything_new(district):
    district.hand_in(MAY, pupil=[pupil("00", ethnicity=None)])
    changes = district.bench.changes(unit="A", school_year=YEAR, as_of=MAY, since=date(2025, 4, 1))

    assert moved(changes) == {"HB-ID-12": (0, 1, 0)}


def test_rows_are_counted_by_their_natural_key_as_added_gone_and_changed(district):
    district.hand_in(MAY, pupil=[pupil("00"), pupil("01"), pupil("02")])
    district.hand_in(JUNE, pupil=[pupil("03"), pupil("02", class_name="5B"), pupil("01")])
    rows = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE).rows

    assert rows.rows() == [("pupil", "A", 3, 1, 1, 1, 3)]


def test_a_day_written_in_another_way_is_no_changed_row_and_words_that_gave_no_day_are(district):
    district.hand_in(MAY, pupil=[pupil("00"), pupil("01", birth_date=None, birth_date_text="2014")])
    district.hand_in(JUNE, pupil=[pupil("00", birth_date_text="41703"), pupil("01", birth_date=None)])
    rows = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE).rows

    assert rows["rows_changed"].to_list() == [1]


def test_files_that_came_in_are_counted_by_table_with_their_rows(district):
    district.hand_in(MAY, pupil=[pupil("00")])
    district.hand_in(JUNE, pupil=[pupil("00"), pupil("01")])
    files = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE).files

    assert files.rows() == [("pupil", 1, 0, 2)]


def test_head_figures_have_their_counts_before_and_now(district):
    district.hand_in(MAY, pupil=[pupil("00", birth_date=None, birth_date_text=None), pupil("01")])
    district.hand_in(JUNE, pupil=[pupil("00"), pupil("01")])
    measures = district.bench.changes(unit="A", school_year=YEAR, as_of=JUNE).measures

    assert ("identity.clean", "A", 1, 2, 2, 2) in measures.rows()


def test_a_ward_is_compared_with_a_day_before_it_existed_over_the_schools_that_it_has_now(sample_bench):
    changes = sample_bench.changes(unit="phuong-ben-thanh", school_year=YEAR, as_of="2025-08-01", since=MAY)
    whole = {unit: pair for name, unit, *pair in changes.measures.rows() if name == "identity.clean"}

    assert whole["phuong-ben-thanh"][1] > 0
    assert changes.findings["findings_gone"].sum() > 0


def test_of_the_samples_loaded_at_once_the_day_before_is_compared(sample_bench):
    changes = sample_bench.changes(unit="quan-1", school_year=YEAR, as_of="2025-06-30")

    assert changes.since is not None
    assert changes.since.loaded_at is None
    assert changes.since.as_of < JUNE
    assert changes.findings["findings_gone"].sum() > changes.findings["findings_new"].sum()


def test_what_was_before_and_what_is_now_add_up_to_the_findings_of_the_two_reports(sample_bench):
    changes = sample_bench.changes(unit="quan-1", school_year=YEAR, as_of="2025-06-30", since=MAY)
    for step in ("identity_review", "results_review", "readiness"):
        told = changes.findings.filter(step=step)
        before, now = (sample_bench.run(step, unit="quan-1", school_year=YEAR, as_of=day) for day in (MAY, JUNE))
        assert told["findings_before"].sum() == len(before.findings)
        assert (told["findings_new"] + told["findings_staying"]).sum() == len(now.findings)
        assert (told["findings_gone"] + told["findings_staying"]).sum() == len(before.findings)
