"""The XML schema of the exchange files, written from the layout: the same layout gives the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from hocba_ops.exchange.xml_file import ROOT, escape
from hocba_ops.rulebook.exchange import EnvelopeField, ExchangeLayout, LayoutField, LayoutTable

Codes = Mapping[str, Sequence[str]]
FORMS = {
    "person_id": "[0-9]{12}",
    "uuid": "[0-9a-zA-Z]{8}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{12}",
    "school_year": "[0-9]{4}-[0-9]{4}",
    "month": "[0-9]{4}-[0-9]{2}",
    "year": "[0-9]{4}",
}
"""Forms of a field as patterns that XML Schema and JSON Schema read alike."""
MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
ATTRIBUTES = ("phien_ban", "noi_nhan", "tinh_den_ngay", "nam_hoc", "ma_truong")
Field = LayoutField | EnvelopeField


def xml_schema(layout: ExchangeLayout, codes: Codes) -> str:
    """The schema as text."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *_schema(layout, codes), ""])


def _schema(layout: ExchangeLayout, codes: Codes) -> Iterator[str]:
    yield '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">'
    yield f'<xs:element name="{ROOT}"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">'
    for table in layout.records():
        yield f'<xs:element name="{table.id}" type="{table.id}"/>'
    yield "</xs:choice>"
    for name in ATTRIBUTES:
        yield f'<xs:attribute name="{name}" type="xs:string" use="required"/>'
    yield "</xs:complexType></xs:element>"
    for table in layout.tables.values():
        yield from _table(layout, table, codes)
    yield "</xs:schema>"


def _table(layout: ExchangeLayout, table: LayoutTable, codes: Codes) -> Iterator[str]:
    yield f'<xs:complexType name="{table.id}"><xs:sequence>'
    for name, one in layout.envelope.items():
        yield from _element(name, one, codes, least=1)
    for choice, found in groupby(table.fields, key=lambda field: field.choice):
        fields = list(found)
        yield from (_choice(fields, codes) if choice else _plain(fields, codes))
    for child in layout.children(table.id):
        yield f'<xs:element name="{child.id}" type="{child.id}" minOccurs="0" maxOccurs="unbounded"/>'
    yield "</xs:sequence></xs:complexType>"


def _plain(fields: Sequence[LayoutField], codes: Codes) -> Iterator[str]:
    for field in fields:
        yield from _element(field.name, field, codes, least=int(field.required and not field.unless))


def _choice(fields: Sequence[LayoutField], codes: Codes) -> Iterator[str]:
    yield "<xs:choice>"
    for field in fields:
        yield from _element(field.name, field, codes, least=1)
    yield "</xs:choice>"


def _element(name: str, field: Field, codes: Codes, *, least: int) -> Iterator[str]:
    yield f'<xs:element name="{name}" minOccurs="{least}"><xs:simpleType>'
    yield f'<xs:restriction base="{_base(field)}">{"".join(_facets(field, codes))}</xs:restriction>'
    yield "</xs:simpleType></xs:element>"


def _base(field: Field) -> str:
    plain = {"date": "xs:date", "decimal": "xs:decimal", "double": "xs:decimal", "int": "xs:integer"}
    return plain.get(field.type, "xs:string")


def _facets(field: Field, codes: Codes) -> Iterator[str]:
    if field.type == "boolean":
        yield '<xs:enumeration value="0"/><xs:enumeration value="1"/>'
    if field.type == "datetime":
        yield f'<xs:pattern value="{MOMENT}"/>'
    if field.codes:
        yield from (f'<xs:enumeration value="{escape(code)}"/>' for code in codes[field.codes])
    elif field.type == "varchar":
        yield '<xs:minLength value="1"/>'
        if field.length is not None:
            yield f'<xs:maxLength value="{field.length}"/>'
    yield from _limits(field)


def _limits(field: Field) -> Iterator[str]:
    if isinstance(field, LayoutField) and field.form:
        yield f'<xs:pattern value="{FORMS[field.form]}"/>'
    if isinstance(field, LayoutField) and field.type == "decimal" and field.scale:
        yield f'<xs:totalDigits value="{field.length}"/><xs:fractionDigits value="{field.scale}"/>'
    if field.low is not None:
        yield f'<xs:minInclusive value="{field.low}"/>'
    if isinstance(field, LayoutField) and field.high is not None:
        yield f'<xs:maxInclusive value="{field.high}"/>'
