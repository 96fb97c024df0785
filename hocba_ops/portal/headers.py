"""What every answer carries: which scripts and frames a page may have, and that nothing of it is kept on the way."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""The public pages: no inline script or style, nothing from elsewhere, no frame."""
PANEL = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: blob:; worker-src 'self' blob:;"
    " form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'"
)
"""What Panel needs to draw a dashboard (measured: it evaluates templates and loads modules from blobs)."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SMALLEST = 500
"""Answers with fewer bytes are not worth compressing."""
SECURE = "max-age=31536000"
"""For a year a browser comes back by https alone."""


class Headers:
    """Puts the headers on every answer. `panels`: paths below which dashboards stand; `is_secure`: reached by https."""

    def __init__(self, app: ASGIApp, *, panels: Sequence[str], is_secure: bool) -> None:
        self.app, self.panels, self.is_secure = app, tuple(panels), is_secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and send the answer with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._put(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    def _put(self, headers: MutableHeaders, path: str) -> None:
        for name, value in ALWAYS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = PANEL if is_below(path, self.panels) else PUBLIC
        headers.setdefault("Cache-Control", "no-store")
        if self.is_secure:
            headers["Strict-Transport-Security"] = SECURE
        if "server" in headers:
            del headers["server"]


class Compressed:
    """Answers in gzip, but for the pages whose forms carry a secret: their length would tell of it (BREACH)."""

    def __init__(self, app: ASGIApp, *, plain: Sequence[str]) -> None:
        self.app, self.plain = app, tuple(plain)
        self.zipped = GZipMiddleware(app, minimum_size=SMALLEST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress what may be compressed."""
        is_plain = scope["type"] == "http" and is_below(scope["path"], self.plain)
        await (self.app if is_plain else self.zipped)(scope, receive, send)


def is_below(path: str, places: Sequence[str]) -> bool:
    """Whether a path is one of the places or stands below one.

    >>> is_below("/bang/app", ["/bang"]), is_below("/bangla", ["/bang"])
    (True, False)
    """
    return any(path == place or path.startswith(f"{place}/") for place in places)
