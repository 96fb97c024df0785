"""Identity review: a sound row gives nothing, each fault gives exactly its code at its row."""

from datetime import date

import pytest


def test_sound_rows_give_nothing(spec):
    """KH 290/KH-GDĐT, IV.3: rà soát dữ liệu nhân thân của toàn bộ học sinh."""
    spec.pupils("""
        trường | khối | học sinh | giới tính | trạng thái
        A      | 1    | an       | nam       | đang học
        A      | 5    | bình     | nữ        | chuyển đến
        B      | 3    | chi      | nữ        | đang học
    """)
    assert spec.findings("identity_review").rows == []
    assert (
        spec.ratios("identity_review", "identity.clean", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 2     | 2
        B      | 1     | 1
        quan-1 | 3     | 3
    """
    )


def test_id_01_a_missing_number_without_a_reason_is_asked_about(spec):
    """CV 119/BGDĐT 2025: dữ liệu học sinh gắn với số định danh cá nhân; chưa có số thì ghi lý do."""
    spec.pupils("""
        học sinh | số định danh | lý do chưa có số
        an       | 079214000001 |
        bình     |              | chưa đăng ký khai sinh
        chi      |              |
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của | bảng
        HB-ID-01 | sửa hoặc giải trình | chi | pupil
    """
    )


def test_id_02_a_number_that_is_not_twelve_digits_is_an_error(spec):
    """NĐ 137/2015/NĐ-CP, Điều 13: số định danh cá nhân là dãy 12 chữ số."""
    spec.pupils("""
        học sinh | số định danh
        an       | 079214000001
        bình     | 79214000002
        chi      | 07921400000A
        dũng     | 0792140000045
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | của
        HB-ID-02 | phải sửa | bình
        HB-ID-02 | phải sửa | chi
        HB-ID-02 | phải sửa | dũng
    """
    )


def test_id_03_a_number_that_fits_neither_sex_nor_year_is_asked_about_and_never_corrected(spec):
    """NĐ 137/2015/NĐ-CP, Điều 13: chữ số thứ tư chỉ thế kỷ và giới tính, hai chữ số tiếp theo chỉ năm sinh."""
    spec.pupils("""
        học sinh | số định danh | giới tính | ngày sinh
        an       | 079214000001 | nam       | 01/06/2014
        bình     | 079314000002 | nữ        | 01/06/2014
        chi      | 079214000003 | nữ        | 01/06/2014
        dũng     | 079213000004 | nam       | 01/06/2014
        giang    | 079014000005 | nam       | 01/06/2014
        hà       | 079099000006 | nam       | 01/06/1999
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-03 | sửa hoặc giải trình | chi
        HB-ID-03 | sửa hoặc giải trình | dũng
        HB-ID-03 | sửa hoặc giải trình | giang
        HB-ID-27 | sửa hoặc giải trình | hà
    """
    )


def test_id_04_one_number_under_two_pupil_codes_is_an_error_at_both(spec):
    """NĐ 137/2015/NĐ-CP, Điều 13: mỗi người một số, không lặp lại."""
    spec.pupils("""
        trường | học sinh | số định danh
        A      | an       | 079214000001
        A      | bình     | 079214000002
        B      | chi      | 079214000001
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | trường | của | trường kia | hạn
        HB-ID-04 | phải sửa | A      | an  | B          | 07/07/2025
        HB-ID-04 | phải sửa | B      | chi | A          | 07/07/2025
    """
    )


SHARED = "Số định danh này còn đứng ở một học sinh khác (mã học sinh khác). "


def test_id_04_says_over_how_many_schools_the_number_is_spread(spec):
    """NĐ 137/2015/NĐ-CP, Điều 13; ở ba trường trở lên thì nêu một trường và nói có mấy trường."""
    spec.pupils("""
        trường | học sinh | số định danh
        A      | an       | 079214000001
        A      | bình     | 079214000001
        A      | chi      | 079214000002
        B      | dũng     | 079214000002
        C      | giang    | 079214000002
        D      | hà       | 079214000003
        E      | khoa     | 079214000003
    """)
    assert (
        spec.findings("identity_review")
        == f"""
        trường | của   | trường kia | lời
        A      | an    |            | {SHARED}Các em ấy cùng ở trường này.
        A      | bình  |            | {SHARED}Các em ấy cùng ở trường này.
        A      | chi   | B          | {SHARED}Số này đứng ở danh sách của 3 trường.
        B      | dũng  | A          | {SHARED}Số này đứng ở danh sách của 3 trường.
        C      | giang | A          | {SHARED}Số này đứng ở danh sách của 3 trường.
        D      | hà    | E          | {SHARED}Em kia ở danh sách của trường khác.
        E      | khoa  | D          | {SHARED}Em kia ở danh sách của trường khác.
    """
    )


def test_id_04_names_a_school_where_a_holder_still_studies_before_one_that_was_left(spec):
    """Trường còn em đang học mới sửa được số; trường đã chuyển em đi chỉ nêu khi không còn trường nào khác."""
    spec.pupils("""
        trường | học sinh | số định danh | trạng thái | ngày sinh
        A      | an       | 079214000001 | chuyển đi  | 01/06/2014
        B      | bình     | 079214000001 | đang học   | 02/06/2014
        C      | chi      | 079214000001 | đang học   | 03/06/2014
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | trường | của  | trường kia
        HB-ID-04 | B      | bình | C
        HB-ID-04 | C      | chi  | B
    """
    )


def test_id_04_a_pupil_who_moved_with_the_code_is_no_other_pupil(spec):
    """Cùng mã ở hai trường là một em chuyển trường; em kia là em mang mã khác, ở ngay trường này."""
    spec.pupils("""
        trường | học sinh | số định danh | trạng thái
        A      | an       | 079214000001 | chuyển đi
        B      | an       | 079214000001 | chuyển đến
        B      | bình     | 079214000001 | đang học
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | trường | của  | trường kia
        HB-ID-04 | B      | an   |
        HB-ID-04 | B      | bình |
        HB-ID-42 | B      | bình | A
    """
    )


@pytest.mark.parametrize(
    ("listed", "due"), [("12/05/2025", "15/05/2025"), ("16/05/2025", "23/05/2025"), ("28/04/2025", "15/05/2025")]
)
def test_id_04_is_due_by_the_duty_of_the_plan_and_afterwards_within_working_days(spec, listed, due):
    """KH 290/KH-GDĐT, IV.3: rà soát nhân thân xong trước 16/5/2025; tính từ danh sách mới hơn trong hai danh sách."""
    spec.pupils("trường | học sinh | số định danh\nA | an | 079214000001", as_of="22/04/2025")
    spec.pupils("trường | học sinh | số định danh\nB | bình | 079214000001", as_of=listed)
    assert [row["hạn"] for row in spec.findings("identity_review").rows] == [due, due]
    assert any("settle_days" in note for note in spec.ask("identity_review", as_of="30/06/2025").notes)


def test_only_the_number_on_two_pupils_has_another_school_not_what_else_is_wrong_with_the_row(spec):
    """Trường kia chỉ cùng giải quyết số trùng, không phải mọi lỗi của dòng ấy."""
    spec.pupils("""
        trường | học sinh | số định danh | giới tính
        A      | an       | 079214000001 | ?
        B      | bình     | 079214000001 | nam
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | trường | trường kia | hạn
        HB-ID-04 | A      | B          | 07/07/2025
        HB-ID-11 | A      |            |
        HB-ID-04 | B      | A          | 07/07/2025
    """
    )


def test_a_school_asked_about_alone_still_sees_who_else_has_its_number(spec):
    """Trường kia có thể ngoài đơn vị đang hỏi; chỉ dòng của đơn vị được nêu."""
    spec.pupils("""
        trường | học sinh | số định danh
        A      | an       | 079214000001
        B      | bình     | 079214000001
    """)
    assert (
        spec.findings("identity_review", unit="B")
        == """
        mã       | trường | trường kia | hạn
        HB-ID-04 | B      | A          | 07/07/2025
    """
    )


def test_sound_rows_are_counted_and_not_handed_over(spec):
    """Ở cả một tỉnh là hàng triệu dòng; chỉ dòng phạm quy tắc và dòng chưa có số định danh được đem ra."""
    spec.pupils("""
        học sinh | số định danh | lý do chưa có số  | dân tộc
        an       | 079214000001 |                   | Kinh
        bình     |              | chưa đăng ký khai sinh | Kinh
        chi      | 079214000003 |                   |
    """)
    rows = spec.rows("identity_review", as_of=date(2025, 6, 30))
    assert sorted(spec.places["pupil", row] for row in rows["identity_review"]["row_number"]) == ["bình", "chi"]
    assert rows["identity_clean"].select("denominator", "numerator", "with_number").rows() == [(3, 3, 2)]


def test_id_05_a_row_without_a_pupil_code_is_an_error(spec):
    """TT 42/2021/TT-BGDĐT: mỗi đối tượng trong cơ sở dữ liệu ngành có một mã định danh."""
    spec.pupils("""
        học sinh | mã học sinh
        an       | 7900000001
        bình     |
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | của
        HB-ID-05 | phải sửa | bình
    """
    )


def test_id_06_a_pupil_code_that_is_not_ten_digits_is_asked_about(spec):
    """TT 42/2021/TT-BGDĐT: mã định danh; độ dài 10 chữ số thấy trong tệp."""
    spec.pupils("""
        học sinh | mã học sinh
        an       | 7900000001
        bình     | 790000002
        chi      | TAM0000003
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-06 | sửa hoặc giải trình | bình
        HB-ID-06 | sửa hoặc giải trình | chi
    """
    )


def test_id_07_a_name_that_is_missing_or_has_a_digit_is_an_error(spec):
    """KH 290/KH-GDĐT, IV.3: họ tên in trên học bạ phải đúng giấy khai sinh."""
    spec.pupils("""
        học sinh | họ tên
        an       | Nguyễn Văn An
        bình     |
        chi      | Lê Ch1
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | của
        HB-ID-07 | phải sửa | bình
        HB-ID-07 | phải sửa | chi
    """
    )


def test_id_08_a_birth_date_that_is_missing_or_no_day_is_an_error(spec):
    """KH 290/KH-GDĐT, IV.3: ngày sinh in trên học bạ."""
    spec.pupils("""
        khối | học sinh | ngày sinh
        3    | an       | 29/02/2016
        3    | bình     |
        3    | chi      | 31/02/2014
    """)
    told = spec.findings("identity_review")
    assert [row for row in told.rows if row["của"] != "an"] == told.rows
    assert (
        told
        == """
        mã       | mức độ   | của  | giá trị
        HB-ID-08 | phải sửa | bình |
        HB-ID-08 | phải sửa | chi  | 31/02/2014
    """
    )


def test_id_09_each_later_row_of_a_pupil_code_is_an_error(spec):
    """KH 290/KH-GDĐT, IV.3: mỗi học sinh một dòng trong danh sách của trường."""
    spec.pupils("""
        trường | học sinh | trạng thái
        A      | an       | đang học
        A      | bình     | đang học
        A      | an       | đang học
        A      | an       | đang học
        B      | bình     | chuyển đi
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | trường | của
        HB-ID-09 | phải sửa | A      | an
        HB-ID-09 | phải sửa | A      | an
    """
    )


def test_id_10_a_class_that_does_not_begin_with_its_grade_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: khối và lớp ghi cùng dòng phải khớp nhau."""
    spec.pupils("""
        khối | lớp | học sinh
        5    | 5A  | an
        5    | 4A  | bình
        4    | 4/2 | chi
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của  | giá trị
        HB-ID-10 | sửa hoặc giải trình | bình | 4A
    """
    )


def test_id_11_a_sex_that_is_missing_or_unknown_is_an_error(spec):
    """KH 290/KH-GDĐT, IV.3: giới tính là trường bắt buộc của dữ liệu nhân thân."""
    spec.pupils("""
        học sinh | giới tính
        an       | nam
        bình     | nữ
        chi      |
        dũng     | gái
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | của  | giá trị
        HB-ID-11 | phải sửa | chi  |
        HB-ID-11 | phải sửa | dũng | gái
    """
    )


def test_id_12_a_missing_ethnicity_is_asked_about(spec):
    """CV 119/BGDĐT 2025: trường dân tộc bắt buộc trong cấu trúc trao đổi."""
    spec.pupils("""
        học sinh | dân tộc
        an       | Hoa
        bình     |
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | của
        HB-ID-12 | sửa hoặc giải trình | bình
    """
    )


def test_id_13_a_status_that_nobody_knows_is_an_error_and_the_pupil_counts_as_studying(spec):
    """KH 290/KH-GDĐT, IV.3: trạng thái quyết định học sinh có trong diện phải có học bạ hay không."""
    spec.pupils("""
        học sinh | trạng thái
        an       | đang học
        bình     | chuyển đến
        chi      | bảo lưu
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | của | giá trị
        HB-ID-13 | phải sửa | chi | bảo lưu
    """
    )
    assert spec.coverage(as_of="30/06/2025") == "phải có | loại trừ\n3 | 0"


def test_id_14_a_school_code_that_no_school_list_knows_is_an_error(spec):
    """KH 290/KH-GDĐT, II.2: mọi trường tiểu học của quận; dòng của mã lạ không được rơi mất."""
    spec.schools("trường\nB")
    spec.pupils("""
        trường | học sinh
        A      | an
        B      | bình
        ?lạ    | chi
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | trường | của
        HB-ID-14 | phải sửa | ?lạ    | chi
    """
    )


def test_a_pupil_with_only_queries_is_clean_and_one_with_an_error_is_not(spec):
    """KH 290/KH-GDĐT, IV.3: lỗi “phải sửa” giữ lại, điều “sửa hoặc giải trình” thì không."""
    spec.pupils("""
        học sinh | dân tộc | giới tính
        an       | Kinh    | nam
        bình     |         | nam
        chi      | Kinh    |
    """)
    assert (
        spec.ratios("identity_review", "identity.clean", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 2     | 3
        quan-1 | 2     | 3
    """
    )


def test_who_has_left_is_not_reviewed_and_who_is_on_paper_is(spec):
    """KH 290/KH-GDĐT, IV.3: “toàn bộ học sinh”; học sinh đã chuyển đi, thôi học hay ngoài tiểu học thì không."""
    spec.pupils("""
        khối | học sinh | trạng thái | giới tính
        5    | an       | chuyển đi  | ?
        5    | bình     | thôi học   | ?
        6    | chi      | đang học   | ?
        5    | dũng     | đang học   | ?
    """)
    spec.exemptions("học sinh | từ ngày\ndũng | 01/09/2024")
    assert (
        spec.findings("identity_review")
        == """
        mã       | của
        HB-ID-11 | dũng
    """
    )


def test_a_finding_shows_the_row_and_never_the_child(spec):
    """NĐ 13/2023/NĐ-CP: dữ liệu cá nhân của trẻ em; kết quả rà soát nêu chỗ, không nêu tên và số."""
    spec.pupils("""
        học sinh | họ tên   | số định danh
        an       | Lê Văn 1 | 7921400000
    """)
    for finding in spec.ask("identity_review", as_of="30/06/2025").findings:
        assert "Lê" not in finding.value + finding.subject + finding.message
        assert "7921400000" not in finding.value + finding.subject + finding.message
        assert (finding.source_file, finding.row_number) == ("pupil.xlsx", 1)
