"""The public pages in Debian's chromium, served by a real uvicorn on loopback: with scripts, without, on a phone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from hocba_ops.portal.app import create_app
from hocba_ops.portal.serving import opened_socket
from tests.browser_page import launched_chromium
from tests.documents.authority import VERIFIED
from tests.portal.public_school import BIRTH, School, told

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run()).violations.map(one => one.id + ' ' + one.nodes.map(node => node.html))"
DESK = {"viewport": {"width": 1100, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}


@dataclass
class Seen:
    """A page, the outside addresses that it asked for, what stood on its console, and the addresses that it visited."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched_chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def address(school: School) -> Iterator[str]:
    bench = told(school.bench, tries_of_address=1000, tries_of_code=1000, uploads_of_address=1000)
    app = create_app(bench, clock=lambda: VERIFIED, record=lambda event, **facts: None, look_ups=school.look_ups)  # noqa: ARG005 - the trail is another test's
    with opened_socket("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, server_header=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@contextmanager
def visiting(browser: Browser, **options: object) -> Iterator[Seen]:
    context = browser.new_context(**options)
    seen = Seen(context.new_page())
    seen.page.on("console", lambda said: seen.complaints.append(said.text))
    seen.page.on("pageerror", lambda fault: seen.complaints.append(str(fault)))
    seen.page.on("request", lambda asked: seen.visited.append(asked.url))
    yield seen
    assert [one for one in seen.visited if not one.startswith("http://127.0.0.1:")] == []
    assert seen.complaints == []
    context.close()


def look_up(seen: Seen, address: str, code: str) -> None:
    seen.page.goto(f"{address}/tra-cuu")
    seen.page.fill("#code", code)
    seen.page.fill("#birth", BIRTH)
    seen.page.click("button")
    seen.page.wait_for_selector("h1")


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_every_public_page_is_without_a_finding_of_axe_and_fits_its_screen(browser, address, school, options):
    with visiting(browser, bypass_csp=True, **options) as seen:

        def check(name: str) -> None:
            seen.page.evaluate(AXE)
            assert (name, seen.page.evaluate(RUN)) == (name, [])
            wide = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (name, wide <= 0) == (name, True)

        for path in ("/", "/tra-cuu", "/kiem-tra", "/tra-cuu#C43S-JAGX-GPXH"):
            seen.page.goto(address + path)
            check(path)
        look_up(seen, address, school.holding().code)
        check("card")
        look_up(seen, address, school.holding("changed").code)
        check("broken card")
        seen.page.goto(f"{address}/kiem-tra")
        seen.page.set_input_files("#file", school.holding().path)
        seen.page.click("button")
        seen.page.wait_for_selector("h1.good")
        check("verdict")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_parent_looks_up_and_fetches_the_true_copy_and_no_address_tells_of_it(browser, address, school, scripts):
    holding = school.holding()
    with visiting(browser, java_script_enabled=scripts) as seen:
        look_up(seen, address, holding.code)
        assert "đang có hiệu lực" in seen.page.inner_text("h1")
        with seen.page.expect_download() as fetched:
            seen.page.click("text=Tải học bạ số (PDF)")
        assert Path(fetched.value.path()).read_bytes() == Path(holding.path).read_bytes()
        assert [one for one in seen.visited if holding.code in one or "2014" in one or "?" in one] == []


def test_the_code_of_a_scanned_qr_code_is_put_into_the_field_and_out_of_the_address(browser, address, school):
    code = school.holding().code
    with visiting(browser) as seen:
        seen.page.goto(f"{address}/tra-cuu#{code}")
        seen.page.wait_for_function("document.getElementById('code').value !== ''")
        assert seen.page.input_value("#code") == code
        assert code not in seen.page.url
        assert seen.page.evaluate("document.activeElement.id") == "birth"
