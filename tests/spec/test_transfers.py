"""Transfers: who left one school is looked for at the others of the store, and nobody studies at two."""


def test_a_transfer_that_both_schools_tell_alike_gives_nothing(spec):
    """TT 42/2021/TT-BGDĐT: hồ sơ đi theo học sinh, mã không đổi."""
    spec.pupils("""
        trường | học sinh | trạng thái | ngày trạng thái | trường kia
        A      | an       | chuyển đi  | 17/02/2025      | Trường B
        B      | an       | chuyển đến | 18/02/2025      | Trường A
        A      | bình     | chuyển đi  | 17/02/2025      |
        B      | chi      | chuyển đến | 18/02/2025      |
        A      | dũng     | chuyển đi  | 17/02/2025      | Trường Tiểu học ở tỉnh xa
    """)
    assert spec.findings("identity_review").rows == []
    frame = spec.ask("identity_review", as_of="30/06/2025").frames["transfers"]
    assert frame.drop("school_name").rows() == [("A", 3, 1, 2, 0, 0, 0, 0, 0), ("B", 0, 0, 0, 2, 1, 1, 0, 0)]


def test_id_40_who_left_for_a_school_of_the_store_and_is_nowhere_is_asked_about(spec):
    """TT 42/2021/TT-BGDĐT: trường nơi đến phải có em trong danh sách."""
    spec.schools("trường\nA\nB\nC\nD")
    spec.pupils("""
        trường | học sinh | trạng thái | trường kia
        A      | an       | chuyển đi  | Trường B
        A      | bình     | chuyển đi  | Trường C
        A      | chi      | chuyển đi  | Trường D
        B      | dũng     | đang học   |
        C      | bình     | đang học   |
        A      | giang    | chuyển đi  | Trường B
        A      | giang    | đang học   |
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | trường | của | trường kia
        HB-ID-40 | sửa hoặc giải trình | A      | an  | B
    """
    )


def test_id_41_who_studies_at_two_schools_is_an_error_at_both_and_clean_at_none(spec):
    """TT 42/2021/TT-BGDĐT: một em một nơi học; đếm hai lần là sai mẫu số."""
    spec.pupils("""
        trường | học sinh | trạng thái | ngày trạng thái
        A      | an       | đang học   |
        B      | an       | chuyển đến | 18/02/2025
        B      | bình     | đang học   |
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ   | trường | của | trường kia | hạn
        HB-ID-41 | phải sửa | A      | an  | B          | 07/07/2025
        HB-ID-41 | phải sửa | B      | an  | A          | 07/07/2025
    """
    )
    assert (
        spec.ratios("identity_review", "identity.clean", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 0     | 1
        B      | 1     | 2
        quan-1 | 1     | 3
    """
    )


def test_a_school_asked_about_alone_still_sees_its_counterpart(spec):
    """TT 42/2021/TT-BGDĐT: trường kia có thể ngoài đơn vị đang hỏi."""
    spec.pupils("""
        trường | học sinh | trạng thái
        A      | an       | đang học
        B      | an       | chuyển đến
    """)
    assert (
        spec.findings("identity_review", unit="B")
        == """
        mã       | trường | trường kia
        HB-ID-41 | B      | A
    """
    )


def test_id_42_who_arrives_under_another_code_is_asked_about_and_is_not_two_children(spec):
    """TT 26/2019/TT-BGDĐT: mã cấp một lần, dùng suốt đời; cùng số và ngày sinh là cùng một em."""
    spec.pupils("""
        trường | học sinh | mã học sinh | số định danh | ngày sinh  | trạng thái
        A      | an       | 7900000001  | 079214000001 | 01/06/2014 | chuyển đi
        B      | an       | 7900000009  | 079214000001 | 01/06/2014 | chuyển đến
        A      | bình     | 7900000002  | 079214000002 | 01/06/2014 | chuyển đi
        B      | chi      | 7900000003  | 079214000002 | 02/06/2014 | đang học
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | trường | của | trường kia
        HB-ID-42 | sửa hoặc giải trình | B      | an  | A
        HB-ID-04 | phải sửa            | B      | chi | A
    """
    )


def test_id_43_arriving_before_leaving_is_asked_about(spec):
    """TT 42/2021/TT-BGDĐT: ngày của hai trường phải nối nhau."""
    spec.pupils("""
        trường | học sinh | trạng thái | ngày trạng thái
        A      | an       | chuyển đi  | 17/02/2025
        B      | an       | chuyển đến | 10/02/2025
        A      | bình     | chuyển đi  | 17/02/2025
        B      | bình     | chuyển đến | 17/02/2025
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | trường | của | giá trị    | trường kia
        HB-ID-43 | sửa hoặc giải trình | B      | an  | 2025-02-10 | A
    """
    )


def test_id_44_who_comes_from_a_school_that_never_had_them_is_asked_about(spec):
    """TT 42/2021/TT-BGDĐT: hồ sơ của em phải ở trường nơi đi."""
    spec.pupils("""
        trường | học sinh | trạng thái | trường kia
        A      | an       | đang học   |
        B      | bình     | chuyển đến | trường a
        B      | chi      | chuyển đến | Trường Xa Lạ
        A      | dũng     | thôi học   |
        B      | dũng     | chuyển đến | Trường A
    """)
    assert (
        spec.findings("identity_review")
        == """
        mã       | mức độ              | trường | của  | trường kia
        HB-ID-44 | sửa hoặc giải trình | B      | bình | A
    """
    )


def test_a_transfer_is_due_by_the_newer_of_the_two_lists(spec):
    """KH 290/KH-GDĐT, IV.3: hai trường giải quyết xong trước ngày của kế hoạch, sau đó trong số ngày cơ quan chọn."""
    spec.pupils("trường | học sinh | trạng thái | trường kia\nA | an | chuyển đi | Trường B", as_of="22/04/2025")
    spec.pupils("trường | học sinh\nB | bình", as_of="16/05/2025")
    assert (
        spec.findings("identity_review")
        == """
        mã       | trường | của | trường kia | hạn
        HB-ID-40 | A      | an  | B          | 23/05/2025
    """
    )
