"""Totals that others told, as the step shows them: whatever was noted down, nothing stops the report."""

from datetime import date

from district import build_district

from hocba_ops.reporting.gap_words import told_lines

DAY = date(2025, 6, 30)


def test_a_total_that_says_too_little_is_shown_as_unclear_and_one_of_a_later_day_is_not_shown(tmp_path):
    district = build_district(tmp_path)
    district.add_school("A")
    district.hand_in(DAY, pupil=[{"school_code": "A", "grade": 5, "pupil_code": f"79{n:08}"} for n in range(4)])
    told = {"unit_id": "quan-1", "figure_date": DAY, "total": 3, "said_by": "Sở"}
    district.hand_in(
        DAY,
        counterpart_total=[
            {**told, "chain_column": "roster"},
            {**told, "chain_column": None},
            {**told, "chain_column": "roster", "grades_text": "khối lớn"},
            {**told, "chain_column": "roster", "total": None},
            {**told, "chain_column": "roster", "figure_date": date(2025, 7, 2)},
            {**told, "chain_column": "roster", "unit_id": "phuong-ben-thanh"},
        ],
    )
    answer = district.ask("sync", as_of=DAY)
    assert sorted(answer.frames["sync_told"]["outcome"]) == ["khong_giai_thich_duoc", "khong_ro_cot", "khong_ro_cot"]
    assert [(one.code, one.value) for one in answer.findings] == [("HB-DB-12", "3")]
    lines = told_lines(answer, district.bench.labels, {})
    assert sum("không rõ số nói về cột nào" in line for line in lines) == 2
    assert sum("Không giải thích được" in line for line in lines) == 1
