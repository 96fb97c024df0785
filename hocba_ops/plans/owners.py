"""Who must act: said by the text, by the heading above it, by the kind of work, or only by the plan's scope."""

import re
from collections.abc import Sequence

from hocba_ops.plans.deadlines import any_of
from hocba_ops.plans.draft import Reason
from hocba_ops.rulebook.plan_words import OwnerWords, PlanWords

FOLLOWED = frozenset({"school", "office", "so_gddt"})
"""Actors whose duties a plan of the rulebook can hold."""
Owners = tuple[tuple[str, ...], tuple[Reason, ...]]


def owners_of(
    text: str, headings: Sequence[str], words: PlanWords, *, default: tuple[str, ...] = (), cell: str = ""
) -> Owners:
    """The actors of a text and what was guessed. `headings`: those above, the nearest first; `cell`: a table's owner.

    A text that charges nobody is charged by the nearest heading that does, then by the kind or the place of the work,
    then `default`, whom the plan as a whole binds.
    """
    said = _all(cell, words) if cell else _led(text, words) or _at_start(text, words)
    if said:
        return _told(said)
    if at_all := _anywhere(text, words, "anywhere"):
        return _told(at_all, Reason.OWNER_BY_WORK)
    for heading in headings:
        if above := _at_start(heading, words):
            return _told(above)
    if by_place := _anywhere(text, words, "place"):
        return _told(by_place, Reason.OWNER_BY_WORK)
    return (default, (Reason.OWNER_BY_SCOPE,)) if default else ((), (Reason.NO_OWNER,))


def _told(found: Sequence[OwnerWords], *reasons: Reason) -> Owners:
    actors = tuple(dict.fromkeys(actor for one in found for actor in one.actors))
    if not reasons and all(one.is_ambiguous for one in found):
        reasons = (Reason.SOFT_GUESS,)
    if not FOLLOWED & set(actors):
        reasons = (*reasons, Reason.OWNER_NOT_FOLLOWED)
    return actors, reasons


def _at_start(text: str, words: PlanWords) -> list[OwnerWords]:
    hits = [
        (len(word), one)
        for one in words.owners.values()
        if one.at == "start"
        for word in one.words
        if _begins(text, word)
    ]
    return [max(hits, key=lambda hit: hit[0])[1]] if hits else []


def _begins(text: str, word: str) -> bool:
    return re.match(rf"\W*{any_of([word])}\b", text, re.IGNORECASE) is not None


def _anywhere(text: str, words: PlanWords, at: str) -> list[OwnerWords]:
    found = [one for one in words.owners.values() if one.at == at]
    return [one for one in found if re.search(rf"\b{any_of(one.words)}\b", text, re.IGNORECASE)]


def _all(text: str, words: PlanWords) -> list[OwnerWords]:
    """Every actor named in a cell of owners."""
    starts = [one for one in words.owners.values() if one.at == "start"]
    return [one for one in starts if re.search(rf"\b{any_of(one.words)}\b", text, re.IGNORECASE)]


def _led(text: str, words: PlanWords) -> list[OwnerWords]:
    """The actor named after “chủ trì”, “giao” and the like."""
    found = re.search(rf"\b{any_of(words.phrases('leads'))}\s*:?\s+(.{{3,80}})", text, re.IGNORECASE)
    return _at_start(found[1], words) if found else []
