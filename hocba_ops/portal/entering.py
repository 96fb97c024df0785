"""What the host of the application calls to have everything of its own behind the door."""

from collections.abc import Callable, Collection

from fastapi import FastAPI

from hocba_ops.portal.api import add_api
from hocba_ops.portal.door import Door
from hocba_ops.portal.gate import Gate
from hocba_ops.portal.login import add_login


def behind(door: Door, *, public: Collection[str]) -> Callable[[FastAPI], None]:
    """What puts an application behind a door: entrance, API and gate.

    `public`: the paths that stay open to all; one that ends in a slash stands for all below it. Whatever the
    application adds as middleware afterwards stands before the gate: headers, the addresses that a proxy tells.
    """

    def arrange(app: FastAPI) -> None:
        add_login(app, door)
        add_api(app, door)
        app.add_middleware(Gate, door=door, public=public)

    return arrange
