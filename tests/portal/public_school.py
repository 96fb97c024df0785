"""A school whose signed forms are filed and locked, seen by the public: the application, and visitors with cookies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from hocba_ops.portal.app import create_app
from hocba_ops.settings import Portal
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.issued_files import Holding
from hocba_ops.workbench.looking_up import LookUps
from tests.district import build_district
from tests.documents.authority import VERIFIED, authority
from tests.evidence_district import (
    BEFORE,
    NAME,
    SCHOOL,
    Scene,
    enter_and_lock,
    make_forms,
    pupil,
    staff,
    write_signed,
)

BIRTH = "09/03/2014"
FAULTS = ("", "not_issued", "not_locked", "changed", "unsealed", "no_file")
FILED = (Path("da-ky"), Path("ban-the-hien"))


@dataclass
class Clock:
    """A clock that stands until a test moves it."""

    now: datetime = VERIFIED

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **told: float) -> None:
        self.now += timedelta(**told)


@dataclass
class School:
    """The scene, its workbench as the public pages use it, and a holding by the fault that was planted in it."""

    scene: Scene
    bench: Workbench
    look_ups: LookUps

    def holding(self, fault: str = "") -> Holding:
        return next(one for one in self.look_ups.held.values() if self.scene.planted[one.card_id] == fault)


@dataclass
class Visitor:
    """A browser at the public pages: it keeps cookies, and sends the token of the page that it saw last."""

    client: TestClient
    app: FastAPI
    clock: Clock
    told: list[Mapping[str, Any]]
    token: str = ""

    def see(self, path: str) -> Response:
        return self._seen(self.client.get(path))

    def look_up(self, code: str, birth: str = BIRTH, **more: str) -> Response:
        self.token or self.see("/tra-cuu")
        return self._seen(
            self.client.post("/tra-cuu", data={"token": self.token, "code": code, "birth": birth, **more})
        )

    def fetch(self, handle: str) -> Response:
        return self.client.post("/tra-cuu/tep", data={"token": self.token, "handle": handle})

    def hand_in(self, content: bytes, name: str = "Trinh Gia 1.pdf") -> Response:
        self.token or self.see("/kiem-tra")
        return self.client.post("/kiem-tra", data={"token": self.token}, files={"file": (name, content)})

    def _seen(self, answer: Response) -> Response:
        found = re.search(r'name="token" value="([^"]+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer


@dataclass
class Told:
    """What the audit trail was told, instead of a file."""

    entries: list[Mapping[str, Any]] = field(default_factory=list)

    def __call__(self, event: str, **facts: Any) -> None:
        self.entries.append({"event": event, **facts})


def build_school(folder: Path) -> School:
    scene = build_scene(folder)
    bench = told(scene.district.bench)
    return School(scene, bench, LookUps.open(bench))


def build_scene(folder: Path) -> Scene:
    """A card sound and others with one fault each, registered, received and locked as far as their fault lets them."""
    district = build_district(folder)
    school = {"school_code": SCHOOL, "name": NAME, "ownership": "cong_lap", "school_kind": "tieu_hoc"}
    district.add_school(SCHOOL)
    pupils = [pupil(number) for number in range(len(FAULTS))]
    district.hand_in(BEFORE, school=[school], staff=staff(), pupil=pupils)
    authority().write_trust(folder / "trust")
    authority().write_revocation(folder / "revocation", at=VERIFIED)
    forms = make_forms(district, folder)
    scene = Scene(district, folder / "da-ky", dict(zip(forms, FAULTS, strict=True)))
    for place, (card, form) in enumerate(forms.items()):
        write_signed(scene, card, form, fault=scene.planted[card], place=place)
    enter_and_lock(district, scene.planted, forms)
    return scene


def told(bench: Workbench, **portal: Any) -> Workbench:
    """The workbench with its forms filed where they are, and figures of the portal as a test has them."""
    settings = bench.settings.model_copy(update={"issued": FILED, "portal": Portal(**portal)})
    return replace(bench, settings=settings)


def visit(bench: Workbench, **options: Any) -> Visitor:
    clock, trail = Clock(), Told()
    app = create_app(bench, clock=clock, record=trail, hosts=("testserver",), **options)
    return Visitor(TestClient(app), app, clock, trail.entries)


def handles_in(text: str) -> list[str]:
    return re.findall(r'name="handle" value="([^"]+)"', text)


def without_token(text: str) -> str:
    return re.sub(r'name="token" value="[^"]+"', "", text)
