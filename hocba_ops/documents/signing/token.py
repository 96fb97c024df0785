"""A key on a token or in an HSM, through its PKCS#11 library. The PIN goes to the token and is kept nowhere."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from types import ModuleType
from typing import Any

from asn1crypto import x509

from hocba_ops.documents.people import serial_key
from hocba_ops.errors import KeyProblem, KeyRefused

PIN_FAULTS = {"PinIncorrect": KeyProblem.PIN, "PinInvalid": KeyProblem.PIN, "PinLenRange": KeyProblem.PIN}
PIN_FAULTS |= {"PinLocked": KeyProblem.PIN_LOCKED, "PinExpired": KeyProblem.PIN_LOCKED}
"""What a library says of a PIN by the name of its error; anything else while signing means that the token is gone."""


@dataclass(frozen=True)
class TokenKey:
    """A private key that never leaves its token, and the session it is used in."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    name: str
    session: Any = field(repr=False)
    private: Any = field(repr=False)

    @classmethod
    def open(cls, library: str, pin: str, *, serial: str = "", load: Callable[[str], Any] | None = None) -> "TokenKey":
        """The key of the only certificate on the token, or of the one with a serial number.

        Raises `KeyRefused`: no library, no token, a wrong or locked PIN, no such certificate, or several.
        """
        pkcs11 = _pkcs11(library)
        with _telling(pkcs11, library, KeyProblem.NO_TOKEN):
            token = next(iter((load or pkcs11.lib)(library).get_tokens()), None)
            if token is None:
                raise KeyRefused(library, KeyProblem.NO_TOKEN)
            session = token.open(user_pin=pin)
        with _telling(pkcs11, library, KeyProblem.PULLED):
            held = list(_certificates(pkcs11, session))
            keys = {bytes(key.id): key for key in session.get_objects({_class(pkcs11): pkcs11.ObjectClass.PRIVATE_KEY})}
        usable = [(one, keys[ident]) for ident, one in held if ident in keys]
        wanted = [pair for pair in usable if not serial or f"{pair[0].serial_number:x}" == serial_key(serial)]
        if len(wanted) != 1:
            session.close()
            raise KeyRefused(library, KeyProblem.SEVERAL if wanted else KeyProblem.NO_CERTIFICATE)
        ((own, private),) = wanted
        others = tuple(one for _, one in held if one.sha256 != own.sha256)
        return cls(own, others, str(token.label).strip(), session, private)

    def sign_many(self, messages: Sequence[bytes]) -> list[bytes]:
        """The raw signature of each message. Raises `KeyRefused` when the token stops answering."""
        pkcs11 = _pkcs11(self.name)
        with _telling(pkcs11, self.name, KeyProblem.PULLED):
            return [self._sign(pkcs11, message) for message in messages]

    def close(self) -> None:
        """Log out; a token that is gone is logged out already."""
        pkcs11 = _pkcs11(self.name)
        try:
            self.session.close()
        except pkcs11.PKCS11Error:
            return

    def _sign(self, pkcs11: ModuleType, message: bytes) -> bytes:
        if self.certificate.public_key.algorithm == "rsa":
            return bytes(self.private.sign(message, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
        from pkcs11.util.ec import encode_ecdsa_signature

        # The combined mechanism is missing on common tokens (design: documents, 8): they get the digest.
        raw = self.private.sign(sha256(message).digest(), mechanism=pkcs11.Mechanism.ECDSA)
        return bytes(encode_ecdsa_signature(raw))


def _certificates(pkcs11: ModuleType, session: Any) -> Iterator[tuple[bytes, x509.Certificate]]:
    for each in session.get_objects({_class(pkcs11): pkcs11.ObjectClass.CERTIFICATE}):
        yield bytes(each[pkcs11.Attribute.ID]), x509.Certificate.load(bytes(each[pkcs11.Attribute.VALUE]))


def _class(pkcs11: ModuleType) -> Any:
    return pkcs11.Attribute.CLASS


def _pkcs11(what: str) -> ModuleType:
    """The binding, where it is installed: signing with files or remote services does without."""
    try:
        import pkcs11
    except ImportError as fault:
        raise KeyRefused(what, KeyProblem.NO_LIBRARY) from fault
    return pkcs11


@contextmanager
def _telling(pkcs11: ModuleType, what: str, otherwise: KeyProblem) -> Iterator[None]:
    try:
        yield
    except (pkcs11.PKCS11Error, RuntimeError) as fault:
        raise KeyRefused(what, PIN_FAULTS.get(type(fault).__name__, otherwise)) from fault
