"""What names a person, a pupil, a school: one module a number, `compact · validate · is_valid · format`."""

from hocba_ops.domain.identity import person_id, pupil_code


def mask(number: str) -> str:
    """Any number or code of a person with what identifies hidden; empty stays empty.

    >>> mask("079313001234"), mask("7912345678"), mask("")
    ('079******234', '79****5678', '')
    """
    return person_id.mask(number) if person_id.is_valid(number) else pupil_code.mask(number)
