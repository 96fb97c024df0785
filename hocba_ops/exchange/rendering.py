"""The rows of one file in the formats asked for, each checked against our schema before anybody sees it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from hocba_ops.errors import ExportFault, ExportProblem
from hocba_ops.exchange import flat
from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.json_file import json_record, write_json
from hocba_ops.exchange.json_schema import json_schema, json_schema_text
from hocba_ops.exchange.lines import Wire
from hocba_ops.exchange.xml_file import find_xml_fault, write_xml
from hocba_ops.exchange.xsd import xml_schema
from hocba_ops.rulebook.exchange import ExchangeLayout

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

FORMATS = ("xml", "json", "csv", "xlsx", "parquet")
SCHEMA_FOLDER = "luoc-do"
"""Where the two schemas stand in a set."""


@dataclass(frozen=True)
class Schemas:
    """The layout with its code lists, and the two schemas made of them."""

    layout: ExchangeLayout
    codes: Mapping[str, Sequence[str]]

    @cached_property
    def xml(self) -> etree.XMLSchema:
        """The XML schema, ready to check files with."""
        return etree.XMLSchema(etree.fromstring(xml_schema(self.layout, self.codes).encode()))

    @cached_property
    def validators(self) -> Mapping[str, "Draft202012Validator"]:
        """The JSON schema of a record of each table, ready to check records with."""
        from jsonschema import Draft202012Validator  # it compiles a grammar of addresses: only where asked for

        whole = json_schema(self.layout, self.codes)
        return {
            table.id: Draft202012Validator({"$ref": f"#/$defs/{table.id}", "$defs": whole["$defs"]})
            for table in self.layout.records()
        }

    def write(self, folder: Path) -> None:
        """Write both as files."""
        (folder / SCHEMA_FOLDER).mkdir()
        xml, told = xml_schema(self.layout, self.codes), json_schema_text(self.layout, self.codes)
        (folder / SCHEMA_FOLDER / "hocba-trao-doi.xsd").write_text(xml, encoding="utf-8", newline="\n")
        (folder / SCHEMA_FOLDER / "hocba-trao-doi.schema.json").write_text(told, encoding="utf-8", newline="\n")


def render(schemas: Schemas, rows: Sequence[Sent], folder: Path, stem: str, formats: Iterable[str], head: Wire) -> None:
    """Write the rows of one school and level in each format, below a folder a format.

    `head`: what the file says of itself. `ExportFault` when a file is not what its schema says.
    """
    for name in formats:
        place = folder / name
        place.mkdir(exist_ok=True)
        if name == "xml":
            _render_xml(schemas, rows, place / f"{stem}.xml", head)
        elif name == "json":
            _render_json(schemas, rows, place / f"{stem}.json", head)
        else:
            _render_flat(schemas.layout, rows, place, stem, name, head)


def _render_xml(schemas: Schemas, rows: Sequence[Sent], path: Path, head: Wire) -> None:
    with path.open("wb") as out:
        write_xml(out, schemas.layout, rows, head)
    with path.open("rb") as told:
        fault = find_xml_fault(told, schemas.xml)
    if fault:
        raise ExportFault(path.name, ExportProblem.SCHEMA, where=f"{fault[0]} ({fault[1]})")


def _render_json(schemas: Schemas, rows: Sequence[Sent], path: Path, head: Wire) -> None:
    for place, row in enumerate(rows, start=1):
        if fault := find_json_fault(schemas, json_record(schemas.layout, row)):
            raise ExportFault(path.name, ExportProblem.SCHEMA, where=f"{place} ({fault})")
    with path.open("wb") as out:
        write_json(out, schemas.layout, rows, head)


def find_json_fault(schemas: Schemas, record: Mapping[str, object]) -> str | None:
    """The field and the kind of the first thing in a record that the schema refuses, without the value."""
    table = str(record.get("bang"))
    if table not in schemas.validators:
        return "bang"
    plain = json.loads(json.dumps(record))
    found = next(iter(schemas.validators[table].iter_errors(plain)), None)
    return f"{'/'.join(map(str, found.absolute_path))}: {found.validator}" if found else None


def _render_flat(layout: ExchangeLayout, rows: Sequence[Sent], place: Path, stem: str, name: str, head: Wire) -> None:
    named = {row.table_name for row in rows}
    tables = {
        table.id: flat.columns_of(layout, table)
        for table in layout.tables.values()
        if (table.parent or table.id) in named
    }
    if name == "xlsx":
        flat.write_xlsx(place / f"{stem}.xlsx", tables, flat.flat_rows(layout, rows), head["tinh_den_ngay"])
        return
    write = flat.write_csv if name == "csv" else flat.write_parquet
    school = stem.partition("_")[0]
    for table, columns in tables.items():
        with (place / f"{school}_{table.removeprefix('thongtinsohocbaso')}.{name}").open("wb") as out:
            write(out, columns, (row for one, row in flat.flat_rows(layout, rows) if one == table))


def by_file(rows: Iterable[Sent]) -> Iterator[tuple[str, list[Sent]]]:
    """The rows of each file, by school and table, in order; and its stem `<school>_<table>`."""
    ordered = sorted(rows, key=lambda row: (row.school_code, row.table_name, row.record_id))
    for (school, table), found in groupby(ordered, key=lambda row: (row.school_code, row.table_name)):
        yield f"{school}_{table.removeprefix('thongtinsohocbaso')}", list(found)
