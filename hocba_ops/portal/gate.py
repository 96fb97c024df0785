"""The gate before everything: nobody passes without a session, but to the few paths that are open to all.

By which host the open paths are asked for is the application's to check; all others are answered at our own alone.
Pure ASGI, so that pages, files, the API and websockets all go through it. Who passes stands in `scope["state"]`:
`pass_` (session, person, the roles offered) and `where` (address and session, for the trail).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from hocba_ops.access.trail import Where
from hocba_ops.portal.addresses import ACCOUNT, ENTRANCE, LOGIN, Scope, is_of_same_host, is_plain
from hocba_ops.portal.door import Door
from hocba_ops.portal.doorman import Pass
from hocba_ops.portal.sockets import Pause, guard_socket

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

SAFE = ("GET", "HEAD", "OPTIONS")
API = "/api/"


class Refusal(StrEnum):
    """Why a request does not pass; its words stand in the labels as `login.refused.<value>`."""

    PATH = "path"
    HOST = "host"
    ORIGIN = "origin"
    NOBODY = "nobody"
    NO_ROLE = "no_role"


class Gate:
    """An application behind a door. `public`: paths open to all; one that ends in a slash, with all below it."""

    def __init__(self, app: App, *, door: Door, public: Collection[str] = (), pause: Pause = asyncio.sleep) -> None:
        self.app, self.door, self.pause = app, door, pause
        self.open_paths = frozenset(path for path in public if not path.endswith("/") or path == "/")
        self.open_folders = tuple(path for path in public if path.endswith("/") and path != "/")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        passed = self.door.doorman.admit(scope) if self._is_addressed(scope) else None
        refusal = self._refusal(scope, passed)
        if refusal:
            await _refuse(scope, send, *refusal, labels=self.door.labels)
            return
        scope["state"] = {**scope.get("state", {}), "pass_": passed, "where": where_of(scope, passed)}
        if scope["type"] == "websocket" and passed is not None:
            await guard_socket(self.app, scope, receive, send, doorman=self.door.doorman, pause=self.pause)
        else:
            await self.app(scope, receive, send)

    def _is_addressed(self, scope: Scope) -> bool:
        return is_plain(scope) and self.door.site.is_asked_for(scope)

    def _refusal(self, scope: Scope, passed: Pass | None) -> tuple[int, Refusal] | None:
        """Status and the reason why not; None for those who may pass."""
        is_socket = scope["type"] == "websocket"
        if not is_plain(scope):
            return 400, Refusal.PATH
        changes = is_socket or scope["method"] not in SAFE
        if not is_socket and self._is_open(scope["path"]):
            return (403, Refusal.ORIGIN) if changes and not is_of_same_host(scope) else None
        if not self.door.site.is_asked_for(scope):
            return 421, Refusal.HOST
        if changes and not self.door.site.is_origin(scope):
            return 403, Refusal.ORIGIN
        if not is_socket and scope["path"] in ENTRANCE:
            return None
        if passed is None:
            return 403 if is_socket else 401, Refusal.NOBODY
        return None if passed.person is not None else (403, Refusal.NO_ROLE)

    def _is_open(self, path: str) -> bool:
        return path in self.open_paths or path.startswith(self.open_folders)


def where_of(scope: Scope, passed: Pass | None) -> Where:
    """Where a request comes from, as the trail tells it."""
    client = scope.get("client")
    return Where(address=client[0] if client else "", session=passed.session.key[:16] if passed else "")


async def _refuse(scope: Scope, send: Send, status: int, why: Refusal, *, labels: Callable[[str], str]) -> None:
    """Say no in the manner of what was asked: a page leads to the entrance, a program is told, a socket never opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4403})
        return
    leads_on = why in (Refusal.NOBODY, Refusal.NO_ROLE) and not scope["path"].startswith(API)
    if leads_on and scope["method"] in SAFE:
        await _answer(send, 303, b"", location=_entrance(scope, why))
        return
    problem = {"type": "about:blank", "title": labels(f"login.refused.{why}"), "status": status}
    await _answer(send, status, json.dumps(problem, ensure_ascii=False).encode(), kind="application/problem+json")


def _entrance(scope: Scope, why: Refusal) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = quote(scope["path"]) + (f"?{query}" if query else "")
    return f"{LOGIN if why is Refusal.NOBODY else ACCOUNT}?next={quote(wanted, safe='')}"


async def _answer(send: Send, status: int, body: bytes, *, kind: str = "text/plain", location: str = "") -> None:
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    headers += [(b"content-length", str(len(body)).encode())]
    headers += [(b"location", location.encode("ascii"))] if location else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
