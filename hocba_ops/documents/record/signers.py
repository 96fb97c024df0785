"""Who a record says signs it: homeroom teacher and head by number, on secondary cards the teacher of every subject.

Source: the exchange layout (soddcngvcn, soddcngiamhieu; `bangdiem`: mamonhoc, gvbm, soddcngvbm, secondary cards only).
A seal is of the school and of no person; the record names the school.
"""

from collections.abc import Mapping

from hocba_ops.documents.record.layout import Kind
from hocba_ops.documents.record.record import Record
from hocba_ops.domain.signing import Role, field_of_subject

NUMBERS = {Role.HOMEROOM_TEACHER: "soddcngvcn", Role.HEAD: "soddcngiamhieu"}
"""Where a record says the personal number of whoever signs in a role."""


def subject_key(row: Mapping[str, object], place: int) -> str:
    """By what the signature box of a subject's teacher is named: the subject's code, else its place in the table."""
    return str(row.get("mamonhoc") or place)


def named_signers(record: Record) -> dict[str, str]:
    """The signature field of every person who signs a record, and the personal number that the record says of them.

    The number is empty where the record names nobody; a primary card has no subject teachers.
    """
    rows = () if record.kind is Kind.TIEU_HOC else record.children.get("bangdiem", ())
    subjects = {
        field_of_subject(subject_key(row, place)): str(row.get("soddcngvbm") or "") for place, row in enumerate(rows, 1)
    }
    return {**subjects, **{role.value: record.text(name) for role, name in NUMBERS.items()}}
