"""What is known of revoked certificates: CRLs and OCSP answers in files. Verification never asks the network."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from asn1crypto import crl, ocsp, pem, x509

from hocba_ops.errors import TrustFault

CRL, OCSP = ".crl", ".ocsp"


@dataclass(frozen=True)
class Revocation:
    """CRLs and OCSP responses as DER, from the bundle of an office."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> "Revocation":
        """The `*.crl` and `*.ocsp` files of a folder and those below; nothing where there is no folder.

        Raises `TrustFault` for a file that is not what its name says.
        """
        files = sorted(folder.rglob("*")) if folder.is_dir() else []
        crls = tuple(_read(path, crl.CertificateList) for path in files if path.suffix.lower() == CRL)
        return cls(crls, tuple(_read(path, ocsp.OCSPResponse) for path in files if path.suffix.lower() == OCSP))

    def moments(self, certificate: x509.Certificate) -> list[datetime]:
        """The moments of which the bundle tells the state of a certificate: CRLs of its issuer, answers."""
        serial = certificate.serial_number
        lists = [made for issuer, made in self._lists() if issuer == certificate.issuer]
        return [*lists, *(made for number, made in self._answers() if number == serial)]

    def all_moments(self) -> list[datetime]:
        """The moments at which anything in the bundle was made."""
        return [made for _, made in (*self._lists(), *self._answers())]

    def _lists(self) -> list[tuple[x509.Name, datetime]]:
        lists = (crl.CertificateList.load(der) for der in self.crls)
        return [(one.issuer, one["tbs_cert_list"]["this_update"].native) for one in lists]

    def _answers(self) -> list[tuple[int, datetime]]:
        responses = (ocsp.OCSPResponse.load(der).response_data["responses"] for der in self.ocsps)
        return [
            (one["cert_id"]["serial_number"].native, one["this_update"].native) for told in responses for one in told
        ]

    @property
    def epoch(self) -> str:
        """SHA-256 of all that is known: a new CRL is a new epoch."""
        return sha256(b"".join(sorted(sha256(one).digest() for one in (*self.crls, *self.ocsps)))).hexdigest()


def _read(path: Path, kind: type[crl.CertificateList] | type[ocsp.OCSPResponse]) -> bytes:
    content = path.read_bytes()
    try:
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        kind.load(der, strict=True).native  # noqa: B018 - asn1crypto parses when it is looked at
    except (ValueError, TypeError) as fault:
        raise TrustFault(str(path)) from fault
    return bytes(der)
