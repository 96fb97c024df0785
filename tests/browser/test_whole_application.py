"""The whole application in Debian's chromium, role by role: through the login to the pages, the files and the way out.

Every page is watched: it may ask nobody outside, and may complain of nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
from browser_page import launched_chromium
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from small_office import DAY, NAMES

from hocba_ops.access.trail import Event
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.portal import sockets
from hocba_ops.portal.addresses import ACCOUNT
from hocba_ops.workbench.composing import ALL_STEPS
from tests.browser.whole_office import GRANTS, HERE, NEXT_DOOR, OFFICE, SO, Office, served_office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.*HTTPServerRequest:DeprecationWarning"),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run()).violations.map(one => one.id + ' ' + one.nodes.map(node => node.html))"
DRAWN = "html[data-charts=drawn]"
PATIENCE = 20_000
WARD = "phuong-ben-thanh"
LOST = "#mat-noi:not([hidden]) button"
ROLES = [
    ("hieu-truong", HERE, NEXT_DOOR),
    ("chu-nhiem", HERE, NEXT_DOOR),
    ("co-quan", OFFICE, WARD),
    ("so", SO, "so-gddt-ha-noi"),
    ("kiem-toan", OFFICE, WARD),
]
"""Who logs in, the unit that is theirs, and one that is not."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    before, sockets.LOOK_SECONDS = sockets.LOOK_SECONDS, 0.2
    with served_office(tmp_path_factory.mktemp("toan-bo")) as office:
        yield office
    sockets.LOOK_SECONDS = before


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched_chromium() as browser:
        yield browser


class Visit:
    """Somebody's browser at the office: the addresses outside that it asked for, and what it complained of."""

    def __init__(self, context: BrowserContext, office: Office) -> None:
        self.context, self.office = context, office
        self.outside, self.complaints = list[str](), list[str]()
        context.set_default_timeout(PATIENCE)
        context.on("request", self._watch)

    def page(self) -> Page:
        page = self.context.new_page()
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        return page

    def log_in(self, name: str, query: str = "", *, at: str = PLACE) -> Page:
        """Log in as somebody on the way to a page, of the dashboards unless told otherwise; where the login ends."""
        page = self.page()
        page.goto(f"{self.office.address}{at}?{query}")
        page.get_by_label("Tên").fill(name)
        page.get_by_role("button", name="Vào").click()
        return page

    def _watch(self, asked: Request) -> None:
        if not asked.url.startswith((self.office.address, self.office.issuer, "data:", "blob:")):
            self.outside.append(asked.url)


@contextmanager
def visiting(browser: Browser, office: Office, **options: object) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, **options)
    visit = Visit(context, office)
    yield visit
    context.close()
    assert (visit.outside, visit.complaints) == ([], [])


def asked(page: str, unit: str) -> str:
    return f"trang={page}&don-vi={unit}&ngay={DAY}"


@pytest.mark.parametrize(("name", "own", "foreign"), ROLES, ids=[name for name, _, _ in ROLES])
def test_a_role_finds_its_pages_takes_its_files_and_is_refused_what_is_not_its(browser, office, name, own, foreign):
    with visiting(browser, office) as visit:
        page = visit.log_in(name, asked("coverage", own))
        page.wait_for_selector(DRAWN)
        assert page.locator("#trang .figures").count() == 1
        assert page.locator("#muc a").all_inner_texts() == pages_of(office, name)
        page.get_by_role("link", name="Đối soát khi chốt dữ liệu").click()
        page.wait_for_selector("#trang h1:text-is('Đối soát khi chốt dữ liệu')")
        page.wait_for_selector(DRAWN)
        assert [one for one in NAMES if one in page.content()] == []
        check_files(visit, page, name, own)
        page.goto(f"{office.boards}?{asked('coverage', foreign)}")
        page.wait_for_selector("#trang h2:text-is('Không xem được phần này')")
        assert "đơn vị này không thuộc phạm vi của anh/chị" in page.inner_text("#trang")
        assert office.last_event() == (Event.REFUSED, GRANTS[name][0][0], foreign)


def pages_of(office: Office, name: str) -> list[str]:
    """The titles of the pages of somebody's role, as the rules of access have them."""
    viewer = office.bench.rulebook.access.viewers[GRANTS[name][0][0]]
    steps = [step for step in ALL_STEPS if "*" in viewer.steps or step in viewer.steps]
    jobs = ["Việc tự chạy"] if "schedule" in viewer.may else []
    return [*(office.bench.labels(f"step.{step}") for step in steps), *jobs, "Báo cáo đã chạy"]


def check_files(visit: Visit, page: Page, name: str, own: str) -> None:
    """Who may take files along finds by whom and when in them; who may not has no link, and is refused without it."""
    if name == "kiem-toan":
        assert page.locator(".take a").count() == 0
        answer = visit.context.request.get(f"{visit.office.boards}/tai?{asked('cutoff', own)}&bang=1&dang=csv")
        assert (answer.status, "vai trò của anh/chị không tải tệp" in answer.text()) == (404, True)
        return
    with page.expect_download() as taken:
        page.locator(".take a").first.click()
    assert f"Người dùng {name} lúc 10:00 30/06/2025" in Path(taken.value.path()).read_text(encoding="utf-8")
    assert visit.office.last_event() == (Event.EXPORTED, GRANTS[name][0][0], own)


def test_a_logout_closes_the_dashboards_that_are_open_elsewhere_in_the_browser(browser, office):
    with visiting(browser, office) as visit:
        open_one = visit.log_in("chu-nhiem", asked("coverage", HERE))
        open_one.wait_for_selector(DRAWN)
        other = visit.page()
        other.goto(office.address + str(open_one.get_attribute("#tai-khoan", "href")))
        assert other.get_by_role("link", name="Tiếp tục").get_attribute("href") == open_one.url[len(office.address) :]
        other.get_by_role("button", name="Đăng xuất", exact=True).click()
        expect(other.get_by_role("heading", name="Đã đăng xuất")).to_be_visible()
        open_one.wait_for_selector(LOST)
        assert [one["name"] for one in visit.context.cookies() if one["name"] == "hocba"] == []


def test_a_session_that_is_over_closes_the_open_dashboard_and_the_link_is_kept_for_the_next_login(browser, office):
    with visiting(browser, office) as visit:
        page = visit.log_in("chu-nhiem", asked("coverage", HERE))
        page.wait_for_selector(DRAWN)
        link = page.url
        office.turn(minutes=61)
        page.wait_for_selector(LOST)
        page.click(LOST)
        page.wait_for_url(link)
        page.wait_for_selector(DRAWN)


def test_the_pages_of_the_entrance_are_without_a_finding_of_axe_and_fit_their_screen(browser, office):
    with visiting(browser, office, bypass_csp=True) as visit:
        page = visit.log_in("hai-vai", "next=/tra-cuu", at=ACCOUNT)
        page.wait_for_url("**/tra-cuu")
        page.goto(f"{office.address}{ACCOUNT}?next=/tra-cuu")
        found = [findings_on(page, "Chọn vai trò")]
        page.get_by_role("button", name="Cán bộ quản lý").click()
        page.wait_for_url("**/tra-cuu")
        page.goto(office.address + ACCOUNT)
        found.append(findings_on(page, "Tài khoản"))
        page.get_by_role("button", name="Đăng xuất", exact=True).click()
        found.append(findings_on(page, "Đã đăng xuất"))
    assert found == [[], [], []]


def test_a_stranger_is_told_whom_to_ask_on_a_page_without_a_finding_of_axe(browser, office):
    with visiting(browser, office, bypass_csp=True) as visit:
        page = visit.log_in("nguoi-la")
        page.wait_for_load_state("networkidle")  # the console speaks after the page is there
        visit.complaints.remove("Failed to load resource: the server responded with a status of 403 (Forbidden)")
        assert findings_on(page, "Tài khoản chưa được giao vai trò") == []
        assert f"{office.issuer}|nguoi-la" in page.inner_text("main")


def findings_on(page: Page, heading: str) -> list[str]:
    """What axe finds on a page on a desk and on a phone, and whether it is wider than its screen."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.evaluate(AXE)
    found: list[str] = []
    for width in (1100, 360):
        page.set_viewport_size({"width": width, "height": 740})
        found += page.evaluate(RUN)
        found += ["too wide"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    return found
