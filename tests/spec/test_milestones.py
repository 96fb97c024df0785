"""Milestones: a dated duty is done, done late, not yet due, overdue, or no business of this actor."""

import pytest


@pytest.fixture
def grade_five(spec):
    """Two schools with grade 5; staff are known, so that every step has something to answer from."""
    spec.staff("trường | người\nA | cô lan\nB | thầy minh", as_of="01/03/2025")
    spec.pupils(
        """
        trường | khối | học sinh
        A      | 5    | an
        B      | 5    | bình
        """,
        as_of="16/05/2025",
    )
    return spec


def issue(spec, as_of: str, **days: str) -> None:
    """Hands in a register in which these pupils' cards were issued on these days, the others' merely created."""
    rows = [f"{name} | đã ban hành | {days[name]}" if name in days else f"{name} | đã tạo | 20/05/2025"
            for name in ("an", "bình")]  # fmt: skip
    spec.cards("\n".join(["học sinh | tới bước | ngày", *rows]), as_of=as_of)


def test_before_means_until_the_day_before(grade_five):
    """KH 290/KH-GDĐT, IV.3.1: khối 5 ban hành “hoàn thành trước ngày 30 tháng 5 năm 2025”."""
    issue(grade_five, "30/05/2025", an="29/05/2025", bình="30/05/2025")
    assert (
        grade_five.duty("kh290-09", as_of="30/05/2025")
        == """
        nhiệm vụ | đơn vị | tình trạng | ngày xong  | đúng ngày mốc | đã đạt
        kh290-09 | A      | Xong       | 29/05/2025 |               | 1/1
        kh290-09 | B      | Xong muộn  | 30/05/2025 | x             | 1/1
    """
    )


def test_a_duty_not_reached_is_due_on_its_last_day_and_overdue_on_the_next(grade_five):
    """KH 290/KH-GDĐT, IV.3.1: ngày cuối là 29/5/2025; hỏi ngày 29/5, 30/5 và 30/6 có ba câu trả lời."""
    issue(grade_five, "29/05/2025", an="28/05/2025")
    issue(grade_five, "30/06/2025", an="28/05/2025", bình="20/06/2025")
    assert (
        grade_five.duty("kh290-09", as_of="29/05/2025")
        == """
        đơn vị | tình trạng   | ngày xong  | đã đạt
        A      | Xong         | 28/05/2025 | 1/1
        B      | Chưa đến hạn |            | 0/1
    """
    )
    assert (
        grade_five.duty("kh290-09", as_of="30/05/2025")
        == """
        đơn vị | tình trạng   | ngày xong  | đã đạt
        A      | Xong         | 28/05/2025 | 1/1
        B      | Quá hạn      |            | 0/1
    """
    )
    assert (
        grade_five.duty("kh290-09", as_of="30/06/2025")
        == """
        đơn vị | tình trạng   | ngày xong  | đúng ngày mốc | đã đạt
        A      | Xong         | 28/05/2025 |               | 1/1
        B      | Xong muộn    | 20/06/2025 |               | 1/1
    """
    )


def test_a_duty_of_other_grades_is_no_business_of_a_school_without_them(grade_five):
    """KH 290/KH-GDĐT, IV.3.2: nhiệm vụ của khối 1–4 không hỏi trường chỉ có khối 5."""
    assert (
        grade_five.duty("kh290-13", "kh290-14", as_of="01/08/2025")
        == """
        nhiệm vụ | đơn vị | tình trạng
        kh290-13 | A      | Không áp dụng
        kh290-13 | B      | Không áp dụng
        kh290-14 | A      | Không áp dụng
        kh290-14 | B      | Không áp dụng
    """
    )


def test_a_school_on_paper_owes_no_card_and_still_owes_what_is_asked_of_every_school(grade_five):
    """KH 290/KH-GDĐT, II.2 và IV.1: trường dùng học bạ giấy vẫn phải có kế hoạch, ban chỉ đạo."""
    grade_five.exemptions("trường | từ ngày\nB | 01/09/2024", as_of="01/03/2025")
    assert (
        grade_five.duty("kh290-01", "kh290-09", as_of="30/05/2025")
        == """
        nhiệm vụ | đơn vị | tình trạng
        kh290-01 | quan-1 | Quá hạn
        kh290-01 | A      | Quá hạn
        kh290-01 | B      | Quá hạn
        kh290-09 | A      | Quá hạn
        kh290-09 | B      | Không áp dụng
    """
    )


def test_a_centre_for_continuing_education_owes_nothing_under_the_plan(grade_five):
    """KH 290/KH-GDĐT, II.1: kế hoạch bó buộc các trường tiểu học trên địa bàn."""
    grade_five.schools("""
        trường | loại trường | tuyến
        X      | GDTX        | hành chính
    """)
    told = grade_five.duty("kh290-01", "kh290-02", "kh290-09", as_of="30/05/2025")
    assert {row["tình trạng"] for row in told.rows if row["đơn vị"] == "X"} == {"Không áp dụng"}


def test_an_attested_duty_is_done_on_the_earliest_day_attested(grade_five):
    """KH 290/KH-GDĐT, IV.1: kế hoạch, ban chỉ đạo, tổ công tác “hoàn thành trước 28 tháng 3 năm 2025”."""
    grade_five.attestations(
        """
        nhiệm vụ | đơn vị | ngày xong
        kh290-01 | quan-1 | 21/03/2025
        kh290-01 | A      | 28/03/2025
        kh290-01 | A      | 27/03/2025
        kh290-01 | B      | 28/03/2025
        kh290-04 | B      | 30/04/2025
        """,
        as_of="05/05/2025",
    )
    assert (
        grade_five.duty("kh290-01", "kh290-04", as_of="30/05/2025")
        == """
        nhiệm vụ | đơn vị | tình trạng | ngày xong  | đúng ngày mốc
        kh290-01 | quan-1 | Xong       | 21/03/2025 |
        kh290-01 | A      | Xong       | 27/03/2025 |
        kh290-01 | B      | Xong muộn  | 28/03/2025 | x
        kh290-04 | A      | Quá hạn    |            |
        kh290-04 | B      | Xong       | 30/04/2025 |
    """
    )


def test_the_so_returns_cards_after_the_district_office_has_ended(grade_five):
    """KH 290/KH-GDĐT, IV.3.1: trả học bạ số về trường tiếp nhận trước 15/8/2025, sau khi phòng đã kết thúc 30/6."""
    assert (
        grade_five.duty("kh290-12", as_of="01/08/2025")
        == """
        nhiệm vụ | đơn vị       | tình trạng
        kh290-12 | so-gddt-hcm  | Chưa đến hạn
    """
    )


def test_received_cards_are_reached_on_the_day_of_the_last_receipt(grade_five):
    """KH 290/KH-GDĐT, IV.3.1: liên thông khối 5 lên hệ thống của Thành phố trước 20/6/2025."""
    grade_five.cards(
        "học sinh | tới bước | ngày\nan | đã gửi | 28/05/2025\nbình | đã gửi | 28/05/2025", as_of="30/06/2025"
    )
    grade_five.receipts("học sinh | tiếp nhận lúc\nan | 19/06/2025\nbình | 20/06/2025", as_of="30/06/2025")
    assert (
        grade_five.duty("kh290-11", as_of="30/06/2025")
        == """
        đơn vị | tình trạng | ngày xong  | đúng ngày mốc
        A      | Xong       | 19/06/2025 |
        B      | Xong muộn  | 20/06/2025 | x
    """
    )


def test_a_review_is_done_on_the_day_of_the_first_export_since_which_nothing_was_open(grade_five):
    """KH 290/KH-GDĐT, IV.3: rà soát nhân thân của toàn bộ học sinh “hoàn thành trước 16 tháng 5 năm 2025”."""
    spec = grade_five
    spec.pupils("trường | khối | học sinh | giới tính\nA | 5 | an | nam\nB | 5 | bình | ?", as_of="10/05/2025")
    assert (
        spec.duty("kh290-06", as_of="15/05/2025")
        == """
        đơn vị | tình trạng   | ngày xong  | đã đạt
        A      | Xong         | 10/05/2025 | 1/1
        B      | Chưa đến hạn |            | 0/1
    """
    )
    assert (
        spec.duty("kh290-06", as_of="16/05/2025")
        == """
        đơn vị | tình trạng   | ngày xong  | đúng ngày mốc
        A      | Xong         | 10/05/2025 |
        B      | Xong muộn    | 16/05/2025 | x
    """
    )


def test_a_review_whose_result_was_clean_and_is_open_again_is_overdue(grade_five):
    """KH 290/KH-GDĐT, IV.3: dữ liệu phải sạch vào ngày hỏi; sạch một lần rồi lại hỏng thì chưa xong."""
    spec = grade_five
    spec.pupils("trường | khối | học sinh | giới tính\nA | 5 | an | ?\nB | 5 | bình | nam", as_of="30/06/2025")
    assert (
        spec.duty("kh290-06", as_of="30/06/2025")
        == """
        đơn vị | tình trạng | ngày xong
        A      | Quá hạn    |
        B      | Xong muộn  | 16/05/2025
    """
    )
