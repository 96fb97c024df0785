"""Which file counts for which card: Luật Giao dịch điện tử 20/2023/QH15 (what a signature is worth), in small rows."""

from datetime import date, datetime

import polars as pl
import pytest
from district import SCHOOL_YEAR, District, build_district

from hocba_ops.errors import BadParameter
from hocba_ops.workbench.evidence_sample import claimed_cards, draw_sample

SCHOOL, OTHER = "79760401", "79760402"
DAY, LATER = date(2025, 6, 2), date(2025, 6, 9)
SIGNED = datetime(2025, 5, 28, 9)
RUNGS = ("is_present", "is_intact", "is_unchanged", "is_rightful", "is_sealed")


@pytest.fixture
def district(tmp_path) -> District:
    made = build_district(tmp_path)
    for school in (SCHOOL, OTHER):
        made.add_school(school)
        numbers = (1, 2) if school == SCHOOL else (3,)
        made.hand_in(DAY, pupil=[pupil(n, school) for n in numbers], card=[card(n, school) for n in numbers])
    return made


def pupil(number: int, school: str) -> dict:
    told = {"school_code": school, "pupil_code": f"79000{number:05d}", "grade": 5, "class_name": "5A"}
    return told | {"full_name": f"Trịnh Gia {number}", "pupil_status": "dang_hoc"}


def card(number: int, school: str, **said: object) -> dict:
    told = {"school_code": school, "pupil_code": f"79000{number:05d}", "grade": 5, "card_id": f"HB-{number}",
            "version": 1, "state": "hieu_truong_da_ky", "created_at": SIGNED, "homeroom_signed_at": SIGNED,
            "homeroom_signer": "GV01",
            "head_signed_at": SIGNED, "head_signer": "HT01"}  # fmt: skip
    return told | said


def file(number: int, rung: int, school: str | None = SCHOOL, **said: object) -> dict:
    flags = {name: rung > place for place, name in enumerate(RUNGS)}
    told = {"school_code": school, "card_id": f"HB-{number}", "file": f"{number}.pdf", "file_kind": "pdf",
            "file_sha256": f"sha-{number}-{rung}", "selection": "toan_bo", "verified_at": SIGNED, **flags}  # fmt: skip
    return told | said


def told(district: District, *, as_of: date = DAY, unit: str = "quan-1") -> dict[str, tuple[int, int]]:
    answer = district.ask("evidence", as_of=as_of, unit=unit)
    whole = [one for one in answer.measures if one.unit_id == unit and not one.group]
    return {one.name.removeprefix("evidence."): (one.numerator, one.denominator) for one in whole}


def codes(district: District, *, as_of: date = DAY) -> list[str]:
    return sorted(one.code for one in district.ask("evidence", as_of=as_of).findings)


def test_without_any_verified_file_nothing_is_proved_and_nothing_is_held_against_a_school(district):
    ladder = told(district)
    assert (ladder["claimed"], ladder["asked"], ladder["present"]) == ((3, 3), (0, 3), (0, 3))
    assert codes(district) == []
    assert any("Chưa có tệp nào" in note for note in district.ask("evidence", as_of=DAY).notes)


def test_a_school_that_handed_in_files_owes_those_that_it_did_not_and_another_school_nothing(district):
    district.hand_in(DAY, card_verdict=[file(1, 5)])
    assert (told(district)["asked"], told(district)["sealed"]) == ((2, 3), (1, 3))
    assert codes(district) == ["HB-CC-01"]


def test_what_was_verified_later_is_not_known_on_an_earlier_day(district):
    district.hand_in(LATER, card_verdict=[file(1, 5)])
    assert told(district)["present"] == (0, 3)
    assert told(district, as_of=LATER)["present"] == (1, 3)


def test_the_same_bytes_verified_again_count_as_the_newer_verdict_says(district):
    district.hand_in(DAY, card_verdict=[file(1, 5, file_sha256="a")])
    again = file(1, 3, file_sha256="a", file="usb/1.pdf", fault="chung_thu", fault_role="gvcn")
    district.hand_in(LATER, card_verdict=[again])
    ladder = told(district, as_of=LATER)
    assert (ladder["unchanged"], ladder["rightful"]) == ((1, 3), (0, 3))
    assert codes(district, as_of=LATER) == ["HB-CC-01", "HB-CC-05"]


def test_a_mended_file_in_the_place_of_a_broken_one_is_what_counts(district):
    district.hand_in(DAY, card_verdict=[file(1, 1, fault="ky_hong")])
    district.hand_in(LATER, card_verdict=[file(1, 5)])
    assert told(district)["intact"] == (0, 3)
    assert told(district, as_of=LATER)["sealed"] == (1, 3)
    assert codes(district, as_of=LATER) == ["HB-CC-01"]


def test_two_different_files_of_one_version_are_told_although_the_better_one_counts(district):
    district.hand_in(DAY, card_verdict=[file(1, 5), file(1, 2, file="x.pdf"), file(2, 5)])
    assert told(district)["sealed"] == (2, 3)
    assert codes(district) == ["HB-CC-09"]


def test_an_xml_beside_a_pdf_is_not_a_second_file_of_the_version(district):
    xml = file(1, 3, file="1.xml", file_kind="xml", fault="chua_du")
    district.hand_in(DAY, card_verdict=[file(1, 5), xml, file(2, 5)])
    assert codes(district) == []


def test_the_file_of_an_older_version_proves_nothing_of_the_one_in_use(district):
    newer = [card(1, SCHOOL, state="da_thay_the"), card(1, SCHOOL, version=2), card(2, SCHOOL)]
    district.hand_in(LATER, card=newer)
    district.hand_in(LATER, card_verdict=[file(1, 5, version=1), file(2, 5)])
    assert told(district, as_of=LATER)["present"] == (1, 3)


def test_coverage_shows_the_proof_beside_the_claim_only_for_schools_of_which_a_file_was_verified(district):
    assert "proved" not in district.ask("coverage", as_of=DAY).frames
    district.hand_in(DAY, card_verdict=[file(1, 4)])
    proved = district.ask("coverage", as_of=DAY).frames["proved"]
    assert proved.select("school_code", "signed", "present", "rightful", "sealed_proved").rows() == [
        (SCHOOL, 2, 1, 1, 0)
    ]


def test_a_file_of_no_card_is_told_to_the_office_and_to_no_school(district):
    stray = file(9, 4, None, card_id=None, file="la.pdf")
    district.hand_in(DAY, card_verdict=[file(1, 5), file(2, 5), stray])
    assert [(one.code, one.unit_id) for one in district.ask("evidence", as_of=DAY).findings] == [("HB-CC-10", "quan-1")]
    assert district.ask("evidence", as_of=DAY, unit=SCHOOL).findings == ()


def test_a_drawn_card_without_a_file_counts_as_drawn_and_as_missing(district):
    drawn = {"selection": "mau", "sample_id": "quan-1/2025-06-02/2", "drawn_from": 2}
    absent = dict.fromkeys(RUNGS, False) | {"school_code": SCHOOL, "card_id": "HB-2", "verified_at": SIGNED}
    district.hand_in(DAY, card_verdict=[file(1, 5) | drawn, absent | drawn])
    rows = {row["measure"]: row for row in district.ask("evidence", as_of=DAY).frames["evidence_sample"].to_dicts()}
    present = rows["evidence.present"]
    told = [present[name] for name in ("population", "drawn", "proved", "low", "high")]
    assert told == [2, 2, 1, 1, 1]
    assert codes(district) == ["HB-CC-01"]


def test_a_sample_has_a_card_of_every_school_or_is_refused_and_is_the_same_when_drawn_again(district):
    claimed = claimed_cards(district.bench, unit="quan-1", school_year=SCHOOL_YEAR, day=DAY)
    first, again = (draw_sample(district.bench, claimed, 2, unit="quan-1", day=DAY) for _ in range(2))
    assert first == again
    assert sorted(one.school_code for one in first.cards.values()) == [SCHOOL, OTHER]
    assert {one.school_code: one.population for one in first.cards.values()} == {SCHOOL: 2, OTHER: 1}
    with pytest.raises(BadParameter, match="Gần giống: 2"):
        draw_sample(district.bench, claimed, 1, unit="quan-1", day=DAY)


def test_no_frame_and_no_finding_shows_a_whole_code_of_a_pupil_or_of_a_member_of_staff(district):
    district.hand_in(DAY, card_verdict=[file(1, 3, fault="sai_nguoi", fault_role="gvcn", reason="ROLE_MISMATCH")])
    answer = district.ask("evidence", as_of=DAY)
    shown = " ".join(
        str(value) for frame in answer.frames.values() for column in frame.get_columns() for value in column.to_list()
    )
    shown += " ".join(f"{one.subject} {one.value} {one.source_file}" for one in answer.findings)
    assert "GV01" not in shown
    assert "7900000001" not in shown
    assert isinstance(answer.frames["evidence_signer"], pl.DataFrame)
