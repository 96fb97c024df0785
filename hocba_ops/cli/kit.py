"""`hocba kit --out DIR`: one folder that verifies and checks proofs on a machine without network."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from hocba_ops.cli.words import words
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.kit import make_kit


def main(asked: argparse.Namespace) -> int:
    """Make the kit, and tell by which digest its receiver knows it again."""
    bench, say = Workbench.open(asked.workspace), words()
    made = make_kit(bench, Path(asked.out), now=datetime.now(UTC))
    size = f"{made.size // 1024 // 1024:,}".replace(",", ".")
    print(say["cli.kit.done"].format(folder=made.folder, files=made.files, size=size))
    print(say["cli.kit.sums"].format(sums=made.sums))
    print(say["cli.kit.private"])
    return 0
