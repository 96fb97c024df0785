"""Acts on jobs as the browser posts them: only forms of this session, only by who may, written down, done once."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs, urlencode

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.requests import HTTPConnection

from hocba_ops.access.trail import Event
from hocba_ops.dashboards.desk import ViewFor
from hocba_ops.dashboards.job_facts import JobFacts
from hocba_ops.dashboards.jobs import ACTS, Acting
from hocba_ops.dashboards.pages import JOBS
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.dashboards.view import View
from hocba_ops.errors import OpsError, OutOfScope, ScopeProblem
from hocba_ops.runs.schedule.acting import Act, act_on

TokenOf = Callable[[HTTPConnection], str]
"""The token of the session behind a connection, by which its own forms are known; empty: no acts are offered."""
LONGEST_FORM, LONGEST_NAME = 4096, 60
SAID, ABOUT = "da", "cua"
"""In the link back: what came of an act, and of which job. It is no part of a state, so that no link keeps it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A form: what is to be done, what its reader saw last of the job, and the page to come back to."""

    token: str
    act: str
    seen: str
    state: State


def no_token(_: HTTPConnection) -> str:
    """For a host without sessions."""
    return ""


def acting_of(connection: HTTPConnection, token_of: TokenOf) -> Acting:
    """What a page that is opened offers, and what the act before it came to."""
    told = parse_qs(connection.url.query)
    return Acting(token_of(connection), told.get(SAID, [""])[0], told.get(ABOUT, [""])[0])


def add_acts(app: FastAPI, view_for: ViewFor, token_of: TokenOf) -> None:
    """Take acts on jobs of who may: a form of another session, or of none, comes to nothing."""

    @app.post(ACTS + "/{job}", include_in_schema=False)
    async def act(request: Request, job: str) -> Response:
        posted = await _posted(request)
        if not _is_ours(posted, token_of(request)):
            return _back(posted, "stale", job)
        return _back(posted, await run_sync(partial(_act, view_for, request, posted, job)), job)


async def _posted(request: Request) -> Posted:
    """The form; an empty one where it is too long to be ours."""
    if int(request.headers.get("content-length") or LONGEST_FORM + 1) > LONGEST_FORM:
        return Posted("", "", "", State())
    async with request.form(max_files=0, max_fields=8) as form:
        told = {name: str(form.get(name, "")) for name in ("token", "act", "seen", "state")}
    return Posted(told["token"], told["act"], told["seen"], State.of_query(told["state"]))


def _is_ours(posted: Posted, token: str) -> bool:
    return bool(token) and hmac.compare_digest(posted.token.encode(), token.encode()) and posted.act in set(Act)


def _act(view_for: ViewFor, request: Request, posted: Posted, job: str) -> str:
    """Do it and write it down; what came of it, in the code of its label."""
    try:
        view = view_for(request, posted.state.language)
        return _done(view, Act(posted.act), posted.seen, job)
    except OutOfScope:
        return "refused"
    except OpsError:
        return "failed"


def _done(view: View, act: Act, seen: str, name: str) -> str:
    """A job that the person may not know of is refused like one that there is not."""
    facts = JobFacts.read(view)
    found = facts.jobs.get(name)
    what = f"schedule.{name[:LONGEST_NAME]}"
    if found is None:
        view.note(Event.REFUSED, what, view.person.unit, detail=ScopeProblem.OPERATE.name.lower())
        raise OutOfScope(name, ScopeProblem.OPERATE)
    view.check_power("operate", what, [facts.unit_of(found)])
    done = act_on(view, found, act, seen=seen, by=view.person.name, now=view.clock()).done
    view.note(Event.OPERATED, what, facts.unit_of(found), detail=f"{act} {done}")
    return done


def _back(posted: Posted, said: str, job: str) -> Response:
    state = posted.state.on_page(JOBS)
    query = f"{state.to_query()}&{urlencode({SAID: said, ABOUT: job})}"
    return RedirectResponse(f"{PLACE}?{query}", 303, headers={"Cache-Control": "no-store"})
