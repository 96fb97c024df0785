"""A small office behind a door, for tests: a district, an application with a page, a socket and the API, a clock."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, WebSocket
from starlette.testclient import TestClient

from hocba_ops.access.grants import Grant
from hocba_ops.access.trail import Trail
from hocba_ops.portal.api import add_api
from hocba_ops.portal.door import Door
from hocba_ops.portal.gate import Gate
from hocba_ops.portal.login import add_login
from hocba_ops.portal.provider import Provider
from hocba_ops.portal.sockets import person_in
from hocba_ops.settings import Login, Portal
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grant_role, revoke_role
from tests.district import District, build_district
from tests.portal.fake_issuer import CLIENT, ISSUER, SECRET, FakeIssuer

SITE = "https://hocba.example"
SCHOOL = "79760401"
OTHER_SCHOOL = "79760402"
AS_OF = date(2025, 6, 1)
SETTINGS = Login(issuer=ISSUER, client_id=CLIENT)
PORTAL = Portal(address=SITE)
NEAR = ("127.0.0.1", 50000)
SUBJECT = f"{ISSUER}|an"


@dataclass
class Clock:
    """A clock that stands until a test turns it."""

    now: datetime = datetime(2025, 6, 2, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Entrance:
    """A door with its application. `client` is a browser that comes to it; `links` what the door announced."""

    bench: Workbench
    clock: Clock
    issuer: FakeIssuer
    links: list[str]
    app: Gate
    door: Door
    client: TestClient = field(repr=False)

    def log_in(self, client: TestClient | None = None, *, then: str = "/") -> Any:
        """Go through the whole login; the answer at the end of it."""
        browser = client or self.client
        there = browser.get("/dang-nhap", params={"next": then}).headers["location"]
        return browser.get(self.issuer.log_in(there))

    def grant(self, role: str = "can_bo_co_quan", unit: str = "quan-1", who: str = SUBJECT, **more: Any) -> None:
        grant_role(self.bench, Grant(who=who, role=role, unit=unit, **more), by="Trưởng phòng", now=self.clock())

    def revoke(self, role: str = "", unit: str = "", who: str = SUBJECT) -> None:
        revoke_role(self.bench, who=who, role=role, unit=unit, by="Trưởng phòng", now=self.clock())

    def browser(self, **options: Any) -> TestClient:
        """Another browser at the same door."""
        site = SITE if self.door.provider else "http://127.0.0.1:5006"
        return TestClient(self.app, base_url=site, follow_redirects=False, **{"client": NEAR, **options})

    def token(self, client: TestClient | None = None) -> str:
        """The id that a browser holds."""
        return (client or self.client).cookies.get(self.door.doorman.cookie) or ""

    def form_token(self, client: TestClient | None = None) -> str:
        page = (client or self.client).get("/tai-khoan").text
        return page.partition('name="token" value="')[2].partition('"')[0]

    def trail(self) -> list[dict[str, Any]]:
        """What the audit trail has, oldest first."""
        return Trail.open(self.bench.settings.path(self.bench.settings.access)).entries().to_dicts()


def build_office(folder: Path) -> District:
    """A district with two schools and a pupil in each; names and codes are invented."""
    district = build_district(folder)
    district.add_school(SCHOOL)
    district.add_school(OTHER_SCHOOL)
    pupils = [
        {"school_code": code, "pupil_code": f"{code}-1", "full_name": "Nguyễn Thị Thử", "class_name": "5A", "grade": 5}
        for code in (SCHOOL, OTHER_SCHOOL)
    ]
    heads = [
        {"school_code": code, "staff_code": "CB-1", "full_name": "Trần Văn Giả", "position": "hieu_truong",
         "staff_status": "dang_lam"}
        for code in (SCHOOL, OTHER_SCHOOL)
    ]  # fmt: skip
    district.hand_in(AS_OF, pupil=pupils, staff=heads)
    return district


def open_entrance(bench: Workbench, *, login: Login | None = SETTINGS, clock: Clock | None = None) -> Entrance:
    """The office behind its door: with a provider, or in local mode."""
    bench = replace(bench, settings=bench.settings.model_copy(update={"login": login, "portal": PORTAL}))
    clock, issuer, links = clock or Clock(), FakeIssuer(), list[str]()
    provider = Provider.open(login, SECRET, origin=SITE, transport=issuer.transport()) if login else None
    door = Door.open(bench, clock=clock, announce=links.append, environment={}, provider=provider)
    app = Gate(build_app(door), door=door, public=("/tra-cuu", "/tinh/"))
    if door.links:
        door.links.tell()
    entrance = Entrance(bench, clock, issuer, links, app, door, TestClient(app))
    entrance.client = entrance.browser()
    return entrance


def build_app(door: Door) -> FastAPI:
    app = FastAPI(openapi_url=None)
    add_login(app, door)
    add_api(app, door)

    @app.api_route("/tra-cuu", methods=["GET", "POST"])
    async def look_up() -> str:
        return "ai cũng vào được"

    @app.get("/tinh/{name:path}")
    async def asset(name: str) -> str:
        return name

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def page(request: Request) -> str:
        person = person_in(request.scope)
        return f"{person.name}: {person.role} {person.unit}"

    @app.websocket("/bang/ws")
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        async for said in socket.iter_text():
            await socket.send_text(f"{person_in(socket.scope).role}: {said}")

    return app
