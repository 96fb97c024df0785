import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from district import build_frame

from hocba_ops.linkage import UNKNOWN, find_pairs, read_features, read_model, select_linkable
from tests.linkage.labelled import make_labelled

CHILD = {
    "school_code": "A",
    "full_name": "Quách Tường Lam",
    "birth_date": date(2015, 3, 4),
    "sex": "nu",
    "person_id": "079315001234",
    "mother_name": "Đặng Thị Hoa",
    "father_name": "Quách Văn Cường",
    "pupil_status": "dang_hoc",
}
OTHERS = [
    {**CHILD, "full_name": f"Trần {name}", "birth_date": date(2014, 1, day), "person_id": None, "mother_name": None}
    for day, name in enumerate(("Bình", "Chi", "Dũng", "Giang", "Hà", "Kiên"), start=1)
]


def compare(second: dict) -> dict:
    """What is told of a child and its second row, among others."""
    listed = [CHILD, {**CHILD, **second, "school_code": "B"}, *OTHERS]
    rows = [{**row, "pupil_code": str(place)} for place, row in enumerate(listed)]
    found = find_pairs(select_linkable(read_features(build_frame("pupil", rows))), read_model(), threshold=-10_000)
    both = found.filter((pl.col("row_id_l") < 7) & (pl.col("parents") != UNKNOWN))
    return both.sort("weight").row(-1, named=True)


@pytest.mark.parametrize(
    ("second", "levels"),
    [
        ({}, {"name": "trung", "birth": "trung", "parents": "ca_hai", "number": "trung"}),
        ({"full_name": "QUACH TUONG LAM"}, {"name": "khong_dau"}),
        ({"full_name": "Quách Tường Lâm"}, {"name": "khac_dau"}),
        ({"full_name": "Lam Quách Tường"}, {"name": "doi_thu_tu"}),
        ({"full_name": "Quách Tường Lan"}, {"name": "gan_giong"}),
        ({"full_name": "Quách Lam"}, {"name": "bot_chu"}),
        ({"full_name": "Quách Như Thảo Lam"}, {"name": "khac_dem"}),
        ({"birth_date": date(2015, 4, 3)}, {"birth": "dao_ngay_thang"}),
        ({"birth_date": date(2015, 3, 14)}, {"birth": "mot_chu_so"}),
        ({"birth_date": None}, {"birth": UNKNOWN}),
        ({"father_name": None}, {"parents": "me"}),
        ({"mother_name": None}, {"parents": "cha"}),
        ({"mother_name": "Đặng Thị Hoà"}, {"parents": "ca_hai"}),
        ({"mother_name": "Đặng Thị Hoan"}, {"parents": "gan_giong"}),
        ({"mother_name": "Lê Mai"}, {"parents": "mot_ben"}),
        ({"person_id": "79315001234"}, {"number": "mat_so_0"}),
        ({"person_id": "079315001243"}, {"number": "mot_chu_so"}),
        ({"person_id": "079315555555"}, {"number": "khac"}),
        ({"person_id": "TAM-1"}, {"number": UNKNOWN}),
        ({"sex": "nam"}, {"sex": "khac"}),
    ],
)
def test_a_difference_between_two_rows_is_told_by_its_level(second, levels):
    told = compare(second)
    assert {name: told[name] for name in levels} == levels


def test_every_difference_weighs_less_than_agreement():
    whole = compare({"person_id": None})["weight"]
    for second in ({"full_name": "Quách Tường Lan"}, {"birth_date": date(2015, 4, 3)}, {"mother_name": "Lê Mai"}):
        assert compare({"person_id": None, **second})["weight"] < whole


def test_the_same_name_weighs_less_where_many_bear_it():
    """Họ tên nhiều người mang thì trùng nhau ít nói lên điều gì."""
    seldom = make_labelled("ten", children=600).pupils
    names = [name if place % 6 else "Nguyễn Minh Anh" for place, name in enumerate(seldom["full_name"])]
    often = seldom.with_columns(pl.Series("full_name", names))
    pair = [
        {**CHILD, "pupil_code": str(place), "full_name": "Nguyễn Minh Anh", "person_id": None} for place in range(2)
    ]

    def weight(others: pl.DataFrame) -> int:
        rows = read_features(pl.concat([others, build_frame("pupil", pair)]))
        both = sorted(rows.filter(pl.col("pupil_code").is_in(["0", "1"]))["row_id"])
        found = find_pairs(select_linkable(rows), read_model(), threshold=-5_000)
        return found.filter((pl.col("row_id_l") == both[0]) & (pl.col("row_id_r") == both[1]))["weight"].item()

    assert weight(often) < weight(seldom) - 300


def test_the_same_rows_give_the_same_pairs_to_the_byte_in_any_order():
    pupils = make_labelled("thu tu", children=1500).pupils
    told = {
        hashlib.sha256(find_pairs(select_linkable(read_features(one)), read_model()).write_csv().encode()).hexdigest()
        for one in (pupils, pupils.reverse(), pupils.sample(fraction=1, shuffle=True, seed=3))
    }
    assert len(told) == 1


@pytest.mark.parametrize("rows", [[], [CHILD]])
def test_fewer_than_two_rows_have_no_pair_and_the_same_columns(rows):
    found = find_pairs(select_linkable(read_features(build_frame("pupil", rows))), read_model())
    assert found.height == 0
    assert found.columns[4:] == [one.name for one in read_model().comparisons]


def test_only_rows_that_share_a_block_are_compared():
    model = replace(read_model(), blocks=(("birth_date", "given_key"),))
    rows = [{**CHILD, "pupil_code": "1"}, {**CHILD, "pupil_code": "2", "birth_date": date(2016, 3, 4)}]
    assert find_pairs(read_features(build_frame("pupil", rows)), model, threshold=-10_000).height == 0


def test_a_linkage_prints_nothing_logs_nothing_and_leaves_no_file(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    pupils = make_labelled("yen lang", children=300).pupils
    find_pairs(select_linkable(read_features(pupils)), read_model())
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("splink").handlers == []
    assert list(tmp_path.iterdir()) == []


def test_splink_is_loaded_by_the_first_comparison_and_not_before():
    asked = (
        "import json, sys, hocba_ops.workbench; print(json.dumps([name for name in sys.modules if 'splink' in name]))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == []
