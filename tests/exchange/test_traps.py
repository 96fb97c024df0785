"""Each trap of the exchange layout, planted alone: exactly one rule tells it, and the card of an error stays behind."""

from datetime import date, datetime

from hocba_ops.domain.hoc_ba import State
from tests.exchange.sending import (
    AS_OF,
    LOCKED,
    PRIMARY,
    SECONDARY,
    build,
    content,
    fill_primary,
    fill_secondary,
    history,
    items,
    past,
    pupil,
    pupil_of,
    result,
    scores,
    send,
    tell,
    terms,
)  # fmt: skip

ODD = 3
"""The pupil of whom something is wrong; 1 and 2 are sound."""


def told(district) -> list[tuple[str, str]]:
    answer = district.ask("export_review", as_of=AS_OF, unit="so-gddt-hcm")
    return [(one.code, one.field) for one in answer.findings]


def ready(district) -> tuple[int, int]:
    answer = district.ask("export_review", as_of=AS_OF, unit="so-gddt-hcm")
    (whole,) = (
        one for one in answer.measures
        if one.name == "export.ready_so" and one.unit_id == "so-gddt-hcm" and not one.group
    )  # fmt: skip
    return whole.numerator, whole.denominator


def primary(district, **instead) -> None:
    fill_primary(district, (1, 2, ODD), **instead)
    tell(district, *(history(number) for number in (1, 2, ODD)))


def secondary(district, **instead) -> None:
    fill_secondary(district, (1, 2, ODD), **instead)
    tell(district, *(history(number, school_code=SECONDARY, grade=6) for number in (1, 2, ODD)))


def with_odd(row, **said):
    return [row(1), row(2), row(ODD, **said)]


CONTENTS = [
    ({"homeroom_comment": None}, ("HB-LT-01", "nxetgvcn")),
    ({"absent_with_leave": None}, ("HB-LT-01", "nghicophep")),
    ({"origin": None}, ("HB-LT-01", "quequan_diachichitiet")),
    ({"issue_place": None}, ("HB-LT-01", "diadanhphathanh")),
    ({"general_comment": "a" * 501}, ("HB-LT-02", "nxetnanglucchung")),
    ({"register_number": "b" * 51}, ("HB-LT-02", "sosodangbo")),
    ({"weight_tenths": 5}, ("HB-LT-04", "cannang")),
    ({"weight_tenths": 3010}, ("HB-LT-04", "cannang")),
    ({"height_tenths": 14}, ("HB-LT-04", "chieucao")),
    ({"absent_without_leave": 201}, ("HB-LT-04", "nghikhongphep")),
]


def faults_of(district) -> list[tuple[str, str, int]]:
    """Rule, field, and the row of the pupil list, from 2 on, one after another."""
    answer = district.ask("export_review", as_of=AS_OF, unit="so-gddt-hcm")
    return sorted((one.code, one.field, one.row_number - 1) for one in answer.findings)


def test_each_fault_in_the_contents_is_told_at_its_pupil_and_holds_back_that_card_alone(tmp_path):
    district = build(tmp_path)
    numbers = range(1, len(CONTENTS) + 2)
    rows = [content(number, **said) for number, (said, _) in enumerate(CONTENTS, start=1)]
    fill_primary(district, numbers, card_content=[*rows, content(numbers[-1])])
    tell(district, *(history(number) for number in numbers))
    assert faults_of(district) == sorted((*found, number) for number, (_, found) in enumerate(CONTENTS, start=1))
    assert ready(district) == (1, len(numbers))


PUPILS = [
    ({"person_id": None}, ("HB-LT-01", "sodinhdanh")),
    ({"person_id": "07921400003"}, ("HB-LT-05", "sodinhdanh")),
    ({"person_id": "TAM-00000003"}, ("HB-LT-05", "sodinhdanh")),
    ({"class_name": "Lớp năm A1"}, None),
    ({"class_name": "Lớp năm A12"}, ("HB-LT-02", "tenlop")),
    ({"ethnicity": "Không rõ"}, ("HB-LT-01", "dantoc")),
    ({"nationality": "Sao Hỏa"}, ("HB-LT-01", "quoctich")),
    ({"birth_date": None, "birth_date_text": "không rõ"}, ("HB-LT-16", "birth_date")),
]


def test_each_fault_in_the_pupil_list_is_told_at_its_pupil_and_holds_back_that_card_alone(tmp_path):
    district = build(tmp_path)
    numbers = range(1, len(PUPILS) + 1)
    rows = [pupil(number, **said) for number, (said, _) in enumerate(PUPILS, start=1)]
    fill_primary(district, numbers, pupil=rows)
    tell(district, *(history(number) for number in numbers))
    assert faults_of(district) == sorted((*found, at) for at, (_, found) in enumerate(PUPILS, start=1) if found)
    assert ready(district) == (1, len(numbers))


def test_a_birth_of_month_or_year_alone_goes_into_its_field_and_is_asked_about(tmp_path):
    district = build(tmp_path)
    births = [pupil(1), pupil(2, birth_date=None, birth_date_text="05/2014")]
    births.append(pupil(ODD, birth_date=None, birth_date_text="2014"))
    primary(district, pupil=births)
    assert faults_of(district) == [("HB-LT-17", "birth_date", 2), ("HB-LT-17", "birth_date", ODD)]
    text = xml_of(district)
    assert ready(district) == (3, 3)
    assert "<thangnamsinh>2014-05</thangnamsinh>" in text
    assert "<namsinh>2014</namsinh>" in text


def xml_of(district, stem: str = f"{PRIMARY}_tieuhoc") -> str:
    return (send(district).folder / "xml" / f"{stem}.xml").read_text(encoding="utf-8")


def test_a_card_id_that_is_no_uuid_holds_its_card_back(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, ODD))
    tell(district, history(1), history(ODD, card_id="079214000003"))
    assert told(district) == [("HB-LT-06", "madinhdanhhocba")]


def test_a_subject_without_a_code_and_a_name_too_long_are_told(tmp_path):
    district = build(tmp_path)
    name = "Khoa học ứng dụng và sáng tạo"
    strange = scores(ODD)[0] | {"subject": None, "subject_text": name}
    secondary(district, score=[*scores(1), *scores(2), *scores(ODD), strange])
    assert sorted(told(district)) == [
        ("HB-LT-01", "gvbm"), ("HB-LT-01", "soddcngvbm"), ("HB-LT-02", "tenmonhoc"), ("HB-LT-08", "mamonhoc"),
    ]  # fmt: skip


def test_a_subject_name_of_more_than_20_letters_is_shortened_and_no_absence_is_left_empty(tmp_path):
    district = build(tmp_path)
    absent = (0, None, 45)
    rows = [row for number, absences in enumerate(absent, start=1) for row in terms(number, absences=absences)]
    secondary(district, secondary_result=rows)
    text = xml_of(district, f"{SECONDARY}_thcsthpt")
    assert told(district) == []
    assert text.count("<tenmonhoc>HĐTN, hướng nghiệp</tenmonhoc>") == 3
    assert text.count("<sobuoinghi>") == 1
    assert "<sobuoinghi>45</sobuoinghi>" in text


def test_more_half_days_than_the_field_holds_are_told(tmp_path):
    district = build(tmp_path)
    rows = [row for number in (1, 2) for row in terms(number)]
    secondary(district, secondary_result=[*rows, *terms(ODD, absences=1000)])
    assert told(district) == [("HB-LT-04", "sobuoinghi")]


def test_the_level_of_the_year_lacks_for_an_assessed_pupil_only(tmp_path):
    district = build(tmp_path)
    listed = [pupil(number, school=SECONDARY, grade=6) for number in (1, 2)]
    rows = [row for number in (1, 2, ODD) for row in terms(number, learning=None)]
    waived = pupil(ODD, school=SECONDARY, grade=6, is_not_assessed=True)
    secondary(district, pupil=[*listed, waived], secondary_result=rows)
    assert told(district) == [("HB-LT-01", "canam")] * 2
    assert ready(district) == (1, 3)


def test_a_school_that_handed_in_no_contents_is_told_once(tmp_path):
    district = build(tmp_path)
    primary(district, card_content=[])
    assert told(district) == [("HB-LT-10", "school_content")]
    assert ready(district) == (0, 3)


def test_a_school_of_which_no_commune_is_known_is_told_once(tmp_path):
    district = build(tmp_path)
    district.add_school("79760409", ward="so-gddt-hcm")
    number = 5
    fill_primary(
        district, (number,), pupil=[pupil(number, school="79760409")],
        result=[result(number, school_code="79760409")],
        result_item=[row | {"school_code": "79760409"} for row in items(number)],
        card_content=[content(number, school="79760409")], study_history=[],
        staff=[{"school_code": "79760409", "staff_code": code, "person_id": "079180000009", "full_name": "A B",
                "position_text": "Hiệu trưởng"} for code in ("GV01", "HT01")],
    )  # fmt: skip
    tell(district, history(number, school_code="79760409"))
    assert told(district) == [("HB-LT-09", "school_place")]
    assert ready(district) == (0, 1)


def test_each_fault_of_a_card_is_told_once_and_only_an_error_holds_it_back(tmp_path):
    """Pupils: 1 sound, 2 without contents, 3 not listed, 4 without results, 5 with two cards, 6 signed by a stranger,
    7 not assessed yet rated, 8 with an ill-formed school year."""
    district = build(tmp_path)
    everybody = range(1, 9)
    listed = [pupil(number, is_not_assessed=number == 7) for number in everybody if number != 3]
    judged = [number for number in everybody if number != 4]
    fill_primary(
        district, everybody, pupil=listed, result=[result(number) for number in judged],
        result_item=[row for number in judged for row in items(number)],
        card_content=[content(number) for number in everybody if number != 2],
        study_history=[past(1), past(8) | {"school_year": "23-24"}],
    )  # fmt: skip
    signed = [one | ({"actor": "GV99"} if one["state"] == "gvcn_da_ky" else {}) for one in history(6)]
    cards = [signed if number == 6 else history(number) for number in everybody]
    tell(district, *cards, history(99, pupil_code=pupil_of(5)))
    assert sorted(told(district)) == [
        ("HB-LT-01", "soddcngvcn"),
        ("HB-LT-01", "tengvcn"),
        ("HB-LT-07", "namhoc"),
        ("HB-LT-11", "pupil_code"),
        ("HB-LT-12", "pupil_code"),
        ("HB-LT-13", "pupil_code"),
        ("HB-LT-14", "pupil_code"),
        ("HB-LT-14", "pupil_code"),
        ("HB-LT-15", "pupil_code"),
    ]
    assert ready(district) == (2, 9)


def test_a_card_withdrawn_that_was_never_sent_is_asked_about_once_there_is_an_export(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, ODD))
    received = LOCKED[:-1]
    tell(district, history(1), history(ODD, *received, State.THU_HOI))
    assert told(district) == []
    send(district)
    assert told(district) == [("HB-LT-18", "pupil_code")]


def test_what_the_findings_say_names_no_pupil_and_shows_no_value(tmp_path):
    district = build(tmp_path)
    primary(district, pupil=with_odd(pupil, person_id="07921400003"), card_content=with_odd(content, origin=None))
    answer = district.ask("export_review", as_of=AS_OF, unit="so-gddt-hcm")
    shown = " ".join([*(f"{one.subject} {one.value} {one.message}" for one in answer.findings), str(answer.frames)])
    assert len(answer.findings) == 2
    assert [text for text in (pupil_of(ODD), "Nguyễn Thử", "07921400003") if text in shown] == []


def test_only_locked_cards_are_counted_and_sent_for_the_ministry(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2, ODD))
    tell(district, history(1), history(2, *LOCKED[:-1]), history(ODD, *LOCKED[:5]))
    answer = district.ask("export_review", as_of=AS_OF, unit="so-gddt-hcm")
    counts = {
        one.name: (one.numerator, one.denominator)
        for one in answer.measures if one.unit_id == PRIMARY and not one.group
    }  # fmt: skip
    assert counts == {"export.ready_so": (3, 3), "export.ready_bo": (1, 1)}
    assert send(district, "bo").decisions["new"] == 1
    assert send(district, "so").decisions["new"] == 3


def test_moments_of_a_record_are_those_of_issue_or_of_newer_data_and_never_of_the_clock(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1,))
    tell(district, history(1))
    assert f"<thoigiancapnhat>{datetime(2025, 5, 20, 8, 4).isoformat()}</thoigiancapnhat>" in xml_of(district)
    fill_primary(district, (1,), on=date(2025, 6, 25), card_content=[content(1, homeroom_comment="Tiến bộ")])
    text = xml_of(district)
    assert "<thoigiancapnhat>2025-06-25T00:00:00</thoigiancapnhat>" in text
    assert "<sukien>UPdate</sukien>" in text
