"""The whole application on a port of this machine, its people, and beside it the certified provider that knows them."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn
from small_office import FIRST, NOW, SCHOOLS, build_office

from hocba_ops.access.grants import Grant
from hocba_ops.access.trail import Trail
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.portal.door import Door
from hocba_ops.portal.serving import opened_socket
from hocba_ops.portal.whole import whole_app
from hocba_ops.settings import Login, Portal
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grant_role
from tests.district import District
from tests.portal.real_provider import SECRET, started_provider

HERE, NEXT_DOOR = SCHOOLS
OFFICE, SO = "quan-1", "so-gddt-hcm"
GRANTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "hieu-truong": (("can_bo_quan_ly", HERE, "CB-1"),),
    "chu-nhiem": (("giao_vien_chu_nhiem", HERE, "CB-2"),),
    "co-quan": (("can_bo_co_quan", OFFICE, ""),),
    "so": (("can_bo_so", SO, ""),),
    "kiem-toan": (("kiem_toan", OFFICE, ""),),
    "hai-vai": (("can_bo_quan_ly", HERE, "CB-1"), ("can_bo_co_quan", OFFICE, "")),
}
"""Who is known at the provider by which name, with which roles here: role, unit, staff code."""
STAFF = (
    {"staff_code": "CB-1", "full_name": "Trần Văn Giả", "position": "hieu_truong"},
    {"staff_code": "CB-2", "full_name": "Phan Thị Bịa", "position": "giao_vien", "homeroom_class": "5A"},
)


@dataclass
class Clock:
    """A clock that stands until a test turns it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Office:
    """The office that is served: where, by which clock, and where its people log in."""

    bench: Workbench
    address: str
    clock: Clock
    issuer: str

    @property
    def boards(self) -> str:
        return self.address + PLACE

    def last_event(self) -> tuple[str, str, str]:
        """What the trail was told last: the event, the role of who did it, the unit that it was about."""
        trail = Trail.open(self.bench.settings.path(self.bench.settings.access))
        return trail.entries()["event", "role", "about_unit"].row(-1)

    def turn(self, **time: float) -> None:
        self.clock.now += timedelta(**time)


@contextmanager
def served_office(folder: Path) -> Iterator[Office]:
    """The office as `hocba serve` serves it; its clock stands at 30/6/2025."""
    with opened_socket("127.0.0.1", 0) as listening, ExitStack() as stack:
        clock, address = Clock(), f"http://localhost:{listening.getsockname()[1]}"
        issuer = stack.enter_context(started_provider(address))
        bench = peopled_office(folder, address, issuer)
        secret = {"HOCBA_LOGIN_SECRET": SECRET}
        door = Door.open(bench, clock=clock, announce=print, environment=secret, home=PLACE)
        server = uvicorn.Server(uvicorn.Config(whole_app(door), log_config=None, server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Office(bench, address, clock, issuer)
        finally:
            server.should_exit = True
            thread.join(timeout=20)


def peopled_office(folder: Path, address: str, issuer: str) -> Workbench:
    """The small office with a head and a homeroom teacher, at an address, with everybody's roles granted."""
    bench = build_office(folder)
    District(bench).hand_in(FIRST, staff=[{"school_code": HERE, "staff_status": "dang_lam", **one} for one in STAFF])
    login, portal = Login(issuer=issuer, client_id="hocba"), Portal(address=address)
    told = {"sessions": folder / "phien", "login": login, "portal": portal}
    made = replace(bench, settings=bench.settings.model_copy(update=told))
    for name, grants in GRANTS.items():
        for role, unit, code in grants:
            grant = Grant(who=f"{issuer}|{name}", role=role, unit=unit, staff_code=code)
            grant_role(made, grant, by="Trưởng phòng", now=NOW)
    return made
