"""What a school must have before it issues: promises in its form, people, certificates, and who signs."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from hocba_ops.rulebook.entry import Cited, Flag, Percent, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, entries, refuse_unknown

HEADS = ("document", "requirement", "seal_rule", "signers")
Position = Literal["hieu_truong", "pho_hieu_truong", "giao_vien", "van_thu", "nhan_vien"]


class Requirement(Cited):
    """A condition of the plan, and the share of schools or people that must meet it.

    `yes_no`: asked in the readiness form, one answer a school. `computed`: found in the data; `positions` are the staff
    it concerns, none meaning all of them.
    """

    id: Words
    text: Words
    kind: Literal["yes_no", "computed"]
    threshold_percent: Percent
    positions: tuple[Position, ...] = ()
    note: str = ""


class SealRule(Cited):
    """A kind of certificate that a school of this ownership may use for its seal; what is not listed is not allowed."""

    id: Words
    ownership: Literal["cong_lap", "tu_thuc"]
    trust_root: Literal["vgca", "cong_cong"]
    device: Literal["usb_token", "ky_so_tu_xa"]


class Signers(Cited):
    """Who must sign a học bạ of a level before it may be issued, in order, and whether the school's seal follows."""

    id: Words
    signers: Annotated[tuple[Literal["gvcn", "gvbm", "hieu_truong"], ...], Field(min_length=1)]
    is_sealed: Flag
    note: str = ""


def read_requirements(
    files: Sequence[DataFile], faults: Faults
) -> tuple[list[Located[Requirement]], list[Located[SealRule]], list[Located[Signers]]]:
    """The three tables of the files `requirements.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return (
        [entry for file in files for entry in entries(Requirement, file, faults, table="requirement")],
        [entry for file in files for entry in entries(SealRule, file, faults, table="seal_rule")],
        [entry for file in files for entry in entries(Signers, file, faults, table="signers")],
    )
