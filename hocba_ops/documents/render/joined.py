"""Several forms as one file to be printed at once: their pages, without what is attached to each."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf


def join_pages(forms: Sequence[bytes]) -> bytes:
    """The pages of all forms in order, the same bytes for the same forms; nothing that anybody would sign."""
    held = BytesIO()
    with pikepdf.new() as joined:
        for form in forms:
            with pikepdf.open(BytesIO(form)) as one:
                joined.pages.extend(one.pages)
        joined.save(held, deterministic_id=True)
    return held.getvalue()
