"""A text in the portable subset as Spark reads it; sqlglot writes it."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlglot.expressions import Expr


def to_spark(text: str, views: Mapping[str, str]) -> str:
    """A text in Spark's SQL over views that stand for the tables it names; its `$parameters` become `:parameters`."""
    from sqlglot import exp

    tree = _parse(text).copy()
    for table in list(tree.find_all(exp.Table)):
        name = table.name.lower()
        if name in views:
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(name)))
            table.set("this", exp.to_identifier(views[name]))
    return _write(tree)


def to_spark_predicate(predicate: str) -> str:
    """A condition in Spark's SQL."""
    return _write(_parse(predicate))


@cache
def _parse(text: str) -> "Expr":
    """The tree of a text, which hangs on nothing but the text; whoever changes it takes a copy."""
    import sqlglot

    return sqlglot.parse_one(text, read="duckdb")


def _write(tree: Any) -> str:
    return str(tree.sql(dialect="spark", comments=False))
