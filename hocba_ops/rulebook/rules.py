"""Rules by which a row of data is found at fault: id, severity, citation, message, how to mend, SQL predicate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hocba_ops.rulebook.entry import Cited, Day, Words, check_order
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import Located


class Rule(Cited):
    """A rule in one wording, in force between two days (inclusive).

    `means` tells an officer what the rule asks and why, `message` what is wrong with a row, `mend` what to do about it.
    `holds` is a SQL predicate that is true for a sound row; a step whose own text finds the fault leaves it out, and
    names in `looks_at` the columns whose change makes an explanation lapse (with `holds`, those of the predicate do).
    `owner`: who mends it. The title stands in the labels as `rule.<id>`.
    """

    id: Annotated[str, Field(pattern=r"^HB-[A-Z]{2}-\d{2}$")]
    table: Words
    severity: Literal["error", "query"]
    valid_from: Day
    valid_to: Day | None = None
    owner: Literal["school", "office"]
    means: Words
    message: Words
    mend: Words
    holds: Words | None = None
    looks_at: tuple[Words, ...] = ()
    subject: str = ""
    field: str = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Rule":
        check_order(self.valid_from, self.valid_to)
        return self


def check_versions(rules: Sequence[Located[Rule]], faults: Faults) -> None:
    """Note every wording of a rule that begins before the one before it has ended."""
    ordered = sorted(rules, key=lambda rule: (rule.entry.id, rule.entry.valid_from))
    for _, versions in groupby(ordered, key=lambda rule: rule.entry.id):
        for earlier, later in pairwise(versions):
            if later.entry.valid_from <= (earlier.entry.valid_to or date.max):
                faults.add(later.file, later.key, "rule_overlaps", first=f"{earlier.file}: {earlier.key}")


def in_force(rules: Iterable[Rule], day: date, prefix: str | tuple[str, ...]) -> Mapping[str, Rule]:
    """The rules whose id begins with `prefix`, in the wording of the day, by id in order."""
    found = {
        rule.id: rule
        for rule in rules
        if rule.id.startswith(prefix) and rule.valid_from <= day <= (rule.valid_to or date.max)
    }
    return MappingProxyType(dict(sorted(found.items())))
