"""The rows of a school as XML: elements named as the layout names its tables and fields, in its order."""

from collections.abc import Iterable, Iterator
from typing import IO

from lxml import etree

from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.lines import Wire, wire_record
from hocba_ops.rulebook.exchange import ExchangeLayout

ROOT = "hocba_trao_doi"
"""The element around the records. Its name and attributes are ours: the copy of the layout has none."""
ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}


def write_xml(out: IO[bytes], layout: ExchangeLayout, rows: Iterable[Sent], header: Wire) -> None:
    """Write the rows one by one; the same rows give the same bytes."""
    told = "".join(f' {name}="{escape(value)}"' for name, value in header.items())
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT}{told}>\n'.encode())
    for row in rows:
        out.write("".join(_lines(layout, row)).encode())
    out.write(f"</{ROOT}>\n".encode())


def escape(value: object) -> str:
    """A text as it stands in an element or between double quotes."""
    return str(value).translate(ESCAPED).replace('"', "&quot;")


def _lines(layout: ExchangeLayout, row: Sent) -> Iterator[str]:
    fields, below = wire_record(layout, row)
    yield f" <{row.table_name}>\n{_elements(fields, 2)}"
    for child, lines in below:
        for line in lines:
            yield f"  <{child.id}>\n{_elements(line, 3)}  </{child.id}>\n"
    yield f" </{row.table_name}>\n"


def _elements(fields: Wire, depth: int) -> str:
    return "".join(f"{' ' * depth}<{name}>{escape(value)}</{name}>\n" for name, value in fields.items())


def find_xml_fault(data: IO[bytes], schema: etree.XMLSchema) -> tuple[int, str] | None:
    """Line and kind of the first place where a file is not what the schema says; None for a sound one.

    Elements are let go as they are read, so that memory does not grow with the file.
    """
    try:
        for _, element in etree.iterparse(data, schema=schema, resolve_entities=False, no_network=True):
            if element.getparent() is not None and element.getparent().getparent() is None:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as fault:
        last = fault.error_log.last_error
        return (last.line, str(last.type_name)) if last is not None else (fault.lineno or 0, "SYNTAX")
    return None
