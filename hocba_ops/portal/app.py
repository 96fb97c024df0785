"""The one web application: public pages, a small REST interface, and whatever other faces are mounted beside them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from hocba_ops.errors import OpsError
from hocba_ops.portal import look_up, verify
from hocba_ops.portal.bodies import BodyLimit
from hocba_ops.portal.desk import LOGGER, Desk, Record, open_desk
from hocba_ops.portal.headers import Compressed, Headers
from hocba_ops.portal.look_up import look_up_routes
from hocba_ops.portal.pages import ASSETS, Pages
from hocba_ops.portal.steady import Steady
from hocba_ops.portal.verify import FORM_BYTES, verify_routes
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.looking_up import LookUps

LOCAL = ("localhost", "127.0.0.1", "[::1]")
"""By which names this machine calls itself; a page elsewhere that made its own name point here is refused."""
API = "/api"
PUBLIC = ("/", look_up.PLACE, look_up.FETCH, verify.PLACE, f"{ASSETS}/", "/robots.txt", "/favicon.ico", f"{API}/health")
"""The paths that are open to all; one that ends in a slash, with all below it."""
TROUBLES = {404: "missing", 405: "missing", 413: "large", 429: "often"}
Arrange = Callable[[FastAPI], None]


def read_clock() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def create_app(
    bench: Workbench,
    *,
    clock: Callable[[], datetime] = read_clock,
    record: Record | None = None,
    look_ups: LookUps | None = None,
    hosts: Sequence[str] = LOCAL,
    panels: Sequence[str] = (),
    secret_pages: Sequence[str] = (),
    arrange: Sequence[Arrange] = (),
) -> FastAPI:
    """The application of a workspace.

    `record` is told of what happens on the public pages; None: the audit trail of the workspace. `look_ups`:
    those of the workspace where they are open already. `hosts`: under which names the application is reached, beside
    that of the workspace's own address. `panels`: paths below which dashboards stand, which
    need a wider policy for scripts;
    `secret_pages`: further paths whose pages carry a secret and are not compressed. `arrange`: what other faces add to
    the application (routes, mounts, middleware), in order.
    """
    desk = open_desk(bench, look_ups or LookUps.open(bench), clock=clock, record=record)
    app = FastAPI(
        title="hocba-ops",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        lifespan=_living(desk, bench),
    )
    app.state.desk = desk
    _route(app, desk, bench)
    for add in arrange:
        add(app)
    _guard(app, bench, hosts=hosts, panels=panels, secret_pages=(look_up.PLACE, verify.PLACE, *secret_pages))
    return app


def _route(app: FastAPI, desk: Desk, bench: Workbench) -> None:
    app.include_router(look_up_routes(desk))
    app.include_router(verify_routes(desk, most=bench.settings.portal.upload_bytes))

    @app.get("/", include_in_schema=False)
    async def home() -> Response:
        return desk.pages.page("home")

    @app.get(ASSETS + "/{name}", include_in_schema=False)
    async def asset(name: str) -> Response:
        return desk.pages.asset(name) or desk.pages.trouble(404, kind="missing")

    @app.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        """For the pages that name no icon, as browsers ask for one anyway."""
        return await asset(desk.pages.address("icon.svg").rpartition("/")[2])

    @app.get("/robots.txt", include_in_schema=False)
    async def robots() -> Response:
        return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")

    @app.get(f"{API}/health")
    async def health() -> dict[str, str]:
        """That the application answers."""
        return {"status": "ok"}

    _tell_troubles(app, desk.pages)


def _tell_troubles(app: FastAPI, pages: Pages) -> None:
    """Every fault as a page in the reader's language, for programs as a word; never what went wrong inside."""

    @app.exception_handler(HTTPException)
    async def refuse(request: Request, fault: HTTPException) -> Response:
        kind = TROUBLES.get(fault.status_code, "refused")
        if request.url.path.startswith(f"{API}/"):
            return Response(f'{{"error":"{kind}"}}', fault.status_code, media_type="application/json")
        return pages.trouble(fault.status_code, kind=kind)


def _guard(
    app: FastAPI, bench: Workbench, *, hosts: Sequence[str], panels: Sequence[str], secret_pages: Sequence[str]
) -> None:
    """Wrap the application; what is added last sees a request first."""
    told = bench.settings.portal
    known = [*hosts, *filter(None, [urlsplit(told.address).hostname])]
    app.add_middleware(Steady, trouble=app.state.desk.pages.trouble(500, kind="broken"))
    app.add_middleware(BodyLimit, larger={verify.PLACE: told.upload_bytes + FORM_BYTES})
    app.add_middleware(Compressed, plain=secret_pages)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=known, www_redirect=False)
    app.add_middleware(Headers, panels=panels, is_secure=told.address.startswith("https://"))
    if told.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(map(str, told.proxies)))


def _living(desk: Desk, bench: Workbench) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """While the application lives, issued files are listed anew from time to time."""

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:  # noqa: ARG001 - as FastAPI calls it
        listing = asyncio.create_task(_list_often(desk, bench.settings.portal.refresh_seconds))
        yield
        listing.cancel()
        with suppress(asyncio.CancelledError):
            await listing
        desk.look_ups.stop()

    return live


async def _list_often(desk: Desk, seconds: int) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await run_sync(desk.look_ups.refresh)
        except (OSError, OpsError):
            LOGGER.exception("issued files could not be listed")
