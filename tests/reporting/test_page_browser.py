"""The page as a reader has it: opened from the disk, without network, on a desk, on a phone, on paper."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hocba_ops.reporting.page import write_page
from tests.browser_page import Opened, launched_chromium, opened_page

pytestmark = pytest.mark.browser
CHARTS = 6
TITLE = "Tỷ lệ học bạ đã ký"
KICKER = "Phòng GD&ĐT Quận 1 · năm học 2024-2025 · tính đến 30/06/2025"
COLOURS = """[
    getComputedStyle(document.body).backgroundColor,
    getComputedStyle(document.querySelector(".ytick text")).fill,
]"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched_chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def page_file(notebook, labels, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("page") / "trang.html"
    return write_page(notebook, out, labels=labels, title=TITLE, kicker=KICKER, footer=["Lượt chạy 7c1e"])


@pytest.fixture(scope="module", params=[1100, 390], ids=["desk", "phone"])
def opened(request, browser, page_file) -> Iterator[Opened]:
    with opened_page(browser, page_file, width=request.param) as opened:
        wait_for_charts(opened)
        yield opened


def wait_for_charts(opened: Opened) -> None:
    opened.page.wait_for_selector("html[data-charts=drawn]", timeout=60_000)


def test_every_chart_is_drawn_offline_without_a_complaint(opened):
    figures = opened.page.locator("figure.chart").all()
    assert len(figures) == CHARTS
    for figure in figures:
        assert figure.locator(".main-svg").first.is_visible()
        assert figure.locator("details.twin table caption").count() >= 1
        assert not figure.locator(".undrawn").is_visible()
    assert opened.outside == []
    assert opened.complaints == []


def test_no_page_is_wider_than_its_screen(opened):
    assert opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_words_of_a_chart_can_be_read_in_it(opened):
    first = opened.page.locator("figure.chart").first.locator(".main-svg text")
    texts = [text.replace("\u00a0", " ") for text in first.all_text_contents()]
    assert "727/747 (97,3 %)" in texts
    assert any("Trường Tiểu học Tư thục Thuyền Giấy" in text for text in texts)


def test_headings_go_down_one_level_at_a_time(opened):
    levels = opened.page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_prints_on_a4_with_its_charts(opened):
    printed = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed
    assert 60_000 < len(printed) < 1_000_000


def test_dark_is_dark_on_the_screen_and_light_on_paper(browser, page_file):
    with opened_page(browser, page_file, dark=True) as opened:
        wait_for_charts(opened)
        assert opened.page.evaluate(COLOURS) == ["rgb(20, 25, 31)", "rgb(230, 235, 240)"]
        opened.page.emulate_media(media="print")
        assert opened.page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(27, 39, 51)"]


def test_without_scripts_every_table_twin_is_open_and_a_sentence_says_why(browser, page_file):
    with opened_page(browser, page_file, scripts=False) as opened:
        assert opened.page.locator("details.twin[open]").count() == CHARTS
        assert opened.page.locator(".undrawn").first.is_visible()


def test_without_unpacking_the_tables_stand_in_for_the_charts(browser, page_file, tmp_path):
    old = tmp_path / "old.html"
    no_unpacking = "<body><script>delete self.DecompressionStream</script>"
    old.write_text(page_file.read_text(encoding="utf-8").replace("<body>", no_unpacking), encoding="utf-8")
    with opened_page(browser, old) as opened:
        opened.page.wait_for_selector("html[data-charts=none]")
        assert opened.page.locator("details.twin[open]").count() == CHARTS
        assert opened.page.locator(".undrawn").first.is_visible()
        assert opened.complaints == []
