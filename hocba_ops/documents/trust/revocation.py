"""What is known of revoked certificates: CRLs and OCSP answers in files. Verification never asks the network."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from asn1crypto import crl, ocsp, pem

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
