"""Files of the exchange layout as they come in: read, or refused with a word, and never more than what they say."""

import json
from datetime import date
from pathlib import Path

import pytest

from hocba_ops.errors import OpsError, TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.folder import list_files
from hocba_ops.sources.reading import Reading, read_file

HEAD = 'phien_ban="1" noi_nhan="so" tinh_den_ngay="2025-07-01" nam_hoc="2024-2025" ma_truong="79760401"'
RECORD = {
    "idbanghi": "a", "sukien": "NEW", "phienban": "3", "thoigiancapnhat": "2025-06-20T08:00:00",
    "ngaycapnhat": "2025-06-20", "trangthaithongtinhocba": "1", "madinhdanhhocba": "a", "namhoc": "2024-2025",
    "matruong": "79760401", "mahocsinh": "7900000001", "makhoi": "5", "hovaten": "Nguyễn Thử",
}  # fmt: skip
TABLE = "thongtinsohocbasotieuhoc"


def xml(*records: dict[str, str], before: str = "", inside: str = "") -> str:
    told = "".join(
        f"<{TABLE}>{''.join(f'<{k}>{v}</{k}>' for k, v in one.items())}{inside}</{TABLE}>" for one in records
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<hocba_trao_doi {HEAD}>{told}</hocba_trao_doi>'


def as_json(*records: dict[str, object]) -> str:
    told = [{"bang": TABLE, **one} for one in records]
    return json.dumps({"hocba_trao_doi": "1", "tinh_den_ngay": "2025-07-01", "ban_ghi": told}, ensure_ascii=False)


def read(folder: Path, text: str, name: str = "a.xml", **limits: int) -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_file(path, name=name, limits=Limits(**limits))


@pytest.mark.parametrize(("text", "name"), [(xml(RECORD), "a.xml"), (as_json(RECORD), "a.json")])
def test_a_record_keeps_its_envelope_and_its_fields(tmp_path, text, name):
    reading = read(tmp_path, text, name)
    assert (reading.family, reading.as_of) == ("exchange_file", date(2025, 7, 1))
    row = reading.tables["exchange_record"].row(0, named=True)
    assert (row["event"], row["version"], row["grade"], row["card_id"], row["school_code"]) == (
        "new", 3, 5, "a", "79760401",
    )  # fmt: skip
    assert json.loads(row["content"])["hovaten"] == "Nguyễn Thử"
    assert "idbanghi" not in row["content"]


BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
DEEP = "<a>" * 50 + "</a>" * 50


@pytest.mark.parametrize(
    "text",
    [
        xml(RECORD, before=BOMB).replace("Nguyễn Thử", "&b;"),
        xml(RECORD, before=OUTSIDE).replace("Nguyễn Thử", "&x;"),
        xml(RECORD, before="<!DOCTYPE hocba_trao_doi>"),
        xml(RECORD, inside=DEEP),
        xml(RECORD)[:-40],
        xml(RECORD).replace("Nguyễn Thử", "&lạ;"),
        as_json(RECORD)[:-9],
        '{"hocba_trao_doi":"1","ban_ghi":' + "[" * 100_000,
        '{"hocba_trao_doi":"1","ban_ghi":[1]}',
    ],
    ids=["bomb", "outside", "doctype", "deep", "cut", "entity", "cut json", "deep json", "no record"],
)
def test_a_hostile_or_damaged_file_is_refused_with_a_word(tmp_path, text):
    name = "a.json" if text.startswith("{") else "a.xml"
    with pytest.raises(UnreadableFile) as told:
        read(tmp_path, text, name)
    assert told.value.exit_code == 13


@pytest.mark.parametrize(("limits", "text"), [({"file_bytes": 100}, xml(RECORD)), ({"rows": 1}, xml(RECORD, RECORD))])
def test_a_file_beyond_the_limits_is_refused(tmp_path, limits, text):
    with pytest.raises(TooLarge):
        read(tmp_path, text, **limits)


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"phienban": "0"}, "phienban"), ({"phienban": "-2"}, "phienban"), ({"phienban": "2,5"}, "phienban"),
        ({"sukien": "UPDATE"}, "sukien"), ({"thoigiancapnhat": "hôm qua"}, "thoigiancapnhat"),
        ({"madinhdanhhocba": ""}, "madinhdanhhocba"), ({"idbanghi": ""}, "idbanghi"),
    ],
)  # fmt: skip
def test_a_record_whose_envelope_is_unsound_is_left_out_and_told(tmp_path, said, lacking):
    reading = read(tmp_path, xml(RECORD, {**RECORD, "idbanghi": "b", **said}))
    assert reading.tables["exchange_record"]["record_id"].to_list() == ["a"]
    assert reading.repairs.select("column", "kind").rows() == [(lacking, "khong_doc_duoc")]


def test_a_field_that_the_layout_does_not_have_is_left_out_and_told(tmp_path):
    reading = read(tmp_path, xml(RECORD | {"ghichu": "x"}))
    assert "ghichu" not in reading.tables["exchange_record"]["content"][0]
    assert reading.repairs["column"].to_list() == ["ghichu"]


def test_only_files_that_begin_as_an_exchange_are_taken_from_an_inbox(tmp_path):
    (tmp_path / "a.xml").write_text(xml(RECORD), encoding="utf-8")
    (tmp_path / "b.json").write_text(as_json(RECORD), encoding="utf-8")
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "khac.xml").write_text("<note/>", encoding="utf-8")
    assert [path.name for path in list_files(tmp_path)] == ["a.xml", "b.json"]


def test_an_error_of_a_file_is_one_that_an_officer_can_act_on(tmp_path):
    with pytest.raises(OpsError) as told:
        read(tmp_path, xml(RECORD)[:-5])
    assert "a.xml" in str(told.value)
    assert "DOCTYPE" in str(told.value)
