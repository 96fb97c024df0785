"""Phong bì đồng bộ (cấu trúc trao đổi, bản chép 1/7/2026): NEW / UPdate / CANCEL, phienban chỉ tăng và khác 0."""

from datetime import datetime

import pytest
from text_table import read_table

from hocba_ops.exchange import Decision, Record, decide
from hocba_ops.exchange.envelope import Ended, Sent
from hocba_ops.exchange.lines import wire_record
from hocba_ops.rulebook.exchange import standard_layout

LAYOUT = standard_layout()
MAIN = "thongtinsohocbasotieuhoc"
AT = datetime(2025, 6, 20, 8, 30, 15)
LATER = datetime(2025, 7, 2, 9, 0)


def record(name: str, **said: object) -> Record:
    told = {
        "record_id": "a", "card_id": "a", "table_name": MAIN, "school_code": "1", "grade": 5, "pupil_code": "7",
        "card_version": 1, "updated_at": AT, "content": f'{{"hovaten":"{name}"}}',
    }  # fmt: skip
    return Record(**(told | said))


class Recipient:
    """What one recipient has, set after set."""

    def __init__(self) -> None:
        self.last: dict[str, Sent] = {}

    def take(self, records: list[Record], ended: list[Ended] = [], *, is_final: bool = False) -> list[str]:  # noqa: B006
        decided = decide(records, ended, self.last, is_final=is_final)
        self.last |= {row.record_id: row for row in decided.rows}
        told = [f"{LAYOUT.events[row.event]} {row.version}" for row in decided.rows]
        return told or [name.value for name, count in decided.counts.items() if count]


SPEC = """
    việc               | nội dung | gửi đi
    lần đầu            | một      | NEW 1
    không đổi          | một      | unchanged
    sửa trước chốt     | hai      | UPdate 2
    sửa lại như cũ     | một      | UPdate 3
    thu hồi            |          | CANCEL 4
    thu hồi, hỏi lại   |          | unchanged
    phát hành lại      | ba       | UPdate 5
"""


def test_the_life_of_a_card_makes_events_whose_versions_only_rise():
    recipient = Recipient()
    for row in read_table(SPEC):
        is_ended = not row["nội dung"]
        told = recipient.take([] if is_ended else [record(row["nội dung"])], [Ended("a", LATER)] if is_ended else [])
        assert told == [row["gửi đi"]], row["việc"]


def test_a_card_withdrawn_before_it_was_ever_sent_makes_no_cancel():
    assert Recipient().take([], [Ended("a", LATER)]) == ["never_sent"]


def test_a_cancel_repeats_the_last_content_as_withdrawn_at_its_moment():
    recipient = Recipient()
    recipient.take([record("một")])
    recipient.take([], [Ended("a", LATER)])
    row = recipient.last["a"]
    assert (row.content, row.updated_at) == (
        '{"hovaten":"một","trangthaithongtinhocba":"2"}',
        "2025-07-02T09:00:00",
    )


def test_a_locked_card_that_changed_is_held_back_from_the_ministry_and_a_new_version_is_not():
    recipient = Recipient()
    recipient.take([record("một")], is_final=True)
    assert recipient.take([record("hai")], is_final=True) == ["changed_locked"]
    assert recipient.take([record("hai", card_version=2)], is_final=True) == ["UPdate 2"]


@pytest.mark.parametrize(("floor", "first", "second"), [(0, "NEW 1", "UPdate 2"), (7, "NEW 7", "UPdate 8")])
def test_a_record_that_came_in_never_goes_out_below_the_version_it_came_with(floor, first, second):
    recipient = Recipient()
    assert recipient.take([record("một", floor=floor)]) == [first]
    assert recipient.take([record("hai")]) == [second]


def test_a_record_cancelled_elsewhere_cancels_here_only_what_was_sent():
    recipient = Recipient()
    assert recipient.take([record("một", is_standing=False)]) == ["never_sent"]
    recipient.take([record("một")])
    assert recipient.take([record("một", is_standing=False)]) == ["CANCEL 2"]


def test_every_row_below_a_record_has_an_envelope_with_an_id_that_stays():
    content = '{"hovaten":"một","thongtinsohocbasotieuhoc_dsbangdiem":[{"mamonhoc":"TOA"},{"mamonhoc":"TVI"}]}'
    (row,) = decide([record("", content=content)], [], {}).rows
    fields, below = wire_record(LAYOUT, row)
    again = wire_record(LAYOUT, row)[1]
    lines = [line for _, found in below for line in found]
    assert list(fields)[:5] == ["idbanghi", "sukien", "phienban", "thoigiancapnhat", "ngaycapnhat"]
    assert [list(line)[:5] for line in lines] == [list(fields)[:5]] * 2
    assert len({line["idbanghi"] for line in lines} | {fields["idbanghi"]}) == 3
    assert below == again
    assert (fields["thoigiancapnhat"], fields["ngaycapnhat"]) == ("2025-06-20T08:30:15", "2025-06-20")


def test_the_wire_words_of_events_are_written_letter_by_letter_as_the_layout_has_them():
    assert {one: LAYOUT.events[one] for one in (Decision.NEW, Decision.UPDATE, Decision.CANCEL)} == {
        "new": "NEW",
        "update": "UPdate",
        "cancel": "CANCEL",
    }
