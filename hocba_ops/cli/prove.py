"""`hocba prove`: the proof that one report card was locked, for whoever holds that card."""

import argparse
from datetime import date
from pathlib import Path

from hocba_ops.cli.words import words
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.locking import write_proof


def main(asked: argparse.Namespace) -> int:
    """Write the proof, and say under which lock it stands."""
    bench = Workbench.open(asked.workspace)
    statement = write_proof(bench, asked.card, Path(asked.out))
    day = f"{date.fromisoformat(statement.as_of):%d/%m/%Y}"
    print(words()["cli.prove.done"].format(file=asked.out, lock=statement.lock_id, as_of=day))
    return 0
