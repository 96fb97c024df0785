"""A bug costs the request in which it showed, and tells the visitor nothing of itself."""

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hocba_ops.portal.desk import LOGGER


class Steady:
    """Logs what nobody caught, and answers with a page; it stands inside the headers, so that its page has them too."""

    def __init__(self, app: ASGIApp, *, trouble: Response) -> None:
        self.app, self.trouble = app, trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def send_watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        except Exception:
            LOGGER.exception("%s %s failed", scope["method"], scope["path"])
            if has_begun:
                raise
            await self.trouble(scope, receive, send)
