"""Messages leave over a real server on loopback, never in the clear off the machine, and what it says is told."""

import socket
from contextlib import closing

import pytest
from pydantic import ValidationError

from hocba_ops.errors import MailProblem, MailUnready
from hocba_ops.notices.book import State
from hocba_ops.notices.delivery import Postman, password_of
from hocba_ops.settings import Mail
from tests.notices.mail_server import (
    ACCOUNT,
    PASSWORD,
    DyingServer,
    Letterbox,
    authenticate,
    make_authority,
    serving,
    settings_of,
)

MESSAGE = b"Subject: thu\r\n\r\nmot dong\r\n.dong bat dau bang cham\r\n"
TO = "an@truong.example"


def postman_of(folder, port, *, password="", **facts):
    settings = settings_of(folder, port, **facts)
    assert settings.mail is not None
    return Postman(settings, settings.mail, password)


def hand_over(postman, *, to=TO):
    try:
        postman.ready()
        return postman.hand_over(MESSAGE, to=to)
    finally:
        postman.close()


def test_a_message_over_starttls_with_an_account_arrives_as_it_was(tmp_path):
    authority, letterbox = make_authority(tmp_path), Letterbox()
    options = {"tls_context": authority.context, "require_starttls": True, "authenticator": authenticate}
    with serving(letterbox, auth_required=True, **options) as port:
        facts = {"user": ACCOUNT, "ca_file": authority.root}
        assert hand_over(postman_of(tmp_path, port, password=PASSWORD, **facts))[0] is State.SENT
    assert letterbox.taken == [([TO], MESSAGE)]


def test_a_password_that_the_server_does_not_take_stops_before_any_message(tmp_path):
    authority, letterbox = make_authority(tmp_path), Letterbox()
    options = {"tls_context": authority.context, "require_starttls": True, "authenticator": authenticate}
    with serving(letterbox, auth_required=True, **options) as port:
        postman = postman_of(tmp_path, port, password="sai", user=ACCOUNT, ca_file=authority.root)
        with pytest.raises(MailUnready, match="HOCBA_MAIL_PASSWORD") as told:
            postman.ready()
    assert told.value.problem is MailProblem.LOGIN
    assert letterbox.taken == []


def test_a_certificate_of_an_authority_that_nobody_named_is_not_trusted(tmp_path):
    authority, letterbox = make_authority(tmp_path), Letterbox()
    with (
        serving(letterbox, tls_context=authority.context, require_starttls=True) as port,
        pytest.raises(MailUnready) as told,
    ):
        postman_of(tmp_path, port).ready()
    assert told.value.problem is MailProblem.CERTIFICATE


def test_a_certificate_for_another_name_is_not_trusted_either(tmp_path):
    authority, letterbox = make_authority(tmp_path, name="thu.khac.example"), Letterbox()
    with (
        serving(letterbox, tls_context=authority.context, require_starttls=True) as port,
        pytest.raises(MailUnready) as told,
    ):
        postman_of(tmp_path, port, ca_file=authority.root).ready()
    assert told.value.problem is MailProblem.CERTIFICATE


def test_a_server_without_starttls_gets_no_message_in_the_clear(tmp_path):
    letterbox = Letterbox()
    with serving(letterbox) as port, pytest.raises(MailUnready) as told:
        postman_of(tmp_path, port).ready()
    assert told.value.problem is MailProblem.NO_TLS


def test_mail_without_tls_is_refused_for_any_server_but_this_machine():
    facts = {"from": "a@x.example", "tls": "none"}
    with pytest.raises(ValidationError, match="only for a server on this very machine"):
        Mail.model_validate({"host": "thu.example", **facts})
    assert Mail.model_validate({"host": "localhost", **facts}).tls == "none"


def test_a_mailbox_that_the_server_refuses_fails_and_the_next_one_is_served(tmp_path):
    letterbox = Letterbox(refuses=frozenset({"sai@truong.example"}))
    with serving(letterbox) as port, closing(postman_of(tmp_path, port, tls="none")) as postman:
        postman.ready()
        state, said = postman.hand_over(MESSAGE, to="sai@truong.example")
        assert (state, said) == (State.FAILED, "550 5.1.1 no such mailbox here")
        postman.ready()
        assert postman.hand_over(MESSAGE, to=TO)[0] is State.SENT
    assert [to for to, _ in letterbox.taken] == [[TO]]


@pytest.mark.parametrize(("at", "state"), [("mail", State.FAILED), ("data", State.UNCERTAIN)])
def test_a_server_that_dies_before_the_text_failed_and_after_it_nobody_knows(tmp_path, at, state):
    server = DyingServer(at)
    try:
        assert hand_over(postman_of(tmp_path, server.port, tls="none"))[0] is state
    finally:
        server.stop()


def test_nobody_who_listens_is_told_with_the_place_and_what_to_do(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    with pytest.raises(MailUnready, match=f"127.0.0.1:{port}.*mục \\[mail\\]"):
        postman_of(tmp_path, port, tls="none").ready()


def test_a_password_comes_from_the_environment_or_a_file_and_its_lack_is_told(tmp_path):
    (tmp_path / "mat-khau").write_text("tu-tep\n", encoding="utf-8")
    settings = settings_of(tmp_path, 25, user="hocba", password_file="mat-khau")
    assert password_of(settings, {}) == "tu-tep"
    assert password_of(settings, {"HOCBA_MAIL_PASSWORD": "tu-moi-truong"}) == "tu-moi-truong"
    with pytest.raises(MailUnready):
        password_of(settings_of(tmp_path, 25, user="hocba"), {})
