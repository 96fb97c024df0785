"""What an event says of the digital signature behind it: the signed file, its data and the certificate, as one text.

It stands in `document`, the paper on which the event rests. The content hash of the event itself is that of the card as
the school made it; the data in a signed form have a hash of their own, so both are told.
"""

import re
from dataclasses import dataclass

RECORD = re.compile(r"\brecord=([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class SignedForm:
    """A form as one signer left it. `record`: content hash of its data, empty for a form that carries none of ours.

    `field`: where it was signed; `file`, `certificate`: SHA-256 of the file and of the certificate; `serial` in hex.
    """

    field: str
    file: str
    record: str
    certificate: str
    serial: str

    def text(self) -> str:
        """The form as an event names it.

        >>> SignedForm("gvcn", "0a", "", "1b", "2c").text()
        'pades field=gvcn file=0a certificate=1b serial=2c'
        """
        record = f" record={self.record}" if self.record else ""
        return f"pades field={self.field} file={self.file}{record} certificate={self.certificate} serial={self.serial}"


def record_of(document: str | None) -> str:
    """The content hash of the data that a document of an event names; empty when it names none."""
    found = RECORD.search(document or "")
    return found[1] if found else ""
