"""Addresses and transfers in SQL against a slow reading of the rules; the keys of SQL against the keys of Python."""

import tempfile
from datetime import date
from pathlib import Path

from district import build_bench, build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.rulebook.address_frames import address_unit_frame
from hocba_ops.text import ALPHABET, TONES, catalogue_key, nfc, place_key
from tests.properties.slow_identity import address_codes, transfer_codes

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 15)
A_FEW = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
ADDRESS = ("HB-ID-21", "HB-ID-22", "HB-ID-23", "HB-ID-24", "HB-ID-25")


def _units():
    with tempfile.TemporaryDirectory() as folder:
        return list(address_unit_frame(build_bench(Path(folder)).rulebook.identity).iter_rows(named=True))


UNITS = _units()
vowels = [nfc(letter + tone) for letter in ALPHABET if letter in "aăâeêioôơuưy" for tone in ("", *TONES)]
signs = st.sampled_from([*vowels, *(v.upper() for v in vowels), *"bcdđghĐKMNT", *" .,-–—()/'’", *"0129"])
texts = st.text(signs, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)
odd = st.sampled_from(["Tỉnh Hậu Nghĩa", "Phường Không Có", "Sài Gòn", "Quận 3", "Xã Bến Nghé"])


def named(level):
    """Names and spellings of units of a level, mostly of the city: there districts and former wards are known."""
    of_level = [unit for unit in UNITS if unit["level"] == level]
    city = [unit for unit in of_level if unit["province_code"] == "79"]
    spelled = [*city[:400], *[unit for unit in of_level if unit["valid_to"]], *of_level[:60]]
    return st.sampled_from(sorted({*(unit["name"] for unit in spelled), *(unit["key"] for unit in spelled)}))


addresses = st.fixed_dictionaries(
    {
        "province_text": st.none() | named("province") | st.just("Thành phố Hồ Chí Minh") | odd,
        "district_text": st.none() | named("district") | odd,
        "commune_text": st.none() | named("commune") | odd,
    }
)


def pupil(place: int, **columns) -> dict:
    return {
        "school_code": "A",
        "grade": 5,
        "pupil_code": f"79{place:08}",
        "full_name": "Lê Văn An",
        "pupil_status": "dang_hoc",
        "row_number": place,
        **columns,
    }


@A_FEW
@given(rows=st.lists(addresses, min_size=1, max_size=40), day=st.sampled_from([BEFORE, AFTER]))
def test_an_address_breaks_the_rules_that_a_reading_of_the_lists_of_its_day_gives(rows, day):
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A")
        district.hand_in(day, pupil=[pupil(place, **row) for place, row in enumerate(rows, start=2)])
        findings = district.ask("identity_review", as_of=day).findings
    told = {(one.row_number, one.code) for one in findings if one.code in ADDRESS}
    assert told == {(place, code) for place, row in enumerate(rows, start=2) for code in address_codes(row, UNITS, day)}


@A_FEW
@given(words=st.lists(texts, min_size=1, max_size=60, unique=True))
def test_the_keys_of_sql_are_the_keys_of_python(words):
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A")
        district.hand_in(BEFORE, pupil=[pupil(place, nationality=word) for place, word in enumerate(words, start=2)])
        rows = district.rows("identity_review", as_of=BEFORE)["identity_word"]
    told = {said: (catalogue, place) for said, catalogue, place in rows.rows() if said in words}
    assert told == {word: (catalogue_key(word), place_key(word)) for word in words}


moves = st.fixed_dictionaries(
    {
        "school_code": st.sampled_from("ABC"),
        "pupil_code": st.none() | st.integers(1, 12).map(lambda place: f"79{place:08}"),
        "person_id": st.none() | st.integers(1, 8).map(lambda place: f"079214{place:06}"),
        "birth_date": st.sampled_from([date(2014, 6, 1), date(2014, 6, 2)]),
        "pupil_status": st.sampled_from(["dang_hoc", "chuyen_den", "chuyen_di", "thoi_hoc"]),
        "status_date": st.sampled_from([None, date(2025, 2, 10), date(2025, 2, 17)]),
        "other_school": st.sampled_from([None, "A", "B", "C"]),
    }
)


@A_FEW
@given(rows=st.lists(moves, min_size=1, max_size=40))
def test_moves_between_schools_break_the_rules_that_a_reading_of_all_lists_gives(rows):
    rows = [pupil(place, **row) for place, row in enumerate(rows, start=2)]
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        for code in "ABC":
            district.add_school(code)
        district.hand_in(BEFORE, pupil=rows)
        findings = district.ask("identity_review", as_of=BEFORE).findings
    assert {(one.row_number, one.code) for one in findings if one.code >= "HB-ID-40"} == transfer_codes(rows)
