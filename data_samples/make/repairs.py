"""The key's list of what is hurt in the files and can be mended without asking anybody."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from data_samples.make.roster import Place


@dataclass
class Repairs:
    """Repairs that a careful reader makes, at the places where it makes them."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    old_codes: dict[str, int] = field(default_factory=dict)
    """File → rows with an old school code: all of them, so the key does not list them one by one."""

    def add(self, kind: str, place: Place | None, column: str = "") -> None:
        """One repair of a cell (`column`: the table's name of it), or of a whole row."""
        if place is None:
            raise ValueError(f"{kind}: the row has no place yet")
        self.rows.append({"kind": kind, "file": place.file, "sheet": place.sheet, "row": place.row, "column": column})

    def counts(self) -> dict[str, dict[str, int]]:
        """File → kind → how many."""
        found: dict[str, Counter[str]] = {}
        for row in self.rows:
            found.setdefault(row["file"], Counter())[row["kind"]] += 1
        for file, rows in self.old_codes.items():
            found.setdefault(file, Counter())["ma_cu"] += rows
        return {file: dict(sorted(counter.items())) for file, counter in sorted(found.items())}
