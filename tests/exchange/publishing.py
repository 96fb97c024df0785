"""An exporter to be killed: publishes one set after another, and says each once it stands in the journal."""

import sys
from dataclasses import replace
from pathlib import Path

from hocba_ops.exchange import Journal, Order, Schemas
from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.journal import publish, stage
from hocba_ops.exchange.sets import finish_set, write_rows
from hocba_ops.rulebook.exchange import standard_layout

ORDER = Order("so", "quan-1", "2024-2025", (), "2025-07-01")


def publish_sets(root: Path, count: int) -> None:
    journal, schemas = Journal(root), Schemas(standard_layout(), {"quoc_tich": ["VN"], "mon_hoc": ["TOA"]})
    codes = {name: list(listed.values) for name, listed in schemas.layout.codes.items()}
    schemas = replace(schemas, codes=codes | schemas.codes)
    print("ready", flush=True)
    for _ in range(count):
        with journal.turn():
            draft = journal.draft(ORDER)
            staged = stage(root)
            write_rows(staged, [row(draft.number, place) for place in range(20)])
            schemas.write(staged)
            publish(staged, journal.folder(finish_set(staged, draft)))
        print(draft.number, flush=True)


def row(number: int, place: int) -> Sent:
    told = ("thongtinsohocbasotieuhoc", "79760401", 5, None, 1, "new", number, "2025-07-01T00:00:00", "x", "{}")
    return Sent(f"thẻ {place}", f"thẻ {place}", *told)


if __name__ == "__main__":
    publish_sets(Path(sys.argv[1]), int(sys.argv[2]))
