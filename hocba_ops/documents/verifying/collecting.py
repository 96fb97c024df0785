"""The signatures of a file gathered: who signed, in which seat, and what proves certificate and time."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from hocba_ops.documents.people import Expected, Holder, holder_of
from hocba_ops.documents.policy import Level, Policy
from hocba_ops.documents.verdict import Named, Reason, SignatureVerdict
from hocba_ops.documents.verifying.reading import Opened
from hocba_ops.documents.verifying.roles import Seat, seat_of
from hocba_ops.documents.verifying.trusting import Ground, Proof, prove
from hocba_ops.domain.signing import role_of_field

if TYPE_CHECKING:
    from hocba_ops.documents.verifying.file import Basis


@dataclass(frozen=True, slots=True)
class Found:
    """One signature on its way to a verdict."""

    signature: EmbeddedPdfSignature
    holder: Holder
    seat: Seat
    proof: Proof


async def collect(opened: Opened, basis: "Basis", expected: Expected) -> list[Found]:
    """Every signature with its holder, the seat that it takes, and what proves its certificate and time."""
    archived = bool(opened.stamps) and "/DSS" in opened.reader.root
    ground = Ground(basis.trust, basis.revocation, basis.at, basis.policy.stamping)
    found = []
    for one in opened.signatures:
        holder = holder_of(one.signer_cert)
        seat = seat_of(one.fq_name, holder, basis.register, basis.policy, expected)
        late = archived and opened.stamps[-1].signed_revision > one.signed_revision
        proof = await prove(one, _stores(one.fq_name, basis), ground, archived=late)
        found.append(Found(one, holder, seat, _levelled(proof, basis.policy)))
    return found


def _stores(field: str, basis: "Basis") -> frozenset[str]:
    """The stores that a path may end in: those of the role, or any store of people for a field that no card has."""
    role = role_of_field(field)
    if role is not None and role in basis.policy.rules:
        return basis.policy.rules[role].every_store
    return frozenset(basis.trust.stores) - {basis.policy.stamping}


def _levelled(proof: Proof, policy: Policy) -> Proof:
    order = list(Level)
    if order.index(proof.level) >= order.index(policy.level):
        return proof
    lacking = Reason.NO_TIMESTAMP if proof.level is Level.B_B else Reason.NO_PROOF_OF_EXISTENCE
    return Proof(proof.level, proof.signed_at, proof.store, (*proof.reasons, lacking))


def signature_verdict(
    found: Found, reasons: tuple[Reason, ...], named: Named, *, position: str = ""
) -> SignatureVerdict:
    """The verdict on one signature; `position`: the one that the document names for it."""
    signature, holder, proof = found.signature, found.holder, found.proof
    return SignatureVerdict(
        field=signature.fq_name,
        role=role_of_field(signature.fq_name) or "",
        signer=holder.name,
        signer_id=holder.masked,
        organisation=holder.organisation,
        issuer=holder.issuer,
        serial=holder.serial,
        fingerprint=holder.fingerprint,
        trust_root=proof.store,
        level=proof.level,
        signed_at=proof.signed_at,
        claimed_at=_claimed(signature),
        reasons=reasons,
        named=named,
        position=position,
    )


def _claimed(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        return signature.self_reported_timestamp
    except (ValueError, TypeError, KeyError):
        return None
