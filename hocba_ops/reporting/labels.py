"""The words a reader sees, by dotted key; a missing word is a fault, never the key itself printed."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language: `labels("column.school_code")`; braces in a text are filled by keyword.

    >>> Labels({"format.excess": "vượt {excess}"})("format.excess", excess="4")
    'vượt 4'
    """

    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its braces filled. KeyError names the key that no label file has."""
        try:
            text = self.texts[key]
        except KeyError:
            raise KeyError(f"no label for {key!r}") from None
        return text.format(**values) if values else text
