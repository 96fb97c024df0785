"""A remote signing service on loopback, versions 1 and 2: it checks the PIN, and signs only digests it authorised."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from tests.documents.papers import key_of

PIN = "246810"
NAMES = {1: ("hash", "hashAlgo"), 2: ("hashes", "hashAlgorithmOID")}


class _Handler(BaseHTTPRequestHandler):
    label: str
    authorised: dict[str, list[str]]

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        _, _, version, what = self.path.split("/", 3)
        try:
            answer = self._answer(what, told, int(version[1:]))
        except (KeyError, PermissionError):
            self.send_error(400)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def _answer(self, what: str, told: dict[str, Any], version: int) -> dict[str, Any]:
        key = key_of(self.label)
        hashes, algorithm = NAMES[version]
        if what == "credentials/list":
            return {"credentialIDs": [self.label]}
        if what == "credentials/info":
            certificates = [b64encode(one.dump()).decode() for one in (key.certificate, *key.chain)]
            return {"cert": {"certificates": certificates}}
        if what == "credentials/authorize":
            pin = told["PIN"] if version == 1 else told["authData"][0]["value"]
            if pin != PIN or len(told[hashes]) != told["numSignatures"]:
                raise PermissionError
            ticket = sha256("".join(told[hashes]).encode()).hexdigest()
            self.authorised[ticket] = told[hashes]
            return {"SAD": ticket}
        if self.authorised.pop(told["SAD"]) != told[hashes] or not told[algorithm]:
            raise PermissionError
        return {"signatures": [b64encode(self._sign(b64decode(one))).decode() for one in told[hashes]]}

    def _sign(self, digest: bytes) -> bytes:
        private = key_of(self.label).private
        if isinstance(private, rsa.RSAPrivateKey):
            return private.sign(digest, padding.PKCS1v15(), Prehashed(SHA256()))
        return private.sign(digest, ec.ECDSA(Prehashed(SHA256())))

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def csc_server(label: str) -> Iterator[str]:
    """The address of a service that holds the key of one person."""
    handler = type("Handler", (_Handler,), {"label": label, "authorised": {}})
    server = HTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
