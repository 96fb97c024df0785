"""Results review: a sound result gives nothing, each fault gives exactly its code at its row, and once."""


def test_sound_results_give_nothing(spec):
    """TT 27/2020/TT-BGDĐT, Điều 6, 7, 9: mức, điểm và xếp loại đủ và khớp nhau."""
    spec.pupils("khối | học sinh\n1 | an\n3 | bình\n5 | chi")
    spec.results("học sinh\nan\nbình\nchi")
    assert spec.findings("results_review").rows == []
    assert (
        spec.ratios("results_review", "results.clean", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 3     | 3
        quan-1 | 3     | 3
    """
    )


def test_kq_01_a_pupil_without_a_result_is_an_error_at_the_row_of_the_roster(spec):
    """KH 290/KH-GDĐT, IV.3: rà soát kết quả của toàn bộ học sinh."""
    spec.pupils("học sinh | trạng thái\nan | đang học\nbình | đang học\nchi | chuyển đi")
    spec.results("học sinh\nan")
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của  | bảng
        HB-KQ-01 | phải sửa | bình | pupil
    """
    )


def test_kq_02_a_result_of_nobody_on_the_roster_is_an_error(spec):
    """KH 290/KH-GDĐT, IV.3: kết quả phải thuộc một học sinh trong danh sách của trường."""
    spec.pupils("học sinh\nan")
    spec.results("học sinh\nan\nbình")
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của  | bảng
        HB-KQ-02 | phải sửa | bình | result
    """
    )


def test_kq_03_a_subject_level_outside_the_circular_is_an_error_and_is_told_once(spec):
    """TT 27/2020/TT-BGDĐT, Điều 6: môn học có ba mức T, H, C; học sinh được miễn ghi M."""
    spec.pupils("học sinh\nan\nbình")
    spec.results(
        "học sinh\nan\nbình",
        cells="""
            học sinh | ô        | mức | điểm
            an       | am_nhac  | M   |
            bình     | am_nhac  | Đ   |
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của  | ô       | giá trị
        HB-KQ-03 | phải sửa | bình | am_nhac | Đ
    """
    )


def test_kq_04_a_trait_level_outside_the_circular_is_an_error(spec):
    """TT 27/2020/TT-BGDĐT, Điều 6: năng lực, phẩm chất có ba mức T, Đ, C."""
    spec.pupils("học sinh\nan")
    spec.results(
        "học sinh\nan",
        cells="""
            học sinh | ô       | mức | điểm
            an       | yeu_nuoc | H  |
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của | ô        | giá trị
        HB-KQ-04 | phải sửa | an  | yeu_nuoc | H
    """
    )


def test_kq_05_a_required_subject_without_a_level_is_an_error(spec):
    """TT 27/2020/TT-BGDĐT, Điều 6: môn bắt buộc của khối phải có mức; môn tự chọn thì không."""
    spec.pupils("khối | học sinh\n5 | an\n1 | bình")
    spec.results(
        "học sinh\nan\nbình",
        cells="""
            học sinh | ô           | mức | điểm
            an       | dao_duc     |     |
            an       | tieng_dan_toc |   |
            bình     | ngoai_ngu_1 |     |
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của | ô
        HB-KQ-05 | phải sửa | an  | dao_duc
    """
    )


def test_kq_06_a_score_that_is_not_a_whole_number_from_0_to_10_is_an_error(spec):
    """TT 27/2020/TT-BGDĐT, Điều 7: bài kiểm tra định kì theo thang điểm 10, không cho điểm thập phân."""
    spec.pupils("học sinh\nan\nbình\nchi")
    spec.results(
        "học sinh\nan\nbình\nchi",
        cells="""
            học sinh | ô    | mức | điểm
            an       | toan | T   | 10
            bình     | toan | T   | 9,5
            chi      | toan | T   | 11
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của  | ô    | giá trị
        HB-KQ-06 | phải sửa | bình | toan | 9,5
        HB-KQ-06 | phải sửa | chi  | toan | 11
    """
    )


def test_kq_07_a_subject_with_a_test_and_without_a_score_is_an_error_unless_exempt(spec):
    """TT 27/2020/TT-BGDĐT, Điều 7: môn có bài kiểm tra định kì cuối năm phải có điểm; được miễn thì không."""
    spec.pupils("khối | học sinh\n5 | an\n5 | bình\n1 | chi")
    spec.results(
        "học sinh\nan\nbình\nchi",
        cells="""
            học sinh | ô           | mức | điểm
            an       | tieng_viet  | T   |
            bình     | tieng_viet  | M   |
            chi      | ngoai_ngu_1 | T   |
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của | ô
        HB-KQ-07 | phải sửa | an  | tieng_viet
    """
    )


def test_kq_08_a_rating_that_differs_from_the_levels_and_scores_is_asked_about(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9, khoản 2, điểm a: bốn mức xếp loại."""
    spec.pupils("học sinh\nan\nbình")
    spec.results("""
        học sinh | xếp loại
        an       | xuất sắc
        bình     | tốt
    """)
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ              | của  | giá trị
        HB-KQ-08 | sửa hoặc giải trình | bình | tốt
    """
    )


def test_kq_09_promotion_without_completion_is_asked_about(spec):
    """TT 27/2020/TT-BGDĐT, Điều 11: chưa hoàn thành chương trình lớp học thì xét lên lớp sau đánh giá bổ sung."""
    spec.pupils("học sinh\nan\nbình")
    spec.results(
        """
        học sinh | xếp loại        | hoàn thành | lên lớp
        an       | chưa hoàn thành | không      | không
        bình     | chưa hoàn thành | không      | có
        """,
        all_cells=("C", 3),
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ              | của
        HB-KQ-09 | sửa hoặc giải trình | bình
    """
    )


def test_kq_10_a_completed_flag_against_the_rating_is_an_error(spec):
    """TT 27/2020/TT-BGDĐT, Điều 11: hoàn thành chương trình lớp học khi xếp loại từ Hoàn thành trở lên."""
    spec.pupils("học sinh\nan\nbình")
    spec.results("""
        học sinh | hoàn thành
        an       | có
        bình     | không
    """)
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của
        HB-KQ-10 | phải sửa | bình
    """
    )


def test_kq_11_a_rating_that_is_missing_or_unknown_is_an_error_and_the_only_one(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9: xếp loại là một trong bốn mức."""
    spec.pupils("học sinh\nan\nbình")
    spec.results("""
        học sinh | xếp loại | hoàn thành
        an       |          | có
        bình     | giỏi     | không
    """)
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của  | giá trị
        HB-KQ-11 | phải sửa | an   |
        HB-KQ-11 | phải sửa | bình | giỏi
    """
    )


def test_kq_12_another_class_than_the_roster_says_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3: lớp trong kết quả và lớp trong danh sách phải là một."""
    spec.pupils("lớp | học sinh\n5A | an\n5B | bình")
    spec.results("lớp | học sinh\n5A | an\n5A | bình")
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ              | của
        HB-KQ-12 | sửa hoặc giải trình | bình
    """
    )


def test_kq_13_a_required_trait_without_a_level_is_an_error(spec):
    """TT 27/2020/TT-BGDĐT, Điều 6: năng lực, phẩm chất bắt buộc của khối phải có mức."""
    spec.pupils("khối | học sinh\n5 | an\n1 | bình")
    spec.results(
        "học sinh\nan\nbình",
        cells="""
            học sinh | ô        | mức | điểm
            an       | cham_chi |     |
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | của | ô
        HB-KQ-13 | phải sửa | an  | cham_chi
    """
    )


def test_kq_14_a_school_without_any_result_file_is_told_once_and_not_once_a_pupil(spec):
    """KH 290/KH-GDĐT, IV.3: trường chưa gửi kết quả là một việc, không phải nghìn lỗi."""
    spec.pupils("trường | học sinh\nA | an\nA | bình\nB | chi")
    spec.results("trường | học sinh\nB | chi")
    assert (
        spec.findings("results_review")
        == """
        mã       | mức độ   | trường | của
        HB-KQ-14 | phải sửa | A      |
    """
    )
    assert (
        spec.ratios("results_review", "results.clean", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 0     | 2
        B      | 1     | 1
        quan-1 | 1     | 3
    """
    )


def test_a_pupil_who_is_not_assessed_owes_no_level_score_or_rating_and_still_a_row(spec):
    """TT 27/2020/TT-BGDĐT, Điều 8: học sinh khuyết tật không đánh giá."""
    spec.pupils("học sinh | không đánh giá\nan | có\nbình | có\nchi | không")
    spec.results(
        """
        học sinh | xếp loại | hoàn thành | lên lớp
        an       |          | không      | có
        chi      | xuất sắc | có         | có
        """,
        cells="""
            học sinh | ô        | mức | điểm
            an       | toan     |     |
            an       | yeu_nuoc | H   |
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | của  | bảng
        HB-KQ-01 | bình | pupil
    """
    )


def test_a_row_with_a_faulty_level_is_not_rated_again(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9: xếp loại chỉ tính lại khi mọi mức và điểm đều đúng; một lỗi báo một lần."""
    spec.pupils("học sinh\nan")
    spec.results(
        "học sinh | xếp loại\nan | tốt",
        cells="""
            học sinh | ô    | mức | điểm
            an       | toan | T   | 11
        """,
    )
    assert (
        spec.findings("results_review")
        == """
        mã       | của | ô
        HB-KQ-06 | an  | toan
    """
    )
