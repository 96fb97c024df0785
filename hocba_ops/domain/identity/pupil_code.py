"""Mã định danh Bộ GD&ĐT of a pupil (and of staff): issued once by the sector database, kept for life.

The law allows up to twenty characters (TT 26/2019/TT-BGDĐT, read second-hand); in files it has ten digits. So another
form is a question (`is_usual`), and only what no database could have issued is a fault (`is_valid`).

>>> validate(" 7912345678 "), mask("7912345678")
('7912345678', '79****5678')
>>> is_valid("TAM-001"), is_usual("TAM-001")
(True, False)
"""

import re

MOST = 20


def compact(code: str) -> str:
    """The code without spaces and the apostrophe that marks text in Excel, in capitals."""
    return re.sub(r"[\s'’]", "", code).upper()


def validate(code: str) -> str:
    """The compact code. Raises `ValueError` when it is empty, longer than twenty characters or has odd signs."""
    code = compact(code)
    if not re.fullmatch(r"[0-9A-Z._-]{1,20}", code):
        raise ValueError("a pupil code has 1 to 20 letters and digits")
    return code


def is_valid(code: str) -> bool:
    """Whether a database could have issued it."""
    return re.fullmatch(r"[0-9A-Z._-]{1,20}", compact(code)) is not None


def is_usual(code: str) -> bool:
    """Whether it has the ten digits that codes have in files."""
    return re.fullmatch(r"[0-9]{10}", compact(code)) is not None


def format(code: str) -> str:  # noqa: A001 - the shape that every number module shares
    """The code as it is printed: without any grouping."""
    return validate(code)


def mask(code: str) -> str:
    """The code with its middle hidden; of a code shorter than eight characters only its length shows."""
    code = compact(code)
    return f"{code[:2]}{'*' * (len(code) - 6)}{code[-4:]}" if len(code) > 7 else "*" * len(code)
