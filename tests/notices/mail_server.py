"""A real mail server on loopback: with or without TLS and accounts; it may refuse somebody, or die in the middle."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hocba_ops.settings import Mail, Settings

ACCOUNT, PASSWORD = "hocba", "mat-khau-thu"


@dataclass
class Letterbox:
    """What the server took in: for each message the mailboxes it was for, and its bytes."""

    refuses: frozenset[str] = frozenset()
    taken: list[tuple[list[str], bytes]] = field(default_factory=list)

    async def handle_RCPT(self, *told: Any) -> str:  # noqa: N802
        _, _, envelope, address, _ = told
        if address in self.refuses:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *told: Any) -> str:  # noqa: N802
        envelope = told[-1]
        self.taken.append((list(envelope.rcpt_tos), envelope.content))
        return "250 2.0.0 queued"

    @property
    def messages(self) -> list[EmailMessage]:
        return [cast(EmailMessage, message_from_bytes(content, policy=SMTP)) for _, content in self.taken]


@contextmanager
def serving(letterbox: Letterbox, **options: Any) -> Iterator[int]:
    """The port at which the letterbox takes messages in as long as the block lasts."""
    controller = Controller(letterbox, hostname="127.0.0.1", port=0, **options)
    # port 0: the system chooses; the controller wants to see itself answer, so the port is chosen before
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        controller.port = chosen.getsockname()[1]
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, given: object) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and (given.login, given.password) == (
        ACCOUNT.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_right, handled=False)


def settings_of(folder: Path, port: int, **facts: Any) -> Settings:
    mail = Mail.model_validate({"host": "127.0.0.1", "port": port, "from": "so-lieu@quan-1.example", **facts})
    return Settings(root=folder, unit="quan-1", school_year="2024-2025", mail=mail)


@dataclass(frozen=True)
class Authority:
    """A root that nobody else trusts, and a server certificate for 127.0.0.1 by it."""

    root: Path
    context: ssl.SSLContext


def make_authority(folder: Path, *, name: str = "127.0.0.1") -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Thu Root", key, key, issuer="Thu Root", is_root=True)
    own_key = ec.generate_private_key(ec.SECP256R1())
    own = _certificate(name, own_key, key, issuer="Thu Root", is_root=False)
    files = {name: folder / f"{name}.pem" for name in ("root", "server", "key")}
    files["root"].write_bytes(root.public_bytes(serialization.Encoding.PEM))
    files["server"].write_bytes(own.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    files["key"].write_bytes(own_key.private_bytes(*plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["server"], files["key"])
    return Authority(files["root"], context)


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *, issuer: str, is_root: bool
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if not is_root:
        place = x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        made = made.add_extension(x509.SubjectAlternativeName([place]), critical=False)
    return made.sign(signer, hashes.SHA256())


class DyingServer:
    """A server of a few lines that goes away at a chosen point: `mail`, before the text; `data`, after it."""

    def __init__(self, at: str, *, holds: bool = False) -> None:
        self.at, self.holds = at, holds
        self.reached = threading.Event()
        self.taken: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        try:
            connection, _ = self._socket.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 thu\r\n")
            for line in lines:
                word = line[:4].upper()
                if word == b"MAIL" and self.at == "mail":
                    return
                if word == b"DATA":
                    connection.sendall(b"354 go on\r\n")
                    self.taken.append(b"".join(iter(lambda: _until_dot(lines), b"")))
                    self.reached.set()
                    if self.holds:
                        lines.read()
                    return
                connection.sendall(b"250 OK\r\n")


def _until_dot(lines: Any) -> bytes:
    line: bytes = lines.readline()
    return b"" if line in (b".\r\n", b"") else line.removeprefix(b".")
