"""Readiness: forms, certificates of people and seals, training, homeroom teachers — and who lacks what."""


def test_a_school_lacks_what_its_form_does_not_confirm(spec):
    """KH 290/KH-GDĐT, II.3 và III.2: thiết bị, đường truyền, hệ thống, ban chỉ đạo, quy chế, không thu phí."""
    spec.staff("trường | người\nA | cô lan\nB | thầy minh")
    spec.forms("""
        trường | ngày khai  | chưa đáp ứng
        A      | 10/04/2025 | duong_truyen, quy_che
        B      | 10/04/2025 |
    """)
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [row for row in told.rows if row["mã"] == "HB-SS-01"] == [
        row for row in told.rows if row["bảng"] == "readiness_item"
    ]
    assert sorted(row["ô"] for row in told.rows if row["mã"] == "HB-SS-01") == ["duong_truyen", "quy_che"]
    assert (
        spec.ratios("readiness", "readiness.duong_truyen", as_of="29/05/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 0     | 1
        B      | 1     | 1
        quan-1 | 1     | 2
    """
    )


def test_a_school_without_a_form_is_told_so_once(spec):
    """KH 290/KH-GDĐT, IV.1: rà soát điều kiện trước 18/4/2025; chưa khai là một lỗi, không phải mười."""
    spec.schools("trường | loại trường\nA | Tiểu học\nB | Tiểu học\nX | GDTX")
    spec.staff("trường | người\nA | cô lan")
    spec.forms("trường | ngày khai\nA | 10/04/2025")
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [(row["mã"], row["trường"]) for row in told.rows if row["mã"] in ("HB-SS-01", "HB-SS-08")] == [
        ("HB-SS-08", "B")
    ]
    assert (
        spec.ratios("readiness", "readiness.form", as_of="29/05/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 1     | 1
        B      | 0     | 1
        quan-1 | 1     | 2
    """
    )


def test_a_form_declared_after_the_day_asked_is_not_known_yet(spec):
    """KH 290/KH-GDĐT, IV.1: tính đến ngày hỏi, phiếu khai ngày sau đó chưa có."""
    spec.staff("trường | người\nA | cô lan", as_of="01/04/2025")
    spec.forms("trường | ngày khai\nA | 28/04/2025", as_of="01/04/2025")
    assert spec.ratios("readiness", "readiness.form", as_of="27/04/2025") == "đơn vị | tử số\nA | 0\nquan-1 | 0"
    assert spec.ratios("readiness", "readiness.form", as_of="28/04/2025") == "đơn vị | tử số\nA | 1\nquan-1 | 1"


def test_the_seal_of_a_public_school_is_a_token_of_the_government_cipher_committee(spec):
    """CV 2817/BGDĐT 2025: con dấu của trường công lập dùng chứng thư của Ban Cơ yếu; trường tư thục được chọn."""
    spec.schools("""
        trường | loại hình
        A      | công lập
        B      | công lập
        C      | công lập
        D      | tư thục
        E      | tư thục
        F      | công lập
    """)
    spec.staff("trường | người\nA | cô lan")
    spec.certificates("""
        trường | gốc tin cậy | thiết bị
        A      | Ban Cơ yếu  | USB Token
        B      | công cộng   | USB Token
        C      | Ban Cơ yếu  | ký số từ xa
        D      | công cộng   | ký số từ xa
        E      | Ban Cơ yếu  | USB Token
    """)
    seals = spec.ratios("readiness", "seal.equipped", as_of="29/05/2025")
    assert {row["đơn vị"]: row["tử số"] for row in seals.rows} == {
        "A": "1",
        "B": "0",
        "C": "0",
        "D": "1",
        "E": "1",
        "F": "0",
        "quan-1": "3",
    }
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [(row["trường"], row["bảng"]) for row in told.rows if row["mã"] == "HB-SS-04"] == [
        ("B", "certificate"),
        ("C", "certificate"),
        ("F", ""),
    ]


def test_a_seal_must_be_in_force_on_the_day(spec):
    """CV 2817/BGDĐT 2025: chứng thư con dấu còn hiệu lực vào ngày dùng."""
    spec.schools("trường\nA\nB\nC\nD")
    spec.staff("trường | người\nA | cô lan")
    spec.certificates("""
        trường | từ ngày    | đến ngày   | tình trạng
        A      | 01/01/2025 | 29/05/2025 | hiệu lực
        B      | 01/01/2025 | 28/05/2025 | hiệu lực
        C      | 30/05/2025 | 01/01/2027 | hiệu lực
        D      | 01/01/2025 | 01/01/2027 | thu hồi
    """)
    seals = spec.ratios("readiness", "seal.equipped", as_of="29/05/2025")
    assert {row["đơn vị"]: row["tử số"] for row in seals.rows if row["đơn vị"] != "quan-1"} == {
        "A": "1",
        "B": "0",
        "C": "0",
        "D": "0",
    }


def test_teachers_and_heads_must_hold_a_certificate_of_their_own_in_force(spec):
    """KH 290/KH-GDĐT, II.3.3.3: 100 % cán bộ quản lý, giáo viên có chữ ký số."""
    spec.staff("""
        người | chức vụ         | tình trạng
        cô a  | hiệu trưởng     | đang làm
        cô b  | phó hiệu trưởng | đang làm
        cô c  | giáo viên       | đang làm
        cô d  | giáo viên       | đang làm
        cô e  | giáo viên       | nghỉ
        cô g  | văn thư         | đang làm
    """)
    spec.certificates("""
        người | từ ngày    | đến ngày   | tình trạng
        cô a  | 01/01/2025 | 29/05/2025 | hiệu lực
        cô b  | 01/01/2025 | 28/05/2025 | hiệu lực
        cô c  | 01/01/2025 | 01/01/2027 | tạm dừng
        cô c  | 01/01/2025 | 01/01/2027 | hiệu lực
        cô e  | 01/01/2025 | 01/01/2027 | hiệu lực
    """)
    assert (
        spec.ratios("readiness", "staff.equipped", as_of="29/05/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 2     | 4
        quan-1 | 2     | 4
    """
    )
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [(row["mã"], row["của"], row["bảng"]) for row in told.rows if row["mã"] == "HB-SS-02"] == [
        ("HB-SS-02", "cô b", "staff"),
        ("HB-SS-02", "cô d", "staff"),
    ]


def test_a_certificate_that_ends_before_the_last_day_of_signing_is_asked_about(spec):
    """KH 290/KH-GDĐT, IV.3.2: đợt ký cuối cùng kéo dài tới 24/7/2025."""
    spec.staff("người\ncô a\ncô b\ncô c\ncô d")
    spec.certificates("""
        người | đến ngày
        cô a  | 24/07/2025
        cô b  | 23/07/2025
        cô c  | 23/07/2025
        cô c  | 01/01/2027
        cô d  | 28/05/2025
    """)
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [(row["mã"], row["của"], row["bảng"]) for row in told.rows if row["mã"] in ("HB-SS-02", "HB-SS-03")] == [
        ("HB-SS-03", "cô b", "certificate"),
        ("HB-SS-02", "cô d", "staff"),
    ]


def test_a_certificate_of_somebody_not_on_the_staff_list_is_asked_about(spec):
    """KH 290/KH-GDĐT, II.3.3.3: chứng thư cấp cho người của trường."""
    spec.staff("trường | người\nA | cô a\nB | cô b")
    spec.certificates("trường | người\nA | cô a\nA | cô b\nB | cô b")
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [(row["mã"], row["trường"], row["của"]) for row in told.rows if row["mã"] == "HB-SS-05"] == [
        ("HB-SS-05", "A", "cô b")
    ]


def test_everyone_at_work_must_have_been_trained_by_the_day(spec):
    """KH 290/KH-GDĐT, III.2 và IV.2: 100 % cán bộ quản lý, giáo viên được tập huấn trước 2/5/2025."""
    spec.staff("""
        người | chức vụ   | tình trạng
        cô a  | giáo viên | đang làm
        cô b  | văn thư   | đang làm
        cô c  | giáo viên | đang làm
        cô d  | giáo viên | nghỉ
    """)
    spec.trainings("người | ngày\ncô a | 20/04/2025\ncô a | 05/05/2025\ncô c | 30/05/2025")
    assert (
        spec.ratios("readiness", "staff.trained", as_of="29/05/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 1     | 3
        quan-1 | 1     | 3
    """
    )
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [row["của"] for row in told.rows if row["mã"] == "HB-SS-06"] == ["cô b", "cô c"]


def test_a_class_with_expected_pupils_needs_a_homeroom_teacher_at_work(spec):
    """KH 290/KH-GDĐT, IV.3.1: giáo viên chủ nhiệm ký trước; lớp không có chủ nhiệm thì không ai ký được."""
    spec.pupils("""
        lớp | học sinh | trạng thái
        5A  | an       | đang học
        5B  | bình     | chuyển đi
        5B  | chi      | đang học
        5B  | dũng     | đang học
        5C  | giang    | chuyển đi
        5D  | hà       | đang học
    """)
    spec.staff("""
        người | chủ nhiệm lớp | tình trạng
        cô a  | 5A            | đang làm
        cô d  | 5D            | nghỉ
    """)
    told = spec.findings("readiness", as_of="29/05/2025")
    assert [(row["mã"], row["của"], row["bảng"]) for row in told.rows if row["mã"] == "HB-SS-07"] == [
        ("HB-SS-07", "chi", "pupil"),
        ("HB-SS-07", "hà", "pupil"),
    ]


def test_the_list_of_what_is_lacking_names_the_office_that_answers_on_the_day(spec):
    """NQ 202/2025/QH15: đến 30/6/2025 phòng Quận 1 phụ trách, từ 1/7/2025 là phường."""
    spec.schools("trường | phường\nA | phuong-tan-dinh")
    spec.staff("trường | người\nA | cô a", as_of="01/05/2025")
    offices = [
        spec.ask("readiness", as_of=day).frames["answering"]["answers_to_name"].to_list()
        for day in ("30/06/2025", "01/07/2025")
    ]
    assert offices == [["Phòng GD&ĐT Quận 1"], ["Phường Tân Định"]]
