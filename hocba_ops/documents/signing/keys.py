"""A key that signs: what signing needs of it, and the one that lies in a PKCS#12 file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from hocba_ops.errors import KeyProblem, KeyRefused


class Key(Protocol):
    """A private key somewhere: in a file, on a token, at a remote service. It signs with SHA-256."""

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate of the key."""

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        """Certificates of the authorities above it, as far as the key's place holds them."""

    def sign_many(self, messages: Sequence[bytes]) -> list[bytes]:
        """The raw signature of each message, in order: PKCS#1 v1.5 for RSA, DER for ECDSA."""


PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class SoftKey:
    """A key held in memory for as long as the batch lasts."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    private: PrivateKey

    @classmethod
    def open(cls, path: Path, passphrase: str) -> "SoftKey":
        """The key of a PKCS#12 file. Raises `KeyRefused`: no file, wrong passphrase, or a kind that we do not use."""
        try:
            found = pkcs12.load_pkcs12(path.read_bytes(), passphrase.encode())
        except OSError as fault:
            raise KeyRefused(path.name, KeyProblem.MISSING) from fault
        except ValueError as fault:
            raise KeyRefused(path.name, KeyProblem.PASSPHRASE) from fault
        if found.cert is None or not isinstance(found.key, PrivateKey):
            raise KeyRefused(path.name, KeyProblem.UNUSABLE)
        own, *above = (
            x509.Certificate.load(one.certificate.public_bytes(Encoding.DER))
            for one in (found.cert, *found.additional_certs)
        )
        return cls(own, tuple(above), found.key)

    def sign_many(self, messages: Sequence[bytes]) -> list[bytes]:
        """The raw signature of each message."""
        return [self._sign(message) for message in messages]

    def _sign(self, message: bytes) -> bytes:
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(message, padding.PKCS1v15(), SHA256())
        return self.private.sign(message, ec.ECDSA(SHA256()))
