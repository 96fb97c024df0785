"""Time stamps by an RFC 3161 authority over HTTP, asked with the standard library alone."""

import asyncio
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from hocba_ops.errors import SigningProblem, SigningRefused

ANSWER = "application/timestamp-reply"
PATIENCE_SECONDS = 30
MOST_BYTES = 1_000_000


class HttpStamper(TimeStamper):
    """An authority at an address."""

    def __init__(self, url: str) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        if urlsplit(url).scheme not in ("http", "https"):
            raise SigningRefused(url, SigningProblem.TIMESTAMP)
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """One question and its answer. Raises `SigningRefused` when there is none that can be read."""
        return await asyncio.to_thread(self._asked, req.dump())

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> object:
        """A token for a digest. Raises `SigningRefused` when the authority refuses."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except TimestampRequestError as fault:
            raise SigningRefused(self.url, SigningProblem.TIMESTAMP, str(fault)) from fault

    def _asked(self, question: bytes) -> tsp.TimeStampResp:
        request = Request(self.url, question, {"Content-Type": "application/timestamp-query"})
        try:
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return tsp.TimeStampResp.load(answer.read(MOST_BYTES), strict=True)
        except HTTPError as fault:
            fault.close()
            raise SigningRefused(self.url, SigningProblem.TIMESTAMP, f"HTTP {fault.code}") from fault
        except (URLError, HTTPException, OSError, ValueError) as fault:
            raise SigningRefused(self.url, SigningProblem.TIMESTAMP, type(fault).__name__) from fault
