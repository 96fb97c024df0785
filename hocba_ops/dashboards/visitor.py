"""Who is at the other end of a request or a websocket: kept by the server, never written into a page.

Bokeh would otherwise put all cookies and headers into the page, where a script could read what HttpOnly hides.
"""

from contextvars import ContextVar

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

VISITOR: ContextVar[HTTPConnection] = ContextVar("visitor")
"""The connection that is being served."""


class Visitors:
    """Notes the connection of each request and websocket for as long as it is served."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is behind it."""
        if scope["type"] in ("http", "websocket"):
            VISITOR.set(HTTPConnection(scope))
        await self.app(scope, receive, send)
