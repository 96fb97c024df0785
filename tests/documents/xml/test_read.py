import re

import pytest

from hocba_ops.documents.xml import open_xml, schema_of, write_xml
from hocba_ops.documents.xml.read import XmlFault
from tests.documents.records import primary, secondary

WRITTEN = write_xml(primary())
BOMB = b"""<?xml version="1.0"?><!DOCTYPE hocBaSo [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>"""


def faults(data: bytes) -> set[XmlFault]:
    return set(open_xml(data).faults)


@pytest.mark.parametrize("record", [primary(), primary(grade=1), secondary(), secondary(grade=11)])
def test_a_record_written_and_opened_is_the_same_record(record):
    opened = open_xml(write_xml(record))
    assert opened.faults == ()
    assert opened.record == record
    assert opened.content_hash == record.content_hash


def test_markup_in_a_name_is_written_as_text_and_read_back():
    record = primary(values={"hovaten": "Lê <b>An</b> & “Bình” ]]>"})
    assert open_xml(write_xml(record)).record == record


def test_a_changed_value_is_found_by_the_content_hash():
    changed = WRITTEN.replace("Hoàn thành tốt</xeploai>".encode(), "Hoàn thành xuất sắc</xeploai>".encode())
    assert changed != WRITTEN
    assert faults(changed) == {XmlFault.CONTENT_HASH}


def test_a_changed_value_with_its_hash_made_anew_is_a_file_that_only_signatures_and_registry_can_refuse():
    changed = write_xml(primary(values={"xeploai": "Hoàn thành xuất sắc"}))
    assert faults(changed) == set()
    assert open_xml(changed).content_hash != primary().content_hash


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (BOMB + WRITTEN.partition(b"?>")[2], XmlFault.ENTITIES),
        (WRITTEN.decode().replace("UTF-8", "UTF-16").encode("utf-16"), XmlFault.ENTITIES),
        (WRITTEN.replace(b"UTF-8", b"ISO-8859-1"), XmlFault.ENTITIES),
        (WRITTEN[: len(WRITTEN) // 2], XmlFault.NOT_XML),
        (b"", XmlFault.NOT_XML),
        (b"<a/>", XmlFault.NOT_OURS),
        (b" " * (6 * 1024 * 1024), XmlFault.TOO_LARGE),
        (WRITTEN.replace(b"<xeploai>", b"<xeploai><!-- x -->"), XmlFault.HIDDEN),
        (WRITTEN + b"<?php x ?>", XmlFault.HIDDEN),
        (WRITTEN.replace(b"<chuKy/>", b""), XmlFault.SCHEMA),
        (WRITTEN.replace(b"<hovaten>", b"<hoten>").replace(b"</hovaten>", b"</hoten>"), XmlFault.SCHEMA),
        (WRITTEN.replace(b"2014-03-09", b"09/03/2014"), XmlFault.SCHEMA),
        (re.sub(rb"<hovaten>.*?</hovaten>", b"", WRITTEN), XmlFault.SCHEMA),
        (WRITTEN.replace(b'loai="tieu_hoc"', b'loai="thcs"'), XmlFault.SCHEMA),
    ],
    ids=[
        "entities", "utf-16", "another encoding", "cut off", "empty", "another file", "large", "comment", "instruction",
        "no signatures", "unknown element", "no date", "no name", "another kind",
    ],
)  # fmt: skip
def test_a_file_that_is_no_sound_record_is_told_as_what_it_is(data, fault):
    assert fault in faults(data)


def test_a_second_content_with_the_same_id_is_no_record():
    content = WRITTEN[WRITTEN.index(b"<thongtinsohocbasotieuhoc") : WRITTEN.index(b"<chuKy/>")]
    assert XmlFault.SCHEMA in faults(WRITTEN.replace(b"<chuKy/>", content + b"<chuKy/>"))


def test_the_strict_schema_asks_what_the_exchange_layout_requires():
    coded = [{"tenmonhoc": "Toán", "mamonhoc": "TOA", "mucdatduoc": "T"}]
    whole, without = primary(rows=coded), primary(rows=coded, values={"nxetgvcn": None})
    roots = [open_xml(write_xml(record)).root for record in (whole, without)]
    assert [schema_of(strict=True).validate(root) for root in roots] == [True, False]
    assert [schema_of().validate(root) for root in roots] == [True, True]
