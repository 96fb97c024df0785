"""One card says one thing: to the Sở, in the XML that is signed, and on the page."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import polars as pl
import pytest

from hocba_ops.documents.record import Record, read_layout
from hocba_ops.documents.render import Look
from hocba_ops.documents.render.pages import build_pages
from hocba_ops.documents.xml import open_xml, write_xml
from hocba_ops.exchange import Order
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.card_records import card_id_of, read_records
from hocba_ops.workbench.exchange_tables import journal_of
from hocba_ops.workbench.exporting import export
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.registering import register
from tests.district import SCHOOL_YEAR, District
from tests.exchange.sending import (
    AS_OF,
    PRIMARY,
    SECONDARY,
    build,
    build_sound,
    fill_primary,
    history,
    pupil,
    pupil_of,
    result,
    send,
    tell,
)  # fmt: skip

Told = Mapping[str, Any]
SCHOOLS = ("79760401", "79760402", "79760405")
"""The schools of the samples that handed in what their cards say."""
DAY = date(2025, 6, 30)


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> District:
    return build_sound(tmp_path_factory.mktemp("quan"), cards=2)


@pytest.fixture(scope="module")
def issued(district) -> dict[str, Record]:
    return records(district)


@pytest.fixture(scope="module")
def exported(district) -> dict[str, Told]:
    return sent(district)


def records(district: District, day: date = AS_OF) -> dict[str, Record]:
    """The records as they come out of the XML files, by card."""
    composed = (record for _, record in read_records(district.bench, "so-gddt-hcm", SCHOOL_YEAR, day))
    opened = (open_xml(write_xml(record)) for record in composed)
    return {one.record.text("madinhdanhhocba"): one.record for one in opened if one.record and not one.faults}


def sent(district: District) -> dict[str, Told]:
    send(district)
    return sent_of(district.bench)


def sent_of(bench: Workbench) -> dict[str, Told]:
    journal = journal_of(bench, "so")
    rows = (row for made in journal.sets() for part in journal.rows(made) for row in part)
    return {row.card_id: json.loads(row.content) for row in rows}


def as_sent(record: Record) -> dict[str, Any]:
    """A record in the words of the exchange: flags as 1 or 0, child tables under their full names."""
    table = read_layout(record.kind).table
    values = {name: value if isinstance(value, str) else str(int(value)) for name, value in record.values.items()}
    return values | {f"{table}_{name}": [dict(row) for row in rows] for name, rows in record.children.items()}


def test_every_field_of_an_exported_card_is_that_of_its_issued_xml(issued, exported):
    assert len(exported) == 4
    assert {card: as_sent(issued[card]) for card in exported} == exported


def test_what_a_school_handed_in_of_a_card_stands_in_its_record(issued):
    record = next(one for one in issued.values() if one.text("mahocsinh") == pupil_of(1))
    said = {"chieucao": "140.2", "cannang": "34.5", "nghicophep": "2", "nxetgvcn": "Chăm học", "dantoc": "01"}
    said |= {"diadanhphathanh": "Phường Bến Thành", "sosodangbo": "ĐB 1", "tengvcn": "Lê Thị Chủ Nhiệm"}
    assert {name: record.text(name) for name in said} == said
    assert [row["mamonhoc"] for row in record.children["dsbangdiem"]] == ["TVI", "TOA", "DDU", "HTN"]
    assert record.children["quatrinhhoctap"][0]["namhoc"] == "2023-2024"


def test_the_page_has_the_whole_name_of_a_subject_that_the_layout_cuts_short(district, issued):
    record = next(one for one in issued.values() if one.text("mahocsinh") == pupil_of(101))
    names = names_of(district.bench)
    pages = build_pages([record], Look(), names)
    shown = [row["name"] for row in pages["years"][0]["subjects"]]
    assert "HĐTN, hướng nghiệp" in [row["tenmonhoc"] for row in record.children["bangdiem"]]
    assert "Hoạt động trải nghiệm, hướng nghiệp" in shown
    assert names.ethnicity["01"] == "Kinh"


def test_the_same_store_gives_the_same_content_hash_again(district, issued):
    again = records(district)
    assert {card: one.content_hash for card, one in again.items()} == {
        card: one.content_hash for card, one in issued.items()
    }


def test_a_card_of_which_the_school_handed_in_no_content_takes_what_other_files_tell(tmp_path):
    district = build(tmp_path)
    arrived = {"pupil_status": "chuyen_den", "status_date": date(2025, 1, 6)}
    instead = {"card_content": [], "study_history": [], "result": [result(1, award_text="Giấy khen")]}
    fill_primary(district, (1,), pupil=[pupil(1, **arrived)], **instead)
    record = records(district)[card_id_of(district.bench, PRIMARY, pupil_of(1), SCHOOL_YEAR)]
    assert record.text("ndungkhenthuong") == "Giấy khen"
    assert record.text("diadanhphathanh")
    assert [row["ngaytrangthaichuyenden"] for row in record.children["quatrinhhoctap"]] == ["2025-01-06"]


def test_two_pupils_to_whom_a_register_gave_one_id_keep_their_own_contents(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2))
    tell(district, history(1))
    same = {"school_code": PRIMARY, "grade": 5, "card_id": "một mã", "version": 1, "state": "khoi_tao"}
    district.hand_in(date(2025, 5, 3), card=[same | {"pupil_code": pupil_of(number)} for number in (2, 3)])
    fill_primary(district, (2, 3), on=date(2025, 5, 4))
    told = list(read_records(district.bench, "so-gddt-hcm", SCHOOL_YEAR, AS_OF))
    assert {card["pupil_code"]: record.text("mahocsinh") for card, record in told} == {
        pupil_of(number): pupil_of(number) for number in (2, 3)
    }
    assert {record.text("madinhdanhhocba") for _, record in told} == {"một mã"}


def test_only_the_cards_that_are_wanted_are_composed(district):
    found = read_records(district.bench, "so-gddt-hcm", SCHOOL_YEAR, AS_OF, wanted=pl.col("school_code") == SECONDARY)
    assert {card["school_code"] for card, _ in found} == {SECONDARY}


def test_every_exported_card_of_the_samples_says_what_its_issued_xml_says(sample_bench, tmp_path):
    settings = sample_bench.settings.model_copy(update={"registry": tmp_path / "sổ", "exchange": tmp_path / "gửi"})
    bench = replace(sample_bench, settings=settings)
    list(register(bench, as_of=DAY, now=datetime.combine(DAY, time(12), UTC), by="thử"))
    export(
        bench,
        Order("so", "quan-1", SCHOOL_YEAR, (5,), DAY.isoformat()),
        formats=("json",),
        now=datetime.combine(DAY, time(12), UTC),
    )
    told = sent_of(bench)
    wanted = pl.col("school_code").is_in(SCHOOLS)
    found = {
        record.text("madinhdanhhocba"): record
        for _, record in read_records(bench, "quan-1", SCHOOL_YEAR, DAY, wanted=wanted)
    }
    assert {one["matruong"] for one in told.values()} == set(SCHOOLS)
    assert {card: as_sent(found[card]) for card in told} == told
