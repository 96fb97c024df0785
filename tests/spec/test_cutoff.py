"""Cutoff: roster ⇄ the school's register ⇄ what the Sở received; every row of the roster in exactly one class."""


def test_a_received_card_with_the_same_content_matches(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §9: chốt khi danh sách, sổ của trường và sổ của Sở khớp nhau."""
    spec.pupils("""
        khối | học sinh
        5    | an
        5    | bình
    """)
    spec.cards("""
        học sinh | tới bước | ngày       | mã băm
        an       | đã gửi   | 28/05/2025 | aa
        bình     | đã gửi   | 28/05/2025 | bb
    """)
    spec.receipts("""
        học sinh | tiếp nhận lúc | mã băm
        an       | 30/05/2025    | aa
        bình     | 30/05/2025    | khác
    """)
    assert (
        spec.classes(as_of="30/06/2025")
        == """
        học sinh | kết quả
        an       | Khớp
        bình     | Nội dung khác nhau
    """
    )
    assert (
        spec.findings("cutoff")
        == """
        mã       | mức độ   | của  | bảng
        HB-DC-01 | phải sửa | bình | card
    """
    )


def test_a_card_received_after_the_last_day_matches_late(spec):
    """KH 290/KH-GDĐT, IV.3.1 và IV.3.2: liên thông khối 5 trước 20/6/2025, khối 1–4 trước 15/8/2025."""
    spec.pupils("""
        khối | học sinh
        5    | an
        5    | bình
        4    | chi
        4    | dũng
    """)
    spec.cards("""
        học sinh | tới bước | ngày
        an       | đã gửi   | 28/05/2025
        bình     | đã gửi   | 28/05/2025
        chi      | đã gửi   | 28/05/2025
        dũng     | đã gửi   | 28/05/2025
    """)
    spec.receipts("""
        học sinh | tiếp nhận lúc
        an       | 19/06/2025 23:59
        bình     | 20/06/2025 00:01
        chi      | 14/08/2025
        dũng     | 15/08/2025
    """)
    assert (
        spec.classes(as_of="31/08/2025")
        == """
        học sinh | kết quả
        an       | Khớp
        bình     | Khớp, tiếp nhận muộn
        chi      | Khớp
        dũng     | Khớp, tiếp nhận muộn
    """
    )


def test_a_card_that_is_not_there_yet_stands_at_the_first_thing_it_lacks(spec):
    """KH 290/KH-GDĐT, II.3.3: giáo viên chủ nhiệm ký, hiệu trưởng ký, đóng dấu, ban hành, rồi mới gửi."""
    spec.pupils("""
        học sinh
        an
        bình
        chi
        dũng
        giang
        hà
        khoa
    """)
    spec.cards("""
        học sinh | tới bước
        bình     | đã tạo
        chi      | GVCN đã ký
        dũng     | HT đã ký
        giang    | đã đóng dấu
        hà       | đã ban hành
        khoa     | đã gửi
    """)
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Chưa khởi tạo
        bình     | Thiếu chữ ký chủ nhiệm
        chi      | Thiếu chữ ký hiệu trưởng
        dũng     | Thiếu dấu
        giang    | Chưa ban hành
        hà       | Chưa gửi Sở
        khoa     | Đã gửi, Sở chưa nhận
    """
    )


def test_a_card_that_lacks_several_things_is_told_once_at_the_earliest(spec):
    """KH 290/KH-GDĐT, II.3.3: mỗi học sinh một kết quả đối soát, thiếu chữ ký chủ nhiệm xét trước."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("""
        học sinh | HT ký lúc  | đóng dấu lúc | ban hành lúc
        an       | 20/05/2025 | 21/05/2025   | 21/05/2025
        bình     |            |              | 21/05/2025
    """)
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Thiếu chữ ký chủ nhiệm
        bình     | Thiếu chữ ký chủ nhiệm
    """
    )


def test_a_withdrawn_card_without_a_new_version_is_not_replaced(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11: thu hồi hoặc báo cáo thay thế trước ngày chốt."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("""
        học sinh | phiên bản | tới bước | ngày       | thu hồi lúc
        an       | 1         | đã gửi   | 20/05/2025 | 25/05/2025
        bình     | 1         | đã gửi   | 20/05/2025 | 25/05/2025
        bình     | 2         | đã gửi   | 26/05/2025 |
    """)
    spec.receipts("""
        học sinh | phiên bản | tiếp nhận lúc
        an       | 1         | 22/05/2025
        bình     | 1         | 22/05/2025
        bình     | 2         | 27/05/2025
    """)
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Thu hồi, chưa thay
        bình     | Khớp
    """
    )


def test_a_receipt_of_another_version_is_no_receipt_of_this_one(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11: Sở tiếp nhận từng phiên bản; bản thay thế phải gửi lại."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("""
        học sinh | phiên bản | tới bước    | ngày       | thu hồi lúc
        an       | 1         | đã gửi      | 20/05/2025 | 25/05/2025
        an       | 2         | đã gửi      | 26/05/2025 |
        bình     | 1         | đã gửi      | 20/05/2025 | 25/05/2025
        bình     | 2         | đã ban hành | 26/05/2025 |
    """)
    spec.receipts("""
        học sinh | phiên bản | tiếp nhận lúc
        an       | 1         | 22/05/2025
        bình     | 1         | 22/05/2025
    """)
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Đã gửi, Sở chưa nhận
        bình     | Chưa gửi Sở
    """
    )


def test_the_newest_answer_of_the_so_counts(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11: Sở trả lỗi thì trường sửa và gửi lại."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("học sinh | tới bước\nan | đã gửi\nbình | đã gửi")
    spec.receipts("""
        học sinh | kết quả   | tiếp nhận lúc
        an       | lỗi       | 22/05/2025
        an       | tiếp nhận | 24/05/2025
        bình     | tiếp nhận | 22/05/2025
        bình     | lỗi       | 24/05/2025
    """)
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Khớp
        bình     | Sở trả lỗi
    """
    )
    assert (
        spec.findings("cutoff", as_of="29/05/2025")
        == """
        mã       | mức độ                | của
        HB-DC-04 | sửa hoặc giải trình   | bình
    """
    )


def test_two_cards_in_use_are_a_duplicate_even_when_one_of_them_matches(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, “Thu hồi hoặc báo cáo thay thế”: mỗi học sinh một học bạ trong năm học."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("""
        học sinh | mã học bạ | tới bước | thu hồi lúc
        an       | h1        | đã gửi   |
        an       | h2        | đã tạo   |
        bình     | h3        | đã gửi   |
        bình     | h4        | đã gửi   | 25/05/2025
    """)
    spec.receipts("""
        học sinh | mã học bạ | tiếp nhận lúc
        an       | h1        | 22/05/2025
        bình     | h3        | 22/05/2025
    """)
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Trùng học bạ
        bình     | Khớp
    """
    )
    assert (
        spec.findings("cutoff", as_of="29/05/2025")
        == """
        mã       | mức độ   | của | bảng
        HB-DC-02 | phải sửa | an  | card
    """
    )


def test_a_pupil_to_be_assessed_again_waits_for_that_unless_the_card_matches_already(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §10: học sinh phải đánh giá bổ sung có mốc riêng, 15/8."""
    spec.pupils("học sinh\nan\nbình\nchi")
    spec.results("""
        học sinh | xếp loại         | hoàn thành | lên lớp
        an       | chưa hoàn thành  | không      | không
        bình     | chưa hoàn thành  | không      | không
        chi      | xuất sắc         | có         | có
    """)
    spec.cards("""
        học sinh | tới bước
        an       | GVCN đã ký
        bình     | đã gửi
        chi      | GVCN đã ký
    """)
    spec.receipts("học sinh | tiếp nhận lúc\nbình | 28/05/2025")
    assert (
        spec.classes(as_of="30/06/2025")
        == """
        học sinh | kết quả
        an       | Đánh giá bổ sung
        bình     | Khớp
        chi      | Thiếu chữ ký hiệu trưởng
    """
    )


def test_whoever_is_not_expected_is_in_the_class_of_the_reason_whatever_the_card(spec):
    """KH 290/KH-GDĐT, II.2: phạm vi; năm lý do không tính vào mẫu số xét trước mọi kết quả khác."""
    spec.schools("""
        trường | loại trường
        A      | Tiểu học
        X      | GDTX
    """)
    spec.pupils("""
        trường | khối | học sinh | trạng thái
        A      | 5    | an       | chuyển đi
        A      | 5    | bình     | thôi học
        A      | 5    | chi      | đang học
        A      | 5    | chi      | đang học
        A      | 5    | dũng     | đang học
        A      | 6    | giang    | chuyển đi
        X      | 5    | hà       | đang học
    """)
    spec.exemptions("học sinh | từ ngày\ndũng | 01/09/2024\nan | 01/09/2024")
    spec.cards("""
        học sinh | tới bước
        an       | đã gửi
        chi      | đã gửi
        dũng     | đã gửi
    """)
    spec.receipts("""
        học sinh | tiếp nhận lúc
        an       | 28/05/2025
        chi      | 28/05/2025
        dũng     | 28/05/2025
    """)
    assert (
        spec.classes(as_of="30/06/2025")
        == """
        trường | học sinh | kết quả
        A      | an       | Chuyển đi
        A      | bình     | Thôi học
        A      | chi      | Khớp
        A      | chi      | Dòng lặp
        A      | dũng     | Dùng học bạ giấy
        A      | giang    | Ngoài phạm vi
        X      | hà       | Ngoài phạm vi
    """
    )


def test_the_classes_add_up_to_the_roster(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §9: đối soát hết mọi học sinh, không ai đứng ngoài."""
    spec.pupils("""
        trường | khối | học sinh | trạng thái
        A      | 5    | an       | đang học
        A      | 4    | bình     | đang học
        B      | 5    | chi      | chuyển đi
        B      | 5    | dũng     | đang học
    """)
    spec.cards("học sinh | tới bước\nan | GVCN đã ký\ndũng | GVCN đã ký")
    assert (
        spec.counts(as_of="29/05/2025")
        == """
        kết quả                  | số | trên
        Thiếu chữ ký hiệu trưởng | 2  | 4
        Chưa khởi tạo            | 1  | 4
        Chuyển đi                | 1  | 4
    """
    )


def test_a_card_or_a_receipt_of_nobody_on_the_roster_is_extra_and_told_once(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, “Chốt dữ liệu học bạ”: người ngoài danh sách thì bổ sung hoặc thu hồi."""
    spec.pupils("trường | học sinh\nA | an\nB | bình")
    spec.cards("""
        trường | học sinh | tới bước | thu hồi lúc
        A      | an       | đã tạo   |
        A      | chi      | đã gửi   |
        A      | dũng     | đã gửi   | 25/05/2025
        A      | bình     | đã tạo   |
    """)
    spec.receipts("""
        trường | học sinh | tiếp nhận lúc | kết quả
        A      | chi      | 22/05/2025    | tiếp nhận
        A      | giang    | 22/05/2025    | tiếp nhận
        A      | hà       | 22/05/2025    | lỗi
    """)
    assert (
        spec.findings("cutoff", as_of="29/05/2025")
        == """
        mã       | mức độ   | trường | của   | bảng
        HB-DC-03 | phải sửa | A      | chi   | card
        HB-DC-03 | phải sửa | A      | bình  | card
        HB-DC-03 | phải sửa | A      | giang | receipt
    """
    )
    assert (
        spec.ratios("cutoff", "cutoff.thua", as_of="29/05/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 3     | 1
        B      | 0     | 1
        quan-1 | 3     | 2
    """
    )


def test_a_state_that_claims_more_than_the_signatures_in_its_row_is_an_error(spec):
    """KH 290/KH-GDĐT, IV.3.1: học bạ chỉ ban hành khi đủ chữ ký; chữ ký trong dòng quyết định, không phải chữ ghi."""
    spec.pupils("học sinh\nan\nbình\nchi\ndũng")
    spec.cards("""
        học sinh | tình trạng    | GVCN ký lúc | HT ký lúc  | đóng dấu lúc | ban hành lúc
        an       | đã ban hành   | 20/05/2025  | 20/05/2025 | 20/05/2025   | 20/05/2025
        bình     | đã ban hành   | 20/05/2025  |            | 20/05/2025   | 20/05/2025
        chi      | Đang xử lý    | 20/05/2025  | 20/05/2025 | 20/05/2025   | 20/05/2025
        dũng     | đã tạo        | 20/05/2025  | 20/05/2025 | 20/05/2025   | 20/05/2025
    """)
    assert (
        spec.findings("cutoff", as_of="29/05/2025")
        == """
        mã       | mức độ              | của  | ô     | giá trị
        HB-DC-07 | phải sửa            | bình | state | đã ban hành
        HB-DC-06 | sửa hoặc giải trình | chi  | state | Đang xử lý
    """
    )
    assert (
        spec.classes(as_of="29/05/2025")
        == """
        học sinh | kết quả
        an       | Chưa gửi Sở
        bình     | Thiếu chữ ký hiệu trưởng
        chi      | Chưa gửi Sở
        dũng     | Chưa gửi Sở
    """
    )
