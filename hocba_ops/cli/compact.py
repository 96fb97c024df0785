"""`hocba compact`: small files of the store packed into a few that read fast."""

import argparse

from rich.console import Console

from hocba_ops.cli.words import grouped, words
from hocba_ops.workbench import Workbench


def main(asked: argparse.Namespace) -> int:
    """Pack what is worth it and tell each pack. 0."""
    bench, say = Workbench.open(asked.workspace), words()
    console, is_packed = Console(highlight=False, soft_wrap=True), False
    with console.status(say["cli.compact.doing"]):
        for pack in bench.store.compact():
            is_packed = True
            table = bench.labels(f"table.{pack.table}")
            told = say["cli.compact.packed"]
            batches, rows = grouped(len(pack.batches)), grouped(pack.rows)
            console.print(told.format(table=table, batches=batches, rows=rows), markup=False)
    if not is_packed:
        console.print(say["cli.compact.nothing"], markup=False)
    return 0
