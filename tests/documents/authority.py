"""The test PKI of `pki/pki.yml` brought to life: keys made once a process; certificates, CRLs, times as data say."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml
from asn1crypto import pem, x509
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture, ServiceLabel
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

PKI = Path(__file__).parent / "pki" / "pki.yml"
PASSPHRASE = "mat-khau-thu"
SIGNED = datetime(2025, 5, 28, 2, 0, tzinfo=UTC)
"""When the tests sign, unless they travel: inside the season of Quận 1."""
VERIFIED = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
"""When the tests verify."""
CRLS = ("neac-root", "vgca-root", "cong-cong", "vgca")
ROOTS = {"cong_cong": "neac-root", "vgca": "vgca-root", "dau_thoi_gian": "neac-root"}


@dataclass(frozen=True)
class Authority:
    """The PKI with its keys; `folder` has the keys as PEM files."""

    arch: PKIArchitecture
    folder: Path
    kept: dict[Any, Any] = field(default_factory=dict)

    def cert(self, label: str) -> x509.Certificate:
        return self.arch.get_cert(CertLabel(label))

    def pkcs12(self, label: str) -> bytes:
        key = ("p12", label)
        if key not in self.kept:
            self.kept[key] = self.arch.package_pkcs12(CertLabel(label), password=PASSPHRASE.encode())
        return self.kept[key]

    def crl(self, label: str, at: datetime) -> bytes:
        key = ("crl", label, at)
        if key not in self.kept:
            self.kept[key] = self.arch.service_registry.get_crl(ServiceLabel(label), at_time=at).dump()
        return self.kept[key]

    def timestamper(self, at: datetime, label: str = "tsa") -> DummyTimeStamper:
        spec = self.arch.get_cert_spec(CertLabel(label))
        key = self.arch.key_set.get_private_key(spec.subject_key)
        return DummyTimeStamper(self.cert(label), key, fixed_dt=at)

    def private_pem(self, label: str) -> bytes:
        key = self.arch.get_cert_spec(CertLabel(label)).subject_key
        return (self.folder / f"{key.value}.pem").read_bytes()

    def write_trust(self, folder: Path, *, day: str = "2025-01-01") -> Path:
        """The roots as a workspace keeps them: a folder a purpose, in it a folder a day."""
        for store, root in ROOTS.items():
            place = folder / store / day
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{root}.crt").write_bytes(self.cert(root).dump())
        return folder

    def write_revocation(self, folder: Path, *, at: datetime = VERIFIED) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for label in CRLS:
            (folder / f"{label}.crl").write_bytes(self.crl(label, at))
        return folder

    def pem(self, label: str) -> bytes:
        return bytes(pem.armor("CERTIFICATE", self.cert(label).dump()))


@cache
def authority() -> Authority:
    """The test PKI, built once a process."""
    folder = Path(mkdtemp(prefix="pki-"))
    config = yaml.safe_load(PKI.read_text(encoding="utf-8"))
    certs = config["pki-architectures"]["thu"]["certs"]
    names = {cert["subject-key"] for cert in certs.values() if "subject-key" in cert}
    config["keysets"]["thu"]["keys"] = {name: {"path": _write_key(folder, name)} for name in sorted(names)}
    arch = CertomancerConfig(config, key_search_dir=str(folder)).get_pki_arch(ArchLabel("thu"))
    return Authority(arch, folder)


def _write_key(folder: Path, name: str) -> str:
    key = rsa.generate_private_key(65537, 2048) if "rsa" in name else ec.generate_private_key(ec.SECP256R1())
    path = folder / f"{name}.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path.name
