"""Rows of a class: only after a purpose, masked, opened one by one, and every read in the trail."""

from small_office import DAY, NAMES, seen_by

from hocba_ops.access.person import Person
from hocba_ops.access.trail import Event, Trail
from hocba_ops.dashboards.drawing import draw
from hocba_ops.dashboards.people import Reading, opened
from hocba_ops.dashboards.state import State

CLASS = f"trang=lock&don-vi=79999901&ngay={DAY}&lop=5A"


def entries(office, event):
    trail = Trail.open(office.settings.path(office.settings.access)).entries()
    return trail.filter(trail["event"] == str(event))


def test_a_class_is_offered_and_no_row_is_shown_or_read_before_a_purpose_is_chosen(office):
    before = entries(office, Event.ROWS_READ).height
    content = draw(seen_by(office), State.of_query(CLASS)).content
    assert "<option selected>5A</option>" in content
    assert "Danh sách học sinh" not in content
    assert entries(office, Event.ROWS_READ).height == before


def test_rows_are_masked_after_a_purpose_and_the_trail_has_the_read(office):
    before = entries(office, Event.ROWS_READ).height
    content = draw(seen_by(office), State.of_query(CLASS), reading=Reading("ra_soat")).content
    assert "Danh sách học sinh: 3 dòng" in content
    assert "L. T. T. N." in content
    assert [name for name in NAMES if name in content] == []
    assert entries(office, Event.ROWS_READ).height > before


def test_a_masked_value_is_opened_alone_and_the_trail_has_the_reveal(office):
    view, state, reading = seen_by(office), State.of_query(CLASS), Reading("ra_soat")
    key = view.rows("pupil", unit="79999901", as_of=DAY, purpose="ra_soat", class_name="5A")["row_key"][0]
    before = entries(office, Event.REVEALED).height
    now = opened(view, state, reading, ("pupil", key, "full_name"))
    content = draw(view, state, reading=now).content
    assert [name for name in NAMES if name in content] == [NAMES[0]]
    assert entries(office, Event.REVEALED).height == before + 1


def test_a_role_without_rows_is_offered_no_class_at_all(office):
    auditor = Person("test|2", "Kiểm toán", "cong_chung", "quan-1")
    content = draw(seen_by(office, auditor), State.of_query(CLASS), reading=Reading("ra_soat")).content
    assert 'class="people"' not in content


def test_a_purpose_that_the_rulebook_does_not_name_reads_nothing(office):
    content = draw(seen_by(office), State.of_query(CLASS), reading=Reading("to_mo")).content
    assert "Danh sách học sinh: 3 dòng" not in content
    assert 'class="refused"' in content
