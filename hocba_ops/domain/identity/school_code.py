"""School codes: the ministry's code, and the five digits that a Sở still uses beside it in reports.

The ministry's code is built on the commune and has up to twenty digits; the older short one begins with the district's
two digits. Codes change when communes do, so one is turned into the other by a table of the school list, never by rule.

>>> is_valid("79760401"), is_alias("76001"), is_valid("76001")
(True, True, False)
>>> resolve("76001", {"76001": "79760401"}), resolve("76099", {"76001": "79760401"})
('79760401', None)
"""

import re
from collections.abc import Mapping


def compact(code: str) -> str:
    """The code without spaces, dots, hyphens and the apostrophe that marks text in Excel."""
    return re.sub(r"[\s'’.-]", "", code)


def validate(code: str) -> str:
    """The compact ministry code. Raises `ValueError` when it is not six to twenty digits."""
    code = compact(code)
    if not re.fullmatch(r"[0-9]{6,20}", code):
        raise ValueError("a school code has 6 to 20 digits")
    return code


def is_valid(code: str) -> bool:
    """Whether it has the form of a ministry code."""
    return re.fullmatch(r"[0-9]{6,20}", compact(code)) is not None


def is_alias(code: str) -> bool:
    """Whether it has the form of the older five-digit code."""
    return re.fullmatch(r"[0-9]{5}", compact(code)) is not None


def format(code: str) -> str:  # noqa: A001 - the shape that every number module shares
    """The ministry code as it is printed: without any grouping."""
    return validate(code)


def resolve(code: str, aliases: Mapping[str, str]) -> str | None:
    """The ministry code of a school; `aliases` maps older codes to it. None for an older code that is not listed."""
    code = compact(code)
    return aliases.get(code, code if is_valid(code) else None)
