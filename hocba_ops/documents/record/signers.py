"""Who a record says signs it beside homeroom teacher, head and seal: on secondary cards the teacher of every subject.

Source: the exchange layout (`bangdiem`: mamonhoc, gvbm, soddcngvbm); primary cards have no such fields.
"""

from collections.abc import Mapping

from hocba_ops.documents.record.layout import Kind
from hocba_ops.documents.record.record import Record
from hocba_ops.domain.signing import field_of_subject


def subject_key(row: Mapping[str, object], place: int) -> str:
    """By what the signature box of a subject's teacher is named: the subject's code, else its place in the table."""
    return str(row.get("mamonhoc") or place)


def subject_signers(record: Record) -> dict[str, str]:
    """The signature field of every subject of a secondary card, and the personal number of who taught it.

    The number is empty where the record does not say it; a primary card has no subject teachers.
    """
    rows = () if record.kind is Kind.TIEU_HOC else record.children.get("bangdiem", ())
    return {
        field_of_subject(subject_key(row, place)): str(row.get("soddcngvbm") or "") for place, row in enumerate(rows, 1)
    }
