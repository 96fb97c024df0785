"""A time-stamp authority on loopback that answers as of a fixed moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import tsp

from tests.documents.authority import authority


class _Handler(BaseHTTPRequestHandler):
    moment: datetime
    is_broken = False

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"]))
        stamper = authority().timestamper(self.moment)
        answer = asyncio.run(stamper.async_request_tsa_response(tsp.TimeStampReq.load(question)))
        self.send_response(503 if self.is_broken else 200)
        self.end_headers()
        self.wfile.write(answer.dump())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def stamping_server(moment: datetime, *, is_broken: bool = False) -> Iterator[str]:
    """The address of an authority."""
    handler = type("Handler", (_Handler,), {"moment": moment, "is_broken": is_broken})
    server = HTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
