"""The schema of our XML, generated from the layout: one source for what is written, checked and told."""

from collections.abc import Sequence
from functools import cache

from lxml import etree

from hocba_ops.documents.record import Field, Kind, Layout, read_layout
from hocba_ops.documents.record.layout import read_profile
from hocba_ops.documents.xml.write import HASH, ID, KIND, ROOT, SIGNATURES, VERSION

XS = "http://www.w3.org/2001/XMLSchema"
DS = "http://www.w3.org/2000/09/xmldsig#"
BASES = {"varchar": "xs:string", "date": "xs:date", "decimal": "xs:decimal", "boolean": "xs:boolean"}


def _xs(parent: etree._Element, kind: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{XS}}}{kind}", attributes)


@cache
def schema_text(*, strict: bool = False) -> bytes:
    """The schema as a file. `strict`: what the exchange layout requires is required, lengths are the layout's."""
    space = read_profile().namespace
    top = etree.Element(
        f"{{{XS}}}schema",
        {"targetNamespace": space, "elementFormDefault": "qualified"},
        nsmap={"xs": XS, None: space},
    )
    root = _complex(_xs(top, "element", name=ROOT))
    body = _xs(root, "sequence")
    choice = _xs(body, "choice")
    for layout in {read_layout(kind).table: read_layout(kind) for kind in Kind}.values():
        _describe(choice, layout, strict=strict)
    signatures = _xs(_complex(_xs(body, "element", name=SIGNATURES)), "sequence")
    _xs(signatures, "any", namespace=DS, processContents="skip", minOccurs="0", maxOccurs="unbounded")
    _xs(root, "attribute", name=VERSION, type="xs:string", use="required")
    _xs(root, "attribute", name=KIND, type="xs:string", use="required")
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True))


@cache
def schema_of(*, strict: bool = False) -> etree.XMLSchema:
    """The schema ready to validate with."""
    return etree.XMLSchema(etree.fromstring(schema_text(strict=strict)))


def _complex(element: etree._Element) -> etree._Element:
    return _xs(element, "complexType")


def _describe(choice: etree._Element, layout: Layout, *, strict: bool) -> None:
    whole = _complex(_xs(choice, "element", name=layout.table))
    listed = _xs(whole, "sequence")
    _fields(listed, layout.fields, strict=strict)
    for name, fields in layout.children.items():
        child = _complex(_xs(listed, "element", name=name, minOccurs="0", maxOccurs="unbounded"))
        _fields(_xs(child, "sequence"), fields, strict=strict)
    _xs(whole, "attribute", name=ID, type="xs:ID", use="required")
    _xs(whole, "attribute", name=HASH, type="xs:string", use="required")


def _fields(listed: etree._Element, fields: Sequence[Field], *, strict: bool) -> None:
    for field in fields:
        least = "1" if field.is_needed or (strict and field.is_required) else "0"
        element = _xs(listed, "element", name=field.name, minOccurs=least)
        restriction = _xs(_xs(element, "simpleType"), "restriction", base=BASES[field.kind])
        longest = field.length if strict else field.longest
        if longest and field.kind == "varchar":
            _xs(restriction, "minLength", value="1")
            _xs(restriction, "maxLength", value=str(longest))
