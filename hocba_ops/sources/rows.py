"""Which rows under a heading are data: headings printed again, totals and signatures are passed over, and told."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from hocba_ops.sources.cells import composed, folded
from hocba_ops.sources.repairs import REPEATED_HEADER, SCHEMA, TOTAL_ROW
from hocba_ops.sources.vocabulary import phrases
from hocba_ops.text import heading_key

ORDINAL = "ordinal"
FEWEST_REPEATED = 2
SPARSE = 2


def data_rows(
    rows: pl.DataFrame,
    columns: Mapping[str, str],
    *,
    required: Iterable[str],
    paths: Mapping[str, tuple[str, ...]],
    sheet: str,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that hold data, and the repairs that tell of the others. Empty rows vanish without a word.

    A row is a repeated heading when two of its cells or more say what stands above them. It is a total or a signature
    when its first text is one that closes a list, or when hardly anything stands in it and it has no ordinal number.
    """
    cells = [name for name in rows.columns if name != "row_number"]
    needed = [columns[field] for field in required]
    judged = rows.with_columns(
        first=pl.coalesce(cells), filled=_count(pl.col(name).is_not_null() for name in cells)
    ).filter(pl.col("filled") > 0)
    repeated = pl.col("row_number").is_in(_repeated(judged, columns, needed, paths).implode())
    is_whole = _count(pl.col(name).is_not_null() for name in needed) * 2 > len(needed)
    sparse = (pl.col("filled") <= SPARSE) & ~_has_ordinal(columns)
    closing = pl.col("first").is_in(_closing_texts(judged["first"])) & ~is_whole
    kind = pl.when(repeated).then(pl.lit(REPEATED_HEADER)).when(closing | sparse).then(pl.lit(TOTAL_ROW))
    judged = judged.with_columns(kind=kind)
    kept = judged.filter(pl.col("kind").is_null()).select(rows.columns)
    return kept, _told(judged.filter(pl.col("kind").is_not_null()), sheet=sheet)


def _repeated(
    rows: pl.DataFrame, columns: Mapping[str, str], needed: Sequence[str], paths: Mapping[str, tuple[str, ...]]
) -> pl.Series:
    """Numbers of the rows in which cells say what stands above them.

    Most rows are passed over at a glance: where every needed column is named without a digit, so is its heading.
    """
    if needed and not any(letter.isdigit() for name in needed for text in paths[name] for letter in text):
        said = pl.concat_str(needed, ignore_nulls=True)
        rows = rows.filter(~said.str.contains("[0-9]").fill_null(value=False))
    repeats = [folded(composed(pl.col(name))).is_in(list(paths[name])) for name in columns.values()]
    return rows.filter(_count(repeats) >= FEWEST_REPEATED)["row_number"]


def _count(tests: Iterable[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal([test.fill_null(value=False).cast(pl.Int32) for test in tests])


def _has_ordinal(columns: Mapping[str, str]) -> pl.Expr:
    if ORDINAL not in columns:
        return pl.lit(value=False)
    return pl.col(columns[ORDINAL]).str.contains(r"^\s*\d+(\.0+)?\s*$").fill_null(value=False)


def _closing_texts(first: pl.Series) -> list[str]:
    """The texts among these that begin as the last lines of a list begin."""
    texts = first.filter(first.str.contains(r"\p{L}")).unique().to_list()
    return [text for text in texts if heading_key(text).startswith(phrases("totals"))]


def _told(skipped: pl.DataFrame, *, sheet: str) -> pl.DataFrame:
    return skipped.select(
        "row_number", "kind", sheet=pl.lit(sheet), column=pl.lit(""), before=pl.col("first"), after=pl.lit("")
    ).select(SCHEMA.names())
