"""The dashboards in Debian's chromium: they open, answer, fit a phone, ask nobody outside, and axe finds nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import pytest
from browser_page import launched_chromium
from dashboards.served import hosted, serving
from playwright.sync_api import Browser, Page
from small_office import DAY

from hocba_ops.dashboards.templating import PLACE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.*HTTPServerRequest:DeprecationWarning"),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run()).violations.filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => one.id + ' ' + one.nodes.map(node => node.html.slice(0, 200)))"""
DRAWN = "html[data-charts=drawn]"
ASKED = f"don-vi=quan-1&ngay={DAY}"


@pytest.fixture(scope="module")
def address(office) -> Iterator[str]:
    with serving(hosted(office)) as address:
        yield address + PLACE


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched_chromium() as browser:
        yield browser


@contextmanager
def opened(browser: Browser, address: str, query: str, *, width: int = 1366, **options: object) -> Iterator[Page]:
    """A page of the dashboards; that it asked nobody outside and complained of nothing is looked at when it closes."""
    outside: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, **options)
    home = address.removesuffix(PLACE)
    context.on("request", lambda asked: outside.append(asked.url) if not asked.url.startswith(LOCAL(home)) else None)
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto(f"{address}?{query}")
    page.set_default_timeout(15000)
    page.wait_for_selector(DRAWN)
    yield page
    context.close()
    assert outside == []
    assert complaints == []


def LOCAL(home: str) -> tuple[str, ...]:  # noqa: N802
    return (home, "data:", "blob:")


@pytest.mark.parametrize("name", ["overview", "readiness", "coverage", "runs"])
def test_a_page_opens_without_complaint_or_outside_request_and_draws_every_chart(browser, address, name):
    with opened(browser, address, f"trang={name}&{ASKED}") as page:
        assert page.locator("#trang h1").inner_text()
        assert (
            page.locator("figure.chart").count() == page.locator("figure.chart.drawn svg.main-svg:first-child").count()
        )
        assert page.locator("figure.chart:not(.drawn)").count() == 0


@pytest.mark.parametrize(
    ("name", "options"),
    [("overview", {"width": 390}), ("milestones", {"width": 390}), ("milestones", {"color_scheme": "dark"})],
    ids=["overview-phone", "milestones-phone", "milestones-dark"],
)
def test_a_page_is_without_serious_findings_of_axe_and_fits_its_screen(browser, address, name, options):
    with opened(browser, address, f"trang={name}&{ASKED}", **options) as page:
        page.evaluate(AXE)
        assert page.evaluate(RUN) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_choice_changes_the_page_and_the_address_and_back_brings_both_again(browser, address):
    with opened(browser, address, f"trang=coverage&{ASKED}") as page:
        page.select_option("select[name='don-vi']", "79999901")
        page.wait_for_url("**don-vi=79999901**")
        assert "2/3\u00a0= 66,67" in page.inner_text("#trang")
        page.go_back()
        page.wait_for_selector("#trang .figures >> text=3/6")
        assert "don-vi=quan-1" in page.url


def test_the_keyboard_leads_from_the_first_stop_to_the_content_and_through_the_pages(browser, address):
    with opened(browser, address, f"trang=coverage&{ASKED}") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "noi-dung"
        page.focus("#muc a[aria-current]")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#trang h1:text-is('Thang chứng cứ')")
        assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_rows_of_a_class_come_after_the_purpose_and_their_purpose_is_in_no_address(browser, address):
    with opened(browser, address, f"trang=lock&don-vi=79999901&ngay={DAY}") as page:
        page.select_option("select[name=lop]", "5A")
        page.wait_for_selector("select[name=muc-dich]:not([disabled])")
        page.select_option("select[name=muc-dich]", "ra_soat")
        page.wait_for_selector("text=L. T. T. N.")
        assert "ra_soat" not in page.url
        page.locator("[data-reveal$='full_name']").first.click()
        page.wait_for_selector("text=Lò Thị Thử Nghiệm")


def test_the_dark_look_is_kept_for_the_next_page(browser, address):
    with opened(browser, address, f"trang=lock&{ASKED}") as page:
        page.click("#doi-nen")
        assert page.get_attribute("html", "data-look") == "dark"
        page.reload()
        page.wait_for_selector(DRAWN)
        assert page.get_attribute("html", "data-look") == "dark"


def test_a_lost_connection_is_told_with_a_way_on(office, browser):
    with serving(hosted(office)) as address, opened_at(browser, f"{address}{PLACE}?trang=lock&{ASKED}") as page:
        pass
    page.wait_for_selector("#mat-noi:not([hidden]) button")
    page.context.close()


@contextmanager
def opened_at(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_selector(DRAWN)
    yield page
