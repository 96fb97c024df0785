"""One record in canonical form: no empty value, one form of a letter, numbers as text; and the hash of its content."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import rfc8785

from hocba_ops.documents.record.layout import Field, Kind, Layout, kind_of_grade, read_layout, read_profile
from hocba_ops.text import nfc

Value = str | bool
Row = Mapping[str, Value]
TRUE = "1"
"""How the exchange layout writes a flag that is set."""
CODE_LETTERS = 12
GROUP = 4


@dataclass(frozen=True, slots=True)
class Record:
    """What a học bạ of one school year says. Names are those of the layout; what is not known is not there.

    Dates are ISO 8601, decimals plain digits with a point: text, so that every tool reads the same bytes.
    """

    kind: Kind
    values: Row
    children: Mapping[str, tuple[Row, ...]]

    def text(self, name: str) -> str:
        """A value as text; empty when it is not known."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ("true" if value else "false")

    def is_true(self, name: str) -> bool:
        """Whether a flag is set; one that is not known is not."""
        return self.values.get(name) is True

    def plain(self) -> dict[str, Any]:
        """The record as JSON values."""
        children = {name: [dict(row) for row in rows] for name, rows in self.children.items()}
        layout = f"{read_layout(self.kind).table}/{read_profile().version}"
        return {"layout": layout, "kind": self.kind.value, "values": dict(self.values), "children": children}

    def canonical(self) -> bytes:
        """The record in RFC 8785 form: what the content hash is made of."""
        return rfc8785.dumps(self.plain())

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()


def build_record(
    kind: Kind, values: Mapping[str, object], children: Mapping[str, Sequence[Mapping[str, object]]]
) -> Record:
    """A record from values as they come (text, dates, numbers, flags, nothing); `KeyError` for an unknown field."""
    layout = read_layout(kind)
    rows = {
        name: tuple(MappingProxyType(_row(layout.children[name], row)) for row in given)
        for name, given in _in_order(layout, children).items()
        if given
    }
    return Record(kind, MappingProxyType(_row(layout.fields, values)), MappingProxyType(rows))


def build_from_texts(grade: int, said: Mapping[str, Any]) -> Record:
    """The record of a grade from fields as the exchange layout writes them: all text, flags 1 or 0.

    Child tables stand under the full name of the layout, or under what stands behind the name of the record's table.
    """
    kind = kind_of_grade(grade)
    layout = read_layout(kind)
    flags = {field.name for field in layout.fields if field.kind == "boolean"}
    named = {name.removeprefix(f"{layout.table}_"): value for name, value in said.items()}
    told = {name: value for name, value in named.items() if name not in layout.children}
    values = {name: value == TRUE if name in flags and value is not None else value for name, value in told.items()}
    return build_record(kind, values, {name: named[name] for name in layout.children if name in named})


def build_from_plain(told: Mapping[str, Any]) -> Record | None:
    """The record that `Record.plain` told; None for what is no record of the layout of today."""
    try:
        record = build_record(Kind(told["kind"]), told["values"], told["children"])
    except (KeyError, TypeError, ValueError):
        return None
    return record if record.plain() == told else None


def look_up_code(content_hash: str) -> str:
    """What stands in the place of the look-up code on a form that was made without the key of an office.

    It follows from the content hash, which is no secret, so that nothing may be looked up by it: the codes that are
    (`domain.identity.look_up_code`) are made with a key.

    >>> look_up_code("00" * 32)
    'AAAA-AAAA-AAAA'
    """
    letters = b32encode(bytes.fromhex(content_hash)).decode()[:CODE_LETTERS]
    return "-".join(letters[place : place + GROUP] for place in range(0, CODE_LETTERS, GROUP))


def _in_order(layout: Layout, children: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, Any]:
    if unknown := children.keys() - layout.children.keys():
        raise KeyError(sorted(unknown))
    return {name: children.get(name, ()) for name in layout.children}


def _row(fields: Sequence[Field], given: Mapping[str, object]) -> dict[str, Value]:
    if unknown := given.keys() - {field.name for field in fields}:
        raise KeyError(sorted(unknown))
    told = {field.name: _value(field, given[field.name]) for field in fields if given.get(field.name) is not None}
    return {name: value for name, value in told.items() if value != ""}


def _value(field: Field, value: object) -> Value:
    if field.kind == "boolean":
        if not isinstance(value, bool):
            raise TypeError(field.name)
        return value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if field.kind == "decimal" and isinstance(value, int | Decimal):
        return plain_number(Decimal(value))
    if not isinstance(value, str):
        raise TypeError(field.name)
    return clean(value)


def clean(text: str) -> str:
    r"""A text as XML gives it back: one form of a letter, line breaks as \n, no blanks at the ends, nothing invisible.

    >>> clean(" Tie\u0302\u0301ng\r\nViệt\x00 ")
    'Tiếng\nViệt'
    """
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or _is_xml(letter)).strip()


def plain_number(number: Decimal) -> str:
    """A number without exponent or needless zeros.

    >>> plain_number(Decimal("27.50")), plain_number(Decimal("1E+2"))
    ('27.5', '100')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_xml(letter: str) -> bool:
    code = ord(letter)
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
