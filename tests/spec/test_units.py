"""Which office answers for a school on a day: the district office until 30/6/2025, the ward from 1/7/2025."""

import pytest

from hocba_ops.errors import BadParameter


@pytest.fixture
def two_wards(spec):
    """Two schools of the district that go to two wards, and a centre that answers to the city on its own line."""
    spec.schools("""
        trường | loại trường | phường          | tuyến
        A      | Tiểu học    | phuong-tan-dinh | chuyên môn
        B      | Tiểu học    | phuong-sai-gon  | chuyên môn
        X      | GDTX        | phuong-sai-gon  | hành chính
    """)
    spec.pupils("trường | học sinh\nA | an\nB | bình\nX | chi", as_of="16/05/2025")
    return spec


def offices(answer) -> dict[str, str]:
    return dict(answer.frames["by_school"].select("school_code", "answers_to_name").rows())


def test_the_district_office_answers_until_its_last_day_and_the_wards_from_the_next(two_wards):
    """NQ 202/2025/QH15 và QĐ 19/2025: chấm dứt cấp huyện; trường về phường theo danh mục, không theo tên phường cũ."""
    before = offices(two_wards.ask("coverage", as_of="30/06/2025"))
    after = offices(two_wards.ask("coverage", as_of="01/07/2025"))
    assert before["A"] == before["B"] == "Phòng GD&ĐT Quận 1"
    assert after["A"] == "Phường Tân Định"
    assert after["B"] == "Phường Sài Gòn"


def test_the_ended_district_gives_the_figures_of_its_schools_and_says_who_answers_now(two_wards):
    """NQ 202/2025/QH15: nhiệm vụ của kế hoạch 290 còn chạy tới 15/8, nên quận cũ vẫn là một cụm để tổng hợp."""
    before = two_wards.ask("coverage", as_of="30/06/2025")
    after = two_wards.ask("coverage", as_of="01/08/2025")
    assert [
        m.denominator for m in after.measures if m.name == "card.signed" and m.unit_id == "quan-1" and not m.group
    ] == [2]
    assert not any("Phường" in note or "phường" in note for note in before.notes)
    assert any("phường Tân Định" in note and "30/06/2025" in note for note in after.notes)


def test_a_ward_cannot_be_asked_before_its_first_day_and_has_only_its_own_schools_afterwards(two_wards):
    """QĐ 19/2025: phường bắt đầu ngày 1/7/2025."""
    with pytest.raises(BadParameter, match="chưa thành lập"):
        two_wards.coverage(as_of="30/06/2025", unit="phuong-tan-dinh")
    assert (
        two_wards.coverage(as_of="01/07/2025", unit="phuong-tan-dinh", per="trường")
        == """
        trường | phải có
        A      | 1
    """
    )


def test_the_wards_add_up_to_the_district_they_came_from(two_wards):
    """NQ 202/2025/QH15: bốn phường kế tục quận; không trường nào bị đếm hai lần hay rơi mất."""
    names = ("phuong-tan-dinh", "phuong-sai-gon", "phuong-ben-thanh", "phuong-cau-ong-lanh")
    parts = [row for ward in names for row in two_wards.coverage(as_of="01/08/2025", unit=ward, per="trường").rows]
    whole = two_wards.coverage(as_of="01/08/2025", unit="quan-1", per="trường").rows
    assert sorted(row["trường"] for row in parts) == sorted(row["trường"] for row in whole)


def test_a_centre_on_another_line_is_listed_and_counted_elsewhere(two_wards):
    """TT 15/2025/TT-BGDĐT: trung tâm GDTX trả lời hai nơi; số liệu cộng theo tuyến chuyên môn."""
    answer = two_wards.ask("coverage", as_of="30/06/2025")
    assert {m.unit_id for m in answer.measures} == {"A", "B", "quan-1"}
    assert two_wards.ask("coverage", as_of="30/06/2025", unit="X").measures[0].unit_id == "X"


def test_what_a_school_on_another_line_holds_is_no_fault_of_this_unit(spec):
    """TT 15/2025/TT-BGDĐT: trường trả lời nơi khác theo tuyến chuyên môn thì nơi khác rà soát, nơi khác cộng."""
    spec.schools("""
        trường | loại trường | tuyến
        A      | Tiểu học    | chuyên môn
        B      | Tiểu học    | hành chính
        X      | GDTX        | hành chính
    """)
    spec.staff("trường | người\nA | cô lan\nB | thầy minh")
    spec.pupils("trường | học sinh\nA | an\nB | bình\nX | chi")
    spec.results("học sinh\nan\nbình\nchi")
    spec.cards("học sinh | tình trạng\nan | đã tạo\nbình | Lạ\nchi | Lạ")
    spec.receipts("học sinh | tiếp nhận lúc\nbình | 28/05/2025\nchi | 28/05/2025")
    spec.certificates("trường | người\nA | cô lan\nB | người lạ")
    for step in ("readiness", "identity_review", "results_review", "cutoff"):
        told = spec.findings(step, as_of="29/05/2025")
        assert {row["trường"] for row in told.rows} <= {"A"}, step
        units = {measure.unit_id for measure in spec.ask(step, as_of="29/05/2025").measures}
        assert units == {"A", "quan-1"}, step


def test_the_same_plan_binds_a_school_after_its_office_has_ended(two_wards):
    """KH 290/KH-GDĐT, IV.3.2: hạn 25/7 và 15/8 sau ngày phòng kết thúc; phường hỏi vẫn theo kế hoạch ấy."""
    two_wards.staff("trường | người\nA | cô lan")
    told = two_wards.duty("kh290-09", as_of="01/08/2025", unit="phuong-tan-dinh")
    assert (
        told
        == """
        nhiệm vụ | đơn vị | tình trạng
        kh290-09 | A      | Quá hạn
    """
    )
