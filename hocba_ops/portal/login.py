"""Coming in and going out: the login at the provider or by the start link, the choice of a role, the logout."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.access.trail import Event
from hocba_ops.errors import LoginFailed, LoginProblem, NotPermitted, OpsError
from hocba_ops.portal.addresses import ACCOUNT, CALLBACK, GONE, LOGIN, LOGOUT, STYLE, own_path
from hocba_ops.portal.door import Door
from hocba_ops.portal.doorman import Pass
from hocba_ops.portal.entrance_pages import EntrancePages
from hocba_ops.portal.gate import where_of
from hocba_ops.portal.sessions import Identity, Session
from hocba_ops.portal.waiting import LASTS

LONGEST_FORM = 4096


def add_login(app: FastAPI, door: Door) -> None:
    """Give an application the paths of its entrance."""
    entrance, pages = Entrance(door, EntrancePages(door)), EntrancePages(door)
    routes = (
        (LOGIN, entrance.begin, "GET"),
        (CALLBACK, entrance.come_back, "GET"),
        (ACCOUNT, entrance.show_account, "GET"),
        (ACCOUNT, entrance.choose, "POST"),
        (LOGOUT, entrance.leave, "POST"),
        (GONE, entrance.show_gone, "GET"),
        (STYLE, pages.style, "GET"),
    )
    for path, answer, method in routes:
        app.add_api_route(path, told(answer, pages), methods=[method], include_in_schema=False)


Answer = Callable[[Request], Awaitable[Response]]


def told(answer: Answer, pages: EntrancePages) -> Answer:
    """The answer, or the page that says what went wrong and what to do."""

    async def safely(request: Request) -> Response:
        try:
            return await answer(request)
        except LoginFailed as fault:
            return pages.trouble(str(fault), status=fault.status)
        except OpsError as fault:
            return pages.trouble(str(fault), status=500)

    return safely


class Entrance:
    """What is answered at each path of the entrance."""

    def __init__(self, door: Door, pages: EntrancePages) -> None:
        self.door, self.pages = door, pages
        self.begun_cookie = f"{door.doorman.cookie}-login"

    async def begin(self, request: Request) -> Response:
        """Send somebody to log in, or let the machine's own user in by the link."""
        then = own_path(request.query_params.get("next", self.door.home))
        passed = self._passed(request)
        if passed is not None and "key" not in request.query_params:
            return _see(then)
        if self.door.provider is None:
            return self._start(request, then)
        request.scope["session"] = {}
        there = await self.door.provider.send(request)
        token = self.door.waiting.begin(request.session, then, now=self.door.doorman.clock())
        response = _see(there)
        self._leave_cookie(response, self.begun_cookie, token, lasts=int(LASTS.total_seconds()))
        return response

    async def come_back(self, request: Request) -> Response:
        """Let somebody in whom the provider sends back, in the browser that was sent there, once."""
        token = request.cookies.get(self.begun_cookie, "")
        begun = self.door.waiting.take(token, now=self.door.doorman.clock())
        try:
            if begun is None or self.door.provider is None:
                raise LoginFailed(LoginProblem.STALE, 400)
            request.scope["session"] = begun.facts
            identity = await self.door.provider.receive(request)
        except LoginFailed as fault:
            self._note(Event.LOGIN_REFUSED, None, request, detail=fault.problem.name.lower())
            raise
        return self._let_in(request, identity, begun.then)

    async def show_account(self, request: Request) -> Response:
        """Who one is here, which roles there are to choose from, and the ways out."""
        passed = self._passed(request)
        then = own_path(request.query_params.get("next", self.door.home))
        if passed is None:
            return _see(f"{LOGIN}?{urlencode({'next': then})}")
        if passed.person is None and not passed.offered:
            return self.pages.no_role(passed)
        return self.pages.account(passed, then=then)

    async def choose(self, request: Request) -> Response:
        """Look as another role from now on; what was opened as the one before is closed."""
        form, passed = await self._form(request)
        grant = next((one for one in passed.offered if (one.role, one.unit) == (form["role"], form["unit"])), None)
        if grant is None:
            raise LoginFailed(LoginProblem.ROLE, 403)
        now, sessions = self.door.doorman.clock(), self.door.sessions
        token, session = sessions.change(passed.session, role=grant.role, unit=grant.unit, now=now)
        identity = session.identity
        person = Person(identity.subject, identity.name, grant.role, grant.unit, grant.staff_code)
        self._note(Event.ROLE_CHOSEN, person, request, session)
        return self._with_session(_see(own_path(form["next"] or self.door.home)), token)

    async def leave(self, request: Request) -> Response:
        """End the session; with `everywhere` every session of the same login."""
        form, passed = await self._form(request)
        if form["everywhere"] and passed.session.identity.subject != LOCAL:
            self.door.sessions.end_all(passed.session.identity.subject)
        self.door.sessions.end(passed.session.key)
        self._note(Event.LOGOUT, passed.person or _nameless(passed.session), request, passed.session)
        response = _see(GONE)
        response.delete_cookie(
            self.door.doorman.cookie, path="/", secure=self.door.site.is_secure, httponly=True, samesite="lax"
        )
        return response

    async def show_gone(self, _request: Request) -> Response:
        """That one is out here, and where to end the login at the provider as well."""
        provider = self.door.provider
        return self.pages.gone(await provider.leave() if provider else "")

    def _start(self, request: Request, then: str) -> Response:
        key = request.query_params.get("key")
        if key is None:
            return self.pages.start()
        if self.door.links is None or not self.door.links.use(key):
            self._note(Event.LOGIN_REFUSED, None, request, detail=LoginProblem.LINK.name.lower())
            raise LoginFailed(LoginProblem.LINK, 403)
        return self._let_in(request, Identity(LOCAL, self.door.doorman.local.name), then)

    def _let_in(self, request: Request, identity: Identity, then: str) -> Response:
        """A new session under a new id, whatever the browser held before, which is over."""
        before = self._passed(request)
        if before is not None:
            self.door.sessions.end(before.session.key)
        try:
            token, session = self.door.sessions.begin(identity, now=self.door.doorman.clock())
        except PermissionError as fault:
            raise NotPermitted(str(self.door.sessions.root)) from fault
        passed = self.door.doorman.look(session.key)
        person = passed.person if passed and passed.person else _nameless(session)
        self._note(Event.LOGIN, person, request, session)
        response = self._with_session(_see(then), token)
        response.delete_cookie(self.begun_cookie, path="/", secure=self.door.site.is_secure, httponly=True)
        return response

    async def _form(self, request: Request) -> tuple[dict[str, str], Pass]:
        """The fields of a form of ours, and who sends it; `LoginFailed` for a form made for another session."""
        passed = self._passed(request)
        if int(request.headers.get("content-length") or LONGEST_FORM + 1) > LONGEST_FORM or passed is None:
            raise LoginFailed(LoginProblem.FORM, 403)
        async with request.form(max_files=0, max_fields=10) as sent:
            form = {name: str(sent.get(name, "")) for name in ("token", "role", "unit", "next", "everywhere")}
        if not hmac.compare_digest(form["token"].encode(), passed.session.form_token.encode()):
            raise LoginFailed(LoginProblem.FORM, 403)
        return form, passed

    def _passed(self, request: Request) -> Pass | None:
        passed: Pass | None = request.state.pass_
        return passed

    def _note(
        self, event: Event, person: Person | None, request: Request, session: Session | None = None, *, detail: str = ""
    ) -> None:
        where = where_of(request.scope, None)
        told_where = replace(where, session=session.key[:16]) if session else where
        self.door.note(event, person, where=told_where, detail=detail)

    def _with_session(self, response: Response, token: str) -> Response:
        lasts = int(self.door.sessions.total.total_seconds())
        self._leave_cookie(response, self.door.doorman.cookie, token, lasts=lasts)
        return response

    def _leave_cookie(self, response: Response, name: str, value: str, *, lasts: int) -> None:
        secure = self.door.site.is_secure
        response.set_cookie(name, value, max_age=lasts, path="/", secure=secure, httponly=True, samesite="lax")


def _nameless(session: Session) -> Person:
    """Somebody logged in who has no role yet, as the trail tells of them."""
    return Person(session.identity.subject, session.identity.name, "", "")


def _see(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})
