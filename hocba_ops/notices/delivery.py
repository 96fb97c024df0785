"""How a message leaves: over SMTP, with TLS wherever it leaves the machine, one mailbox at a time."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPResponseException,
)

from hocba_ops.errors import MailProblem, MailUnready
from hocba_ops.notices.book import State
from hocba_ops.notices.message import one_line
from hocba_ops.settings import Mail, Settings

PASSWORD = "HOCBA_MAIL_PASSWORD"
GOOD = 250
SAID = 300
"""As many letters of what a server says are kept."""

Outcome = tuple[State, str]
"""What became of a message, and what the server said."""


def password_of(settings: Settings, environment: Mapping[str, str]) -> str:
    """The password of the mail account; empty without an account. `MailUnready` when it stands nowhere."""
    mail = settings.mail
    if mail is None or not mail.user:
        return ""
    found = environment.get(PASSWORD, "")
    if not found and mail.password_file:
        place = settings.path(mail.password_file)
        found = place.read_text(encoding="utf-8").strip() if place.is_file() else ""
    if not found:
        raise MailUnready(mail.host, MailProblem.NO_PASSWORD)
    return found


class Postman:
    """A connection to the mail server that is made when it is needed, and made anew when it broke."""

    def __init__(self, settings: Settings, mail: Mail, password: str) -> None:
        self.mail = mail
        self._password = password
        self._roots = settings.path(mail.ca_file) if mail.ca_file else None
        self._client: SMTP | None = None

    @property
    def server(self) -> str:
        """The server as an officer knows it."""
        return f"{self.mail.host}:{self.mail.port}"

    def ready(self) -> None:
        """See that the server listens; `MailUnready` when it does not. Nothing of a message has left by then."""
        if self._client is not None and _is_alive(self._client):
            return
        self._drop()
        self._client = self._connect()

    def hand_over(self, message: bytes, *, to: str) -> Outcome:
        """Hand a message to the server after `ready`; it never raises for what the server or the network does.

        A connection that breaks before the server was offered the text: failed. One that breaks after: uncertain.
        """
        client, is_offered = self._client, False
        if client is None:
            return State.FAILED, ""
        try:
            for ask, address in ((client.mail, self.mail.sender), (client.rcpt, to)):
                code, said = ask(address)
                if code not in (GOOD, GOOD + 1):
                    client.rset()
                    return State.FAILED, _said(code, said)
            is_offered = True
            code, said = client.data(message)
            return (State.SENT if code == GOOD else State.FAILED), _said(code, said)
        except SMTPDataError as fault:
            return State.FAILED, _said(fault.smtp_code, fault.smtp_error)
        except (SMTPException, OSError) as fault:
            self._drop()
            return (State.UNCERTAIN if is_offered else State.FAILED), one_line(str(fault))[:SAID]

    def close(self) -> None:
        """Say good-bye, if anybody still listens."""
        if self._client is not None:
            try:
                self._client.quit()
            except (SMTPException, OSError):
                self._drop()
        self._client = None

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None

    def _connect(self) -> SMTP:
        with self._told():
            client = self._greet()
        try:
            with self._told():
                client.ehlo_or_helo_if_needed()
                if self.mail.user:
                    client.login(self.mail.user, self._password)
        except BaseException:
            client.close()
            raise
        return client

    def _greet(self) -> SMTP:
        mail, name = self.mail, self.mail.sender.rpartition("@")[2]
        if mail.tls == "tls":
            return SMTP_SSL(mail.host, mail.port, name, timeout=mail.timeout_seconds, context=self._trusting())
        client = SMTP(mail.host, mail.port, name, timeout=mail.timeout_seconds)
        try:
            if self.mail.tls == "starttls":
                client.ehlo()
                if not client.has_extn("starttls"):
                    raise MailUnready(self.server, MailProblem.NO_TLS)
                client.starttls(context=self._trusting())
        except BaseException:
            client.close()
            raise
        return client

    def _trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._roots is not None:
            context.load_verify_locations(self._roots)
        return context

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever keeps us from the server, as what the operator has to do."""
        try:
            yield
        except ssl.SSLError as fault:
            is_stranger = isinstance(fault, ssl.SSLCertVerificationError)
            problem = MailProblem.CERTIFICATE if is_stranger else MailProblem.HANDSHAKE
            raise MailUnready(self.server, problem, one_line(str(fault.reason or ""))) from fault
        except (SMTPAuthenticationError, SMTPNotSupportedError) as fault:
            raise MailUnready(self.server, MailProblem.LOGIN, _words(fault)) from fault
        except SMTPConnectError as fault:
            raise MailUnready(self.server, MailProblem.GREETING, _words(fault)) from fault
        except OSError as fault:  # smtplib's own exceptions are of this kind too
            raise MailUnready(self.server, MailProblem.UNREACHABLE, _words(fault)) from fault


def _is_alive(client: SMTP) -> bool:
    try:
        return bool(client.noop()[0] == GOOD)
    except (SMTPException, OSError):
        return False


def _words(fault: Exception) -> str:
    if isinstance(fault, SMTPResponseException):
        return _said(fault.smtp_code, fault.smtp_error)
    return one_line(str(fault))[:SAID]


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(f"{code} {text}")[:SAID]
