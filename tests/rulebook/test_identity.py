"""Catalogues, ages and units of address as the rulebook holds them, and as the tables that texts join on."""

from collections import Counter
from datetime import date

import polars as pl
import pytest

from hocba_ops.errors import RulebookFault
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.address_frames import address_unit_frame
from hocba_ops.rulebook.identity_frames import age_frame, nationality_frame, parent_age_frame, term_frame
from hocba_ops.text import catalogue_key

LAST_DAY = date(2025, 6, 30)


@pytest.fixture(scope="module")
def identity():
    return Rulebook.load().identity


@pytest.fixture(scope="module")
def units(identity):
    return address_unit_frame(identity)


@pytest.mark.parametrize("catalogue", ["nationality", "ethnicity", "no_number_reason"])
def test_a_spelling_stands_under_one_code_only(identity, catalogue):
    terms = identity.catalogues[catalogue].terms
    spelled = Counter(
        key for spellings in terms.values() for key in {catalogue_key(spelling) for spelling in spellings}
    )
    assert [key for key, times in spelled.items() if times > 1] == []
    assert term_frame(identity, catalogue).height == len(spelled)


def test_there_are_fifty_four_peoples_and_a_word_for_foreigners(identity):
    assert len(identity.catalogues["ethnicity"].terms.keys() - {"ma_so", "nuoc_ngoai"}) == 54


def test_only_vietnamese_is_no_foreign_nationality(identity):
    frame = nationality_frame(identity)
    assert set(frame.filter(pl.col("is_foreign") == 0)["code"]) == {"VN"}


def test_ages_follow_the_school_year_and_each_grade_has_one_span(identity):
    frame = age_frame(identity, "2024-2025")
    assert frame["grade"].to_list() == list(range(1, 13))
    assert frame.row(0) == (1, 2015, 2019)
    assert age_frame(identity, "2025-2026").row(0) == (1, 2016, 2020)
    assert parent_age_frame(identity).height == 1


def test_there_were_sixty_three_provinces_and_each_is_part_of_one_of_thirty_four(units):
    provinces = units.filter(pl.col("level") == "province").unique("code", keep="any", maintain_order=True)
    old = units.filter((pl.col("level") == "province") & pl.col("valid_to").is_not_null())
    new = units.filter((pl.col("level") == "province") & pl.col("valid_to").is_null())
    assert (old["code"].n_unique(), new["code"].n_unique()) == (63, 34)
    assert set(old["now_name"]) == set(new["name"])
    assert provinces.height == 63


def test_the_units_of_today_are_those_of_the_decision(units):
    communes = units.filter((pl.col("level") == "commune") & pl.col("valid_to").is_null())
    assert communes["code"].n_unique() == 3321
    assert set(communes["valid_from"]) == {date(2025, 7, 1)}
    assert communes.filter(pl.col("province_code") == "79")["code"].n_unique() == 168


def test_a_former_ward_that_was_split_is_not_said_to_be_any_ward_of_today(units):
    wards = units.filter((pl.col("level") == "commune") & (pl.col("valid_to") == LAST_DAY)).unique("code")
    now = dict(wards.select("name", "now_name").iter_rows())
    assert len(now) == 10
    assert now["Phường Bến Nghé"] == "Phường Sài Gòn"
    assert {name for name, today in now.items() if today is None} == {
        "Phường Đa Kao",
        "Phường Nguyễn Thái Bình",
        "Phường Cầu Ông Lãnh",
    }


@pytest.mark.parametrize("text", ["tp ho chi minh", "thanh pho ho chi minh", "ho chi minh", "tphcm", "79"])
def test_a_province_is_known_by_the_ways_in_which_offices_write_it(units, text):
    found = units.filter((pl.col("level") == "province") & (pl.col("key") == text))
    assert set(found["code"]) == {"79"}


def test_a_list_of_former_communes_must_say_in_which_province(tmp_path):
    place = tmp_path / "identity" / "addresses.toml"
    place.parent.mkdir()
    place.write_text(
        '[old_units.phuong]\ndocument = "nq-202-2025"\nclause = "1"\nlevel = "commune"\nvalid_to = 2025-06-30\n'
        '[old_units.phuong.units]\n00001 = ["Phường Một"]\n',
        encoding="utf-8",
    )
    with pytest.raises(RulebookFault, match="province"):
        Rulebook.load(tmp_path)


def test_a_workspace_adds_its_former_communes(tmp_path):
    place = tmp_path / "identity" / "xa-cu.toml"
    place.parent.mkdir()
    place.write_text(
        '[old_units.phuong_quan_3]\ndocument = "nq-202-2025"\nclause = "1"\nlevel = "commune"\nprovince = "79"\n'
        'valid_to = 2025-06-30\n[old_units.phuong_quan_3.units]\n27139 = ["Phường Võ Thị Sáu", "27139"]\n',
        encoding="utf-8",
    )
    units = address_unit_frame(Rulebook.load(tmp_path).identity)
    assert set(units.filter(pl.col("name") == "Phường Võ Thị Sáu")["now_name"]) == {"Phường Xuân Hòa"}
