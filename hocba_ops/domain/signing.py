"""Who signs a hoc_ba, in which role: the names of the signature fields, and the order of the roles."""

from enum import StrEnum


class Role(StrEnum):
    """A role in which a hoc_ba is signed, in the order of signing."""

    SUBJECT_TEACHER = "gvbm"
    """Giáo viên bộ môn: one field a subject, secondary cards only."""
    HOMEROOM_TEACHER = "gvcn"
    HEAD = "hieu_truong"
    SEAL = "con_dau"

    @property
    def place(self) -> int:
        """The place of the role in the order of signing."""
        return list(Role).index(self)


SUBJECT_SEPARATOR = "-"


def role_of_field(name: str) -> Role | None:
    """The role that a signature field is for, by its name; None for a field that no hoc_ba has.

    >>> role_of_field("gvbm-toan"), role_of_field("gvcn"), role_of_field("Signature1")
    (<Role.SUBJECT_TEACHER: 'gvbm'>, <Role.HOMEROOM_TEACHER: 'gvcn'>, None)
    """
    role, separator, subject = name.partition(SUBJECT_SEPARATOR)
    if role not in set(Role) or (role == Role.SUBJECT_TEACHER) != bool(separator and subject):
        return None
    return Role(role)


def field_of_subject(subject: str) -> str:
    """The name of the field in which the teacher of a subject signs.

    >>> field_of_subject("ngu_van")
    'gvbm-ngu_van'
    """
    return f"{Role.SUBJECT_TEACHER}{SUBJECT_SEPARATOR}{subject}"
