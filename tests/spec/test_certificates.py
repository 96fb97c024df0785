"""Certificates that were themselves seen, what one of them serves, and when a school will have signed."""

import pytest

DAY = "29/05/2025"


def told(spec, *codes: str, as_of: str = DAY) -> list[tuple[str, str, str]]:
    rows = spec.findings("readiness", as_of=as_of).rows
    return [(row["mã"], row["trường"], row["của"]) for row in rows if row["mã"] in codes]


def test_a_certificate_in_a_file_equips_the_person_whose_number_it_carries(spec):
    """KH 290/KH-GDĐT, II.3.3.3: có chứng thư là có chứng thư, dù bảng kê chưa ghi."""
    spec.staff(
        "trường | người | số định danh\nA | cô a | 079180000001\nA | cô b | 079180000002\nB | cô c | 079180000003"
    )
    spec.seen("""
        số định danh | mã cán bộ | thấy ở
        079180000001 |           | tệp
                     | cô c      | chữ ký
    """)
    assert (
        spec.ratios("readiness", "staff.equipped", as_of=DAY)
        == """
        đơn vị | tử số | mẫu số
        A      | 1     | 2
        B      | 1     | 1
        quan-1 | 2     | 3
    """
    )
    assert spec.ratios("readiness", "certificate.shown", as_of=DAY) == "đơn vị | tử số\nA | 1\nB | 1\nquan-1 | 2"


def test_the_certificate_itself_wins_over_what_the_list_says_of_it(spec):
    """KH 290/KH-GDĐT, II.3.3.3: hạn là hạn ghi trong chứng thư; bảng kê ghi khác thì hỏi."""
    spec.staff("người | số định danh\ncô a | 079180000001\ncô b | 079180000002\ncô c | 079180000003")
    spec.certificates("""
        người | serial      | đến ngày   | tình trạng
        cô a  | 54:01:AB    | 01/01/2027 | hiệu lực
        cô b  | 5402        | 01/01/2027 | hiệu lực
        cô c  | 5403        | 01/01/2027 | thu hồi
    """)
    spec.seen("""
        số định danh | serial | đến ngày   | gốc tin cậy
        079180000001 | 5401ab | 20/07/2025 | công cộng
        079180000002 | 5402   | 01/01/2027 | công cộng
        079180000003 | 5403   | 01/01/2027 | công cộng
    """)
    assert told(spec, "HB-SS-02", "HB-SS-03", "HB-SS-17") == [
        ("HB-SS-03", "A", "cô a"),
        ("HB-SS-17", "A", "cô a"),
        ("HB-SS-02", "A", "cô c"),
    ]


def test_a_certificate_of_nobody_known_is_asked_about_at_the_office_alone(spec):
    """KH 290/KH-GDĐT, II.3.3.3: chứng thư phải biết là của ai."""
    spec.schools("trường\nA\nB")
    spec.staff("trường | người | số định danh\nA | cô a | 079180000001")
    spec.seen("""
        trường | số định danh
               | 079180000001
               | 079180000009
        B      | 079180000008
    """)
    assert told(spec, "HB-SS-05", "HB-SS-09") == [
        ("HB-SS-05", "B", "079180000008"),
        ("HB-SS-09", "quan-1", "079180000009"),
    ]
    rows = spec.findings("readiness", as_of=DAY, unit="A").rows
    assert [row["mã"] for row in rows if row["mã"] == "HB-SS-09"] == []


def test_a_short_key_is_an_error_from_the_day_of_the_circular_on(spec):
    """TT 15/2025/TT-BKHCN: RSA từ 2048 bit, ECDSA từ 256 bit."""
    spec.staff("người | số định danh\ncô a | 079180000001\ncô b | 079180000002\ncô c | 079180000003")
    spec.seen("""
        số định danh | khoá | bit
        079180000001 | RSA  | 1024
        079180000002 | RSA  | 2048
        079180000003 | EC   | 224
    """)
    assert told(spec, "HB-SS-10", as_of="14/08/2025") == []
    assert told(spec, "HB-SS-10", as_of="15/08/2025") == [
        ("HB-SS-10", "A", "079180000001"),
        ("HB-SS-10", "A", "079180000003"),
    ]


def test_a_certificate_that_may_not_sign_equips_nobody_and_is_asked_about(spec):
    """TT 15/2025/TT-BKHCN: kiểm tra chứng thư trước khi ký."""
    spec.staff("người | số định danh\ncô a | 079180000001")
    spec.seen("số định danh | để ký\n079180000001 | không")
    assert told(spec, "HB-SS-02", "HB-SS-16") == [("HB-SS-16", "A", "079180000001"), ("HB-SS-02", "A", "cô a")]


def test_a_certificate_to_come_is_told_only_where_its_holder_has_no_other(spec):
    """KH 290/KH-GDĐT, II.3.3.3: chưa tới ngày hiệu lực thì chưa ký được."""
    spec.staff("người\ncô a\ncô b")
    spec.certificates("""
        người | từ ngày    | đến ngày
        cô a  | 10/06/2025 | 01/01/2027
        cô b  | 10/06/2025 | 01/01/2027
        cô b  | 01/01/2024 | 01/07/2025
    """)
    assert told(spec, "HB-SS-02", "HB-SS-11") == [("HB-SS-11", "A", "cô a"), ("HB-SS-02", "A", "cô a")]
    assert told(spec, "HB-SS-02", "HB-SS-11", as_of="10/06/2025") == []


def test_a_seal_seen_in_a_file_counts_by_the_root_of_its_issuer(spec):
    """CV 2817/SGDĐT-VP: con dấu trường công lập do Ban Cơ yếu cấp; tệp không nói thiết bị nên chỉ xét gốc."""
    spec.schools("trường | loại hình\nA | công lập\nB | công lập\nC | công lập\nD | tư thục")
    spec.staff("trường | người\nA | cô a")
    spec.seen("""
        trường | loại    | nơi cấp                   | serial
        A      | con dấu | CA của Ban Cơ yếu thử     | 01
        B      | con dấu | VNPT-CA thử               | 02
        C      | con dấu | Một nơi không ai biết     | 03
        D      | con dấu | VNPT-CA thử               | 04
    """)
    seals = spec.ratios("readiness", "seal.equipped", as_of=DAY).rows
    assert {row["đơn vị"]: row["tử số"] for row in seals} == {"A": "1", "B": "0", "C": "0", "D": "1", "quan-1": "2"}


def test_a_homeroom_teacher_who_is_no_permanent_staff_is_told_apart(spec):
    """KH 290/KH-GDĐT, II.3.3.3: giáo viên hợp đồng, thỉnh giảng chủ nhiệm cũng ký bằng chứng thư của mình."""
    spec.staff("""
        người | hợp đồng    | chủ nhiệm lớp
        cô a  | thỉnh giảng | 5A
        cô b  | hợp đồng    | 5B
        cô c  | thỉnh giảng |
        cô d  | biên chế    | 5D
        cô e  | thỉnh giảng | 5E
    """)
    spec.certificates("người\ncô e")
    assert told(spec, "HB-SS-02", "HB-SS-14") == [
        ("HB-SS-14", "A", "cô a"),
        ("HB-SS-14", "A", "cô b"),
        ("HB-SS-02", "A", "cô c"),
        ("HB-SS-02", "A", "cô d"),
    ]


def test_one_certificate_for_more_classes_than_the_level_is_asked_about(spec):
    """KH 290/KH-GDĐT, II.3.3.3: mỗi giáo viên một chữ ký số; mức hai lớp do bàn làm việc đề nghị."""
    spec.staff("""
        người | chủ nhiệm lớp
        cô a  | 5A
        cô b  | 5B
        cô c  | 5C
        cô d  | 5D
    """)
    spec.certificates("người | serial\ncô a | 77\ncô b | 77\ncô c | 77\ncô d | 78")
    assert told(spec, "HB-SS-13") == [("HB-SS-13", "A", "cô a")]
    (row,) = [row for row in spec.findings("readiness", as_of=DAY).rows if row["mã"] == "HB-SS-13"]
    assert row["giá trị"] == "3"


def test_classes_signed_in_the_register_count_for_the_signer_too(spec):
    """KH 290/KH-GDĐT, IV.3.1: chủ nhiệm ký cho lớp mình."""
    spec.staff("người | chủ nhiệm lớp\ncô a | 5A\ncô b | 5B")
    spec.cards("""
        học sinh | lớp | GVCN | tới bước
        an       | 5A  | cô a | GVCN đã ký
        bình     | 5B  | cô a | GVCN đã ký
        chi      | 5C  | cô a | GVCN đã ký
    """)
    assert told(spec, "HB-SS-13") == [("HB-SS-13", "A", "cô a")]


def test_more_signatures_a_day_than_the_level_are_asked_about(spec):
    """KH 290/KH-GDĐT, II.3.3.3: mức 150 chữ ký một ngày của chủ nhiệm do bàn làm việc đề nghị."""
    spec.staff("người | chủ nhiệm lớp\ncô a | 5A\ncô b | 5B")
    signed = [f"a{number} | 5A | cô a | GVCN đã ký | 26/05/2025" for number in range(150)]
    signed += [f"b{number} | 5B | cô b | GVCN đã ký | 26/05/2025" for number in range(151)]
    spec.cards("\n".join(["học sinh | lớp | GVCN | tới bước | ngày", *signed]))
    assert told(spec, "HB-SS-12") == [("HB-SS-12", "A", "cô b")]


@pytest.fixture
def forecast(spec):
    """The row of the forecast of grade 5 at a school with three pupils of one class, after what the test adds."""

    def ask(as_of: str = "26/05/2025", grade: int = 5) -> dict:
        rows = spec.ask("readiness", as_of=as_of).frames["forecast"].to_dicts()
        return next(row for row in rows if row["first_grade"] <= grade <= row["last_grade"])

    spec.staff("người | chức vụ | chủ nhiệm lớp\ncô a | giáo viên | 5A\ncô h | hiệu trưởng |", as_of="20/05/2025")
    spec.certificates("người\ncô a\ncô h\n", as_of="20/05/2025")
    spec.pupils("học sinh\nan\nbình\nchi", as_of="20/05/2025")
    return ask


def test_without_signing_days_the_suggested_paces_are_used_and_named(forecast):
    """KH 290/KH-GDĐT, IV.3.1: ba em, mỗi vai một ngày; sớm là cùng một ngày, muộn là ba ngày nối nhau."""
    row = forecast()
    assert (row["left_homeroom"], row["left_head"], row["left_seal"]) == (3, 3, 3)
    assert row["pace_source"] == "bo_quy_dinh"
    assert [str(row[name]) for name in ("finish_early", "finish_late", "sign_by")] == [
        "2025-05-27",
        "2025-05-29",
        "2025-05-29",
    ]
    assert row["outlook"] == "kip"


@pytest.mark.parametrize(
    ("as_of", "outlook"), [("27/05/2025", "sat_han"), ("29/05/2025", "khong_kip"), ("30/05/2025", "qua_han")]
)
def test_the_same_work_later_on_is_close_then_too_late_then_overdue(spec, forecast, as_of, outlook):
    """KH 290/KH-GDĐT, IV.3.1: ngày cuối 29/5/2025; hết ngày 29 mà còn thì ngày sớm nhất là 30."""
    assert forecast(as_of)["outlook"] == outlook
    expected = [("HB-SS-15", "A", "")] if outlook != "qua_han" else []
    assert told(spec, "HB-SS-15", as_of=as_of) == expected


def test_signed_cards_leave_nothing_and_are_done_on_the_day_asked(spec, forecast):
    """KH 290/KH-GDĐT, IV.3.1: đã đóng dấu là đã qua mọi vai."""
    spec.cards("học sinh | tới bước\nan | đã đóng dấu\nbình | đã đóng dấu\nchi | đã đóng dấu")
    row = forecast("28/05/2025")
    assert (row["outlook"], str(row["finish_early"]), str(row["finish_late"])) == ("xong", "2025-05-28", "2025-05-28")


def test_a_straggler_day_does_not_make_the_pace(spec, forecast):
    """Nhịp tính theo chữ ký: ngày vét một em không kéo nhịp thấp xuống một chữ ký một ngày."""
    signed = [f"a{number} | cô a | GVCN đã ký | 21/05/2025" for number in range(20)]
    signed += [f"b{number} | cô a | GVCN đã ký | 22/05/2025" for number in range(20)]
    signed += ["c | cô a | GVCN đã ký | 23/05/2025"]
    spec.cards("\n".join(["học sinh | GVCN | tới bước | ngày", *signed]))
    row = forecast()
    assert (row["pace_homeroom"], row["pace_source"]) == ("20–20–20", "mot_phan")


def test_who_cannot_be_counted_on_is_listed_with_the_reason_and_masked(spec):
    """KH 290/KH-GDĐT, II.3.3.3: hết hạn giữa chừng, không có chứng thư, chưa phân ai."""
    spec.staff("""
        người      | chức vụ     | chủ nhiệm lớp
        7900000001 | giáo viên   | 5A
        7900000002 | giáo viên   | 5B
        7900000003 | hiệu trưởng |
    """)
    spec.certificates("""
        người      | đến ngày
        7900000001 | 26/05/2025
        7900000003 | 28/05/2025
    """)
    spec.pupils("học sinh | lớp\nan | 5A\nbình | 5B\nchi | 5C")
    frame = spec.ask("readiness", as_of="26/05/2025").frames["running_out"]
    told_rows = frame.select("signing_role", "class_name", "signer", "runs_out").rows()
    assert sorted(told_rows, key=str) == [
        ("con_dau", None, None, "khong_chung_thu"),
        ("gvcn", "5A", "79****0001", "het_truoc_khi_xong"),
        ("gvcn", "5B", "79****0002", "khong_chung_thu"),
        ("gvcn", "5C", None, "khong_co_nguoi"),
        ("hieu_truong", None, "79****0003", "het_truoc_han"),
    ]
