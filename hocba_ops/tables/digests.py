"""Short names for values of persons: the same values give the same name from load to load, and none is read off it."""

from hashlib import sha256

DIGEST = 16
"""Letters of a digest."""
SEPARATOR = "\x1f"


def digest(*parts: object) -> str:
    """A short name for values that must not be read off it in a report.

    >>> digest("A", None) == digest("A", "") != digest("", "A")
    True
    """
    joined = SEPARATOR.join("" if part is None else str(part) for part in parts)
    return sha256(joined.encode()).hexdigest()[:DIGEST]


def finding_key(code: str, school_code: str, subject: str | None, field: str) -> str:
    """The name of a finding that stays from load to load: its rule, school, subject (unmasked) and field."""
    return digest(code, school_code, subject, field)
