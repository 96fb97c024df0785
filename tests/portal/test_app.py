"""What every answer of the application carries, and what becomes of requests that nobody should send."""

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hocba_ops.portal.app import create_app
from hocba_ops.portal.headers import PANEL, PUBLIC
from tests.portal.public_school import BIRTH, told, visit

PAGES = ("/", "/tra-cuu", "/kiem-tra", "/khong-co")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_not_kept_framed_or_scripted_and_names_no_server(visitor, path):
    headers = visitor.see(path).headers
    assert headers["content-security-policy"] == PUBLIC
    assert "unsafe" not in PUBLIC
    assert (headers["cache-control"], headers["x-frame-options"]) == ("no-store", "DENY")
    assert (headers["referrer-policy"], headers["x-content-type-options"]) == ("no-referrer", "nosniff")
    assert "server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_inline_script_style_or_outside_address(visitor, path):
    text = visitor.see(path).text
    assert "<style" not in text
    assert " style=" not in text
    assert text.count("<script") == text.count('<script src="/tinh/')
    assert "http" not in text


def test_a_page_and_its_style_sheet_are_small_enough_for_a_poor_line(visitor):
    page = visitor.see("/tra-cuu")
    address = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = visitor.client.get(address)
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
    carried = len(page.content) + int(style.headers["content-length"])
    assert carried <= 5 * 1024


def test_an_asset_under_another_name_than_its_own_is_not_there(visitor):
    for name in ("portal.css", "portal.000000000000.css", "../app.py", "..%2fapp.py"):
        assert visitor.client.get(f"/tinh/{name}").status_code == 404


def test_pages_with_a_secret_are_sent_plain_and_others_zipped(visitor):
    assert "content-encoding" not in visitor.see("/tra-cuu").headers
    assert "content-encoding" not in visitor.see("/kiem-tra").headers
    assert visitor.see("/").headers["content-encoding"] == "gzip"


def test_a_wider_policy_is_for_the_panels_alone(school):
    def add(app: FastAPI) -> None:
        @app.get("/bang/x")
        def panel() -> str:
            return "x"

    visitor = visit(school.bench, panels=("/bang",), arrange=(add,))
    assert visitor.see("/bang/x").headers["content-security-policy"] == PANEL
    assert visitor.see("/tra-cuu").headers["content-security-policy"] == PUBLIC


def test_a_bug_is_logged_and_the_visitor_sees_a_page_with_all_headers(school, visitor, monkeypatch, caplog):
    def broken(*said: object, **more: object) -> None:
        raise RuntimeError("bên trong")

    monkeypatch.setattr(visitor.app.state.desk.look_ups, "find", broken)
    with caplog.at_level(logging.ERROR):
        answer = visitor.look_up(school.holding().code, BIRTH)
    assert (answer.status_code, "Máy chủ gặp lỗi" in answer.text, "bên trong" in answer.text) == (500, True, False)
    assert answer.headers["content-security-policy"] == PUBLIC
    assert "POST /tra-cuu failed" in caplog.text
    assert school.holding().code not in caplog.text


def test_another_name_for_this_machine_is_refused(visitor):
    assert visitor.client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_the_address_of_a_visitor_is_believed_of_a_known_proxy_alone(school):
    def addresses(host: str) -> list[str]:
        seen: list[str] = []

        def note(event: str, *, address: str, **facts: object) -> None:
            seen.append(address)

        app = create_app(
            told(school.bench, proxies=("10.0.0.0/8",)),
            record=note,
            hosts=("testserver",),
        )
        client = TestClient(app, client=(host, 5000))
        token = client.get("/tra-cuu").text.partition('name="token" value="')[2].partition('"')[0]
        asked = {"token": token, "code": "C43S-JAGX-GPXH", "birth": BIRTH}
        client.post("/tra-cuu", data=asked, headers={"x-forwarded-for": "6.6.6.6, 198.51.100.9"})
        return seen

    assert addresses("10.1.2.3") == ["198.51.100.9"]
    assert addresses("203.0.113.7") == ["203.0.113.7"]


def test_behind_https_the_cookie_goes_over_https_alone_and_browsers_come_back_by_it(school):
    bench = told(school.bench, address="https://tra-cuu.example.vn")
    client = TestClient(create_app(bench), base_url="https://tra-cuu.example.vn")
    answer = client.get("/tra-cuu")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-hocba-form=")
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "max-age=31536000" in answer.headers["strict-transport-security"]


def test_the_interface_describes_itself_without_pages_or_outside_scripts(visitor):
    described = visitor.client.get("/api/openapi.json").json()
    assert list(described["paths"]) == ["/api/health"]
    assert [visitor.client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404] * 3
    assert visitor.client.get("/api/khong-co").json() == {"error": "missing"}
    assert visitor.client.put("/tra-cuu").status_code == 405
