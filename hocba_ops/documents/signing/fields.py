"""The signature fields of a document: where they stand, and what signing one locks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    VisibleSigSettings,
    append_signature_field,
    enumerate_sig_fields,
)

from hocba_ops.domain.signing import Role, role_of_field
from hocba_ops.errors import SigningProblem, SigningRefused


@dataclass(frozen=True, slots=True)
class Box:
    """A signature field: its name says the role; page from 0, corners in points from the lower left of the page.

    `signs_as`: the role in a document that is no hoc_ba, whose fields have other names.
    """

    field: str
    page: int
    corners: tuple[float, float, float, float]
    signs_as: Role | None = None

    @property
    def role(self) -> Role:
        """The role of whoever signs here. Raises `SigningRefused` for a name that no hoc_ba has."""
        role = self.signs_as or role_of_field(self.field)
        if role is None:
            raise SigningRefused(self.field, SigningProblem.UNKNOWN_FIELD)
        return role


def is_last(role: Role) -> bool:
    """Whether nothing may be changed any more after this role has signed: the seal closes the document."""
    return role is Role.SEAL


def permissions(role: Role) -> MDPPerm:
    """What later revisions may do: fill in the remaining signature fields, or nothing."""
    return MDPPerm.NO_CHANGES if is_last(role) else MDPPerm.FILL_FORMS


def add_fields(writer: IncrementalPdfFileWriter, boxes: Iterable[Box]) -> None:
    """Put empty fields into the revision that is being written; those that are there already are left alone."""
    present = set(empty_or_filled(writer))
    for box in boxes:
        if box.field not in present:
            append_signature_field(writer, _specification(box))


def empty_or_filled(writer: IncrementalPdfFileWriter) -> Sequence[str]:
    """Names of the signature fields that a document has."""
    return [name for name, _, _ in enumerate_sig_fields(writer.prev)]


def _specification(box: Box) -> SigFieldSpec:
    lock = FieldMDPSpec(FieldMDPAction.ALL) if is_last(box.role) else None
    return SigFieldSpec(
        sig_field_name=box.field,
        on_page=box.page,
        box=tuple(round(one) for one in box.corners),  # type: ignore[arg-type]
        field_mdp_spec=lock,
        doc_mdp_update_value=permissions(box.role) if lock else None,
        visible_sig_settings=VisibleSigSettings(print_signature=True),
    )
