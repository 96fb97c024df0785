"""A workspace opened and asked: about schools and the centre, days without data, what nobody knows."""

from datetime import date

import pytest
from district import build_district

from hocba_ops.errors import BadParameter, NothingLoaded, WorkspaceMissing
from hocba_ops.steps import STEPS
from hocba_ops.workbench import Workbench, find_workspace

YEAR, DAY = "2024-2025", "2025-08-01"


@pytest.fixture
def district(tmp_path):
    return build_district(tmp_path)


@pytest.mark.parametrize("step", [*STEPS, "overview"])
def test_a_question_to_an_empty_store_says_what_to_load(district, step):
    with pytest.raises(NothingLoaded, match="hocba load"):
        district.ask(step, as_of=date(2025, 6, 30))


def test_a_day_before_the_first_file_has_no_answer(sample_bench):
    with pytest.raises(NothingLoaded, match="28/02/2025"):
        sample_bench.run("cutoff", unit="quan-1", school_year=YEAR, as_of="2025-02-28")


def test_a_step_or_a_unit_that_nobody_knows_is_refused_by_its_name(sample_bench):
    with pytest.raises(BadParameter, match="coverag"):
        sample_bench.run("coverag", unit="quan-1", school_year=YEAR, as_of=DAY)
    with pytest.raises(BadParameter, match="quan-13"):
        sample_bench.run("coverage", unit="quan-13", school_year=YEAR, as_of=DAY)


def test_a_school_asked_about_alone_says_what_its_ward_says_of_it(sample_bench):
    def told(unit: str, school: str) -> dict:
        answer = sample_bench.run("coverage", unit=unit, school_year=YEAR, as_of=DAY)
        return {(m.name, m.group): (m.numerator, m.denominator) for m in answer.measures if m.unit_id == school}

    ward = sample_bench.tree(date(2025, 8, 1)).answers_to("79760401", date(2025, 8, 1))
    assert told("79760401", "79760401") == told(ward.id, "79760401")


def test_a_school_asked_about_alone_has_findings_of_its_own_rows_only(sample_bench):
    whole = sample_bench.run("identity_review", unit="quan-1", school_year=YEAR, as_of=DAY).findings
    for school in sorted({finding.unit_id for finding in whole})[:3]:
        if school not in sample_bench.tree(date(2025, 8, 1)).units:
            continue
        alone = sample_bench.run("identity_review", unit=school, school_year=YEAR, as_of=DAY).findings
        assert [f for f in whole if f.unit_id == school] == list(alone)


def test_the_centre_is_no_part_of_the_district_and_can_be_asked_about(sample_bench):
    whole = sample_bench.run("cutoff", unit="quan-1", school_year=YEAR, as_of=DAY)
    centre = sample_bench.run("cutoff", unit="79760418", school_year=YEAR, as_of=DAY)
    assert "79760418" not in {m.unit_id for m in whole.measures}
    (outside,) = [m for m in centre.measures if (m.name, m.group) == ("cutoff.ngoai_pham_vi", ())]
    assert outside.numerator == outside.denominator > 0


def test_an_answer_names_the_files_it_was_computed_from(sample_bench):
    answer = sample_bench.run("coverage", unit="quan-1", school_year=YEAR, as_of="2025-06-30")
    files = {line.file for line in answer.sources}
    assert "2025-06-30/CSDL_HocSinh.xlsx" in files
    assert not any(name.startswith("2025-08") for name in files)
    assert {line.table for line in answer.sources} >= {"pupil", "card", "receipt", "staff", "certificate"}
    assert all(len(line.sha256) == 64 for line in answer.sources)


def test_the_same_question_twice_is_the_same_answer(sample_bench):
    asked = [
        Workbench.open(sample_bench.settings.root).run("cutoff", unit="quan-1", school_year=YEAR, as_of="2025-06-30")
        for _ in range(2)
    ]
    assert sample_bench.to_json(asked[0]) == sample_bench.to_json(asked[1])


def test_the_days_of_a_workspace_are_those_of_its_files(sample_bench):
    assert sample_bench.newest_day() == date(2025, 8, 20)
    assert date(2025, 5, 29) in sample_bench.days


def test_a_workspace_is_found_from_a_folder_inside_it(sample_bench, tmp_path):
    root = sample_bench.settings.root
    inside = root / "kho" / "batches"
    assert find_workspace(inside) == root
    with pytest.raises(WorkspaceMissing, match=r"hocba\.toml"):
        find_workspace(tmp_path)


def test_milestones_can_be_asked_while_only_the_first_papers_are_in(district):
    """KH 290/KH-GDĐT, IV.1: nhiệm vụ đầu tiên tới hạn 28/3/2025, trước khi có danh sách học sinh hay phiếu nào."""
    district.add_school("A")
    district.hand_in(
        date(2025, 3, 28), attestation=[{"actor_id": "A", "duty": "kh290-01", "done_on": date(2025, 3, 20)}]
    )
    states = district.ask("milestones", as_of=date(2025, 3, 28)).frames["duty_states"]
    told = {duty: state for duty, actor, state in states.select("duty", "actor_id", "state").rows() if actor == "A"}
    assert told["kh290-01"] == "done"
    assert {told[f"kh290-{number:02}"] for number in range(2, 16) if number != 12} == {"due"}
