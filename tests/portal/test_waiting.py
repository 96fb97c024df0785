"""The machine's own user comes in by the link of this run, from this machine, by a name of this machine."""

import pytest

from hocba_ops.portal.waiting import MOST, Waiting
from tests.portal.entrance import Clock


def test_the_start_link_lets_the_user_of_the_machine_in_as_their_office(at_home):
    (link,) = at_home.links
    came = at_home.client.get(link)
    assert (came.status_code, came.headers["location"]) == (303, "/")
    assert at_home.client.get("/").json() == "Người dùng tại máy này: can_bo_co_quan quan-1"
    assert at_home.client.get("/api/v1/me").json()["unit"] == "quan-1"
    assert [one["event"] for one in at_home.trail()] == ["login"]


def test_a_start_link_is_good_once_and_the_next_is_announced(at_home):
    at_home.client.get(at_home.links[0])
    assert len(at_home.links) == 2
    second = at_home.browser()
    refused = second.get(at_home.links[0])
    assert refused.status_code == 403
    assert "hocba serve" in refused.text
    assert at_home.token(second) == ""
    assert at_home.trail()[-1]["event"] == "login_refused"
    assert second.get(at_home.links[1]).status_code == 303


@pytest.mark.parametrize("key", ["", "x", "A" * 43, "ầ"])
def test_a_guessed_key_lets_nobody_in_and_the_link_stays_good(at_home, key):
    assert at_home.client.get("/dang-nhap", params={"key": key}).status_code == 403
    assert at_home.client.get(at_home.links[0]).status_code == 303


def test_somebody_without_the_link_is_told_where_it_stands(at_home):
    assert at_home.client.get("/").headers["location"] == "/dang-nhap?next=%2F"
    page = at_home.client.get("/dang-nhap")
    assert page.status_code == 401
    assert "hocba serve" in page.text
    assert at_home.links[0].partition("key=")[2] not in page.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7:5006", "localhost.evil", ""])
def test_a_name_that_a_foreign_page_points_at_us_is_answered_nothing(at_home, host):
    for path in ("/", "/dang-nhap", at_home.links[0]):
        assert at_home.client.get(path, headers={"host": host}).status_code == 421
    assert len(at_home.links) == 1


@pytest.mark.parametrize("host", ["127.0.0.1:5006", "localhost:8000", "LOCALHOST", "[::1]:5006"])
def test_the_names_of_this_machine_are_answered_at_any_port(at_home, host):
    assert at_home.client.get("/", headers={"host": host}).status_code == 303
    assert at_home.client.get(at_home.links[0], headers={"host": host}).status_code == 303


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "::2", "fe80::1", "128.0.0.1"])
def test_another_machine_is_answered_nothing_in_local_mode(at_home, address):
    stranger = at_home.browser(client=(address, 4000))
    assert stranger.get("/dang-nhap").status_code == 421
    assert stranger.get(at_home.links[0]).status_code == 421


def test_a_form_of_a_page_elsewhere_on_the_machine_is_not_taken(at_home):
    at_home.client.get(at_home.links[0])
    form = {"token": at_home.form_token()}
    other_port = {"origin": "http://127.0.0.1:8888"}
    assert at_home.client.post("/dang-xuat", data=form, headers=other_port).status_code == 403
    own = {"origin": "http://127.0.0.1:5006"}
    assert at_home.client.post("/dang-xuat", data=form, headers=own).status_code == 303


def test_a_session_of_the_local_user_is_none_once_people_log_in(at_home, entrance):
    at_home.client.get(at_home.links[0])
    cookie = f"{entrance.door.doorman.cookie}={at_home.token()}"
    assert entrance.door.sessions.root == at_home.door.sessions.root
    assert entrance.client.get("/bang", headers={"cookie": cookie}).status_code == 303


def test_logins_under_way_are_bounded_and_the_newest_stay():
    waiting, clock = Waiting(), Clock()
    tokens = [waiting.begin({}, "/", now=clock()) for _ in range(MOST + 5)]
    assert len(waiting.begun) == MOST
    assert waiting.take(tokens[0], now=clock()) is None
    assert waiting.take(tokens[-1], now=clock()) is not None
    assert waiting.take(tokens[-1], now=clock()) is None
