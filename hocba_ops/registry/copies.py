"""The book of copies: every copy that was given out of a học bạ, chained like the ledger and kept beside it.

Giving out a copy does not change the state of a card, so it is no event of the ledger; the book is a ledger of its own
whose events have the form of the copy in the place of a state (the draft circular of May 2026 wants each issue of an
electronic copy or extract logged and traceable).
"""

from pathlib import Path

from hocba_ops.registry.ledger import Ledger

FOLDER = "copies"


def book_of_copies(registry: Path) -> Ledger:
    """The book beside the ledger of a registry.

    An entry is an event: `state` the form of the copy (ban_in | sao_y | trich_luc), `actor` who gave it out,
    `actor_unit` for which body, `document` its number, `reason` what for, `content_hash` of the newest record on it,
    `source` the SHA-256 of the file that was given out.
    """
    return Ledger(registry / FOLDER)
