"""What the book of notices lets out: nothing twice, nothing of which nobody knows whether it came."""

from datetime import UTC, datetime, timedelta

import pytest

from hocba_ops.errors import NoticesBusy
from hocba_ops.notices.book import Book, Notice, Slot, State, id_of

NOW = datetime(2025, 10, 1, 23, tzinfo=UTC)
SLOT = Slot("digest", "an@x.example", "an", "can_bo_so", "so-gddt")


def entered(book, *states, slot=SLOT, period="2025-10-02", print_="p1"):
    notice = Notice(
        id=id_of(slot, period=period, print_=print_), recipient="an", slot=slot, period=period, print=print_,
        as_of=NOW.date(), held="h", file="f", at=NOW,
    )  # fmt: skip
    book.prepare(notice, now=NOW)
    for state in states:
        book.enter(state, notice.id, now=NOW)
    return notice.id


@pytest.mark.parametrize(
    ("states", "same_period", "same_words", "new_words"),
    [
        ((), "", "", ""),
        ((State.SENDING, State.SENT), "told", "nothing_new", ""),
        ((State.OUTBOX,), "told", "nothing_new", ""),
        ((State.SENDING, State.FAILED), "", "", ""),
        ((State.SENDING,), "uncertain", "uncertain", ""),
        ((State.SENDING, State.UNCERTAIN), "uncertain", "uncertain", ""),
        ((State.SENDING, State.UNCERTAIN, State.SENDING, State.SENT), "told", "nothing_new", ""),
    ],
)
def test_what_was_told_before_decides_what_is_told_now(tmp_path, states, same_period, same_words, new_words):
    book = Book(tmp_path)
    entered(book, *states)
    known = book.read()
    assert known.is_over(SLOT, period="2025-10-02") == same_period
    assert known.is_over(SLOT, period="2025-10-03") == ""
    assert (known.why_not(SLOT, print_="p1"), known.why_not(SLOT, print_="p2")) == (same_words, new_words)


def test_what_one_mailbox_was_told_does_not_count_for_another_role_unit_or_mailbox(tmp_path):
    book = Book(tmp_path)
    entered(book, State.SENDING, State.SENT)
    others = [
        Slot("digest", "an@x.example", "an", "can_bo_so", "quan-1"),
        Slot("digest", "b@x.example", "an", "can_bo_so"),
    ]
    assert [book.read().is_over(one, period="2025-10-02") for one in others] == ["", ""]
    assert (
        book.read().is_over(Slot("digest", "AN@X.example", "An", "can_bo_so", "so-gddt"), period="2025-10-02") == "told"
    )


def test_a_message_cut_off_while_it_was_sent_becomes_uncertain_once(tmp_path):
    book = Book(tmp_path)
    notice = entered(book, State.SENDING)
    with book.turn():
        assert [one.id for one in book.settle(now=NOW)] == [notice]
        assert book.settle(now=NOW) == ()
    assert book.read().notices[notice].state is State.UNCERTAIN


def test_two_programs_never_send_at_the_same_time(tmp_path):
    with Book(tmp_path).turn(), pytest.raises(NoticesBusy), Book(tmp_path).turn():
        pytest.fail("the turn was given twice")


def test_the_same_reason_of_the_same_day_is_entered_once_and_again_the_next_day(tmp_path):
    book, told = Book(tmp_path), {"recipient": "an", "kind": "digest", "unit": "", "reason": "expired"}
    for hours in (0, 1, 24):
        book.skip(book.read(), **told, now=NOW + timedelta(hours=hours))
    assert len(book.read().skipped) == 2
    assert book.journal.verify() is None
