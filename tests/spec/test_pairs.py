"""Pairs of rows that may be one child: what makes a pair, what does not, who settles it, and until when."""

import re
from datetime import date

import pytest

HEAD = "trường | học sinh | họ tên | ngày sinh | giới tính | số định danh | tên mẹ | tên cha"


def pairs(spec, *, unit="quan-1", as_of="30/06/2025") -> list[tuple[str, ...]]:
    """The pairs told, each by the words of its rows."""
    answer = spec.ask("pair_review", as_of=as_of, unit=unit)
    at = {finding.key: [] for finding in answer.findings}
    for finding in answer.findings:
        at[finding.key].append(spec.places["pupil", finding.row_number])
    return sorted(tuple(sorted(rows)) for rows in at.values())


def reason(spec) -> str:
    """Why the one pair is told, without the sentence of the rule."""
    (told,) = {finding.message for finding in spec.ask("pair_review", as_of="30/06/2025").findings}
    return told.partition(". ")[2]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            """
            A | an 1 | Nguyễn Thị Minh Ánh | 04/03/2015 | nữ | 079315001234 | Đặng Thị Hoa | Nguyễn Văn Cường
            B | an 2 | NGUYEN THI MINH ANH | 04/03/2015 | nữ | 079315009876 | Dang Thi Hoa | Nguyễn Văn Cường
            """,
            "Cùng họ tên không dấu, cùng ngày sinh, cùng tên cha và tên mẹ; số định danh khác nhau;"
            " theo quy tắc chắc chắn.",
        ),
        (
            """
            A | an 1 | Trịnh Gia Khôi | 04/03/2015 | nam | 079215001234 | |
            B | an 2 | Trịnh Gia Khôi | 04/03/2015 | nam |              | |
            """,
            "Cùng họ tên, cùng ngày sinh; chưa đủ hai số định danh để so; theo quy tắc chắc chắn.",
        ),
        (
            """
            A | an 1 | Trịnh Gia Khôi | 04/03/2015 | nam | 001215001234 | |
            B | an 2 | Trịnh Gia Khôi | 03/04/2015 | nam | 1215001234   | |
            """,
            "Cùng họ tên, cùng số định danh, một bên mất số 0 ở đầu; ngày và tháng sinh đổi chỗ;"
            " theo quy tắc chắc chắn.",
        ),
    ],
    ids=["accents_lost_parents_agree", "one_without_a_number", "zeros_lost"],
)
def test_a_certain_rule_makes_a_pair_and_says_what_agrees_and_what_differs(spec, rows, why):
    """KH 290/KH-GDĐT, IV.3: rà soát dữ liệu nhân thân; một em mang hai mã, hai số."""
    spec.pupils(f"{HEAD}\n{rows}")
    assert pairs(spec) == [("an 1", "an 2")]
    assert reason(spec) == why


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        (
            """
            A | an 1 | Quách Tường Lam | 04/03/2015 | nữ | 079315001234 | Đặng Thị Hoa | Quách Văn Cường
            B | an 2 | Tường Lam Quách | 04/03/2015 | nữ | 079315001243 | Đặng Thị Hoa | Quách Văn Cường
            """,
            "cùng các chữ của họ tên, khác thứ tự",
        ),
        (
            """
            A | an 1 | Quách Tường Lam | 04/03/2015 | nữ | 079315001234 | Đặng Thị Hoa | Quách Văn Cường
            B | an 2 | Quách Tường Lan | 04/03/2015 | nữ | 079315001235 | Đặng Thị Hoa | Quách Văn Cường
            """,
            "số định danh khác một chữ số",
        ),
        (
            """
            A | an 1 | Quách Tường Lam | 04/03/2015 | nữ | 079315001234 | Đặng Thị Hoa | Quách Văn Cường
            B | an 2 | Quách Tường Lam | 03/04/2015 | nữ | 079315001235 | Đặng Thị Hoa | Quách Văn Cường
            """,
            "ngày và tháng sinh đổi chỗ",
        ),
    ],
    ids=["parts_swapped", "letter_and_digit_wrong", "day_and_month_swapped"],
)
def test_what_no_certain_rule_finds_is_compared_by_probability(spec, rows, part):
    """Mức bằng chứng vượt ngưỡng thì nêu, kèm độ chắc."""
    spec.pupils(f"{HEAD}\n{rows}")
    assert pairs(spec) == [("an 1", "an 2")]
    assert part in reason(spec).lower()
    assert re.search(r"so theo xác suất, độ chắc 9\d\d/1000\.$", reason(spec))


@pytest.mark.parametrize(
    "rows",
    [
        """
        A | an 1 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315001234 | Đặng Thị Hoa | Nguyễn Văn Cường
        A | an 2 | Nguyễn Bảo Ân  | 04/03/2015 | nữ  | 079315009876 | Đặng Thị Hoa | Nguyễn Văn Cường
        """,
        """
        A | an 1 | Nguyễn Bảo An  | 04/03/2015 | nữ  |              | Đặng Thị Hoa | Nguyễn Văn Cường
        A | an 2 | Nguyễn Gia Huy | 04/03/2015 | nam |              | Đặng Thị Hoa | Nguyễn Văn Cường
        """,
        """
        A | an 1 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315001234 | Đặng Thị Hoa | Nguyễn Văn Cường
        B | an 2 | Nguyễn Bảo Anh | 21/10/2017 | nữ  | 079317009876 | Đặng Thị Hoa | Nguyễn Văn Cường
        """,
        """
        A | an 1 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315001234 | Đặng Thị Hoa | Nguyễn Văn Cường
        B | an 2 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315009876 | Lê Thị Mai   | Nguyễn Minh Đức
        """,
        """
        A | an 1 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315001234 | |
        B | an 2 | Trần Gia Hân   | 04/03/2015 | nữ  | 079315001235 | |
        """,
        """
        A | an 1 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315001234 | Đặng Thị Hoa | Nguyễn Văn Cường
        B | an 2 | Nguyễn Bảo An  | 04/03/2015 | nữ  | 079315001234 | Đặng Thị Hoa | Nguyễn Văn Cường
        """,
    ],
    ids=["twins_an_accent_apart", "twins", "sisters", "namesakes", "numbers_in_a_row", "one_number_is_another_rule"],
)
def test_two_children_who_only_look_alike_are_no_pair(spec, rows):
    """Sinh đôi, chị em, trùng tên trùng ngày sinh; một số ở hai em do HB-ID-04 nêu, không nêu hai lần."""
    spec.pupils(f"{HEAD}\n{rows}")
    assert pairs(spec) == []


def test_a_transfer_under_one_code_is_no_pair_and_under_two_codes_is_one(spec):
    """Chuyển trường giữ mã học sinh; trường mới cấp mã khác thì một em có hai hồ sơ."""
    spec.pupils("""
        trường | học sinh | mã học sinh | họ tên         | ngày sinh  | số định danh | tên mẹ       | trạng thái
        A      | an đi    | 7900000101  | Nguyễn Bảo An  | 04/03/2015 | 079315001234 | Đặng Thị Hoa | chuyển đi
        B      | an đến   | 7900000101  | Nguyễn Bảo An  | 04/03/2015 |              | Đặng Thị Hoa | chuyển đến
        A      | bình đi  | 7900000102  | Tạ Thanh Bình  | 05/06/2015 | 079215001234 | Lê Thị Mai   | chuyển đi
        B      | bình đến | 7900000103  | Tạ Thanh Bình  | 05/06/2015 |              | Lê Thị Mai   | chuyển đến
    """)
    assert pairs(spec) == [("bình đi", "bình đến")]
    assert "một bên ghi chuyển đi, bên kia ghi chuyển đến" in reason(spec)


CHILD = f"""
    {HEAD}
    A | an 1 | Trịnh Gia Khôi | 04/03/2015 | nam | 079215001234 | Đặng Thị Hoa | Trịnh Văn Cường
    B | an 2 | Trịnh Gia Khôi | 04/03/2015 | nam |              | Đặng Thị Hoa | Trịnh Văn Cường
"""


def test_both_rows_of_a_pair_carry_its_key_the_other_school_and_the_day_to_settle_it(spec):
    """Khoá của cặp giống nhau ở hai dòng; mỗi dòng nói trường kia là trường nào."""
    spec.pupils(CHILD)
    first, second = spec.ask("pair_review", as_of="30/06/2025").findings
    assert (first.unit_id, first.other_unit_id) == ("A", "B")
    assert (second.unit_id, second.other_unit_id) == ("B", "A")
    assert (first.key, first.fingerprint) == (second.key, second.fingerprint)
    assert "Trịnh" not in f"{first}{second}"


@pytest.mark.parametrize(
    ("listed", "due"),
    [("12/05/2025", date(2025, 5, 15)), ("16/05/2025", date(2025, 5, 23)), ("28/04/2025", date(2025, 5, 15))],
)
def test_a_pair_is_due_by_the_duty_of_the_plan_and_afterwards_within_working_days(spec, listed, due):
    """KH 290/KH-GDĐT, IV.3: rà soát nhân thân xong trước 16/5/2025; sau đó là số ngày làm việc do cơ quan chọn."""
    spec.pupils(CHILD, as_of=listed)
    assert {finding.due_on for finding in spec.ask("pair_review", as_of="30/06/2025").findings} == {due}


def decide(spec, *answers: tuple[str, str], as_of: str = "30/06/2025") -> None:
    """Schools answer about the one pair, each with its own word."""
    found = spec.ask("pair_review", as_of=as_of).findings
    rows = [
        {
            "school_code": school,
            "pair_key": found[0].key,
            "fingerprint": found[0].fingerprint,
            "decision": decision,
            "decided_by": "Hiệu trưởng",
            "decided_on": date(2025, 6, 20),
        }
        for school, decision in answers
    ]
    spec.district.hand_in(date(2025, 6, 21), pair_decision=rows)


@pytest.mark.parametrize(
    ("answers", "codes", "settled"),
    [
        ([("A", "hai_em")], ["HB-CN-01", "HB-CN-01"], 0),
        ([("A", "hai_em"), ("B", "chua_ro")], ["HB-CN-01", "HB-CN-01"], 0),
        ([("A", "hai_em"), ("B", "hai_em")], [], 1),
        ([("A", "cung_mot_em"), ("B", "cung_mot_em")], ["HB-CN-02", "HB-CN-02"], 1),
        ([("A", "cung_mot_em"), ("B", "hai_em")], ["HB-CN-03", "HB-CN-03"], 0),
        ([("C", "hai_em"), ("B", "hai_em")], ["HB-CN-01", "HB-CN-01"], 0),
    ],
    ids=["one_answer", "not_sure", "two_children", "one_child", "contradiction", "another_school"],
)
def test_a_pair_is_settled_when_both_of_its_schools_say_the_same(spec, answers, codes, settled):
    """Không bên nào quyết một mình; đã rõ là một em thì còn phải sửa danh sách."""
    spec.pupils(CHILD)
    decide(spec, *answers)
    answer = spec.ask("pair_review", as_of="30/06/2025")
    assert [finding.code for finding in answer.findings] == codes
    assert [(m.numerator, m.denominator) for m in answer.measures if m.unit_id == "quan-1"] == [(settled, 1)]


def test_an_answer_lapses_when_the_rows_change_and_a_later_one_counts(spec):
    """Trả lời chỉ đúng với dữ liệu mà hai trường đã xem."""
    spec.pupils(CHILD, as_of="16/05/2025")
    decide(spec, ("A", "hai_em"), ("B", "hai_em"))
    assert pairs(spec) == []
    spec.pupils(CHILD.replace("Đặng Thị Hoa", "Đặng Thị Hòa"), as_of="25/06/2025")
    assert pairs(spec) == [("an 1", "an 2")]


def test_a_school_sees_its_own_row_of_a_pair_and_the_unit_counts_the_pair_once(spec):
    """Trường chỉ thấy dòng của mình; cả quận đếm mỗi cặp một lần."""
    spec.pupils(CHILD)
    assert pairs(spec, unit="A") == [("an 1",)]
    assert (
        spec.ratios("pair_review", "pair.settled", as_of="30/06/2025")
        == """
        đơn vị | tử số | mẫu số
        A      | 0     | 1
        B      | 0     | 1
        quan-1 | 0     | 1
    """
    )


def test_the_frame_of_pairs_names_two_schools_and_no_child(spec):
    """Bảng gom theo hai trường phải cùng trả lời."""
    spec.pupils(CHILD)
    (row,) = spec.ask("pair_review", as_of="30/06/2025").frames["pairs"].rows(named=True)
    assert row == {
        "school_code": "A",
        "other_school_code": "B",
        "pairs": 1,
        "unanswered": 1,
        "contradicted": 0,
        "to_mend": 0,
        "told_apart": 0,
        "due_on": date(2025, 7, 7),
    }
