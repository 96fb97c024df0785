"""A door opens only when it can keep: the secret is there, the unit is known, and the host stands behind the gate."""

from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from hocba_ops.errors import BadParameter, LoginUnready
from hocba_ops.portal.door import Door
from hocba_ops.portal.entering import behind
from hocba_ops.portal.provider import secret_of
from hocba_ops.settings import Login
from tests.portal.entrance import PORTAL, SETTINGS, SITE, Clock


def with_login(bench, **more):
    login = SETTINGS.model_copy(update=more)
    return replace(bench, settings=bench.settings.model_copy(update={"login": login, "portal": PORTAL}))


def test_a_door_with_a_provider_does_not_open_without_the_secret(bench, tmp_path):
    for place in (None, tmp_path / "khong-co", tmp_path):
        with pytest.raises(LoginUnready, match="HOCBA_LOGIN_SECRET"):
            Door.open(with_login(bench, secret_file=place), clock=Clock(), announce=print, environment={})


def test_the_secret_comes_from_the_environment_or_else_from_its_file(bench, tmp_path):
    file = tmp_path / "mat-khau.txt"
    file.write_text(" kín \n", encoding="utf-8")
    settings = with_login(bench, secret_file=file).settings
    assert secret_of(settings, {}) == "kín"
    assert secret_of(settings, {"HOCBA_LOGIN_SECRET": "khác"}) == "khác"


def test_a_door_of_one_machine_does_not_open_for_a_unit_that_nobody_knows(bench):
    lost = replace(bench, settings=bench.settings.model_copy(update={"unit": "quan-99"}))
    with pytest.raises(BadParameter, match="quan-99"):
        Door.open(lost, clock=Clock(), announce=print)


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://dang-nhap.example"},
        {"issuer": "dang-nhap.example"},
        {"issuer": "https://dang-nhap.example?x=1"},
        {"client_id": ""},
        {"scopes": ("profile",)},
        {"known_by": ("name",)},
        {"client_secret": "trong-tep"},
    ],
)
def test_settings_of_a_login_that_would_not_be_safe_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Login(**{"issuer": "https://dang-nhap.example", "client_id": "hocba", **wrong})


@pytest.mark.parametrize("address", ["", "http://hocba.example", "http://127.0.0.1.example"])
def test_a_login_without_a_safe_address_of_our_own_is_refused(bench, address):
    told = bench.settings.model_dump() | {"login": SETTINGS, "portal": {"address": address}}
    with pytest.raises(ValueError, match=r"portal\.address"):
        type(bench.settings)(**told)


def test_a_host_behind_the_door_answers_only_its_public_paths(entrance):
    app = FastAPI()
    app.get("/")(lambda: "ngoài")
    app.get("/bang")(lambda: "trong")
    behind(entrance.door, public=("/",))(app)
    client = TestClient(app, base_url=SITE, follow_redirects=False)
    assert client.get("/").json() == "ngoài"
    assert client.get("/bang").headers["location"].startswith("/dang-nhap")
    assert client.get("/openapi.json").status_code == 303
    entrance.grant()
    entrance.log_in(client)
    assert client.get("/bang").json() == "trong"
    assert client.get("/api/v1/me").status_code == 200
