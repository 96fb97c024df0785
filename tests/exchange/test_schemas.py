"""The schemas of ours accept what is exported and refuse what the layout does not allow, in XML and JSON alike."""

import json
from io import BytesIO

import pytest
from jsonschema import Draft202012Validator

from hocba_ops.exchange.json_schema import json_schema
from hocba_ops.exchange.rendering import find_json_fault
from hocba_ops.exchange.xml_file import find_xml_fault
from hocba_ops.exchange.xsd import xml_schema

PRIMARY, SECONDARY = "79760401_tieuhoc", "79760402_thcsthpt"


@pytest.mark.parametrize("stem", [PRIMARY, SECONDARY])
def test_an_exported_file_is_what_both_schemas_say(folder, schemas, stem):
    assert find_xml_fault(BytesIO((folder / "xml" / f"{stem}.xml").read_bytes()), schemas.xml) is None
    whole = json.loads((folder / "json" / f"{stem}.json").read_text(encoding="utf-8"))
    told = json_schema(schemas.layout, schemas.codes)
    Draft202012Validator.check_schema(told)
    assert list(Draft202012Validator(told).iter_errors(whole)) == []


REFUSED = [
    ("sukien", "UPDATE"),
    ("phienban", "0"),
    ("phienban", "-1"),
    ("thoigiancapnhat", "2025-06-20 08:00:00"),
    ("ngaycapnhat", "20/06/2025"),
    ("trangthaithongtinhocba", "3"),
    ("trichluc", "có"),
    ("madinhdanhhocba", "123"),
    ("namhoc", "2024"),
    ("sodinhdanh", "07921400001"),
    ("gioitinh", "nam"),
    ("ngaythangnamsinh", "2014-13-01"),
    ("dantoc", "Kinh"),
    ("quoctich", "VNM"),
    ("soddcngvcn", "GV01"),
    ("tenlop", "Lớp năm A một"),
    ("nangluctuhoc", "H"),
    ("cannang", "34,5"),
    ("mucdatduoc", "Đ"),
    ("mamonhoc", "XXX"),
    ("hovaten", ""),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_value_that_the_layout_does_not_allow_is_refused_by_both_schemas(folder, schemas, name, value):
    text = (folder / "xml" / f"{PRIMARY}.xml").read_text(encoding="utf-8")
    start = text.index(f"<{name}>")
    end = text.index(f"</{name}>", start)
    wrong = f"{text[:start]}<{name}>{value}{text[end:]}"
    assert find_xml_fault(BytesIO(wrong.encode()), schemas.xml) is not None
    record = json.loads((folder / "json" / f"{PRIMARY}.json").read_text(encoding="utf-8"))["ban_ghi"][0]
    rows = record["thongtinsohocbasotieuhoc_dsbangdiem"]
    (rows[0] if name in ("mucdatduoc", "mamonhoc") else record)[name] = value
    assert find_json_fault(schemas, record) is not None


@pytest.mark.parametrize("name", ["hovaten", "sodinhdanh", "nxetgvcn", "phienban", "dantoc", "xeploai"])
def test_a_record_without_a_required_field_is_refused(folder, schemas, name):
    record = json.loads((folder / "json" / f"{PRIMARY}.json").read_text(encoding="utf-8"))["ban_ghi"][0]
    del record[name]
    is_required = name != "xeploai"
    assert (find_json_fault(schemas, record) is not None) == is_required


@pytest.mark.parametrize(("waiver", "is_refused"), [("0", True), ("1", False)])
def test_the_level_of_the_year_is_waived_only_for_a_pupil_who_is_not_assessed(folder, schemas, waiver, is_refused):
    record = json.loads((folder / "json" / f"{SECONDARY}.json").read_text(encoding="utf-8"))["ban_ghi"][0]
    del record["canam"]
    record["cokhuyettatkhongdanhgia"] = waiver
    assert (find_json_fault(schemas, record) is not None) == is_refused


@pytest.mark.parametrize(
    ("given", "is_refused"),
    [
        ({"ngaythangnamsinh": "2014-05-01"}, False),
        ({"thangnamsinh": "2014-05"}, False),
        ({"namsinh": "2014"}, False),
        ({}, True),
        ({"ngaythangnamsinh": "2014-05-01", "namsinh": "2014"}, True),
    ],
    ids=["day", "month", "year", "none", "two"],
)
def test_the_date_of_birth_stands_in_exactly_one_of_its_three_fields(folder, schemas, given, is_refused):
    record = json.loads((folder / "json" / f"{PRIMARY}.json").read_text(encoding="utf-8"))["ban_ghi"][0]
    for name in ("ngaythangnamsinh", "thangnamsinh", "namsinh"):
        record.pop(name, None)
    assert (find_json_fault(schemas, record | given) is not None) == is_refused


def test_a_number_of_half_days_absent_from_0_is_refused_and_from_1_taken(folder, schemas):
    text = (folder / "xml" / f"{SECONDARY}.xml").read_text(encoding="utf-8")
    assert "<sobuoinghi>" not in text
    for value, is_refused in (("0", True), ("1", False)):
        told = text.replace("<renluyenhocky1>", f"<sobuoinghi>{value}</sobuoinghi><renluyenhocky1>", 1)
        assert (find_xml_fault(BytesIO(told.encode()), schemas.xml) is not None) == is_refused


def test_a_field_that_the_layout_does_not_have_is_refused_by_both_schemas(folder, schemas):
    text = (folder / "xml" / f"{PRIMARY}.xml").read_text(encoding="utf-8")
    told = text.replace("<hovaten>", "<ghichu>x</ghichu><hovaten>", 1)
    assert find_xml_fault(BytesIO(told.encode()), schemas.xml) is not None
    record = json.loads((folder / "json" / f"{PRIMARY}.json").read_text(encoding="utf-8"))["ban_ghi"][0]
    assert find_json_fault(schemas, record | {"ghichu": "x"}) is not None


def test_the_schemas_of_the_same_layout_are_the_same_bytes_and_stand_in_the_set(folder, schemas):
    told = xml_schema(schemas.layout, schemas.codes)
    assert told == xml_schema(schemas.layout, schemas.codes)
    assert (folder / "luoc-do" / "hocba-trao-doi.xsd").read_text(encoding="utf-8") == told
