"""The page of a work pack: A4, offline, what is to be done and where; no name of a child."""

from pathlib import Path

import pytest

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.work_page import SHOWN, work_page
from hocba_ops.rulebook import Rulebook
from tests.browser_page import launched_chromium, opened_page

LANDSCAPE = 1009
"""What A4 across leaves between its margins, in pixels of CSS."""
TASK = {
    "number": "1",
    "code": "HB-ID-11",
    "severity": "Phải sửa",
    "who": "Nguyễn Thị Thử, 3A",
    "field": "Giới tính",
    "message": "Giới tính trống hoặc ghi bằng từ không nhận ra.",
    "value": "gái",
    "mend": "Chọn Nam hoặc Nữ theo giấy khai sinh.",
    "other_school": "Trường Tiểu học Hoa Mơ",
    "due": "07/07/2025",
    "cell": "HocSinh!G4",
    "place": "2025-06-30/CSDL_HocSinh.xlsx, trang Sheet1, dòng 7207",
}
FACTS = {"Trường": "Trường Tiểu học Hoa Sen (79760401)", "Hạn hoàn thành": "Rà soát nhân thân: 15/05/2025"}


@pytest.fixture(scope="module")
def page() -> str:
    labels = Labels(Rulebook.load().labels("vi"))
    tasks = [{**TASK, "number": str(number)} for number in range(1, 61)]
    return work_page("Phiếu việc: Trường Tiểu học Hoa Sen", FACTS, tasks, labels=labels)


def test_the_page_tells_every_task_and_names_no_child(page):
    assert all(TASK[name] in page for name in SHOWN)
    assert "Nguyễn Thị Thử" not in page
    assert page.count('class="tick"') == 60


def test_what_a_file_says_is_never_taken_for_html():
    labels = Labels(Rulebook.load().labels("vi"))
    assert "<script>" not in work_page("x", {}, [{**TASK, "message": "<script>"}], labels=labels)


@pytest.mark.browser
def test_the_page_fits_its_paper_and_asks_for_nothing_outside(page, tmp_path: Path):
    path = tmp_path / "phieu.html"
    path.write_text(page, encoding="utf-8")
    with launched_chromium() as browser, opened_page(browser, path, width=LANDSCAPE) as opened:
        assert (opened.outside, opened.complaints) == ([], [])
        opened.page.emulate_media(media="print")
        too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert opened.page.evaluate(too_wide) is False
        opened.page.pdf(path=tmp_path / "phieu.pdf", prefer_css_page_size=True)
        opened.page.emulate_media(media="screen")
        opened.page.screenshot(path=tmp_path / "phieu.png", full_page=True)
    assert (tmp_path / "phieu.pdf").stat().st_size > 10_000
