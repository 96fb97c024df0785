"""How much a request may carry: counted as it comes in, whatever it says of itself."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = 64 * 1024
"""Bytes of a request where nothing says otherwise: a form with a few fields."""
PATIENCE = 4
"""Up to so many times too much is read and thrown away, so that a browser gets to read the answer."""


class BodyLimit:
    """Refuses requests that carry too much, as 413. `larger`: how much may be carried to a path, where it is more."""

    def __init__(self, app: ASGIApp, *, larger: Mapping[str, int]) -> None:
        self.app, self.larger = app, dict(larger)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; whoever reads more of it than is allowed gets the refusal instead."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most, carried = self.larger.get(scope["path"], MOST), 0

        async def receive_counted() -> Message:
            nonlocal carried
            message = await receive()
            while message["type"] == "http.request":
                carried += len(message.get("body", b""))
                is_last = not message.get("more_body", False)
                if carried <= most:
                    return message
                if is_last or carried > most * PATIENCE:
                    raise HTTPException(413)
                message = await receive()
            return message

        await self.app(scope, receive_counted, send)
