"""Papers: laws, circulars, plans, letters, and press where nothing better was found."""

from hocba_ops.rulebook.entry import Confidence, Day, Entry, Words


class Document(Entry):
    """A paper that entries cite. `number` and `signed_on` are empty where the source does not print them."""

    id: Words
    title: Words
    issuer: Words
    number: str = ""
    signed_on: Day | None = None
    in_force_from: Day | None = None
    confidence: Confidence
    note: str = ""
