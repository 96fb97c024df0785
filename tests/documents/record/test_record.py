import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest

from hocba_ops.documents.record import (
    Kind,
    LackKind,
    build_from_plain,
    build_record,
    find_lacks,
    look_up_code,
    read_layout,
)
from tests.documents.records import PRIMARY, primary, secondary


def test_two_spellings_of_one_letter_give_one_content_hash():
    composed, split = (primary(values={"hovaten": name}) for name in ("Nguyễn Bảo Ân", "Nguyễn Bảo Ân"))
    assert composed.content_hash == split.content_hash


def test_the_content_hash_is_that_of_plain_sorted_json_without_blanks():
    """RFC 8785 for text and flags is what any JSON tool writes with sorted keys: a receiver needs no code of ours."""
    record = primary()
    text = json.dumps(record.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == record.content_hash


@pytest.mark.parametrize(
    "change",
    [{"hovaten": "Nguyễn Văn Khác"}, {"duoclenlop": False}, {"nxetgvcn": None}, {"cannang": "36.6"}],
    ids=lambda change: next(iter(change)),
)
def test_any_changed_value_gives_another_content_hash(change):
    assert primary(values=change).content_hash != primary().content_hash


def test_the_order_of_subjects_belongs_to_the_content():
    rows = [{"tenmonhoc": name} for name in PRIMARY]
    assert primary(rows=rows).content_hash != primary(rows=rows[::-1]).content_hash


def test_values_of_any_type_become_text_in_one_form():
    values = {"ngaytao": date(2025, 5, 20), "cannang": Decimal("36.50"), "hovaten": " Lê\r\nAn ", "tenhuyen": ""}
    record = build_record(Kind.TIEU_HOC, values, {})
    assert dict(record.values) == {"ngaytao": "2025-05-20", "cannang": "36.5", "hovaten": "Lê\nAn"}


def test_a_field_that_the_layout_does_not_have_is_refused():
    with pytest.raises(KeyError, match="ho_ten"):
        build_record(Kind.TIEU_HOC, {"ho_ten": "An"}, {})


def test_a_flag_given_as_text_is_refused_rather_than_read():
    with pytest.raises(TypeError, match="duoclenlop"):
        build_record(Kind.TIEU_HOC, {"duoclenlop": "true"}, {})


def test_the_look_up_code_follows_from_the_content_alone():
    code = look_up_code(primary().content_hash)
    assert code == look_up_code(primary().content_hash) != look_up_code(secondary().content_hash)
    assert [len(part) for part in code.split("-")] == [4, 4, 4]


def test_a_missing_field_is_told_by_who_asks_for_it():
    lacks = find_lacks(primary(values={"hovaten": None, "nxetgvcn": None, "ngaythangnamsinh": None}))
    told = {lack.field: lack.kind for lack in lacks}
    assert told == {
        "hovaten": LackKind.NEEDED,
        "nxetgvcn": LackKind.REQUIRED,
        "ngaythangnamsinh": LackKind.REQUIRED,
        "dsbangdiem.mamonhoc": LackKind.REQUIRED,
    }


def test_a_subject_longer_than_the_exchange_layout_has_room_for_is_told_and_kept():
    """tenmonhoc of grades 6-12 has 20 characters there; a subject of the programme has 35."""
    lacks = {lack.field: lack.kind for lack in find_lacks(secondary())}
    assert lacks["bangdiem.tenmonhoc"] == LackKind.NO_ROOM
    assert "Hoạt động trải nghiệm, hướng nghiệp" in [row["tenmonhoc"] for row in secondary().children["bangdiem"]]


def test_a_value_longer_than_our_own_room_keeps_the_file_from_being_made():
    lacks = {lack.field: lack.kind for lack in find_lacks(primary(values={"nxetphamchat": "a" * 501}))}
    assert lacks["nxetphamchat"] == LackKind.TOO_LONG


def test_the_layout_of_each_kind_has_the_fields_of_its_table():
    counts = {kind: (len(read_layout(kind).fields), len(read_layout(kind).children)) for kind in Kind}
    assert counts == {Kind.TIEU_HOC: (80, 2), Kind.THCS: (69, 3), Kind.THPT: (69, 3)}


def test_a_record_comes_back_from_its_plain_values_and_nothing_else_passes_for_one():
    record = secondary()
    again = build_from_plain(record.plain())
    assert again is not None
    assert again.content_hash == record.content_hash
    older = {"layout": "hocba-content-1", "grade": 5, "pupil": {}}
    assert [build_from_plain(told) for told in (older, record.plain() | {"layout": "khác/1"}, {})] == [None] * 3


def test_what_a_flag_waives_is_not_asked_for():
    """Cấu trúc trao đổi: học sinh khuyết tật không đánh giá không phải có mức cả năm."""
    bare = {"hocky1": None, "canam": None}
    asked = {lack.field for lack in find_lacks(secondary(values=bare))}
    waived = {lack.field for lack in find_lacks(secondary(values=bare | {"cokhuyettatkhongdanhgia": True}))}
    assert asked - waived == {"hocky1", "canam"}
