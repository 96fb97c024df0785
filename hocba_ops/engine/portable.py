"""Whether a text keeps to the subset of SQL that means the same on every engine; the subset stands in portable.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

QUALIFIERS = {
    "cte": ("materialized",),
    "distinct": ("on",),
    "group": ("all", "totals"),
    "select": ("kind", "hint"),
    "star": ("except_", "except", "replace", "rename"),
    "table": ("db", "catalog"),
    "union": ("by_name", "side", "kind"),
    "with": ("recursive",),
}
"""Arguments that make another construct of a listed one: `group all` is not `group`."""


@dataclass(frozen=True, slots=True)
class Subset:
    """The functions, constructs, types and joins that a text may use, each with why it means the same everywhere."""

    function: Mapping[str, str]
    construct: Mapping[str, str]
    type: Mapping[str, str]
    join: Mapping[str, str]


def read_subset() -> Subset:
    """The subset as portable.toml lists it."""
    return Subset(**tomllib.loads(files("hocba_ops.engine").joinpath("portable.toml").read_text(encoding="utf-8")))


def find_unportable(text: str, subset: Subset) -> tuple[str, ...]:
    """Every use in a text, or in a lone predicate, of what the subset does not list; and what Spark could not parse.

    Empty: the text is portable. Needs sqlglot, which the checks and the extra for clusters install.
    """
    import sqlglot
    from sqlglot.errors import SqlglotError

    try:
        trees = [tree for tree in sqlglot.parse(text, read="duckdb") if tree is not None]
        used = {fault for tree in trees for fault in (*_find_unlisted(tree, subset), *_find_unclear(tree))}
        for tree in trees:
            sqlglot.parse_one(tree.sql(dialect="spark"), read="spark")
    except SqlglotError as error:
        return (f"does not parse: {error}",)
    return tuple(sorted(used)) if len(trees) == 1 else ("is not exactly one statement", *sorted(used))


def _find_unlisted(tree: "Expr", subset: Subset) -> Iterator[str]:
    from sqlglot import exp

    for node in tree.walk():
        construct = _name_construct(node)
        if isinstance(node, exp.Join):
            if (kind := _name_join(node)) not in subset.join:
                yield f"join {kind}"
        elif isinstance(node, exp.DataType):
            if node.this.value not in subset.type:
                yield f"type {node.this.value}"
        elif isinstance(node, exp.Func) and construct not in subset.construct:
            if (function := _name_function(node)) not in subset.function:
                yield f"function {function}"
        elif construct not in subset.construct:
            yield f"construct {construct}"


def _find_unclear(tree: "Expr") -> Iterator[str]:
    """What each engine reads in its own way although every word of it is listed."""
    from sqlglot import exp

    for select in tree.find_all(exp.Select):
        made = {one.alias.lower(): one for one in select.expressions if _is_made(one)}
        parts = [*select.expressions, select.args.get("having"), select.args.get("group")]
        for part in filter(None, parts):
            for column in part.find_all(exp.Column):
                alias = made.get(column.name.lower())
                if alias and alias is not part and not column.table and column.parent_select is select:
                    yield f"alias {column.name.lower()} named again in its own select"
        is_first = not isinstance(select.parent, exp.SetOperation) or select.parent.this is select
        if is_first and any(isinstance(one.unalias(), exp.Null) for one in select.expressions):
            yield "null without a type in the first select"


def _is_made(one: "Expr") -> bool:
    """Whether an alias names more than a column under its own name."""
    from sqlglot import exp

    return isinstance(one, exp.Alias) and not (isinstance(one.this, exp.Column) and one.this.name == one.alias)


def _name_construct(node: Any) -> str:
    return " ".join([node.key, *(flag for flag in QUALIFIERS.get(node.key, ()) if node.args.get(flag))])


def _name_function(node: Any) -> str:
    if node.key in ("anonymous", "anonymousaggfunc"):
        return str(node.name).lower()
    named = str(node.sql_name()).lower()
    return f"{named} {node.name}".lower() if named == "extract" else named


def _name_join(join: Any) -> str:
    words = [join.args.get("method"), join.side, join.kind, "using" if join.args.get("using") else None]
    return " ".join(word for word in words if word and word != "OUTER").lower() or "inner"
