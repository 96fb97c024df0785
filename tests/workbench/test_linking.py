from dataclasses import replace
from datetime import date

import pytest
from district import District, build_district

from hocba_ops.workbench import linking

DAY = date(2025, 6, 30)
CHILD = {
    "school_code": "A",
    "pupil_code": "7900000001",
    "full_name": "Trịnh Gia Khôi",
    "birth_date": date(2015, 3, 4),
    "grade": 4,
    "mother_name": "Đặng Thị Hoa",
}


@pytest.fixture
def district(tmp_path) -> District:
    district = build_district(tmp_path)
    for school in ("A", "B"):
        district.add_school(school)
    district.hand_in(DAY, pupil=[CHILD, {**CHILD, "school_code": "B", "pupil_code": "7900000002"}])
    return district


@pytest.fixture
def compared(monkeypatch) -> list[int]:
    """How many rows each comparison had."""
    rows: list[int] = []

    def find(found, model):
        rows.append(found.height)
        return linking_find(found, model)

    linking_find = linking.find_pairs
    monkeypatch.setattr(linking, "find_pairs", find)
    return rows


def test_the_overview_and_the_other_steps_compare_nobody(district, compared):
    for step in ("overview", "identity_review", "milestones"):
        district.ask(step, as_of=DAY)
    assert compared == []


def test_one_comparison_of_a_day_serves_every_unit_that_asks(district, compared):
    for unit in ("quan-1", "A", "B", "quan-1"):
        assert district.ask("pair_review", as_of=DAY, unit=unit).findings
    assert compared == [2]


def test_a_list_that_came_later_is_compared_again(district, compared):
    district.ask("pair_review", as_of=DAY)
    district.hand_in(DAY, pupil=[{**CHILD, "school_code": "C", "pupil_code": "7900000003"}])
    assert len({one.key for one in district.ask("pair_review", as_of=DAY).findings}) == 3
    assert compared == [2, 3]


@pytest.mark.parametrize(("days", "due"), [(1, date(2025, 7, 1)), (5, date(2025, 7, 7)), (10, date(2025, 7, 14))])
def test_the_office_chooses_within_how_many_working_days_a_pair_is_settled(district, days, due):
    bench = replace(district.bench, settings=district.bench.settings.model_copy(update={"settle_days": days}))
    answer = bench.run("pair_review", unit="quan-1", school_year="2024-2025", as_of=DAY)
    assert {finding.due_on for finding in answer.findings} == {due}
    assert any(f"{days} ngày làm việc" in note for note in answer.notes)


def test_the_answer_names_the_pupil_lists_behind_it_and_no_child(district):
    answer = district.ask("pair_review", as_of=DAY)
    assert {line.table for line in answer.sources} >= {"pupil"}
    told = str(district.bench.to_json(answer))
    assert "Trịnh" not in told
    assert not any(finding.key in told or finding.fingerprint in told for finding in answer.findings)


def test_every_level_that_a_model_knows_has_words_or_nothing_to_say(district):
    """Mức không có chữ là mức không nói gì thêm: lịch sử và giới tính không khác."""
    words = linking.label_frame(district.bench.labels, settle_days=5)
    told = set(words.select("aspect", "level").rows())
    silent = {("sex", "trung"), ("history", "khac"), ("parents", "khong_ro")}
    shown = {
        (one.name, level.code)
        for one in linking.read_model().comparisons
        for level in one.levels
        if one.name in {"name", "birth", "sex", "parents", "number", "history"}
    }
    assert shown - told - silent == set()
