"""Circular 22/2021 as small tables: averages, levels with both readings of 9.3, conduct, awards, promotion, summer."""

from datetime import date
from pathlib import Path

import pytest
from district import build_district
from secondary_spoken import AS_OF, SecondarySpec


@pytest.fixture
def class_9a(tmp_path: Path) -> SecondarySpec:
    return SecondarySpec(build_district(tmp_path))


def test_an_average_counts_the_middle_twice_and_the_end_three_times_and_is_rounded_half_up(class_9a):
    """TT 22/2021/TT-BGDĐT, công thức ĐTBmhk, ĐTBmcn: tx 8, 9; gk 7; ck 8 → 7,9; hk1 7,9 và hk2 8,5 → 8,3."""
    class_9a.scores("""
        học sinh | môn  | HKI | HKII | cả năm
        an       | Toán | 7,9 | 8,5  | 8,3
        bình     | Toán | 7,3 | 7,2  | 7,2
    """)
    class_9a.books("""
        học sinh | môn  | kỳ  | tx  | gk  | ck
        an       | Toán | HKI | 8 9 | 7   | 8
        bình     | Toán | HKI | 8 6,5 6 | 8,5 | 7
    """)
    class_9a.says("học sinh | kỳ     | học tập\nan       | cả năm | Tốt\nbình     | cả năm | Tốt")
    assert class_9a.averages("HKI") == {"an": 79, "bình": 73}
    assert class_9a.averages("cả năm") == {"an": 83, "bình": 72}
    assert class_9a.findings().rows == []


def test_levels_of_article_9_2_stand_on_their_bars(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 9, khoản 2: mọi môn từ 6,5 (5,0; 3,5) và sáu môn từ 8,0 (6,5; 5,0)."""
    class_9a.scores("""
        học sinh | môn       | cả năm
        an       | Toán      | 6,5
        an       | Ngữ văn   | 7,9
        bình     | mọi môn   | 6,5
        bình     | Toán      | 5,0
        bình     | Ngữ văn   | 5,0
        chi      | mọi môn   | 5,0
        chi      | Toán      | 3,5
        chi      | Ngữ văn   | 3,5
        dũng     | mọi môn   | 4,9
        giang    | mọi môn   | 6,4
    """)
    assert (
        class_9a.standing()
        == """
        học sinh | đọc hẹp  | đọc rộng
        an       | Tốt      | Tốt
        bình     | Khá      | Khá
        chi      | Đạt      | Đạt
        dũng     | Chưa đạt | Chưa đạt
        giang    | Đạt      | Đạt
    """
    )


def test_a_level_that_falls_by_two_because_of_one_subject_goes_up_by_one(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 9, khoản 3: chỉ vì một môn mà hạ từ hai mức thì lên mức liền kề; hai cách đọc."""
    class_9a.scores("""
        học sinh | môn       | cả năm
        an       | Toán      | 4,0
        bình     | Toán      | 3,4
        chi      | GDTC      | CĐ
        dũng     | Toán      | 4,0
        dũng     | Tin học   | 7,5
        dũng     | Công nghệ | 7,5
        giang    | Toán      | 4,0
        giang    | Tin học   | 4,0
        hà       | Toán      | 5,0
    """)
    assert (
        class_9a.standing()
        == """
        học sinh | đọc hẹp  | đọc rộng
        an       | Khá      | Khá
        bình     | Đạt      | Đạt
        chi      | Đạt      | Khá
        dũng     | Đạt      | Khá
        giang    | Đạt      | Đạt
        hà       | Khá      | Khá
    """
    )


def test_six_scored_subjects_give_a_level_and_five_give_none(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 9, khoản 2: ngưỡng đòi sáu môn; ít hơn là không xếp loại được, không phải Chưa đạt."""
    class_9a.scores("""
        học sinh | môn       | HKI | HKII | cả năm
        an       | Toán      | M   | M    | M
        an       | Tin học   | M   | M    | M
        bình     | Toán      | M   | M    | M
        bình     | Tin học   | M   | M    | M
        bình     | Công nghệ | M   | M    | M
    """)
    class_9a.says("""
        học sinh | kỳ     | học tập
        an       | cả năm | Tốt
        bình     | cả năm | Chưa đạt
    """)
    assert (
        class_9a.standing()
        == """
        học sinh | đọc hẹp             | đọc rộng
        an       | Tốt                 | Tốt
        bình     | không xếp loại được | không xếp loại được
    """
    )
    assert class_9a.findings() == "mã       | của  | ô\nHB-TH-18 | bình | learning.ca_nam"


def test_a_row_with_two_readings_is_asked_about_with_both_outcomes(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 9, khoản 3: tệp theo một trong hai cách đọc thì hỏi, ngoài cả hai thì là lỗi."""
    class_9a.scores("""
        học sinh | môn  | HKI | HKII | cả năm
        an       | GDTC | CĐ  | CĐ   | CĐ
        bình     | GDTC | CĐ  | CĐ   | CĐ
        chi      | GDTC | CĐ  | CĐ   | CĐ
    """)
    class_9a.says("""
        học sinh | kỳ     | học tập
        an       | cả năm | Đạt
        bình     | cả năm | Khá
        chi      | cả năm | Tốt
    """)
    told = class_9a.findings()
    assert told == "mã       | của  | giá trị\nHB-TH-20 | an   | Đạt\nHB-TH-20 | bình | Khá\nHB-TH-19 | chi  | Tốt"
    assert all(row["câu"].endswith("Đạt – Khá") for row in told.rows)


CONDUCT = """
    HKI      | HKII     | cả năm
    Tốt      | Tốt      | Tốt
    Khá      | Tốt      | Tốt
    Đạt      | Tốt      | Khá
    Chưa đạt | Tốt      | Khá
    Tốt      | Khá      | Khá
    Khá      | Khá      | Khá
    Đạt      | Khá      | Khá
    Chưa đạt | Khá      | Đạt
    Tốt      | Đạt      | Khá
    Khá      | Đạt      | Đạt
    Đạt      | Đạt      | Đạt
    Chưa đạt | Đạt      | Đạt
    Tốt      | Chưa đạt | Chưa đạt
    Khá      | Chưa đạt | Chưa đạt
    Đạt      | Chưa đạt | Chưa đạt
    Chưa đạt | Chưa đạt | Chưa đạt
"""
PAIRS = [[cell.strip() for cell in line.split("|")] for line in CONDUCT.strip().splitlines()[1:]]


def test_the_conduct_of_the_year_follows_from_the_terms(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 8: bảng cả năm (một phần chưa đối chiếu); học kỳ II Đạt sau Tốt đọc được hai cách."""
    terms = [
        f"{first}, {second} | {term} | Tốt | {conduct}"
        for first, second, year in PAIRS
        for term, conduct in (("HKI", first), ("HKII", second), ("cả năm", year))
    ]
    class_9a.says("\n".join(["học sinh | kỳ | học tập | rèn luyện", *terms]))
    told = [(row["mã"], row["của"]) for row in class_9a.findings().rows if row["mã"] in ("HB-TH-21", "HB-TH-22")]
    assert len(PAIRS) == 16
    assert told == [("HB-TH-22", "Tốt, Đạt")]


def test_another_conduct_of_the_year_is_asked_about(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 8: học kỳ II Khá sau học kỳ I Tốt là Khá."""
    class_9a.says("""
        học sinh | kỳ     | học tập | rèn luyện
        an       | HKI    | Tốt     | Tốt
        an       | HKII   | Tốt     | Khá
        an       | cả năm | Tốt     | Tốt
    """)
    assert class_9a.findings() == "mã       | của | ô              | giá trị\nHB-TH-21 | an  | conduct.ca_nam | Tốt"


def test_an_award_needs_both_levels_and_six_subjects_from_nine(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 15: Xuất sắc cần sáu môn từ 9,0; Giỏi cần rèn luyện Tốt và học tập Tốt."""
    class_9a.scores("""
        học sinh | môn     | HKI | HKII | cả năm
        an       | mọi môn | 9,0 | 9,0  | 9,0
        an       | Toán    | 8,0 | 8,0  | 8,0
        an       | Tin học | 8,0 | 8,0  | 8,0
        bình     | mọi môn | 9,0 | 9,0  | 9,0
        bình     | Toán    | 8,9 | 8,9  | 8,9
        bình     | Tin học | 8,9 | 8,9  | 8,9
        bình     | GDCD    | 8,9 | 8,9  | 8,9
    """)
    class_9a.says("""
        học sinh | kỳ     | học tập | rèn luyện | danh hiệu
        an       | HKI    | Tốt     | Tốt       |
        an       | HKII   | Tốt     | Tốt       |
        an       | cả năm | Tốt     | Tốt       | Học sinh Xuất sắc
        bình     | HKI    | Tốt     | Tốt       |
        bình     | HKII   | Tốt     | Tốt       |
        bình     | cả năm | Tốt     | Tốt       | Học sinh Xuất sắc
    """)
    told = class_9a.findings()
    assert told == "mã       | của  | giá trị\nHB-TH-23 | bình | Học sinh Xuất sắc"
    assert told.rows[0]["câu"].endswith("Học sinh Giỏi")


@pytest.mark.parametrize(("absences", "codes"), [(45, []), (46, ["HB-TH-25"])])
def test_promotion_allows_forty_five_absences_and_no_more(class_9a, absences, codes):
    """TT 22/2021/TT-BGDĐT, Điều 12: nghỉ không quá 45 buổi trong một năm học."""
    class_9a.says(f"""
        học sinh | kỳ     | học tập | rèn luyện | nghỉ       | danh hiệu     | lên lớp
        an       | HKI    | Tốt     | Tốt       |            |               |
        an       | HKII   | Tốt     | Tốt       |            |               |
        an       | cả năm | Tốt     | Tốt       | {absences} | Học sinh Giỏi | x
    """)
    assert [row["mã"] for row in class_9a.findings().rows] == codes


def test_one_fault_is_told_once_and_nothing_is_computed_from_it(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 9: thiếu hay hỏng một điểm thì không tính tiếp; mỗi lỗi báo một lần."""
    class_9a.scores("""
        học sinh | môn     | HKI  | HKII | cả năm
        an       | Toán    | 8,55 | 8,5  | 8,5
        bình     | Toán    | 8,5  |      | 8,5
        chi      | GDTC    | 8,0  | Đ    | Đ
        dũng     | Ngữ văn | Đ    | 8,5  | 8,5
        giang    | Toán    | 8,5  | 8,5  | 8,6
    """)
    class_9a.says("""
        học sinh | kỳ     | học tập
        an       | HKI    | Chưa đạt
        bình     | HKII   | Chưa đạt
        chi      | HKI    | Chưa đạt
        dũng     | HKI    | Chưa đạt
        giang    | cả năm | Chưa đạt
    """)
    assert (
        class_9a.findings()
        == """
        mã       | của   | ô
        HB-TH-01 | an    | toan.hk1.tb
        HB-TH-09 | bình  | toan.hk2
        HB-TH-03 | chi   | gd_the_chat.hk1.tb
        HB-TH-02 | dũng  | ngu_van.hk1.tb
        HB-TH-11 | giang | toan.ca_nam
    """
    )


def test_after_the_summer_retests_take_the_place_of_the_year_and_two_failures_are_asked_about(class_9a):
    """TT 22/2021/TT-BGDĐT, Điều 13, 14: kiểm tra lại môn dưới 5,0; Chưa đạt cả hai mặt thì hai điều nói khác nhau."""
    class_9a.scores("""
        học sinh | môn     | HKI | HKII | cả năm | sau hè
        an       | Toán    | 4,0 | 4,0  | 4,0    | 5,0
        an       | Ngữ văn | 4,0 | 4,0  | 4,0    | 5,0
        an       | GDCD    | 4,0 | 4,0  | 4,0    | 5,0
        bình     | Toán    | 4,0 | 4,0  | 4,0    | 5,0
        bình     | Ngữ văn | 4,0 | 4,0  | 4,0    | 5,0
        bình     | GDCD    | 4,0 | 4,0  | 4,0    | 5,0
        bình     | Tin học | 8,5 | 8,5  | 8,5    | 9,0
    """)
    class_9a.says("""
        học sinh | kỳ     | học tập  | rèn luyện
        an       | cả năm | Chưa đạt | Đạt
        an       | sau hè | Đạt      |
        bình     | cả năm | Chưa đạt | Chưa đạt
        bình     | sau hè | Đạt      | Đạt
    """)
    assert (
        class_9a.standing("sau hè")
        == """
        học sinh | đọc hẹp | đọc rộng
        an       | Đạt     | Đạt
        bình     | Đạt     | Đạt
    """
    )
    assert (
        class_9a.findings()
        == "mã       | của  | ô\nHB-TH-13 | bình | tin_hoc.sau_he\nHB-TH-27 | bình | learning.sau_he"
    )


def test_a_grade_is_reviewed_from_the_school_year_in_which_the_circular_reaches_it(class_9a):
    """TT 22/2021/TT-BGDĐT, lộ trình: khối 9 từ năm học 2024-2025."""
    class_9a.says("học sinh | kỳ     | học tập\nan       | cả năm | Chưa đạt")
    assert [row["mã"] for row in class_9a.findings().rows] == ["HB-TH-19"]
    before = class_9a.district.bench.run("results_review", unit="quan-1", school_year="2023-2024", as_of=AS_OF)
    assert before.findings == ()


def test_pupils_of_continuing_education_are_not_reviewed_and_the_answer_says_so(tmp_path):
    """TT 43/2021/TT-BGDĐT: chưa đối chiếu được ngưỡng nào, nên không tính gì."""
    district = build_district(tmp_path)
    district.add_school("C", kind="gdtx")
    who = {"school_code": "C", "grade": 9, "pupil_code": "7900000001"}
    district.hand_in(AS_OF, pupil=[who], secondary_result=[{**who, "term": "ca_nam", "learning": "chua_dat"}])
    answer = district.ask("results_review", as_of=date(2025, 6, 1))
    assert answer.findings == ()
    assert any("43/2021" in note for note in answer.notes)
