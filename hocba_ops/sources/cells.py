"""Cells of a block under our names: text in one form, then typed column by column; every repair is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from hocba_ops.sources.dates import IN_1904
from hocba_ops.sources.layout import Block
from hocba_ops.sources.repairs import COMPOSED, SPACES, changes, gathered

PLACE = ("sheet", "row_number")
TEXT_SUFFIX = "_text"

COMPOSABLE = r"[^\x00-\u02ff\u1e00-\u1eff\u2010-\u2027]"
"""Letters that NFC may change, or that may join the one before; all others are in that form on their own."""
FOLDABLE = r"[\x00-\x1f\x7f-\xa0\u1680\u2000-\u200d\u2028-\u2060\u3000\ufeff]|  |^ | $|^$"
"""What `folded` takes away or turns into a space, and an empty text; most columns hold nothing of it."""

Reader = Callable[[str, pl.DataFrame, pl.Series], tuple[pl.Series, pl.DataFrame]]
"""Reads a column: its name, the places of its cells, their cleaned text -> typed values, and what was mended."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Typed rows of a block with their places, and what was mended; `x_text` is the cleaned text of a typed `x`."""

    frame: pl.DataFrame
    repairs: pl.DataFrame


def composed(text: pl.Expr) -> pl.Expr:
    """Each accented letter as one character: `text.nfc` for a whole column."""
    return text.str.normalize("NFC")


def folded(text: pl.Expr) -> pl.Expr:
    """Single spaces, none at the ends, nothing that cannot be seen: `text.fold_spaces` for a whole column."""
    seen = text.str.replace_all(r"[\u200b-\u200d\u2060\ufeff]", "")
    return seen.str.replace_all(r"[\s\x1c-\x1f]+", " ").str.strip_chars(" ")


def read_cells(block: Block, readers: Mapping[str, Reader]) -> Cells:
    """The block's columns under our names: cleaned, and typed where `readers` names a reader; the rest stay text."""
    named = block.rows.select("row_number", **{field: pl.col(column) for field, column in block.columns.items()})
    frame, mended = clean_text(named.insert_column(0, pl.repeat(block.sheet, named.height, eager=True).alias("sheet")))
    repairs = [block.repairs, mended]
    for field in (field for field in readers if field in frame.columns):
        reader = IN_1904.get(readers[field], readers[field]) if block.is_1904 else readers[field]
        values, mended = reader(field, frame.select(PLACE), frame[field])
        beside = [] if field + TEXT_SUFFIX in frame.columns else [frame[field].alias(field + TEXT_SUFFIX)]
        frame = frame.with_columns(values.alias(field), *beside)
        repairs.append(mended)
    return Cells(frame, gathered(repairs))


def clean_text(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All text columns composed (NFC) and without needless spaces, blank cells as null; and what that changed."""
    composable = _columns_with(COMPOSABLE, rows)
    one_form = rows.with_columns(composed(pl.col(name)) for name in composable)
    foldable = _columns_with(FOLDABLE, one_form)
    trimmed = one_form.with_columns(folded(pl.col(name)) for name in foldable)
    repairs = [*_differences(COMPOSED, rows, one_form, composable), *_differences(SPACES, one_form, trimmed, foldable)]
    return trimmed.with_columns(pl.col(foldable).replace("", None)), gathered(repairs)


def _columns_with(pattern: str, rows: pl.DataFrame) -> list[str]:
    """The columns of text that somewhere match a pattern; the others need no work."""
    found = rows.select(pl.exclude(PLACE).str.contains(pattern).any())
    return [name for name in found.columns if found[name][0]]


def _differences(kind: str, before: pl.DataFrame, after: pl.DataFrame, columns: list[str]) -> list[pl.DataFrame]:
    if before.equals(after):
        return []
    places = before.select(PLACE)
    return [changes(kind, name, places, before=before[name], after=after[name]) for name in columns]
