"""Where a report comes from: what was asked, of which state of the store, by which rules; carried within the file.

With it a report can be computed again from the file alone, wherever it was sent.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from hocba_ops.tables import Answer, Measure

HTML_ID = "hocba-origin"
"""The id of the element of a page that holds it, as JSON."""
PROPERTY = "hocba_"
"""What the names of a workbook's own properties begin with."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report was made from.

    `anchor` empty: none was asked for. `held`: the state of the store, as `Store.state`; `rulebook`: its SHA-256.
    """

    step: str
    unit: str
    school_year: str
    as_of: str
    anchor: str
    held: str
    rulebook: str
    version: str
    small_cells: str = ""
    """Empty: as they are; `suppressed`: small counts of persons are hidden in it."""

    @classmethod
    def of(cls, answer: Answer, *, rulebook: str, version: str) -> "Origin":
        """The origin of an answer."""
        anchor = answer.anchor.isoformat() if answer.anchor else ""
        asked = (answer.step, answer.unit_id, answer.school_year, answer.as_of.isoformat(), anchor)
        return cls(*asked, answer.held, rulebook, version)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Origin | None":
        """The origin that a file tells; None when it tells none, or not all of it."""
        names = cls.__dataclass_fields__.keys()
        told = {"small_cells": "", **told}
        return cls(**{name: str(told[name]) for name in names}) if names <= told.keys() else None

    def told(self) -> dict[str, str]:
        """The origin as plain texts by name; what is empty in nearly every file is left out."""
        told = asdict(self)
        return told if self.small_cells else {name: text for name, text in told.items() if name != "small_cells"}

    def to_json(self) -> str:
        """The origin as one line of JSON that cannot close the element it stands in."""
        return json.dumps(self.told(), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def figure_key(answer: Answer, measure: Measure) -> str:
    """The key of a figure: of what was asked, and of what is counted for whom; the same in every file of a report.

    It does not change with the number, so that two reports of the same question can be laid side by side.
    """
    group = ",".join(f"{key}={value}" for key, value in measure.group)
    facts = (answer.step, answer.unit_id, answer.school_year, answer.as_of.isoformat(), measure.name, measure.unit_id)
    return sha256("|".join((*facts, group)).encode()).hexdigest()[:12]
