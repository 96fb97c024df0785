"""A message as mail programs read it: plain text, the same as a page, perhaps a file; to one mailbox alone."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.text import fold_spaces, nfc

SHEET = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
LONGEST_SUBJECT = 200
NOWHERE = "hocba.invalid"
"""The domain of the id of a message that has no sender yet."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A workbook that comes with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a message says, twice: in plain text and as a page."""

    subject: str
    text: str
    page: str
    language: str
    attached: tuple[Attached, ...] = ()


def compose(words: Words, *, sender: str, called: str, to: str, notice: str, at: datetime, is_draft: bool) -> bytes:
    """The bytes of a message; the same words at the same time give the same bytes.

    `called`: the name beside the sender's address; without a `sender`, whoever opens the draft is it. `is_draft`: for
    the outbox, so that a mail program opens it to be sent. The id of the message is made of the notice's, so that
    servers and readers can drop a double.
    """
    message = EmailMessage(policy=SMTP)
    message["To"] = to
    message["Date"] = at.astimezone(VIET_NAM)
    message["Message-ID"] = f"<hocba.{notice}@{sender.rpartition('@')[2] or NOWHERE}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if is_draft:
        message["X-Unsent"] = "1"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.page, subtype="html", cte="quoted-printable")
    for one in words.attached:
        message.add_attachment(one.content, maintype=SHEET[0], subtype=SHEET[1], filename=one.name)
    message["Content-Language"] = words.language
    _set_boundaries(message, notice)
    by = _head("From", called, f" <{sender}>") if sender else ""
    subject = _head("Subject", words.subject[:LONGEST_SUBJECT], "")
    return f"{by}{subject}".encode("ascii") + message.as_bytes()


def _head(name: str, text: str, after: str) -> str:
    """A header in encoded words: `EmailMessage` loses or adds spaces between those of a long Vietnamese text."""
    encoded = Header(one_line(text), "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {encoded}{after}\r\n"


def one_line(text: str) -> str:
    r"""A text as a header may hold it: one line, without signs that do something instead of being read.

    >>> one_line("Trường A\r\nBcc: x@y.vn\u202e")
    'Trường A Bcc: x@y.vn'
    """
    return "".join(sign for sign in fold_spaces(nfc(text)) if unicodedata.category(sign)[0] != "C")


def _set_boundaries(message: EmailMessage, notice: str) -> None:
    parts: Sequence[object] = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"={notice}.{number}=")  # type: ignore[attr-defined]
