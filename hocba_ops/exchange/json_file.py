"""The rows of a school as JSON, a line a record; every value is a text, for a number must not lose its zeros."""

import json
from collections.abc import Iterable
from typing import IO, Any

from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.lines import Wire, wire_record
from hocba_ops.exchange.xml_file import ROOT
from hocba_ops.rulebook.exchange import ExchangeLayout

TABLE, RECORDS = "bang", "ban_ghi"
"""The keys under which a record says its table, and the file its records."""
LAYOUT_VERSION = "1"


def write_json(out: IO[bytes], layout: ExchangeLayout, rows: Iterable[Sent], header: Wire) -> None:
    """Write the rows one by one; the same rows give the same bytes."""
    head = _text({ROOT: LAYOUT_VERSION, **{name: str(value) for name, value in header.items() if name != "phien_ban"}})
    out.write(f'{head[:-1]},"{RECORDS}":['.encode())
    for place, row in enumerate(rows):
        out.write(f"{',' if place else ''}\n{_text(json_record(layout, row))}".encode())
    out.write(b"\n]}\n")


def json_record(layout: ExchangeLayout, row: Sent) -> dict[str, Any]:
    """A record with its envelope and its lists of rows."""
    fields, below = wire_record(layout, row)
    lists = {child.id: lines for child, lines in below if lines}
    return {TABLE: row.table_name, **fields, **lists}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
