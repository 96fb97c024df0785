"""Requests and sockets as a server would hand them over, byte for byte as a test wants them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from tests.portal.entrance import NEAR, SITE, Entrance

HOST = SITE.removeprefix("https://")
Scope = dict[str, Any]


def http_scope(
    entrance: Entrance, raw: bytes, *, host: str = HOST, token: str = "", method: str = "GET", headers: Any = ()
) -> Scope:
    """A request whose path nobody has tidied up."""
    cookie = [(b"cookie", f"{entrance.door.doorman.cookie}={token}".encode())] if token else []
    return {
        "type": "http",
        "method": method,
        "path": unquote_to_bytes(raw).decode("utf-8", "replace"),
        "raw_path": raw,
        "root_path": "",
        "query_string": b"",
        "scheme": "https",
        "http_version": "1.1",
        "client": NEAR,
        "server": (HOST, 443),
        "headers": [*([(b"host", host.encode())] if host else []), *cookie, *headers],
    }


def socket_scope(
    entrance: Entrance, *, token: str = "", origin: str | None = SITE, path: bytes = b"/bang/ws", host: str = HOST
) -> Scope:
    """A websocket that a page of an origin opens."""
    headers = [] if origin is None else [(b"origin", origin.encode())]
    scope = http_scope(entrance, path, host=host, token=token, headers=headers)
    return {**scope, "type": "websocket", "scheme": "wss", "subprotocols": []}


def answered(app: Callable[..., Any], scope: Scope) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of the answer."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


@dataclass
class Socket:
    """The browser's end of a websocket, in one event loop with the application: no thread, no waiting for a clock."""

    app: Callable[..., Any]
    scope: Scope
    to_app: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    from_app: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    task: asyncio.Task[None] | None = None

    async def open(self) -> Any:
        """Ask to be let in; the first thing that the application says."""
        await self.to_app.put({"type": "websocket.connect"})
        self.task = asyncio.ensure_future(self.app(self.scope, self.to_app.get, self.from_app.put))
        return await self.hear()

    async def say(self, text: str) -> Any:
        """Send a text; what comes back."""
        await self.to_app.put({"type": "websocket.receive", "text": text})
        return await self.hear()

    async def hear(self) -> Any:
        return await asyncio.wait_for(self.from_app.get(), timeout=20)

    async def done(self) -> None:
        """Returns once the application has let go of the socket."""
        assert self.task is not None
        await asyncio.wait_for(self.task, timeout=20)
