"""A page opened in Debian's chromium without network: what it asked for, what it complained about, and the page itself.

Without chromium the test is skipped, unless HOCBA_REQUIRE_BROWSER=1 asks for a failure instead.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCAL = ("file:", "data:", "blob:")


@dataclass(frozen=True)
class Opened:
    """A page in the browser, the outside addresses it asked for (all refused), and what stood on its console."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def launched_chromium() -> Iterator[Browser]:
    """Debian's chromium, or a skipped test where it is not installed."""
    if not CHROMIUM.exists():
        if os.environ.get("HOCBA_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{CHROMIUM} is not installed, and HOCBA_REQUIRE_BROWSER=1 asks for it")
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened_page(
    browser: Browser, path: Path, *, width: int = 1100, height: int = 900, dark: bool = False, scripts: bool = True
) -> Iterator[Opened]:
    """A local file opened at a width, every request that would leave the machine refused and written down."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        offline=True,
    )
    opened = Opened(context.new_page())

    def watch(route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            opened.outside.append(route.request.url)
            route.abort()

    context.route("**/*", watch)
    opened.page.on("console", lambda said: opened.complaints.append(said.text) if said.type != "log" else None)
    opened.page.on("pageerror", lambda fault: opened.complaints.append(str(fault)))
    opened.page.goto(path.as_uri())
    yield opened
    context.close()
