"""Each question about a plan, planted once, and the same plan without the fault."""

from datetime import date

import pytest

from hocba_ops.plans import Block, check_draft, read_plan
from hocba_ops.rulebook import Rulebook

WORDS = Rulebook.load().plan_words
HEAD = ("Số: 12/KH-GDĐT", "Quận Thử, ngày 21 tháng 3 năm 2025", "KẾ HOẠCH", "Thử nghiệm năm học 2024-2025")
REVIEW = "- Các trường rà soát dữ liệu nhân thân, trước ngày 16/5/2025."
ISSUE = "- Các trường ký số và ban hành học bạ khối 5, trước ngày 30/5/2025."
SOUND = (*HEAD, "I. TIẾN ĐỘ THỰC HIỆN", "1. Giai đoạn 1 (từ ngày 01/4/2025 đến ngày 31/5/2025): Làm", REVIEW, ISSUE)
ENDS = date(2025, 6, 30)


def found(*lines, ends=None):
    draft = read_plan([Block(line, paragraph=place) for place, line in enumerate(lines, start=1)], WORDS)
    return check_draft(draft, WORDS, unit_ends=ends)


def planted(old, new, **told):
    lines = [line.replace(old, new) for line in SOUND]
    assert lines != list(SOUND)
    return [(one.rule, one.kind) for one in found(*lines, **told)]


def test_a_sound_plan_raises_no_question():
    assert found(*SOUND, ends=ENDS) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule", "kind"),
    [
        ("16/5/2025", "19/5/2025", "HB-KH-01", "day_off"),
        ("trước ngày 16/5/2025", "chậm nhất ngày 30/4/2025", "HB-KH-01", "day_off"),
        ("trước ngày 16/5/2025", "trước ngày 31/4/2025", "HB-KH-07", "no_such_day"),
        ("- Các trường rà soát", "- VNPT rà soát", "HB-KH-05", "owner_not_followed"),
        ("- Các trường rà soát", "- Khẩn trương rà soát", "HB-KH-05", "no_owner"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_fault_planted_in_a_plan_is_asked_about_by_its_rule_alone(old, new, rule, kind):
    assert planted(old, new) == [(rule, kind)]


def test_a_scheduled_task_without_a_deadline_is_asked_about_where_its_phase_has_none():
    lines = [
        line.replace(", trước ngày 16/5/2025", "").replace(" (từ ngày 01/4/2025 đến ngày 31/5/2025)", "")
        for line in SOUND
    ]
    assert [(one.rule, one.kind) for one in found(*lines)] == [("HB-KH-04", "no_deadline")]


def test_work_due_before_the_work_it_needs_is_asked_about():
    told = planted("trước ngày 30/5/2025", "trước ngày 14/5/2025")
    assert told == [("HB-KH-02", "too_early")]


def test_work_of_other_grades_is_never_too_early():
    lines = [line.replace("nhân thân,", "nhân thân khối 4,").replace("30/5/2025", "14/5/2025") for line in SOUND]
    assert found(*lines) == ()


def test_a_deadline_beyond_its_phase_is_asked_about():
    assert planted("30/5/2025.", "10/6/2025.") == [("HB-KH-03", "beyond_phase")]


def test_a_deadline_before_the_plan_was_signed_is_asked_about():
    told = planted("16/5/2025", "17/5/2024")
    assert told == [("HB-KH-03", "beyond_phase"), ("HB-KH-08", "outside_year")]


@pytest.mark.parametrize(("owner", "kind"), [("Phòng GD&ĐT", "office_gone"), ("Các trường", "nobody_follows")])
def test_a_deadline_after_the_end_of_the_issuing_office_is_asked_about(owner, kind):
    line = f"- {owner} bàn giao hồ sơ, trước ngày 25/7/2025."
    told = [(one.rule, one.kind) for one in found(*HEAD, "I. TIẾN ĐỘ THỰC HIỆN", line, ends=ENDS)]
    assert told == [("HB-KH-09", kind)]
    assert found(*HEAD, "I. TIẾN ĐỘ THỰC HIỆN", line) == ()


CITED = {
    "one serial, one day, two signs": ("số 1152/KH-SGDĐT ngày 13/3/2025", "số 1152/SGDĐT ngày 13/3/2025", 1),
    "one number, two days": ("số 77/SGDĐT-VP ngày 13/3/2025", "số 77/SGDĐT-VP ngày 14/3/2025", 1),
    "one without its day, same body": ("số 77/CV-SGDĐT ngày 13/3/2025", "số 77/SGDĐT", 1),
    "the same twice": ("số 77/SGDĐT-VP ngày 13/3/2025", "số 77/SGDĐT-VP ngày 13 tháng 3 năm 2025", 0),
    "without a day, the same": ("số 77/SGDĐT-VP ngày 13/3/2025", "số 77/SGDĐT-VP", 0),
    "other days, other bodies": ("số 77/SGDĐT-VP ngày 13/3/2025", "số 77/BGDĐT-GDTH ngày 10/1/2025", 0),
}


@pytest.mark.parametrize("case", CITED)
def test_papers_cited_in_two_ways_are_told_and_others_are_not(case):
    first, second, count = CITED[case]
    basis = f"Căn cứ Công văn {first} của Sở Giáo dục và Đào tạo;"
    lines = (*SOUND[:4], basis, *SOUND[4:], f"- Theo phụ lục Công văn {second}.")
    assert [one.rule for one in found(*lines) if one.rule == "HB-KH-06"] == ["HB-KH-06"] * count
