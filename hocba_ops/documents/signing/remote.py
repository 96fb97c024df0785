"""Keys at a remote signing service: the port that every service is put behind, and a key made of it.

A service lists the certificates of its user and signs digests, many in one authorisation. CSC is one adapter. Providers
in Viet Nam publish shapes of their own (a login with an id of the service provider, a confirmation on the phone, then a
question for the state of the transaction): each fits behind the same two functions, with the waiting inside `sign`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from asn1crypto import x509

from hocba_ops.documents.people import serial_key
from hocba_ops.errors import KeyProblem, KeyRefused


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate at a service, and the name by which the service knows its key."""

    ident: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


class RemoteSigner(Protocol):
    """A remote signing service as one user of it sees it."""

    @property
    def name(self) -> str:
        """How people call the service."""

    def list_credentials(self) -> list[Credential]:
        """The certificates of the user. Raises `KeyRefused`."""

    def sign(self, credential: Credential, digests: Sequence[bytes], pin: str) -> list[bytes]:
        """The signature of each SHA-256 digest, authorised together. Raises `KeyRefused`."""


@dataclass(frozen=True)
class RemoteKey:
    """A key at a service. The PIN is held as long as the key is, for every portion has to be authorised."""

    service: RemoteSigner
    credential: Credential
    pin: str = field(repr=False)

    @classmethod
    def open(cls, service: RemoteSigner, pin: str, *, serial: str = "") -> "RemoteKey":
        """The key of the user's only certificate, or of the one with a serial number. Raises `KeyRefused`."""
        held = service.list_credentials()
        wanted = [one for one in held if not serial or f"{one.certificate.serial_number:x}" == serial_key(serial)]
        if len(wanted) != 1:
            raise KeyRefused(service.name, KeyProblem.SEVERAL if wanted else KeyProblem.NO_CERTIFICATE)
        return cls(service, wanted[0], pin)

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate of the key."""
        return self.credential.certificate

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        """Certificates of the authorities above it, as the service tells them."""
        return self.credential.chain

    def sign_many(self, messages: Sequence[bytes]) -> list[bytes]:
        """The raw signature of each message; only digests leave this machine."""
        return self.service.sign(self.credential, [sha256(message).digest() for message in messages], self.pin)
