"""A record written as XML: the content under one element with an Id, room for signatures beside it."""

from collections.abc import Sequence

from lxml import etree

from hocba_ops.documents.record import Field, Record, read_layout
from hocba_ops.documents.record.layout import read_profile
from hocba_ops.documents.record.record import Row

ROOT, SIGNATURES = "hocBaSo", "chuKy"
ID, CONTENT_ID = "Id", "noi-dung"
HASH, VERSION, KIND = "maNoiDung", "phienBan", "loai"


def tag(name: str) -> str:
    """The name of an element in our namespace, as lxml writes it."""
    return f"{{{read_profile().namespace}}}{name}"


def write_xml(record: Record) -> bytes:
    """The record as an unsigned XML file, the same bytes for the same record."""
    profile, layout = read_profile(), read_layout(record.kind)
    root = etree.Element(
        tag(ROOT), {VERSION: profile.version, KIND: record.kind.value}, nsmap={None: profile.namespace}
    )
    content = etree.SubElement(root, tag(layout.table), {ID: CONTENT_ID, HASH: record.content_hash})
    _add(content, layout.fields, record.values)
    for name, fields in layout.children.items():
        for row in record.children.get(name, ()):
            _add(etree.SubElement(content, tag(name)), fields, row)
    etree.SubElement(root, tag(SIGNATURES))
    return to_bytes(root)


def to_bytes(root: etree._Element) -> bytes:
    """A document as a file."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _add(parent: etree._Element, fields: Sequence[Field], row: Row) -> None:
    for field in fields:
        value = row.get(field.name)
        if value is not None:
            etree.SubElement(parent, tag(field.name)).text = value if isinstance(value, str) else str(value).lower()
