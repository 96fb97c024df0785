"""The whole application of a workspace: public pages, and behind the door the dashboards and the API."""

from collections.abc import Sequence

from fastapi import FastAPI

from hocba_ops.dashboards.templating import PLACE as DASHBOARDS
from hocba_ops.portal.addresses import ACCOUNT
from hocba_ops.portal.app import LOCAL, PUBLIC, create_app
from hocba_ops.portal.boards import boards
from hocba_ops.portal.door import Door
from hocba_ops.portal.entering import behind


def whole_app(door: Door, *, hosts: Sequence[str] = ()) -> FastAPI:
    """What `hocba serve` serves. `hosts`: names under which it is reached beside this machine's own."""
    return create_app(
        door.bench,
        clock=door.doorman.clock,
        hosts=(*LOCAL, *hosts),
        panels=(DASHBOARDS,),
        secret_pages=(ACCOUNT,),
        arrange=(boards(door), behind(door, public=PUBLIC)),
    )
