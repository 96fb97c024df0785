import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hocba_ops.portal.sessions import Identity, Sessions, key_of

NOW = datetime(2025, 6, 2, 3, tzinfo=UTC)
AN, CA = Identity("noi-cap|an", "An", ("an@quan-1.vn",)), Identity("noi-cap|ca", "Ca")


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path / "phien", total=timedelta(hours=8), idle=timedelta(hours=1))


def test_a_session_is_found_by_its_id_and_has_what_was_put_in(sessions):
    token, begun = sessions.begin(AN, now=NOW)
    found = sessions.find(token, now=NOW)
    assert found == begun
    assert (found.identity, found.began, found.seen, found.role) == (AN, NOW, NOW, "")


@pytest.mark.parametrize(
    ("requests", "minutes", "lives"),
    [((), 59, True), ((), 60, False), ((50, 100), 155, True), ((50, 100), 160, False),
     (tuple(range(50, 480, 50)), 479, True), (tuple(range(50, 480, 50)), 480, False)],
)  # fmt: skip
def test_a_session_lives_from_request_to_request_up_to_its_whole_time(sessions, requests, minutes, lives):
    token, session = sessions.begin(AN, now=NOW)
    for minute in requests:
        sessions.see(session, now=NOW + timedelta(minutes=minute))
    assert (sessions.find(token, now=NOW + timedelta(minutes=minutes)) is not None) is lives


def test_a_session_that_has_ended_does_not_come_back_by_a_request_under_way(sessions):
    token, session = sessions.begin(AN, now=NOW)
    sessions.end(session.key)
    sessions.see(session, now=NOW)
    assert sessions.find(token, now=NOW) is None


def test_a_changed_role_keeps_the_beginning_and_gives_up_the_id(sessions):
    token, session = sessions.begin(AN, now=NOW)
    later = NOW + timedelta(minutes=30)
    second, changed = sessions.change(session, role="can_bo_so", unit="so-gddt", now=later)
    assert sessions.find(token, now=later) is None
    assert (changed.began, changed.seen, changed.role, changed.unit) == (NOW, later, "can_bo_so", "so-gddt")
    assert changed.form_token != session.form_token
    assert sessions.find(second, now=NOW + timedelta(hours=8)) is None


def test_all_sessions_of_a_login_end_and_no_other(sessions):
    ours = [sessions.begin(AN, now=NOW)[0] for _ in range(3)]
    theirs, _ = sessions.begin(CA, now=NOW)
    assert sessions.end_all(AN.subject) == 3
    assert [sessions.find(token, now=NOW) for token in ours] == [None] * 3
    assert sessions.find(theirs, now=NOW) is not None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"subject": "x"}', b"\xff\xfe", b"null"])
def test_a_damaged_file_is_no_session_and_goes_at_the_next_login(sessions, content):
    token, session = sessions.begin(AN, now=NOW)
    path = sessions.root / f"{session.key}.json"
    path.write_bytes(content)
    assert sessions.find(token, now=NOW) is None
    sessions.begin(CA, now=NOW)
    assert not path.exists()


def test_an_id_never_names_a_file_and_a_file_name_never_is_an_id(sessions):
    token, session = sessions.begin(AN, now=NOW)
    assert [path.name for path in sessions.root.iterdir()] == [f"{key_of(token)}.json"]
    assert sessions.find(session.key, now=NOW) is None
    assert sessions.find("../" + token, now=NOW) is None


def test_sessions_that_are_over_are_taken_away_at_the_next_login(sessions):
    for _ in range(3):
        sessions.begin(AN, now=NOW)
    sessions.begin(CA, now=NOW + timedelta(hours=2))
    assert len(list(sessions.root.iterdir())) == 1


KILLED = """
import os, signal, sys
from datetime import datetime, timedelta
from pathlib import Path
from hocba_ops.portal.sessions import Identity, Sessions
sessions = Sessions(Path(sys.argv[1]), total=timedelta(hours=8), idle=timedelta(hours=1))
now = datetime.fromisoformat(sys.argv[2])
while True:
    token, session = sessions.begin(Identity("noi-cap|an", "An"), now=now)
    kept, changed = sessions.change(session, role="can_bo_so", unit="so-gddt", now=now)
    print(kept, flush=True)
"""


def test_every_session_that_was_given_out_survives_the_kill_of_the_server(sessions):
    arguments = [sys.executable, "-c", KILLED, str(sessions.root), NOW.isoformat()]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        given = [server.stdout.readline().strip() for _ in range(25)]
        server.kill()
        given += [line.strip() for line in server.stdout if line.endswith("\n")]
    found = [sessions.find(token, now=NOW) for token in given]
    assert [one.role for one in found if one is not None] == ["can_bo_so"] * len(given)
