"""What goes on the wire of a row: the envelope before its fields, and the same for every row below it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from hocba_ops.exchange.envelope import Sent
from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutTable

FAMILY = UUID("6f0c2c0e-6a57-5f0e-9a9b-0d1f6c9b7a31")
"""The name space of the ids of rows below a record."""
Wire = Mapping[str, Any]


def envelope(layout: ExchangeLayout, row: Sent, record_id: str) -> dict[str, str]:
    """The five fields of the envelope; the event in the word that the layout writes."""
    values = {
        "idbanghi": record_id,
        "sukien": layout.events[row.event],
        "phienban": str(row.version),
        "thoigiancapnhat": row.updated_at,
        "ngaycapnhat": row.updated_at[:10],
    }
    return {name: values[name] for name in layout.envelope}


def wire_record(layout: ExchangeLayout, row: Sent) -> tuple[Wire, list[tuple[LayoutTable, list[Wire]]]]:
    """The fields of a record with its envelope, and its tables of rows with theirs."""
    said = json.loads(row.content)
    fields = {name: said[name] for name in layout.tables[row.table_name].names if name in said}
    below = [(child, list(_lines(layout, row, child, said))) for child in layout.children(row.table_name)]
    return envelope(layout, row, row.record_id) | fields, below


def _lines(layout: ExchangeLayout, row: Sent, child: LayoutTable, said: Mapping[str, Any]) -> Iterator[Wire]:
    for place, line in enumerate(said.get(child.id, ())):
        key = "/".join([row.record_id, child.id, *(str(line.get(name, place)) for name in child.key)])
        yield envelope(layout, row, str(uuid5(FAMILY, key))) | line
