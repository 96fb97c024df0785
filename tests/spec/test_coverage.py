"""Signature coverage: who counts, who has signed, who has signed in time."""


def test_a_card_signed_after_the_last_day_counts_as_signed_but_not_in_time(spec):
    """KH 290/KH-GDĐT, IV.3.1: ký số khối 5 “hoàn thành trước ngày 30 tháng 5 năm 2025”, nên ngày cuối là 29/5."""
    spec.pupils("""
        trường | khối | học sinh | trạng thái
        A      | 5    | an       | đang học
        A      | 5    | bình     | đang học
        A      | 5    | chi      | chuyển đi
    """)
    spec.cards("""
        học sinh | ký đủ lúc
        an       | 29/05/2025 17:30
        bình     | 30/05/2025 07:00
    """)
    assert (
        spec.coverage(as_of="03/06/2025")
        == """
        trường | khối | ký đủ | đúng hạn | phải có | loại trừ | lý do       | tỷ lệ
        A      | 5    | 2     | 1        | 2       | 1        | chuyển đi 1 | 100 %
    """
    )


def test_a_card_is_in_time_only_when_the_later_of_its_two_signatures_is(spec):
    """KH 290/KH-GDĐT, IV.3.1: học bạ đủ chữ ký khi cả giáo viên chủ nhiệm và hiệu trưởng đã ký."""
    spec.pupils("""
        khối | học sinh
        5    | an
        5    | bình
        5    | chi
    """)
    spec.cards("""
        học sinh | GVCN ký lúc | HT ký lúc
        an       | 28/05/2025  | 29/05/2025
        bình     | 28/05/2025  | 30/05/2025
        chi      | 31/05/2025  | 29/05/2025
    """)
    assert (
        spec.coverage(as_of="03/06/2025")
        == """
        khối | GVCN đã ký | ký đủ | đúng hạn | phải có
        5    | 3          | 3     | 1        | 3
    """
    )


def test_each_grade_has_the_last_day_of_its_own_duty(spec):
    """KH 290/KH-GDĐT, IV.3.1 và IV.3.2: khối 5 trước 30/5/2025, khối 1–4 trước 25/7/2025."""
    spec.pupils("""
        khối | học sinh
        4    | an
        4    | bình
        5    | chi
    """)
    spec.cards("""
        học sinh | ký đủ lúc
        an       | 24/07/2025
        bình     | 25/07/2025
        chi      | 24/07/2025
    """)
    assert (
        spec.coverage(as_of="01/08/2025")
        == """
        khối | ký đủ | đúng hạn | phải có
        4    | 2     | 1        | 2
        5    | 1     | 0        | 1
    """
    )


def test_a_pupil_without_a_card_or_with_one_signature_is_expected_and_not_signed(spec):
    """KH 290/KH-GDĐT, II.2: mọi học sinh tiểu học của quận phải có học bạ số."""
    spec.pupils("""
        học sinh
        an
        bình
        chi
        dũng
    """)
    spec.cards("""
        học sinh | tới bước
        an       | HT đã ký
        bình     | GVCN đã ký
        chi      | đã tạo
    """)
    assert (
        spec.coverage(as_of="29/05/2025")
        == """
        đã tạo | GVCN đã ký | ký đủ | phải có | tỷ lệ
        3      | 2          | 1     | 4       | 25,0 %
    """
    )


def test_everyone_left_out_of_the_denominator_is_left_out_for_one_named_reason(spec):
    """KH 290/KH-GDĐT, II.2: phạm vi là học sinh tiểu học đang học, trừ học sinh được dùng học bạ giấy có thời hạn."""
    spec.pupils("""
        trường | khối | học sinh | trạng thái
        A      | 5    | an       | đang học
        A      | 5    | an       | đang học
        A      | 5    | bình     | chuyển đi
        A      | 5    | chi      | thôi học
        A      | 5    | dũng     | đang học
        A      | 5    | giang    | chuyển đến
        A      | 6    | hà       | đang học
    """)
    spec.exemptions("""
        trường | học sinh | từ ngày    | đến ngày
        A      | dũng     | 01/09/2024 | 31/05/2025
        A      | bình     | 01/09/2024 |
        A      | giang    | 01/09/2023 | 31/05/2024
    """)
    spec.cards("""
        học sinh | tới bước
        an       | HT đã ký
        bình     | HT đã ký
        dũng     | HT đã ký
        hà       | HT đã ký
    """)
    assert (
        spec.coverage(as_of="29/05/2025")
        == """
        khối | ký đủ | phải có | loại trừ | lý do
        5    | 1     | 2       | 4        | chuyển đi 1, thôi học 1, dòng lặp 1, dùng học bạ giấy 1
        6    | 0     | 0       | 1        | ngoài phạm vi 1
    """
    )


def test_a_pupil_who_left_and_came_back_is_expected_once(spec):
    """KH 290/KH-GDĐT, II.2: mọi học sinh đang học; danh sách giữ dòng chuyển đi cũ trước dòng đang học."""
    spec.pupils("""
        trường | khối | học sinh | trạng thái
        A      | 5    | an       | chuyển đi
        A      | 5    | an       | đang học
        A      | 5    | bình     | đang học
        A      | 5    | bình     | đang học
    """)
    spec.cards("""
        học sinh | ký đủ lúc
        an       | 28/05/2025
    """)
    assert (
        spec.coverage(as_of="03/06/2025")
        == """
        trường | khối | ký đủ | phải có | loại trừ | lý do
        A      | 5    | 1     | 2       | 2        | chuyển đi 1, dòng lặp 1
    """
    )


def test_an_exemption_that_has_ended_puts_the_pupil_back_among_those_expected(spec):
    """KH 290/KH-GDĐT, II.2: dùng học bạ giấy chỉ trong thời hạn ghi ở văn bản cho phép."""
    spec.pupils("học sinh\nan", as_of="16/05/2025")
    spec.exemptions("""
        học sinh | từ ngày    | đến ngày
        an       | 01/09/2024 | 31/05/2025
    """, as_of="16/05/2025")  # fmt: skip
    assert spec.coverage(as_of="31/05/2025") == "phải có | loại trừ\n0 | 1"
    assert spec.coverage(as_of="01/06/2025") == "phải có | loại trừ\n1 | 0"


def test_a_school_where_nobody_is_expected_has_no_rate_and_never_zero(spec):
    """KH 290/KH-GDĐT, II.3.3: tỷ lệ tính trên số học sinh phải có học bạ; không có ai thì không có tỷ lệ."""
    spec.pupils("""
        trường | học sinh | trạng thái
        A      | an       | đang học
        B      | bình     | đang học
    """)
    spec.exemptions("trường | từ ngày\nB | 01/09/2024")
    assert (
        spec.coverage(as_of="29/05/2025")
        == """
        trường | ký đủ | phải có | loại trừ | lý do                | tỷ lệ
        A      | 0     | 1       | 0        |                      | 0 %
        B      | 0     | 0       | 1        | dùng học bạ giấy 1   | không có mẫu số
    """
    )


def test_a_withdrawn_version_carries_no_signature_over_to_the_one_that_replaces_it(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11: thu hồi hoặc báo cáo thay thế; chỉ phiên bản đang dùng được đếm."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("""
        học sinh | phiên bản | ký đủ lúc  | thu hồi lúc
        an       | 1         | 20/05/2025 | 25/05/2025
        an       | 2         |            |
        bình     | 1         | 20/05/2025 | 25/05/2025
        bình     | 2         | 26/05/2025 |
    """)
    assert spec.coverage(as_of="29/05/2025") == "đã tạo | ký đủ | phải có\n2 | 1 | 2"


def test_of_two_versions_that_nobody_withdrew_the_higher_one_counts(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11: báo cáo thay thế bằng phiên bản mới; phiên bản cao nhất là bản đang dùng."""
    spec.pupils("học sinh\nan")
    spec.cards("""
        học sinh | phiên bản | ký đủ lúc
        an       | 2         |
        an       | 1         | 20/05/2025
    """)
    assert spec.coverage(as_of="29/05/2025") == "đã tạo | ký đủ | phải có\n1 | 0 | 1"
    assert spec.classes(as_of="29/05/2025") == "học sinh | kết quả\nan | Thiếu chữ ký chủ nhiệm"


def test_a_card_is_issued_in_time_until_the_last_day(spec):
    """KH 290/KH-GDĐT, IV.3.1: khởi tạo, ký số, ban hành khối 5 “hoàn thành trước ngày 30 tháng 5 năm 2025”."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("""
        học sinh | ký đủ lúc  | đóng dấu lúc | ban hành lúc
        an       | 20/05/2025 | 29/05/2025   | 29/05/2025 23:59
        bình     | 20/05/2025 | 29/05/2025   | 30/05/2025 00:01
    """)
    assert (
        spec.coverage(as_of="03/06/2025")
        == """
        đúng hạn | đã ban hành | ban hành đúng hạn | phải có
        2        | 2           | 1                 | 2
    """
    )


def test_each_rung_needs_the_rungs_below_it(spec):
    """KH 290/KH-GDĐT, II.3.3: thứ tự giáo viên chủ nhiệm ký, hiệu trưởng ký, đóng dấu, rồi mới ban hành."""
    spec.pupils("học sinh\nan\nbình\nchi")
    spec.cards("""
        học sinh | GVCN ký lúc | HT ký lúc  | đóng dấu lúc | ban hành lúc
        an       | 20/05/2025  | 20/05/2025 | 21/05/2025   | 21/05/2025
        bình     | 20/05/2025  |            | 21/05/2025   | 21/05/2025
        chi      | 20/05/2025  | 20/05/2025 |              | 21/05/2025
    """)
    assert (
        spec.coverage(as_of="29/05/2025")
        == """
        GVCN đã ký | ký đủ | đã đóng dấu | đã ban hành | phải có
        3          | 2     | 1           | 1           | 3
    """
    )


def test_what_the_register_of_an_earlier_day_said_is_what_was_known_that_day(spec):
    """KH 290/KH-GDĐT, IV.3.1: cùng một câu hỏi vào hai ngày có hai câu trả lời của hai ngày đó."""
    spec.pupils("học sinh\nan\nbình", as_of="16/05/2025")
    spec.cards("học sinh | ký đủ lúc\nan | 28/05/2025\nbình |", as_of="29/05/2025")
    spec.cards("học sinh | ký đủ lúc\nan | 28/05/2025\nbình | 30/05/2025", as_of="30/05/2025")
    assert spec.coverage(as_of="28/05/2025") == "ký đủ | đúng hạn | phải có\n0 | 0 | 2"
    assert spec.coverage(as_of="29/05/2025") == "ký đủ | đúng hạn | phải có\n1 | 1 | 2"
    assert spec.coverage(as_of="30/06/2025") == "ký đủ | đúng hạn | phải có\n2 | 1 | 2"


def test_schools_add_up_to_the_unit_and_grades_to_the_school(spec):
    """KH 290/KH-GDĐT, III.1: phòng tổng hợp từ các trường; tỷ lệ của phòng là thương của hai tổng."""
    spec.pupils("""
        trường | khối | học sinh
        A      | 1    | an
        A      | 5    | bình
        B      | 5    | chi
    """)
    spec.cards("học sinh | tới bước\nan | HT đã ký\nchi | HT đã ký")
    assert (
        spec.coverage(as_of="29/05/2025", per="trường")
        == """
        trường | ký đủ | phải có | tỷ lệ
        A      | 1     | 2       | 50,0 %
        B      | 1     | 1       | 100 %
    """
    )
    assert (
        spec.coverage(as_of="29/05/2025", per="đơn vị")
        == """
        trường | ký đủ | phải có | tỷ lệ
        quan-1 | 2     | 3       | 66,7 %
    """
    )
