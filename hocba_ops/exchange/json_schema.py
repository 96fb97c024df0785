"""The JSON schema of the exchange files, written from the layout beside the XML one."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from hocba_ops.exchange.json_file import LAYOUT_VERSION, RECORDS, TABLE
from hocba_ops.exchange.xml_file import ROOT
from hocba_ops.exchange.xsd import ATTRIBUTES, FORMS, MOMENT, Codes, Field
from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutField, LayoutTable

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
Schema = dict[str, Any]


def json_schema(layout: ExchangeLayout, codes: Codes) -> Schema:
    """The schema of a whole file."""
    header = {name: {"type": "string"} for name in ATTRIBUTES if name != "phien_ban"}
    return {
        "$schema": DRAFT,
        "type": "object",
        "properties": {
            ROOT: {"const": LAYOUT_VERSION},
            **header,
            RECORDS: {"type": "array", "items": {"oneOf": [_ref(table) for table in layout.records()]}},
        },
        "required": [ROOT, *header, RECORDS],
        "additionalProperties": False,
        "$defs": {table.id: _table(layout, table, codes) for table in layout.tables.values()},
    }


def json_schema_text(layout: ExchangeLayout, codes: Codes) -> str:
    """The schema as text."""
    return json.dumps(json_schema(layout, codes), ensure_ascii=False, indent=1) + "\n"


def _ref(table: LayoutTable) -> Schema:
    return {"$ref": f"#/$defs/{table.id}"}


def _table(layout: ExchangeLayout, table: LayoutTable, codes: Codes) -> Schema:
    named = {} if table.parent else {TABLE: {"const": table.id}}
    below = {child.id: {"type": "array", "items": _ref(child)} for child in layout.children(table.id)}
    properties: Schema = {
        **named,
        **{name: _value(one, codes) for name, one in layout.envelope.items()},
        **{field.name: _value(field, codes) for field in table.fields},
        **below,
    }
    must = [field.name for field in table.fields if field.required and not field.unless]
    return {
        "type": "object",
        "properties": properties,
        "required": [*named, *layout.envelope, *must],
        "additionalProperties": False,
        **_conditions(table),
    }


def _conditions(table: LayoutTable) -> Schema:
    """Exactly one of the fields of a choice; fields that are waived when another one is 1."""
    rules: list[Schema] = []
    for choice, fields in groupby(table.fields, key=lambda field: field.choice):
        if choice:
            rules.append({"oneOf": [{"required": [field.name]} for field in fields]})
    for waiver in dict.fromkeys(field.unless for field in table.fields if field.unless):
        waived = [field.name for field in table.fields if field.unless == waiver and field.required]
        if waived:
            rules.append({"if": {"properties": {waiver: {"const": "0"}}}, "then": {"required": waived}})
    return {"allOf": rules} if rules else {}


def _value(field: Field, codes: Codes) -> Mapping[str, Any]:
    if field.type == "boolean":
        return {"enum": ["0", "1"]}
    if field.codes:
        return {"enum": list(codes[field.codes])}
    pattern = _pattern(field)
    told: Schema = {"type": "string", "minLength": 1}
    if field.type == "varchar" and field.length is not None:
        told["maxLength"] = field.length
    return told | ({"pattern": f"^{pattern}$"} if pattern else {})


def _pattern(field: Field) -> str:
    if isinstance(field, LayoutField) and field.form:
        return FORMS[field.form]
    numbers = {"int": "[1-9][0-9]*", "decimal": r"[0-9]+(\.[0-9]{1,4})?", "double": r"[0-9]+(\.[0-9]+)?"}
    return {"date": DAY, "datetime": MOMENT, **numbers}.get(field.type, "")
