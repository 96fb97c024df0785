"""Remote signing by the API of the Cloud Signature Consortium, versions 1 and 2; only the standard library asks.

Version 1 calls its fields `hash`, `hashAlgo`, `PIN`; version 2 `hashes`, `hashAlgorithmOID`, `authData`. The rest is
alike: list, info, authorise (which binds the digests), sign. No service in Viet Nam was tried.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import x509

from hocba_ops.documents.signing.remote import Credential
from hocba_ops.errors import KeyProblem, KeyRefused

SHA256 = "2.16.840.1.101.3.4.2.1"
SIGN_ALGORITHMS = {"rsa": "1.2.840.113549.1.1.11", "ec": "1.2.840.10045.4.3.2"}
"""PKCS#1 v1.5 and ECDSA, both with SHA-256, by the algorithm of the key."""
PATIENCE_SECONDS = 120
"""People confirm on a phone while the service waits."""
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class CscService:
    """A service at an address. `version`: 1 or 2. `bearer`: the user's access token, where the service asks for one."""

    url: str
    version: int = 2
    bearer: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The host of the service."""
        return urlsplit(self.url).netloc or self.url

    def list_credentials(self) -> list[Credential]:
        """The certificates of the user."""
        idents = self._ask("credentials/list", {})["credentialIDs"]
        return [self._credential(str(ident)) for ident in idents]

    def sign(self, credential: Credential, digests: Sequence[bytes], pin: str) -> list[bytes]:
        """The signature of each digest, authorised together."""
        hashes = [b64encode(digest).decode() for digest in digests]
        told = {"credentialID": credential.ident, "numSignatures": len(hashes)}
        if self.version == 1:
            told |= {"hash": hashes, "PIN": pin}
            named: dict[str, Any] = {"hash": hashes, "hashAlgo": SHA256}
        else:
            authority = [{"id": "PIN", "value": pin}]
            told |= {"hashes": hashes, "hashAlgorithmOID": SHA256, "authData": authority}
            named = {"hashes": hashes, "hashAlgorithmOID": SHA256}
        authorised = self._ask("credentials/authorize", told)["SAD"]
        algorithm = SIGN_ALGORITHMS[credential.certificate.public_key.algorithm]
        order = {"credentialID": credential.ident, "SAD": authorised, "signAlgo": algorithm, **named}
        signatures = [b64decode(one) for one in self._ask("signatures/signHash", order)["signatures"]]
        if len(signatures) != len(digests):
            raise KeyRefused(self.name, KeyProblem.REMOTE)
        return signatures

    def _credential(self, ident: str) -> Credential:
        told = self._ask("credentials/info", {"credentialID": ident, "certificates": "chain"})
        own, *above = (x509.Certificate.load(b64decode(one)) for one in told["cert"]["certificates"])
        return Credential(ident, own, tuple(above))

    def _ask(self, path: str, told: dict[str, Any]) -> dict[str, Any]:
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise KeyRefused(self.url, KeyProblem.REMOTE)
        address = f"{self.url.rstrip('/')}/csc/v{self.version}/{path}"
        head = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        )
        request = Request(address, json.dumps(told).encode(), head)
        try:
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return dict(json.loads(answer.read(MOST_BYTES)))
        except HTTPError as fault:
            fault.close()
            raise KeyRefused(self.name, KeyProblem.REMOTE) from fault
        except (URLError, HTTPException, OSError, ValueError, KeyError) as fault:
            raise KeyRefused(self.name, KeyProblem.REMOTE) from fault
