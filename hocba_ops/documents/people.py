"""Whoever signs: what a certificate says of its holder, and what the staff register says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from asn1crypto import x509

from hocba_ops.text import fold_spaces, nfc

IDENTIFIER = re.compile(r"(?:CCCD|CMND|MST|PNOVN-|VATVN-)[:\s-]*([0-9-]{9,14})")
"""How an identifier stands in a subject. Unconfirmed for real authorities: only the test PKI was read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The subject of a certificate. `identifier`: digits of the person's or the organisation's number, else empty."""

    name: str
    organisation: str
    title: str
    identifier: str
    serial: str
    issuer: str
    fingerprint: str

    @property
    def masked(self) -> str:
        """The identifier without its middle: enough to tell two people apart, not to use it."""
        return f"{self.identifier[:3]}…{self.identifier[-3:]}" if len(self.identifier) > 6 else ""


def holder_of(certificate: x509.Certificate) -> Holder:
    """What a certificate says of its holder."""
    subject = _texts(certificate.subject)
    numbers = " ".join(subject.get(name, "") for name in ("user_id", "serial_number", "organization_identifier"))
    found = IDENTIFIER.search(numbers)
    return Holder(
        subject.get("common_name", ""),
        subject.get("organization_name", ""),
        subject.get("title", ""),
        found[1] if found else "",
        f"{certificate.serial_number:x}",
        _texts(certificate.issuer).get("common_name", ""),
        sha256(certificate.dump()).hexdigest(),
    )


def serial_key(text: str) -> str:
    """A serial number as `Holder.serial` writes it, from the ways in which inventories write hex.

    >>> serial_key("00:5A 0f")
    '5a0f'
    """
    return re.sub(r"[^0-9a-f]", "", text.lower()).lstrip("0")


def _texts(name: x509.Name) -> dict[str, str]:
    return {key: value if isinstance(value, str) else " ".join(map(str, value)) for key, value in name.native.items()}


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a school's staff as the register has it."""

    school_code: str
    staff_code: str
    person_id: str
    position: str
    homeroom_class: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """A school as the school list has it; `ownership`: cong_lap, tu_thuc, or empty."""

    code: str
    name: str
    ownership: str = ""


@dataclass(frozen=True)
class Register:
    """Who works where, and which certificates are whose. Keys: identifier; serial number in lower-case hex.

    `certificates`: by serial, the school and the staff code (empty for a seal), as the certificate inventory lists it.
    """

    members: tuple[Member, ...] = ()
    schools: Mapping[str, School] = field(default_factory=dict)
    certificates: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that it says; the same register gives the same, in whatever order it was read."""
        told = (
            sorted(map(repr, self.members)),
            sorted(map(repr, self.schools.values())),
            sorted(self.certificates.items()),
        )
        return sha256(repr(told).encode()).hexdigest()

    def members_of(self, holder: Holder) -> list[Member]:
        """The posts of whoever holds a certificate: by personal number, else by the serial in the inventory."""
        found = [one for one in self.members if holder.identifier and one.person_id == holder.identifier]
        if found or holder.serial not in self.certificates:
            return found
        school, staff = self.certificates[holder.serial]
        return [one for one in self.members if staff and (one.school_code, one.staff_code) == (school, staff)]

    def schools_of(self, holder: Holder) -> list[str]:
        """The schools whose seal a certificate is: by the serial in the inventory, else by the name."""
        if holder.serial in self.certificates and not self.certificates[holder.serial][1]:
            return [self.certificates[holder.serial][0]]
        names = {_name_key(holder.name), _name_key(holder.organisation)}
        return sorted(code for code, school in self.schools.items() if _name_key(school.name) in names)


def _name_key(name: str) -> str:
    return fold_spaces(nfc(name)).casefold()


@dataclass(frozen=True, slots=True)
class Expected:
    """The card that a file should be, where it is known: its school, and who was to sign in a field (staff codes).

    `content_hashes`: of its data, as far as the registry tells which they are; none: they are not compared.
    """

    card_id: str = ""
    school_code: str = ""
    signers: Mapping[str, str] = field(default_factory=dict)
    content_hashes: frozenset[str] = frozenset()
