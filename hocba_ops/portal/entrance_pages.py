"""The pages of the entrance: plain HTML that works without scripts, in the language of the workspace."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hocba_ops.access.person import LOCAL
from hocba_ops.portal.addresses import ACCOUNT, LOGIN, LOGOUT, STYLE
from hocba_ops.portal.door import Door
from hocba_ops.portal.doorman import Pass

NOTHING = {"roles": (), "codes": (), "exits": False, "is_local": False, "form_token": "", "then": "/", "link": None}
"""What a page has none of, unless it says so."""


class EntrancePages:
    """What somebody sees on the way in and out; every value put into a page is escaped."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def style(self, _request: Request) -> Response:
        """The style sheet of the entrance."""
        text = files(__package__).joinpath("entrance.css").read_text(encoding="utf-8")
        return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    def account(self, passed: Pass, *, then: str) -> Response:
        """Who one is, the roles to choose from, the ways out."""
        say, session = self.door.labels, passed.session
        title = say("login.account_title" if passed.person else "login.choose_title")
        return self._page(
            title,
            paragraphs=[say("login.account_who", name=session.identity.name), *self._now(passed)],
            roles=list(self._roles(passed)),
            link=(then, say("login.go_on")) if passed.person else None,
            exits=True,
            is_local=session.identity.subject == LOCAL,
            form_token=session.form_token,
            then=then,
        )

    def no_role(self, passed: Pass) -> Response:
        """That one is known but has no role, whom to ask, and what to tell them."""
        say, identity = self.door.labels, passed.session.identity
        return self._page(
            say("login.no_role_title"),
            paragraphs=[
                say("login.account_who", name=identity.name),
                say("login.no_role_why"),
                say("login.no_role_todo"),
            ],
            codes=[identity.subject, *identity.names],
            exits=True,
            form_token=passed.session.form_token,
            status=403,
        )

    def trouble(self, sentence: str, *, status: int) -> Response:
        """What went wrong, and the way to begin anew."""
        say = self.door.labels
        link = None if self.door.site.is_local else (LOGIN, say("login.again"))
        return self._page(say("login.trouble_title"), paragraphs=[sentence], link=link, status=status)

    def start(self) -> Response:
        """How the machine's own user comes in."""
        say = self.door.labels
        paragraphs = [say("login.start_how"), say("login.start_why")]
        return self._page(say("login.start_title"), paragraphs=paragraphs, status=401)

    def gone(self, elsewhere: str) -> Response:
        """That one is out, and the way to be out at the provider too."""
        say = self.door.labels
        paragraphs = [say("login.gone_here"), *([say("login.gone_there")] if elsewhere else [])]
        link = (elsewhere, say("login.gone_link")) if elsewhere else None
        return self._page(say("login.gone_title"), paragraphs=paragraphs, link=link)

    def _now(self, passed: Pass) -> Iterator[str]:
        if passed.person is not None:
            yield self.door.labels("login.account_role", role=self._role_in(passed.person.role, passed.person.unit))
        elif passed.offered:
            yield self.door.labels("login.choose_why")

    def _roles(self, passed: Pass) -> Iterator[Mapping[str, object]]:
        for grant in passed.offered:
            person = passed.person
            is_now = person is not None and (person.role, person.unit) == (grant.role, grant.unit)
            label = self._role_in(grant.role, grant.unit)
            yield {"role": grant.role, "unit": grant.unit, "label": label, "is_now": is_now}

    def _role_in(self, role: str, unit: str) -> str:
        units = self.door.bench.tree(date.max).units
        name = units[unit].name if unit in units else unit
        return self.door.labels("login.role_in", role=self.door.labels(f"viewer.{role}"), unit=name)

    def _page(self, title: str, *, status: int = 200, **values: object) -> Response:
        bench = self.door.bench
        text = self._template.render(
            {
                **NOTHING,
                **values,
                "title": title,
                "labels": self.door.labels,
                "language": bench.settings.language,
                "office": bench.name_of(bench.settings.unit),
                "style": STYLE,
                "account": ACCOUNT,
                "logout": LOGOUT,
            }
        )
        return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})

    @cached_property
    def _template(self) -> Template:
        folder = files(__package__).joinpath("templates")
        made = Environment(
            loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return made.get_template("entrance.html.j2")
