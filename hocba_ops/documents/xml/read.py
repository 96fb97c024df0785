"""An XML file opened with care: no entities, no second meaning, the schema kept, the content hash counted again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from hocba_ops.documents.record import Field, Kind, Record, Value, build_record, read_layout
from hocba_ops.documents.xml.schema import schema_of
from hocba_ops.documents.xml.write import CONTENT_ID, HASH, ID, KIND, ROOT, SIGNATURES, tag

LARGEST = 5 * 1024 * 1024
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")


class XmlFault(StrEnum):
    """Why a file is not a record that we can vouch for; the sentence stands in the labels as `xml.fault.<value>`."""

    TOO_LARGE = "too_large"
    ENTITIES = "entities"
    """A document type, an entity or another encoding: nothing that a record needs, much that an attacker does."""
    NOT_XML = "not_xml"
    HIDDEN = "hidden"
    """A comment or processing instruction, which readers skip and signatures do not see."""
    NOT_OURS = "not_ours"
    SCHEMA = "schema"
    DOUBLE_ID = "double_id"
    CONTENT_HASH = "content_hash"
    """The content is not that of which the file carries the hash."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in a file: the document, the record, the hash counted from it; and every fault, none hidden by another.

    `record` and `content_hash` are there as soon as the structure allows it, even when something is at fault.
    """

    faults: tuple[XmlFault, ...]
    details: tuple[str, ...] = ()
    root: etree._Element | None = None
    record: Record | None = None
    content_hash: str = ""

    @property
    def content(self) -> etree._Element:
        """The element with the content; only of a file that has a record."""
        assert self.root is not None
        return self.root[0]

    @property
    def signatures(self) -> tuple[etree._Element, ...]:
        """The signatures that stand in the file."""
        return () if self.root is None or len(self.root) < 2 else tuple(self.root[1])


def open_xml(data: bytes) -> Opened:
    """What is in a file; nothing raises, whatever the bytes."""
    if len(data) > LARGEST:
        return Opened((XmlFault.TOO_LARGE,))
    if any(one in data for one in FORBIDDEN) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Opened((XmlFault.ENTITIES,))
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as fault:
        return Opened((XmlFault.NOT_XML,), (str(fault),))
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "ASCII"):
        return Opened((XmlFault.ENTITIES,))
    return _weigh(root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)


def _weigh(root: etree._Element) -> Opened:
    if not _is_ours(root):
        return Opened((XmlFault.NOT_OURS,), root=root)
    faults, details = _structure(root)
    if XmlFault.SCHEMA in faults:
        return Opened(faults, details, root)
    record = _record(root)
    if record.content_hash != root[0].get(HASH):
        faults = (*faults, XmlFault.CONTENT_HASH)
    return Opened(faults, details, root, record, record.content_hash)


def _is_ours(root: etree._Element) -> bool:
    return root.tag == tag(ROOT) and root.get(KIND) in set(Kind) and len(root) > 0


def _structure(root: etree._Element) -> tuple[tuple[XmlFault, ...], tuple[str, ...]]:
    schema = schema_of()
    is_sound = schema.validate(root)
    details = tuple(f"{one.line}: {one.message}" for one in schema.error_log)
    layout = read_layout(Kind(root.attrib[KIND]))
    shape = [one.tag for one in root] == [tag(layout.table), tag(SIGNATURES)] and root[0].get(ID) == CONTENT_ID
    found = {
        XmlFault.SCHEMA: not (is_sound and shape),
        XmlFault.HIDDEN: any(not isinstance(one.tag, str) for one in _around(root)),
        XmlFault.DOUBLE_ID: len(ids := list(_ids(root))) != len(set(ids)),
    }
    return tuple(fault for fault, is_so in found.items() if is_so), details


def _around(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter()
    yield from root.itersiblings(preceding=True)
    yield from root.itersiblings()


def _ids(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        yield from (value for name, value in element.attrib.items() if etree.QName(name).localname.lower() == "id")


def _record(root: etree._Element) -> Record:
    kind = Kind(root.attrib[KIND])
    layout = read_layout(kind)
    children: dict[str, list[dict[str, Value]]] = {name: [] for name in layout.children}
    for element in root[0].iterchildren(tag=etree.Element):
        name = etree.QName(element).localname
        if name in children:
            children[name].append(_values(element, layout.children[name]))
    return build_record(kind, _values(root[0], layout.fields), children)


def _values(parent: etree._Element, fields: Sequence[Field]) -> dict[str, Value]:
    told = {field.name: parent.find(tag(field.name)) for field in fields}
    kinds = {field.name: field.kind for field in fields}
    return {name: _value(one.text or "", kinds[name]) for name, one in told.items() if one is not None}


def _value(text: str, kind: str) -> Value:
    return text.strip() in ("true", "1") if kind == "boolean" else text
