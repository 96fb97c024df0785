"""Every page as HTML: its figures as n/N, its day and source, no child's name, and a page for every trouble."""

import re
from html import unescape

import pytest
from small_office import DAY, LATER, NAMES, SCHOOLS, seen_by

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.dashboards.drawing import draw
from hocba_ops.dashboards.pages import RUNS, arrange_of, general, page_names
from hocba_ops.dashboards.state import State
from hocba_ops.steps import STEPS

ASKED = f"don-vi=quan-1&ngay={DAY}"


def drawn(office, query, **options):
    return draw(seen_by(office), State.of_query(query), **options)


def texts(html):
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("page", page_names())
def test_a_page_tells_unit_day_and_source_and_names_no_child(office, page):
    view = seen_by(office)
    page_drawn = draw(view, State.of_query(f"trang={page}&{ASKED}"))
    said = texts(page_drawn.content)
    assert page_drawn.title == view.labels(f"step.{page}")
    assert [name for name in NAMES if name in page_drawn.content or name in str(page_drawn.figures)] == []
    if 'class="trouble"' not in page_drawn.content:
        assert ("30/06/2025" if page == "audit_review" else "29/05/2025") in said
        assert "tệp đã nạp" in said


def test_the_page_of_coverage_has_counts_and_rates_of_all_cards(office):
    said = texts(drawn(office, f"trang=coverage&{ASKED}").content)
    assert "3/6\u00a0= 50,00\u00a0%" in said
    assert "Trường Tiểu học Cây Bàng Thử" in said


def test_the_overview_names_the_schools_to_call_in_alphabetical_order_with_what_is_missing(office):
    content = drawn(office, f"trang=overview&{ASKED}").content
    part = content[content.index("Cần gọi trường nào cho kịp hạn tới") :]
    lines = re.findall(
        r'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th><td>([^<]*)</td><td class="number">([^<]*)', part
    )
    assert lines[:2] == [("Trường Tiểu học Âu Cơ Thử", "1/3", "2"), ("Trường Tiểu học Cây Bàng Thử", "2/3", "1")]


def test_a_link_of_a_drawing_drawn_again_gives_the_same_page(office):
    first = drawn(office, f"trang=milestones&{ASKED}&so-voi=7")
    assert first.content == drawn(office, first.query).content


def test_a_school_named_in_a_table_leads_to_the_same_page_about_that_school(office):
    content = drawn(office, f"trang=coverage&{ASKED}").content
    for code in SCHOOLS:
        assert re.search(rf'<a href="\?trang=coverage&amp;don-vi={code}&amp;[^"]*" data-go>', content)
    about = drawn(office, f"trang=coverage&don-vi=79999901&ngay={DAY}")
    assert "2/3\u00a0= 66,67\u00a0%" in texts(about.content)


def test_every_chart_has_its_table_twin_and_a_place_of_its_own(office):
    page = drawn(office, f"trang=coverage&{ASKED}")
    assert len(page.figures) >= 3
    for number in page.figures:
        place = page.content.index(f'data-figure="{number}"')
        assert "<table" in page.content[place : page.content.index("</figure>", place)]


def test_the_grid_of_duties_says_each_state_in_words_beside_the_sign(office):
    content = drawn(office, f"trang=milestones&{ASKED}").content
    cells = re.findall(r'<td class="cell (\w+)">(.*?)</td>', content)
    assert len(cells) >= 30
    assert [cell for state, cell in cells if not re.search(r'class="unseen">\w', cell)] == []


def test_a_day_before_everything_was_loaded_says_what_to_do_and_is_no_error(office):
    content = drawn(office, "trang=coverage&don-vi=quan-1&ngay=2025-03-02").content
    assert "Chưa có số liệu" in content
    assert "hocba load" in content


def test_a_unit_of_somebody_else_is_refused_in_words_and_shows_no_figure(office):
    stranger = Person(LOCAL, "Trường khác", "can_bo_quan_ly", "79999902")
    content = draw(seen_by(office, stranger), State.of_query(f"trang=coverage&don-vi=79999901&ngay={LATER}")).content
    assert "Không xem được phần này" in content
    assert "2/3" not in content


@pytest.mark.parametrize("page", page_names())
def test_every_page_is_drawn_for_who_may_not_see_small_cells_and_shows_none(office, page):
    auditor = seen_by(office, Person("test|2", "Kiểm toán", "kiem_toan", "quan-1"))
    content = draw(auditor, State.of_query(f"trang={page}&{ASKED}")).content
    assert "3/6" not in content
    assert 'class="calls"' not in content


def test_an_unknown_page_is_the_overview_and_an_unknown_unit_says_so(office):
    assert State.of_query(drawn(office, f"trang=khong-co&{ASKED}").query).page == "overview"
    assert "Không xem được phần này" in drawn(office, f"trang=coverage&don-vi=khong-co&ngay={DAY}").content


def test_the_english_page_has_english_words_and_the_same_figures(office):
    page = draw(seen_by(office, language="en"), State.of_query(f"trang=coverage&{ASKED}&tieng=en"))
    assert "3/6\u00a0= 50.00\u00a0%" in texts(page.content)
    assert "As of 29/05/2025" in texts(page.content)


def test_a_step_without_a_page_of_its_own_gets_the_general_page():
    own = {step for step in STEPS if arrange_of(step) is not general.arrange}
    assert {"coverage", "milestones", "cutoff"} <= own
    assert arrange_of("a_step_of_tomorrow") is general.arrange


def test_the_general_page_shows_figures_and_tables_of_any_step(office):
    said = texts(drawn(office, f"trang=registry_review&{ASKED}").content)
    assert re.search(r"\d+/\d+\u00a0= [\d,]+\u00a0%", said)


def test_the_side_of_a_change_of_offices_can_be_chosen_and_keeps_in_the_link(office):
    page = drawn(office, f"trang=coverage&don-vi=quan-1&ngay={LATER}&neo=2025-07-01")
    assert 'value="2025-07-01" checked' in page.controls
    assert "neo=2025-07-01" in page.query


def test_the_page_of_reports_tells_how_to_run_one_where_there_is_none(office):
    content = drawn(office, f"trang={RUNS}&don-vi=79999902&ngay={DAY}").content
    assert "hocba run all --unit 79999902" in content
