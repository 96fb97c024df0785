"""A full name in two cells, the given name in its own: under two headings, or under one merged over both."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.text import heading_key

FULL_NAME_HEADERS = ("Họ tên", "Họ và tên", "Họ tên học sinh", "Họ và tên học sinh", "Họ, tên")
FAMILY_NAME_HEADERS = ("Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ và chữ đệm", "Họ lót", "Họ và tên lót")
GIVEN_NAME_HEADERS = ("Tên", "Tên gọi")
GIVEN_NAME = r"^\s*\p{L}+(\s\p{L}+)?\s*$"
MOST_ROWS = 0.8

Paths = Mapping[str, tuple[str, ...]]


def joined_names(rows: pl.DataFrame, columns: Mapping[str, str], paths: Paths) -> pl.DataFrame:
    """The rows with the two parts of a split name as one in the column of the full name."""
    if "full_name" not in columns:
        return rows
    first = columns["full_name"]
    second = columns.get("given_name") if _is_family_name(paths[first]) else _neighbour(rows, columns, paths)
    if second is None:
        return rows
    whole = pl.concat_str(first, second, separator=" ", ignore_nulls=True).replace("", None)
    return rows.with_columns(whole.alias(first))


def _is_family_name(path: tuple[str, ...]) -> bool:
    return bool(path) and heading_key(path[-1]) in map(heading_key, FAMILY_NAME_HEADERS)


def _neighbour(rows: pl.DataFrame, columns: Mapping[str, str], paths: Paths) -> str | None:
    """The column to the right under the same merged heading, where nearly every row has one or two words."""
    name = columns["full_name"]
    beside = f"c{int(name[1:]) + 1}"
    if beside not in rows.columns or beside in columns.values() or paths.get(beside, ()) not in ((), paths[name]):
        return None
    named = rows.filter(pl.col(name).is_not_null())
    words = named[beside].str.contains(GIVEN_NAME).sum()
    return beside if named.height and words >= MOST_ROWS * named.height else None
