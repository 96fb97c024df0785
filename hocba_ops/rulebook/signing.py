"""Who may sign a học bạ in which role, and by which trust roots: what a certificate is held to."""

from typing import Annotated, Literal

from pydantic import Field

from hocba_ops.rulebook.entry import Cited, Words
from hocba_ops.rulebook.requirements import Position


class SigningRole(Cited):
    """A role (`id`), the positions in the staff register that may sign in it, and the roots of their certificates.

    No positions and no roots: the seal of a school, whose roots the seal rules tell by ownership.
    """

    id: Literal["gvbm", "gvcn", "hieu_truong", "con_dau"]
    positions: tuple[Position, ...] = ()
    trust_roots: Annotated[tuple[Literal["vgca", "cong_cong"], ...], Field()] = ()
    note: Words | None = None
