"""Acts on jobs through the door: only our own page in the session of who may, entered under their login."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from hocba_ops.dashboards.jobs import ACTS
from hocba_ops.portal.whole import whole_app
from hocba_ops.runs.schedule import acting
from hocba_ops.runs.schedule.tick import history_of
from tests.portal.entrance import NEAR, SITE, SUBJECT, open_entrance

pytestmark = pytest.mark.filterwarnings("ignore:.*HTTPServerRequest:DeprecationWarning")
JOBS = '[job.so-lieu-sang]\ndoes = ["load", "run all"]\ncron = "0 6 * * *"\n'
SAME_SITE = {"Origin": SITE}


class Ended:
    """A worker that has nothing left to do."""

    def wait(self) -> int:
        return 0


@pytest.fixture
def served(bench, tmp_path, monkeypatch):
    """The whole application behind its door, with a job; workers are not started."""
    monkeypatch.setattr(acting, "start_worker", lambda *_: Ended())
    (tmp_path / "schedule").mkdir()
    (tmp_path / "schedule" / "jobs.toml").write_text(JOBS, encoding="utf-8")
    settings = bench.settings.model_copy(update={"schedule": tmp_path / "schedule"})
    entrance = open_entrance(replace(bench, settings=settings))
    app = whole_app(entrance.door)
    entrance.client = TestClient(app, base_url=SITE, follow_redirects=False, client=NEAR)
    return entrance


def press(entrance, token, *, headers=SAME_SITE):
    form = {"token": token, "act": "run", "seen": "", "state": ""}
    return entrance.client.post(f"{ACTS}/so-lieu-sang", data=form, headers=headers)


def runs_of(entrance):
    return list(history_of(entrance.bench).read().runs.values())


def test_an_officer_begins_a_job_under_the_login_and_a_second_press_begins_no_other(served):
    served.grant()
    served.log_in()
    token = served.form_token()
    said = [re.search(r"da=(\w+)", press(served, token).headers["location"])[1] for _ in range(2)]
    assert said == ["begun", "under_way"]
    assert [(run.reason, run.cause) for run in runs_of(served)] == [("by_hand", "an")]
    told = [(one["event"], one["subject"], one["target"], one["detail"]) for one in served.trail()][-2:]
    assert told == [("operated", SUBJECT, "schedule.so-lieu-sang", f"run {done}") for done in said]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ke-khac.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
    ids=["another site", "hidden origin", "a neighbour", "nothing told"],
)
def test_a_form_that_another_site_sends_with_the_right_token_is_refused_at_the_gate(served, headers):
    served.grant()
    served.log_in()
    answer = press(served, served.form_token(), headers=headers)
    assert (answer.status_code, runs_of(served)) == (403, [])


def test_a_form_of_another_session_does_nothing_and_without_a_session_nobody_passes(served):
    served.grant()
    served.log_in()
    before = served.form_token()
    served.client.cookies.clear()
    assert press(served, before).status_code == 401
    served.log_in()
    assert "da=stale" in press(served, before).headers["location"]
    assert runs_of(served) == []


def test_a_role_that_was_taken_away_a_moment_ago_begins_nothing(served):
    served.grant()
    served.log_in()
    token = served.form_token()
    served.revoke()
    assert press(served, token).status_code == 403
    assert runs_of(served) == []
