"""`hocba check-proof`: whether a proof holds; needs no workspace and no network."""

import argparse
from datetime import date
from pathlib import Path

from hocba_ops.cli.words import words
from hocba_ops.workbench.proving import check_file


def main(asked: argparse.Namespace) -> int:
    """Say of which card and lock the proof is; a proof that does not hold is an error with its reason."""
    say = words()
    proof = check_file(Path(asked.file), Path(asked.statement) if asked.statement else None)
    told = proof.statement
    sentence = say["cli.check-proof.sound"].format(
        card=proof.record["card_id"],
        version=proof.record["version"],
        lock=told.lock_id,
        unit=told.unit_name,
        school_year=told.school_year,
        as_of=f"{date.fromisoformat(told.as_of):%d/%m/%Y}",
    )
    print(sentence)
    print(say["cli.check-proof.beside"] if asked.statement else say["cli.check-proof.alone"].format(root=told.root))
    return 0
