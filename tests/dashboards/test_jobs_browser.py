"""The page of jobs in Debian's chromium, on a phone: by the keyboard, pressed twice, and axe finds nothing."""

import pytest
from browser_page import launched_chromium
from dashboards.scheduled import enter, schedule_office
from dashboards.served import hosted, serving
from dashboards.test_pages_browser import AXE, RUN, opened

from hocba_ops.dashboards.templating import PLACE
from hocba_ops.runs.schedule import acting
from hocba_ops.runs.schedule.history import State as RunState

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.*HTTPServerRequest:DeprecationWarning"),
]


class Ended:
    """A worker that has nothing left to do."""

    def wait(self) -> int:
        return 0


def test_a_job_is_begun_once_by_a_hasty_reader_on_a_phone_without_a_finding_of_axe(office, tmp_path, monkeypatch):
    started: list[str] = []
    monkeypatch.setattr(acting, "start_worker", lambda _, run: started.append(run) or Ended())
    bench = schedule_office(office, tmp_path)
    enter(bench, "so-lieu-sang", RunState.CRASHED, days_ago=0)
    with (
        serving(hosted(bench, token_of=lambda _: "ma-cua-phien")) as address,
        launched_chromium() as browser,
        opened(browser, address + PLACE, "trang=jobs", width=390) as page,
    ):
        page.evaluate(AXE)
        assert page.evaluate(RUN) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.get_by_role("button", name="Chạy ngay: tep-moi").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_selector(".told >> text=tep-moi")
        assert "da=" not in page.url
    assert len(started) == 1
