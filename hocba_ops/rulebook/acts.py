"""What people of a school do with a card: which role may, who holds the role, and the rule behind every refusal."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from hocba_ops.rulebook.entry import Cited, Flag, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, entries, refuse_unknown
from hocba_ops.rulebook.requirements import Position

HEADS = ("document", "act", "holder", "refusal")


class Act(Cited):
    """An act: the state that it brings about (none: it only shows), the roles that may do it, what must be said.

    `needs`: `reason`, words why; `second`, another person who agrees and holds one of `second_roles`.
    """

    id: Words
    roles: Annotated[tuple[Words, ...], Field(min_length=1)]
    state: str = ""
    needs: tuple[Literal["reason", "second"], ...] = ()
    second_roles: tuple[Words, ...] = ()


class Holder(Cited):
    """Who may hold a role (`id`): people in these positions; `own_class`: only for the class that is theirs."""

    id: Words
    positions: Annotated[tuple[Position, ...], Field(min_length=1)]
    own_class: Flag = False


class RefusalRule(Cited):
    """The rule behind one reason (`id`) for which an act is refused."""

    id: Words


@dataclass(frozen=True, slots=True)
class ActEntries:
    """The entries of acts.toml, each with its place."""

    acts: list[Located[Act]]
    holders: list[Located[Holder]]
    refusals: list[Located[RefusalRule]]


def read_acts(files: list[DataFile], faults: Faults) -> ActEntries:
    """The acts, holders and refusals of the files; what is not sound is noted."""
    found = ActEntries([], [], [])
    for file in files:
        refuse_unknown(file, HEADS, faults)
        found.acts.extend(entries(Act, file, faults, table="act"))
        found.holders.extend(entries(Holder, file, faults, table="holder"))
        found.refusals.extend(entries(RefusalRule, file, faults, table="refusal"))
    return found
