"""Which tables and parameters a SQL text names, read from DuckDB's own syntax tree."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

PARSE = files("hocba_ops.engine").joinpath("parse.sql").read_text(encoding="utf-8")
"""Asks DuckDB for the syntax tree of a text, as JSON."""


@dataclass(frozen=True, slots=True)
class Names:
    """The tables (without the text's own CTEs) and the `$parameters` that a text names."""

    tables: frozenset[str]
    parameters: frozenset[str]


_KNOWN: dict[str, Names] = {}
"""Names of the texts read so far: they are few, are asked again and again, and hang on nothing but the text."""


def read_names(cursor: "duckdb.DuckDBPyConnection", text: str) -> Names:
    """The names in a text, read once. ValueError when it is not exactly one SELECT that DuckDB can parse."""
    if text not in _KNOWN:
        _KNOWN[text] = _parse(cursor, text)
    return _KNOWN[text]


def _parse(cursor: "duckdb.DuckDBPyConnection", text: str) -> Names:
    ((told,),) = cursor.execute(PARSE, {"text": text}).fetchall()
    tree = json.loads(told)
    if tree.get("error", True):
        raise ValueError(f"not a text that DuckDB reads: {tree.get('error_message')} (at {tree.get('position', '?')})")
    if len(tree["statements"]) != 1:
        raise ValueError(f"a text is one statement, not {len(tree['statements'])}")
    nodes = list(_walk(tree))
    own = {entry["key"].lower() for node in nodes for entry in node.get("cte_map", {}).get("map", ())}
    named = {node["table_name"].lower() for node in nodes if node.get("type") == "BASE_TABLE"}
    parameters = {node["identifier"] for node in nodes if node.get("class") == "PARAMETER"}
    return Names(frozenset(named - own), frozenset(parameters))


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            yield from _walk(child)
