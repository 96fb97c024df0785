"""Handover: each card of grade 5 in one class, what is asked and of whom, and the cards of pupils who moved."""

from datetime import date, datetime

import pytest
from text_table import day, read_table

STATES = {"đã trả": "da_tra", "đã nhận": "da_nhan", "lạ": None}
PLACES = {"nhập học": "nhap_hoc", "ngoài địa bàn": "ngoai_dia_ban", "không nhập học": "khong_nhap_hoc"}


@pytest.fixture
def after_summer(spec):
    """Four pupils whose cards the Sở has; the lists of the day are handed in by each test."""

    def tell(enrolled: str, returned: str, *, as_of: str = "20/08/2025") -> list[tuple[str, str]]:
        rows = [enrolment(spec, row) for row in read_table(enrolled)]
        back = [card_return(spec, row) for row in read_table(returned)]
        spec.district.hand_in(date(2025, 8, 14), enrolment=rows, card_return=back)
        answer = spec.rows_of(as_of)
        return [(row["pupil_code"], row["handover_class"]) for row in answer]

    spec.pupils("học sinh\nan\nbình\nchi\ndũng", as_of="30/06/2025")
    spec.cards(
        """
        học sinh | tới bước | ngày
        an       | đã gửi   | 05/06/2025
        bình     | đã gửi   | 05/06/2025
        chi      | đã gửi   | 05/06/2025
        dũng     | đã gửi   | 05/06/2025
    """,
        as_of="30/06/2025",
    )
    spec.receipts("học sinh | tiếp nhận lúc\nan | 06/06/2025\nbình | 06/06/2025\nchi | 06/06/2025", as_of="30/06/2025")
    return tell


def enrolment(spec, row: dict[str, str]) -> dict[str, object]:
    place = PLACES[row.get("nơi học", "nhập học")]
    school = row.get("trường") or None
    return {"pupil_code": spec.codes[row["học sinh"]], "school_code": school, "enrolment_state": place}


def card_return(spec, row: dict[str, str]) -> dict[str, object]:
    at = datetime.combine(day(row.get("trả") or "12/08/2025"), datetime.min.time())
    state = STATES[row.get("tình trạng") or "đã nhận"]
    label = row["học sinh"]
    return {
        "school_code": "A",
        "to_school_code": row["về"],
        "pupil_code": spec.codes.get(label),
        "card_id": f"hb-{label}",
        "version": int(row.get("phiên bản") or 1),
        "returned_at": at,
        "taken_at": at if state == "da_nhan" else None,
        "return_state": state,
        "state_text": row.get("tình trạng") or "đã nhận",
        "content_hash": row.get("mã băm") or f"băm-{label}",
    }


@pytest.fixture
def spec(spec):
    def rows_of(as_of: str) -> list[dict]:
        answer = spec.ask("handover", as_of=as_of)
        spec.answered = answer
        frame = answer.frames["handover_classes"]
        counts = frame.drop("school_code", "school_name", "cards").rows(named=True)
        named = {name: number for row in counts for name, number in row.items() if number}
        return [{"pupil_code": name, "handover_class": number} for name, number in named.items()]

    spec.rows_of = rows_of
    return spec


def codes(spec) -> list[str]:
    return sorted(finding.code for finding in spec.answered.findings)


def test_a_card_taken_in_time_by_the_school_of_enrolment_gives_nothing(spec, after_summer):
    """KH 290/KH-GDĐT, IV.3.1: trả trước ngày 15/8/2025, nên ngày cuối là 14/8."""
    told = after_summer("học sinh | trường\nan | X", "học sinh | về | trả\nan | X | 14/08/2025")
    assert dict(told) == {"da_nhan": 1, "chua_ro_noi_hoc": 3}
    assert codes(spec) == ["HB-BG-13"] * 3


def test_what_still_may_be_done_before_the_last_day_is_not_asked_yet(spec, after_summer):
    """KH 290/KH-GDĐT, IV.3.1: đến hết 14/8 vẫn còn hạn."""
    told = after_summer(
        "học sinh | trường\nan | X\nbình | X", "học sinh | về | tình trạng\nan | X | đã trả", as_of="14/08/2025"
    )
    assert dict(told) == {"da_tra_chua_nhan": 1, "chua_tra": 1, "chua_ro_noi_hoc": 2}
    assert codes(spec) == []
    spec.rows_of("15/08/2025")
    assert codes(spec) == ["HB-BG-01", "HB-BG-03", "HB-BG-13", "HB-BG-13"]


@pytest.mark.parametrize(
    ("enrolled", "returned", "name", "code"),
    [
        ("an | X", "an | Y | | | |", "tra_nham_truong", "HB-BG-02"),
        ("bình | X", "an | X | | | |", "tra_khong_nhap_hoc", "HB-BG-04"),
        ("an | X", "an | X | | | |\nan | Y | | | |", "tra_hai_noi", "HB-BG-05"),
        ("an | X", "an | X | | | | khác", "noi_dung_khac", "HB-BG-06"),
        ("an | X", "an | X | 19/06/2025 | | |", "tra_truoc_chot", "HB-BG-07"),
        ("an | X", "an | X | | | 2 |", "phien_ban_cu", "HB-BG-08"),
        ("an | X", "an | X | 15/08/2025 | | |", "tra_muon", "HB-BG-09"),
        ("an | X", "an | X | | lạ | |", "da_tra_chua_nhan", "HB-BG-11"),
        ("dũng | X", "", "so_chua_co", "HB-BG-12"),
    ],
)
def test_a_return_that_is_wrong_is_in_its_class_and_asked_by_its_rule(
    spec, after_summer, enrolled, returned, name, code
):
    """KH 290/KH-GDĐT, IV.3.1: căn cứ kết quả tuyển sinh, đúng bản đã chốt, về đúng trường, trước hạn."""
    told = after_summer(
        f"học sinh | trường\n{enrolled}", f"học sinh | về | trả | tình trạng | phiên bản | mã băm\n{returned}"
    )
    assert dict(told)[name] == 1
    assert code in codes(spec)
    mine = [one for one in spec.answered.findings if one.code == code]
    assert [str(one.due_on) for one in mine] == ["2025-08-14"]


def test_who_left_the_area_or_goes_nowhere_is_expected_to_have_no_return(spec, after_summer):
    """KH 290/KH-GDĐT, IV.3.1: trả theo kết quả tuyển sinh trong địa bàn."""
    told = after_summer(
        """
        học sinh | trường | nơi học
        an       |        | ngoài địa bàn
        bình     |        | không nhập học
        chi      | X      | nhập học
    """,
        "học sinh | về\nchi | X",
    )
    assert dict(told) == {"da_nhan": 1, "ngoai_dia_ban": 1, "khong_nhap_hoc": 1, "chua_ro_noi_hoc": 1}
    returned = next(m for m in spec.answered.measures if m.name == "handover.returned" and m.unit_id == "quan-1")
    assert (returned.numerator, returned.denominator) == (1, 2)
    assert dict(returned.excluded) == {"ngoai_dia_ban": 1, "khong_nhap_hoc": 1}


def test_who_repeats_the_grade_is_expected_to_have_no_return(spec, after_summer):
    """TT 27/2020/TT-BGDĐT, Điều 11: chưa hoàn thành thì chưa lên lớp."""
    spec.results("học sinh | hoàn thành | lên lớp\nan | không | không", as_of="30/06/2025")
    told = after_summer("học sinh | trường\nbình | X", "học sinh | về\nbình | X")
    assert dict(told) == {"da_nhan": 1, "o_lai_lop": 1, "chua_ro_noi_hoc": 2}


def test_the_receiving_school_asked_alone_sees_what_concerns_it(spec, after_summer):
    """KH 290/KH-GDĐT, IV.3.1: trường nhận cũng phải giải quyết."""
    spec.district.add_school("X", kind="thcs")
    after_summer("học sinh | trường\nan | X\nbình | X", "học sinh | về | tình trạng\nan | X | đã trả")
    own = spec.ask("handover", as_of="20/08/2025", unit="X")
    assert [(one.code, one.unit_id, one.other_unit_id) for one in own.findings] == [
        ("HB-BG-03", "X", "A"),
        ("HB-BG-01", "X", "A"),
    ]
    (row,) = own.frames["handover_receiving"].rows(named=True)
    assert (row["pupils"], row["da_tra_chua_nhan"], row["chua_tra"]) == (2, 1, 1)


def test_a_return_of_a_card_that_nobody_issued_is_an_error_of_the_list(spec, after_summer):
    """KH 290/KH-GDĐT, IV.3.1: học bạ trả về phải có trong sổ của trường ban hành."""
    after_summer("học sinh | trường\nan | X", "học sinh | về\nan | X\nngười lạ | X")
    assert "HB-BG-10" in codes(spec)


@pytest.mark.parametrize(
    ("cards", "code"),
    [
        ("A | an | 05/06/2025\nB | an | 06/06/2025", "HB-BG-20"),
        ("A | an | 05/06/2025", "HB-BG-22"),
        ("A | an | 16/02/2025", None),
        ("B | an | 05/06/2025", None),
        ("A | bình | 05/06/2025", "HB-BG-21"),
    ],
)
def test_of_two_schools_of_a_pupil_who_moved_one_issues_the_card(spec, cards, code):
    """KH 290/KH-GDĐT, IV.3: trường em học cuối năm ban hành; trường cũ chỉ khi em chưa đi."""
    spec.pupils("""
        trường | học sinh | trạng thái | ngày trạng thái
        A      | an       | chuyển đi  | 17/02/2025
        B      | an       | chuyển đến | 18/02/2025
        A      | bình     | đang học   |
    """)
    lines = [line.split(" | ") for line in cards.split("\n")]
    table = "\n".join(f"{a} | {b} | {a}-{b} | đã ban hành | {c}" for a, b, c in lines)
    spec.cards(f"trường | học sinh | mã học bạ | tới bước | ngày\n{table}")
    spec.district.hand_in(date(2025, 8, 14), enrolment=[{"school_code": "X", "pupil_code": "7900000099"}])
    answer = spec.ask("handover", as_of="20/08/2025")
    found = [(one.code, one.unit_id, one.other_unit_id) for one in answer.findings if one.code > "HB-BG-19"]
    assert found == ([(code, "B", "A")] if code else [])
