"""A writer to be killed: appends the way of one card after another, and says each card once it is acknowledged."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from hocba_ops.errors import LedgerMoved
from hocba_ops.registry import Ledger
from tests.registry.histories import frame, whole_path


def append_cards(root: Path, writer: str, count: int) -> None:
    ledger = Ledger.open(root)
    print("ready", flush=True)
    for number in range(count):
        card = f"{writer}-{number}"
        while not _try(ledger, card, writer):
            pass
        print(card, flush=True)


def _try(ledger: Ledger, card: str, writer: str) -> bool:
    try:
        ledger.append(
            frame(*whole_path(card=card)),
            expected=ledger.head(),
            recorded_at=datetime.now(UTC),
            by=writer,
            purpose="kiểm thử",
        )
    except LedgerMoved:
        return False
    return True


if __name__ == "__main__":
    append_cards(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
