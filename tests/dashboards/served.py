"""The dashboards under a small host of their own, as an application and on a port of this machine."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from small_office import NOW, OFFICER
from starlette.requests import HTTPConnection

from hocba_ops.access.person import Person
from hocba_ops.dashboards.acting import TokenOf, no_token
from hocba_ops.dashboards.app import mount_dashboards
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.speaking import in_language
from hocba_ops.workbench.viewing import Viewing, view_of

Who = Callable[[HTTPConnection], Person]


def hosted(bench: Workbench, who: Who = lambda _: OFFICER, token_of: TokenOf = no_token) -> FastAPI:
    """A host that asks nobody to log in; `who` says who is at a connection, `token_of` by which token it may act."""
    app = FastAPI(openapi_url=None)
    benches = {language: in_language(bench, language) for language in ("vi", "en")}

    def view_for(connection: HTTPConnection, language: str) -> Viewing:
        return view_of(benches[language].still(), who(connection), clock=lambda: NOW)

    mount_dashboards(app, view_for, token_of=token_of)
    return app


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of the application while it is served."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
