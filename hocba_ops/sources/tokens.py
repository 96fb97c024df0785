"""The public certificates on the tokens that are plugged in, through a maker's PKCS#11 library: no PIN, no key.

The library is native code of somebody else: it runs in a child process, so that one that crashes or never answers
costs a sentence and not this program.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11.constants import Attribute, ObjectClass, TokenFlag

from hocba_ops.errors import TokenProblem, TokenUnreadable
from hocba_ops.sources.certificate_facts import Facts, describe, is_authority
from hocba_ops.sources.certificate_file import FROM_TOKEN

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token: what it says of itself, and the text under which the next load knows it."""

    token: str
    facts: Facts
    pem: str


Found = list[tuple[str, bytes]] | TokenProblem
Read = Callable[[str], Found]


def read_found(module: str) -> Found:
    """Label of the token and DER bytes of each public certificate behind a module, or why there is none."""
    try:
        library = pkcs11.lib(module)
    except (RuntimeError, pkcs11.exceptions.PKCS11Error):
        return TokenProblem.NOT_A_MODULE
    try:
        tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
        ready = [token for token in tokens if token.flags & TokenFlag.TOKEN_INITIALIZED]
        found = [(str(token.label).strip(), bytes(der)) for token in ready for der in _certificates(token)]
    except pkcs11.exceptions.PKCS11Error:
        return TokenProblem.STOPPED
    return found if ready else TokenProblem.NO_TOKEN


def read_tokens(
    module: Path, *, read: Read = read_found, patience: float = PATIENCE_SECONDS
) -> Sequence[TokenCertificate]:
    """Every holder's certificate on the tokens behind a PKCS#11 library. Raises `TokenUnreadable`."""
    if not module.is_file():
        raise TokenUnreadable(str(module), TokenProblem.NO_MODULE)
    found = _in_a_child(str(module.resolve()), read, patience)
    if isinstance(found, TokenProblem):
        raise TokenUnreadable(str(module), found)
    read_ones = [(label, _parsed(der)) for label, der in found]
    return [_told(label, one) for label, one in read_ones if one is not None and not is_authority(one)]


def _certificates(token: pkcs11.Token) -> list[bytes]:
    with token.open() as session:
        return [one[Attribute.VALUE] for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})]


def _parsed(der: bytes) -> x509.Certificate | None:
    """The certificate; None for bytes that are none: makers put other things beside them."""
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        return None


def _told(label: str, certificate: x509.Certificate) -> TokenCertificate:
    facts = describe(certificate, device="usb_token", shown_by="token")
    return TokenCertificate(label, facts, f"{FROM_TOKEN}\n{certificate.public_bytes(Encoding.PEM).decode()}")


def _in_a_child(module: str, read: Read, patience: float) -> Found:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, module, read), daemon=True)
    process.start()
    theirs.close()
    try:
        found: Found = ours.recv() if ours.poll(patience) else TokenProblem.STOPPED
    except EOFError:
        found = TokenProblem.STOPPED
    finally:
        process.kill()
        process.join()
        ours.close()
    return found


def _send(pipe: Connection, module: str, read: Read) -> None:
    pipe.send(read(module))
