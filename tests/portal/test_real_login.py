"""One login from end to end: a certified provider, a real browser, our application under the strictest headers."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hocba_ops.access.grants import Grant
from hocba_ops.portal.door import Door
from hocba_ops.portal.gate import Gate
from hocba_ops.settings import Login, Portal
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grant_role
from tests.browser_page import launched_chromium
from tests.portal.entrance import SCHOOL, build_app
from tests.portal.real_provider import SECRET, served, started_provider

pytestmark = pytest.mark.browser
STRICT = [
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'"),
]
"""The strictest headers under which our forms and ways out still have to work."""


class Strict:
    """Puts the strict headers on every page of an application."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_strictly(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *STRICT]}
            await send(message)

        await self.app(scope, receive, send_strictly)


def open_office(bench: Workbench, stack: ExitStack) -> str:
    """The office served behind a real provider; its address."""

    def build(site: str) -> Strict:
        issuer = stack.enter_context(started_provider(site))
        login = Login(issuer=issuer, client_id="hocba")
        here = replace(
            bench, settings=bench.settings.model_copy(update={"login": login, "portal": Portal(address=site)})
        )
        secret = {"HOCBA_LOGIN_SECRET": SECRET}
        door = Door.open(here, clock=lambda: datetime.now(UTC), announce=print, environment=secret)
        return Strict(Gate(build_app(door), door=door))

    for role, unit, code in (("can_bo_co_quan", "quan-1", ""), ("can_bo_quan_ly", SCHOOL, "CB-1")):
        grant = Grant(who="AN@quan-1.example", role=role, unit=unit, staff_code=code)
        grant_role(bench, grant, by="Trưởng phòng", now=datetime.now(UTC))
    return stack.enter_context(served(build))


def test_a_person_logs_in_at_a_certified_provider_chooses_a_role_and_leaves_both(bench):
    with ExitStack() as stack:
        site = open_office(bench, stack)
        browser = stack.enter_context(launched_chromium())
        page, outside, complaints = watched(browser)
        page.goto(f"{site}/bang?buoc=coverage")
        log_in(page, "an")
        expect(page.get_by_role("heading", name="Chọn vai trò")).to_be_visible()
        page.get_by_role("button", name="Cán bộ quản lý").click()
        page.wait_for_url(f"{site}/bang?buoc=coverage")
        assert page.inner_text("body") == f'"Người dùng an: can_bo_quan_ly {SCHOOL}"'
        page.goto(f"{site}/tai-khoan")
        page.get_by_role("button", name="Đăng xuất", exact=True).click()
        expect(page.get_by_role("heading", name="Đã đăng xuất")).to_be_visible()
        page.get_by_role("link", name="Đăng xuất ở máy chủ đăng nhập").click()
        page.locator("button[name=logout]").click()
        page.wait_for_url(f"{site}/dang-nhap/da-ra*")
        page.goto(f"{site}/bang")
        expect(page.get_by_label("Tên")).to_be_visible()
        assert (outside, complaints) == ([], [])
        log_in(page, "nguoi-la")
        expect(page.get_by_role("heading", name="Tài khoản chưa được giao vai trò")).to_be_visible()
        assert outside == []


def watched(browser: Any) -> tuple[Page, list[str], list[str]]:
    """A page, the addresses beyond this machine that it asked for, and what stood on its console."""
    page, outside, complaints = browser.new_page(), list[str](), list[str]()
    here = ("http://localhost:", "http://127.0.0.1:", "data:")
    page.on("request", lambda asked: None if asked.url.startswith(here) else outside.append(asked.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    return page, outside, complaints


def log_in(page: Page, name: str) -> None:
    page.get_by_label("Tên").fill(name)
    page.get_by_role("button", name="Vào").click()
