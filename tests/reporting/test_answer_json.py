import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from hocba_ops.reporting.answer_json import answer_json, answer_text
from hocba_ops.tables import Explained


def test_an_answer_becomes_json_with_both_counts_beside_each_rate(answer):
    said = json.loads(json.dumps(answer_json(answer), allow_nan=False))
    assert [said[key] for key in ("step", "unit_id", "school_year", "as_of")] == [
        "coverage", "quan-1", "2024-2025", "2025-06-30",
    ]  # fmt: skip
    total = next(
        m for m in said["measures"] if m["name"] == "card.signed" and m["unit_id"] == "quan-1" and not m["group"]
    )
    assert (total["numerator"], total["denominator"], total["rate_percent"]) == (10150, 10390, "97.69")
    assert total["excluded"] == {"chuyen_di": 80, "hoc_ba_giay": 700}


def test_a_published_rate_stays_apart_and_has_no_count(answer):
    published = answer_json(answer)["measures"][-1]
    assert (published["numerator"], published["rate_percent"]) == (None, None)
    assert published["published_rate_percent"] == "97.6"
    assert published["group"] == {"published": "bc-ha-noi"}


def test_the_value_of_a_field_that_names_a_child_is_left_out(answer):
    values = {finding["field"]: finding["value"] for finding in answer_json(answer)["findings"]}
    assert values == {"person_id": None, "full_name": None, "rating": "hoan_thanh_tot", "certificate": ""}


def test_a_finding_keeps_the_place_where_it_was_read(answer):
    first = answer_json(answer)["findings"][0]
    assert (first["source_file"], first["sheet"], first["row_number"]) == ("CSDL_HocSinh.xls", "Sheet1", 7)


def test_an_explained_finding_says_by_whom_and_when_and_not_in_which_words(answer):
    given = Explained("Bé Nụ mới về nước.", "Hiệu trưởng", date(2025, 6, 20))
    query, error = (next(one for one in answer.findings if one.severity == kind) for kind in ("query", "error"))
    told = replace(answer, findings=(*(replace(one, explained=given) for one in (query, error)), query))
    keys = ("is_open", "is_explained", "explained_by", "explained_on")
    assert [tuple(one[key] for key in keys) for one in answer_json(told)["findings"]] == [
        (False, True, "Hiệu trưởng", "2025-06-20"),
        (True, True, "Hiệu trưởng", "2025-06-20"),
        (True, False, None, None),
    ]
    assert "Nụ" not in json.dumps(answer_json(told), ensure_ascii=False)


def test_key_and_fingerprint_of_a_finding_stay_out_of_the_json(answer):
    named = replace(answer, findings=(replace(answer.findings[0], key="khoa" * 4, fingerprint="dau" * 5),))
    assert not {"khoakhoakhoakhoa", "daudaudaudaudau"} & set(answer_json(named)["findings"][0].values())


def test_a_finding_that_two_schools_settle_names_the_other_and_the_day(answer):
    shared = replace(answer.findings[0], other_unit_id="79760402", due_on=date(2025, 7, 2))
    (told,) = answer_json(replace(answer, findings=(shared,)))["findings"]
    assert (told["other_unit_id"], told["due_on"]) == ("79760402", "2025-07-02")
    alone = answer_json(answer)["findings"][0]
    assert (alone["other_unit_id"], alone["due_on"]) == (None, None)


def test_days_in_frames_are_iso(answer):
    assert answer_json(answer)["frames"]["duties"][0]["last_day"] == "2025-03-27"


def test_a_frame_with_rows_of_persons_is_refused(answer):
    with pytest.raises(ValueError, match="pupil_code"):
        answer_json(replace(answer, frames={"x": pl.DataFrame({"pupil_code": ["1"]})}))


def test_the_same_answer_gives_the_same_text(answer):
    reordered = replace(answer, frames=dict(reversed(answer.frames.items())))
    assert json.dumps(answer_json(answer)) == json.dumps(answer_json(reordered))


def test_the_text_of_an_answer_is_its_json_with_a_line_for_each_item(answer):
    text = answer_text(answer)

    assert json.loads(text) == answer_json(answer)
    assert len(text.splitlines()) > len(answer.measures) + len(answer.findings)
