"""Identity review, second half: how names are written, nationality, ethnicity, addresses of the day, reasons, ages."""

import polars as pl

AFTER = "15/07/2025"
"""A day after the districts ended and the provinces were merged."""


def test_id_15_a_name_of_one_word_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: họ tên in trên học bạ phải đủ họ và tên."""
    spec.pupils("""
        học sinh | họ tên
        an       | Nguyễn An
        bình     | Bình
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-15 | sửa hoặc giải trình | bình
    """
    )


def test_id_16_a_name_in_one_case_is_asked_about_unless_the_whole_list_is_written_so(spec):
    """KH 290/KH-GDĐT, IV.3: cả danh sách viết hoa là kiểu chữ của tệp, không phải lỗi của từng em."""
    spec.pupils("""
        trường | học sinh | họ tên
        A      | an       | Nguyễn An
        A      | bình     | LÊ THỊ BÌNH
        A      | chi      | lê thị chi
        B      | dũng     | TRẦN DŨNG
        B      | giang    | TRẦN GIANG
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-16 | sửa hoặc giải trình | bình
        HB-ID-16 | sửa hoặc giải trình | chi
    """
    )


def test_id_17_a_sign_that_is_no_vietnamese_letter_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: chữ còn sót của bảng mã cũ in ra là sai tên."""
    spec.pupils("""
        học sinh | họ tên
        an       | Đặng Thị Ánh Tuyết
        bình     | NguyÔn V¨n B×nh
        chi      | Lê Chi*
        dũng     | H’Hen Niê-Đăm
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-17 | sửa hoặc giải trình | bình
        HB-ID-17 | sửa hoặc giải trình | chi
    """
    )


def test_the_name_of_a_foreign_pupil_is_not_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: tên nước ngoài viết theo giấy tờ của nước ấy; quốc tịch là lý do chưa có số."""
    spec.pupils("""
        học sinh | họ tên    | quốc tịch | số định danh
        an       | Nguyễn An | Việt Nam  | 079214000001
        bình     | Müller    | Đức       |
        chi      | SATO YUI  | JP        |
    """)
    assert spec.findings("identity_review").rows == []


def test_id_18_a_nationality_outside_the_catalogue_is_asked_about(spec):
    """QCVN 109:2017/BTTTT: quốc tịch gửi đi là mã của danh mục (danh mục mã chưa đọc được)."""
    spec.pupils("""
        học sinh | quốc tịch
        an       | Việt Nam
        bình     | vn
        chi      | Hàn Quốc
        dũng     | Việt nam.
        giang    | Viêt Nam
        hà       | XX
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của   | giá trị
        HB-ID-18 | sửa hoặc giải trình | giang | Viêt Nam
        HB-ID-18 | sửa hoặc giải trình | hà    | XX
    """
    )


def test_id_19_a_missing_nationality_is_asked_about_only_where_the_list_has_the_column(spec):
    """CV 119/BGDĐT 2025: quốc tịch bắt buộc trong cấu trúc trao đổi; tệp không có cột thì không hỏi từng em."""
    spec.pupils("""
        trường | học sinh | quốc tịch
        A      | an       | Việt Nam
        A      | bình     |
        B      | chi      |
        B      | dũng     |
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-19 | sửa hoặc giải trình | bình
    """
    )


def test_id_20_an_ethnicity_outside_the_catalogue_is_asked_about(spec):
    """QCVN 109:2017/BTTTT, Phụ lục E: danh mục 54 dân tộc."""
    spec.pupils("""
        học sinh | dân tộc
        an       | KINH
        bình     | Khơ-me
        chi      | H'Mông
        dũng     | 01
        giang    | Việt
        hà       | 99
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của   | giá trị
        HB-ID-20 | sửa hoặc giải trình | giang | Việt
        HB-ID-20 | sửa hoặc giải trình | hà    | 99
    """
    )


def test_id_21_a_province_that_the_list_of_the_day_does_not_have_is_asked_about(spec):
    """NQ 202/2025/QH15: 63 tỉnh đến 30/6/2025; viết tắt, mã và kiểu dấu khác nhau vẫn là một tỉnh."""
    spec.pupils("""
        học sinh | tỉnh
        an       | Thành phố Hồ Chí Minh
        bình     | TP.HCM
        chi      | 79
        dũng     | Bà Rịa – Vũng Tàu
        giang    | Khánh Hoà
        hà       | Tỉnh Sài Gòn
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của | ô             | giá trị
        HB-ID-21 | sửa hoặc giải trình | hà  | province_text | Tỉnh Sài Gòn
    """
    )


def test_id_22_a_commune_outside_its_province_is_asked_about_where_there_is_a_list_of_the_day(spec):
    """QĐ 19/2025/QĐ-TTg: phường Sài Gòn chỉ có từ 1/7/2025; trước đó chỉ có đủ danh sách phường của Quận 1."""
    spec.pupils("""
        học sinh | tỉnh                  | huyện  | xã
        an       | Thành phố Hồ Chí Minh | Quận 1 | P. Bến Nghé
        bình     | Thành phố Hồ Chí Minh | Q.1    | Phường Sài Gòn
        chi      | Thành phố Hồ Chí Minh | Quận 3 | Phường Võ Thị Sáu
        dũng     | Tỉnh Bình Dương       |        | Phường Phú Cường
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của  | giá trị
        HB-ID-22 | sửa hoặc giải trình | bình | Phường Sài Gòn
    """
    )


def test_id_22_from_july_on_every_commune_is_held_against_its_province(spec):
    """QĐ 19/2025/QĐ-TTg: 3.321 xã, phường, đặc khu."""
    spec.pupils("""
        học sinh | tỉnh                  | xã
        an       | Thành phố Hồ Chí Minh | Phường Sài Gòn
        bình     | TP Hồ Chí Minh        | 25747
        chi      | Tỉnh Đồng Nai         | Phường Sài Gòn
        dũng     | Tỉnh Đồng Nai         | Phường Biên Hoà
    """)
    assert (
        spec.findings("identity_review", as_of=AFTER)
        == """
        mã       | mức độ              | của | giá trị
        HB-ID-22 | sửa hoặc giải trình | chi | Phường Sài Gòn
    """
    )


def test_id_23_24_25_units_of_before_july_are_told_with_what_they_are_called_now(spec):
    """NQ 202/2025/QH15, QĐ 19/2025/QĐ-TTg: đơn vị cũ nay là gì; phường bị chia thì không nói."""
    spec.pupils("""
        học sinh | tỉnh                  | huyện       | xã
        an       | Tỉnh Bình Dương       |             | Phường Phú Cường
        bình     | Thành phố Hồ Chí Minh |             | Phường Bến Nghé
        chi      | Thành phố Hồ Chí Minh |             | Phường Đa Kao
        dũng     | Thành phố Hồ Chí Minh | Quận 1      | Phường Bến Thành
        giang    | Tỉnh Tây Ninh         |             | Phường Long An
    """)
    assert (
        spec.findings("identity_review", as_of=AFTER)
        == """
        mã       | mức độ              | của  | giá trị
        HB-ID-23 | sửa hoặc giải trình | an   | Tỉnh Bình Dương → Thành phố Hồ Chí Minh
        HB-ID-24 | sửa hoặc giải trình | bình | Phường Bến Nghé → Phường Sài Gòn
        HB-ID-24 | sửa hoặc giải trình | chi  | Phường Đa Kao
        HB-ID-25 | sửa hoặc giải trình | dũng | Quận 1
    """
    )


def test_an_address_is_held_against_the_day_of_its_own_list_not_against_the_day_asked(spec):
    """NQ 202/2025/QH15: danh sách kết xuất trước 1/7/2025 ghi theo đơn vị cũ là đúng, hỏi lúc nào cũng vậy."""
    spec.pupils(
        """
        học sinh | tỉnh            | huyện            | xã
        an       | Tỉnh Bình Dương | Thành phố Dĩ An  | Phường Dĩ An
        """,
        as_of="30/06/2025",
    )
    assert spec.findings("identity_review", as_of=AFTER).rows == []


def test_id_26_a_reason_outside_the_catalogue_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: lý do chưa có số phải nói được ai cần làm gì."""
    spec.pupils("""
        học sinh | số định danh | lý do chưa có số
        an       |              | Chưa đăng ký khai sinh
        bình     |              | đang chờ cấp
        chi      |              | Phụ huynh chưa nộp
        dũng     | 079214000004 | Phụ huynh chưa nộp
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của | giá trị
        HB-ID-26 | sửa hoặc giải trình | chi | Phụ huynh chưa nộp
    """
    )


def test_id_27_an_age_far_from_the_grade_is_asked_about(spec):
    """TT 28/2020/TT-BGDĐT, Điều 33: vào lớp một 06 tuổi, muộn không quá 03 tuổi; sớm 01 năm là học vượt lớp."""
    spec.pupils("""
        khối | học sinh | ngày sinh
        1    | an       | 01/01/2018
        1    | bình     | 31/12/2015
        1    | chi      | 31/12/2014
        1    | dũng     | 01/01/2020
        5    | giang    | 01/01/2011
        5    | hà       | 01/01/2010
        5    | khoa     | 31/12/2015
        5    | lan      | 01/01/2016
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của  | giá trị
        HB-ID-27 | sửa hoặc giải trình | chi  | 31/12/2014
        HB-ID-27 | sửa hoặc giải trình | dũng | 01/01/2020
        HB-ID-27 | sửa hoặc giải trình | hà   | 01/01/2010
        HB-ID-27 | sửa hoặc giải trình | lan  | 01/01/2016
    """
    )


def test_id_28_29_a_parent_too_young_or_too_old_for_the_child_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: ngưỡng do bàn làm việc chọn, nằm trong bộ quy định."""
    spec.pupils("""
        học sinh | ngày sinh  | năm sinh cha | năm sinh mẹ
        an       | 01/06/2014 | 1980         | 1985
        bình     | 01/06/2014 | 2014         |
        chi      | 01/06/2014 |              | 1948
        dũng     | 01/06/2014 | 1949         | 1999
        giang    | 01/06/2014 | 1980         | 2000
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của   | giá trị
        HB-ID-28 | sửa hoặc giải trình | bình  | 2014
        HB-ID-29 | sửa hoặc giải trình | chi   | 1948
        HB-ID-29 | sửa hoặc giải trình | giang | 2000
    """
    )


def test_id_30_a_parent_with_the_pupils_own_name_is_asked_about_and_not_named(spec):
    """KH 290/KH-GDĐT, IV.3: thường là chép nhầm cột."""
    spec.pupils("""
        học sinh | họ tên    | tên cha       | tên mẹ
        an       | Nguyễn An | Nguyễn Văn An | Lê Thị Ba
        bình     | Lê Bình   | LÊ BÌNH       | Lê Thị Ba
        chi      | Lê Chi    |               | Lê Chi
    """)
    told = spec.findings("identity_review")
    assert (
        told
        == """
        mã       | mức độ              | của
        HB-ID-30 | sửa hoặc giải trình | bình
        HB-ID-30 | sửa hoặc giải trình | chi
    """
    )
    assert "Bình" not in str(told.rows[0]["giá trị"])


def test_each_row_is_asked_about_once_for_one_cell(spec):
    """Mỗi lỗi chỉ báo một lần: tỉnh lạ hay tỉnh cũ thì chưa xét đến xã; tên có chữ số thì chưa xét cách viết."""
    spec.pupils("""
        học sinh | họ tên | tỉnh         | xã
        an       | LÊ 2   | Tỉnh Sài Gòn | Phường Không Có
    """)
    assert (
        spec.findings("identity_review", as_of=AFTER)
        == """
        mã
        HB-ID-07
        HB-ID-21
    """
    )


def test_pupils_with_a_number_are_counted_and_those_without_by_their_reason(spec):
    """NĐ 137/2015/NĐ-CP, Điều 13; ai chưa có số thì ghi lý do."""
    spec.pupils("""
        trường | học sinh | số định danh | lý do chưa có số
        A      | an       | 079214000001 |
        A      | bình     |              | chưa đăng ký khai sinh
        A      | chi      |              | chưa có giấy khai sinh
        A      | dũng     |              |
        B      | giang    | 79214        |
        B      | hà       |              | nhà xa
    """)
    assert (
        spec.ratios("identity_review", "identity.with_number", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 1     | 4
        B      | 0     | 2
        quan-1 | 1     | 6
    """
    )
    reasons = spec.ask("identity_review", as_of="30/06/2025").frames["no_number_reasons"]
    assert reasons.select("school_code", "number_state", "pupils").rows() == [
        ("A", "chua_khai_sinh", 2),
        ("A", "khong_ghi", 1),
        ("B", "khac", 1),
        ("B", "sai_dang", 1),
    ]
    assert reasons.schema["pupils"] == pl.Int64
