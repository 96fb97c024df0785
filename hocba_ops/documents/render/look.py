"""How a paper form is to look beyond what its records say: tags, cover, photo, and the mark of a copy."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class CopyForm(StrEnum):
    """What is given out of a học bạ số on paper or as another file."""

    BAN_IN = "ban_in"
    """Printed by the school that issued it, which confirms it with signature and stamp."""
    SAO_Y = "sao_y"
    TRICH_LUC = "trich_luc"
    """An extract: some of the school years only."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: its form, its number in the copying body's book, who copies, where and when (ISO 8601, Viet Nam time)."""

    form: CopyForm
    body: str
    made_at: str
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the pupil, on the pupil's page. `format`: jpg | png."""

    data: bytes
    format: str


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that shapes the pages and does not stand in the records.

    `is_tagged`: PDF/A-3a and PDF/UA-1 for readers with a screen reader; else the compact PDF/A-3u. `look_up`: what the
    QR code says, with `{code}` and `{hash}`; an address once the school has one. `mark`: what stands across each page.
    `code`: the look-up code that the office keeps for this card; None: a form made without the office's key, on which
    stands a code that follows from the content and finds nothing.
    """

    is_tagged: bool = True
    has_cover: bool = True
    look_up: str = "hocba:{code}:{hash}"
    copy: Copy | None = None
    mark: str = ""
    code: str | None = None

    def plain(self) -> dict[str, Any]:
        """The look as JSON values; without a code of the office, as looks were told before there were any."""
        told = asdict(self)
        return told if self.code is not None else {name: value for name, value in told.items() if name != "code"}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """The look that `plain` told; `KeyError`, `TypeError` or `ValueError` for anything else."""
        copy = told["copy"]
        made = Copy(**{**copy, "form": CopyForm(copy["form"])}) if copy else None
        return cls(**{**told, "copy": made})

    def text(self) -> str:
        """The look as one line."""
        return json.dumps(self.plain(), ensure_ascii=False, sort_keys=True)
