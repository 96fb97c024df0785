"""The dashboards behind the door: each page, choice and download is drawn for whoever the gate let in."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.requests import HTTPConnection

from hocba_ops.dashboards.app import mount_dashboards
from hocba_ops.dashboards.state import LANGUAGES
from hocba_ops.portal.addresses import ACCOUNT
from hocba_ops.portal.door import Door
from hocba_ops.portal.doorman import Pass
from hocba_ops.portal.sockets import person_in
from hocba_ops.workbench.speaking import in_language
from hocba_ops.workbench.viewing import Viewing, view_of


def boards(door: Door) -> Callable[[FastAPI], None]:
    """What adds the dashboards to an application that stands behind the door."""
    benches = {language: in_language(door.bench, language) for language in LANGUAGES}

    def view_for(connection: HTTPConnection, language: str) -> Viewing:
        person, where = person_in(connection.scope), connection.scope["state"]["where"]
        return view_of(benches[language].still(), person, clock=door.doorman.clock, where=where)

    def token_of(connection: HTTPConnection) -> str:
        passed: Pass = connection.scope["state"]["pass_"]
        return passed.session.form_token

    return lambda app: mount_dashboards(app, view_for, account=ACCOUNT, token_of=token_of)
