"""The catalogue of rules: each wording with the paper it rests on, how sure it is, and the days on which it counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from hocba_ops.rulebook.book import Rulebook
from hocba_ops.rulebook.documents import Document
from hocba_ops.rulebook.entry import Confidence
from hocba_ops.rulebook.rules import Rule, in_force

NEAR = 3
"""How many ids are offered for one that nobody knows."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule in one wording, and the paper it rests on; `confidence` is no surer than that paper."""

    rule: Rule
    document: Document
    confidence: Confidence

    @property
    def citation(self) -> str:
        """The paper as officers call it, and where in it."""
        return f"{self.document.number or self.document.title}, {self.rule.clause}"

    @property
    def citation_in_full(self) -> str:
        """The citation with what the paper is called, or who issued it where it has no number."""
        paper = self.document.title if self.document.number else self.document.issuer
        return f"{self.citation} ({paper})"

    @property
    def group(self) -> str:
        """What the ids of its kind begin with, e.g. `HB-ID`."""
        return self.rule.id.rpartition("-")[0]


def list_wordings(rulebook: Rulebook, ids: Collection[str] = (), *, as_of: date | None = None) -> tuple[Wording, ...]:
    """Wordings by id and first day: those in force on a day; without a day every one of the ids asked for.

    Without ids and day, the newest wording of each rule.
    """
    if as_of is not None:
        found = list(in_force(rulebook.rules, as_of, "HB-").values())
    else:
        found = sorted(rulebook.rules, key=lambda rule: (rule.id, rule.valid_from))
        found = found if ids else list({rule.id: rule for rule in found}.values())
    return tuple(_word(rulebook, rule) for rule in found if not ids or rule.id in ids)


def list_near(rulebook: Rulebook, asked: str) -> list[str]:
    """The ids that come nearest to one that is none, nearest first: 3 for 03, then those written alike."""
    known = sorted({rule.id for rule in rulebook.rules})
    group, _, number = asked.rpartition("-")
    padded = [one for one in known if one == f"{group}-{number.zfill(2)}"]
    alike = get_close_matches(asked, known, n=NEAR)
    return list(dict.fromkeys([*padded, *alike]))[:NEAR]


def _word(rulebook: Rulebook, rule: Rule) -> Wording:
    return Wording(rule, rulebook.documents[rule.document], rulebook.confidence(rule))
