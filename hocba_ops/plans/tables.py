"""Rows of a table of duties: which column holds the work, the time and who acts, told by the row of headings."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hocba_ops.plans.blocks import Block
from hocba_ops.rulebook.plan_words import PlanWords
from hocba_ops.text import fold_spaces

USES = ("column_before", "column_time", "column_owner", "column_task")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of duties: the work, the time, who acts; `is_before`: the head says that the day no longer counts."""

    task: str
    time: str
    owner: str
    is_before: bool


def rows_of(blocks: Iterable[Block], words: PlanWords) -> Mapping[tuple[int, int], Row]:
    """The rows of duties by table and paragraph; tables without a column of work are none."""
    heads: dict[int, Mapping[str, int]] = {}
    found: dict[tuple[int, int], Row] = {}
    for block in (block for block in blocks if block.cells):
        head = _head(block, words)
        if "column_task" in head:
            heads.setdefault(block.table, head)
        elif block.table in heads:
            found[block.table, block.paragraph] = _row(block, heads[block.table])
    return found


def _row(block: Block, head: Mapping[str, int]) -> Row:
    def cell(use: str) -> str:
        at = head.get(use, len(block.cells))
        return fold_spaces(block.cells[at]) if at < len(block.cells) else ""

    return Row(
        cell("column_task"), cell("column_before") or cell("column_time"), cell("column_owner"), "column_before" in head
    )


def _head(block: Block, words: PlanWords) -> Mapping[str, int]:
    """Which cell of a row of headings is of which use."""
    found: dict[str, int] = {}
    for at, cell in enumerate(block.cells):
        text = re.sub(r"[\s:*.]+$", "", fold_spaces(cell).lower())
        use = next((use for use in USES if text in words.phrases(use)), None)
        if use and use not in found:
            found[use] = at
    return found


def without_tables_of_duties(blocks: Iterable[Block], rows: Mapping[tuple[int, int], Row]) -> Iterator[Block]:
    """The blocks, a row of duties with the text of its work; other rows of tables as lines of text."""
    for block in blocks:
        row = rows.get((block.table, block.paragraph)) if block.cells else None
        yield replace(block, text=row.task) if row else block
