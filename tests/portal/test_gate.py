"""What passes the gate and what does not, asked over plain ASGI where a client would tidy the path up."""

import asyncio
import json
from typing import Any

import pytest

from tests.portal.asgi import answered, http_scope
from tests.portal.entrance import SITE, open_entrance

PLAIN = ("/tra-cuu", "/tinh/a.css", "/dang-nhap/trang.css")
CLOSED = (
    "/", "/bang", "/api/v1/me", "/api/v1/openapi.json", "/tra-cuu/", "/tra-cuu/x", "/tinh", "/TRA-CUU",
    "/dang-nhapx",
)  # fmt: skip
TRICKS = (
    b"//tra-cuu", b"/tra-cuu/../bang", b"/tra-cuu/%2e%2e/bang", b"/tinh/%2E%2e/bang", b"/tinh/..%2fbang",
    b"/tinh/%2fbang", b"/tinh/..\\bang", b"/tinh/%5c..%5cbang", b"/tinh/%252e%252e/bang", b"/tinh/./../bang",
    b"/tinh/..", b"/tinh/%00", b"/tinh/a%0d%0aSet-Cookie:x", b"/bang%2f..%2ftra-cuu", b"/\x00", b"/tinh/ x",
    b"tra-cuu", b"http://evil/tra-cuu", b"*",
)  # fmt: skip


@pytest.mark.parametrize("path", PLAIN)
def test_an_open_path_is_answered_to_those_who_are_not_logged_in(entrance, path):
    assert entrance.client.get(path).status_code == 200


@pytest.mark.parametrize("path", CLOSED)
def test_any_other_path_leads_to_the_login_or_is_refused(entrance, path):
    answer = entrance.client.get(path)
    assert answer.status_code == (401 if path.startswith("/api/") else 303)
    assert answer.headers.get("location", "/dang-nhap").startswith("/dang-nhap")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("raw", TRICKS)
def test_a_path_that_can_be_read_in_two_ways_is_answered_to_nobody(entrance, raw):
    entrance.grant()
    entrance.log_in()
    for token in ("", entrance.token()):
        status, headers, body = answered(entrance.app, http_scope(entrance, raw, token=token))
        assert status == 400
        assert json.loads(body)["status"] == 400
        assert b"location" not in headers


def test_a_page_asked_for_without_login_is_come_back_to_with_its_query(entrance):
    entrance.grant()
    there = entrance.client.get("/bang?buoc=coverage&don_vi=quan-1").headers["location"]
    back = entrance.issuer.log_in(entrance.client.get(there).headers["location"])
    assert entrance.client.get(back).headers["location"] == "/bang?buoc=coverage&don_vi=quan-1"


@pytest.mark.parametrize("host", ["evil.example", "hocba.example.evil", "hocba.example:8443", "", "hocba.example@evil"])
def test_a_host_that_is_not_ours_is_answered_nothing(entrance, host):
    entrance.grant()
    entrance.log_in()
    for path in (b"/bang", b"/dang-nhap", b"/api/v1/me"):
        assert answered(entrance.app, http_scope(entrance, path, host=host, token=entrance.token()))[0] == 421


@pytest.mark.parametrize("host", ["hocba.example", "HOCBA.example", "hocba.example:443"])
def test_our_own_host_is_known_however_it_is_written(entrance, host):
    entrance.grant()
    entrance.log_in()
    assert answered(entrance.app, http_scope(entrance, b"/bang", host=host, token=entrance.token()))[0] == 200


@pytest.mark.parametrize(
    ("headers", "is_let"),
    [
        ({"origin": SITE}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://hocba.example"}, False),
        ({"origin": "https://hocba.example:8443"}, False),
        ({"origin": "null"}, False),
        ({}, False),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "null", "sec-fetch-site": "same-site"}, False),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, False),
    ],
)
def test_a_form_is_taken_from_our_own_pages_alone(entrance, headers, is_let):
    entrance.grant()
    entrance.log_in()
    assert (entrance.client.post("/bang", headers=headers).status_code == 200) is is_let
    if headers.get("origin") != "http://hocba.example":
        assert (entrance.browser().post("/tra-cuu", headers=headers).status_code == 200) is is_let


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "X"])
def test_an_unusual_method_needs_our_own_origin_as_well(entrance, method):
    entrance.grant()
    entrance.log_in()
    status, _, _ = answered(entrance.app, http_scope(entrance, b"/bang", method=method, token=entrance.token()))
    assert status == 403


def bend(token: str) -> dict[str, str]:
    return {
        "cut": token[:-1],
        "longer": token + "A",
        "turned": token[::-1],
        "a path": f"../{token}",
        "another case": token.swapcase(),
        "quoted": f'"{token}"x',
        "empty": "",
        "far too long": "A" * 9000,
    }


@pytest.mark.parametrize("how", bend("A" * 43))
def test_a_cookie_that_was_bent_is_no_session(entrance, how):
    entrance.grant()
    entrance.log_in()
    scope = http_scope(entrance, b"/bang", token=bend(entrance.token())[how])
    assert answered(entrance.app, scope)[0] == 303


def test_a_cookie_set_twice_is_no_session_for_one_may_be_planted(entrance):
    entrance.grant()
    entrance.log_in()
    twice = f"{entrance.token()}; {entrance.door.doorman.cookie}={'A' * 43}"
    assert answered(entrance.app, http_scope(entrance, b"/bang", token=twice))[0] == 303


def test_the_cookie_of_another_office_is_no_session_here(entrance, office, tmp_path):
    places = {"access": tmp_path / "b" / "access", "sessions": tmp_path / "b" / "sessions"}
    settings = office.settings.model_copy(update=places)
    other = open_entrance(type(office)(settings, office.rulebook, office.labels, office.store, office.engine))
    other.grant()
    other.log_in()
    assert answered(entrance.app, http_scope(entrance, b"/bang", token=other.token()))[0] == 303


def test_what_is_neither_page_nor_socket_goes_by_the_gate(entrance):
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    gate = type(entrance.app)(app, door=entrance.door)
    asyncio.run(gate({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]
