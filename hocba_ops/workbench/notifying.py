"""Notices of a workspace: what is to be told to whom, told once, entered in the book of notices and in the trail."""

from collections.abc import Iterator, Mapping, Sequence, Set

from hocba_ops.errors import (
    AgainProblem,
    NoticeNotAgain,
    NoticesPartial,
    UnknownRecipient,
)
from hocba_ops.notices.book import Book, Known, Notice, Slot, State
from hocba_ops.notices.delivery import Postman, password_of
from hocba_ops.notices.outbox import WAITING, read_message
from hocba_ops.notices.recipients import Kind, Recipients, read_recipients
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.notice_content import content_of
from hocba_ops.workbench.notice_facts import About, Before
from hocba_ops.workbench.notice_failures import Failure
from hocba_ops.workbench.notice_people import People, Seen
from hocba_ops.workbench.notice_sending import Asking, Clock, Done, Planned, Sender
from hocba_ops.workbench.noting import check_trail
from hocba_ops.workbench.trail_rows import refuse_broken


def book_of(bench: Workbench) -> Book:
    """The book of notices of a workspace."""
    return Book(bench.settings.path(bench.settings.notices))


def open_postman(bench: Workbench, environment: Mapping[str, str]) -> Postman | None:
    """The way to the mail server of the workspace; None without one. `MailUnready` where its password is missing."""
    mail = bench.settings.mail
    return Postman(bench.settings, mail, password_of(bench.settings, environment)) if mail else None


def recipients_of(bench: Workbench, *, to: str = "") -> Recipients:
    """The recipients of a workspace, or only the one named; `RecipientsFault`, `UnknownRecipient`."""
    found = read_recipients(book_of(bench).root)
    if not to:
        return found
    if to not in found.people:
        raise UnknownRecipient(to, sorted(found.people))
    return Recipients({to: found.people[to]}, (), found.working_days)


def plan_notices(bench: Workbench, asking: Asking, *, clock: Clock) -> Iterator[Planned]:
    """What each recipient would be told now, one by one; nothing is written."""
    found, known, people = recipients_of(bench, to=asking.to), book_of(bench).read(), People(bench, clock)
    about = About(bench.settings.school_year, asking.as_of, asking.today, found.working_days)
    day = clock().astimezone(VIET_NAM).date()
    taken = set[str]()
    for recipient in found.people.values():
        for seen in people.seen_by(recipient):
            for kind, every in recipient.tells.items():
                planned = _planned(known, seen, Kind(kind), every.period(day), about, taken)
                taken.add(planned.slot.key)
                yield planned


def _planned(known: Known, seen: Seen, kind: Kind, period: str, about: About, taken: Set[str]) -> Planned:
    """`taken`: what is told in this run already, as when the list names a mailbox twice."""
    one, grant = seen.recipient, seen.grant
    slot = Slot(kind, one.email, one.who, grant.role if grant else "", grant.unit if grant else "")
    is_over = seen.why_not or ("told" if slot.key in taken else known.is_over(slot, period=period))
    if seen.viewing is None or is_over:
        return Planned(one.name, kind, slot, period, seen, why_not=is_over)
    last = known.last_told(slot)
    told_on = last.at.astimezone(VIET_NAM).date() if last else about.today
    before = Before(told_on, last.as_of, last.held) if last and last.as_of else None
    content = content_of(seen.viewing, kind, about, before=before)
    why_not = content.why_not or known.why_not(slot, print_=content.print)
    return Planned(one.name, kind, slot, period, seen, content, why_not)


def send_notices(
    bench: Workbench, asking: Asking, *, failures: Sequence[Failure], postman: Postman | None, clock: Clock
) -> Iterator[Done]:
    """Tell each recipient what they are to be told, and the maintainer of failures; what became of each, one by one.

    Without a `postman` the messages go into the outbox. `NoticesPartial` at the end when some did not get through,
    `MailUnready` when the server cannot be used (what was not sent yet goes out with the next run), `NoticesBusy`,
    `JournalBroken` when the book is not what was written.
    """
    book, ended = book_of(bench), list[Done]()
    _check(bench, book)
    with book.turn():
        for one in book.settle(now=clock()):
            ended.append(Done(one.recipient, Kind(one.slot.kind), one.slot.unit, one.id, State.UNCERTAIN))
            yield ended[-1]
        sender = Sender(bench, book, postman, clock, asking)
        for planned in plan_notices(bench, asking, clock=clock):
            ended.append(sender.tell(planned))
            yield ended[-1]
        for address in () if asking.to else dict.fromkeys(recipients_of(bench).maintainer):
            for done in sender.tell_failures(address, failures):
                ended.append(done)
                yield done
    _raise_partial(ended)


def send_again(bench: Workbench, notice: str, asking: Asking, *, postman: Postman | None, clock: Clock) -> Done:
    """Send a message once more of which nobody knows whether it came, or which failed: the very same bytes.

    `NoticeNotAgain` for any other, one whose file is gone or changed, and one whose recipient has lost the right.
    """
    book = book_of(bench)
    _check(bench, book)
    with book.turn():
        book.settle(now=clock())
        found = next((one for one in book.read().notices.values() if one.id == notice), None)
        if found is None:
            raise NoticeNotAgain(notice, AgainProblem.UNKNOWN)
        if found.state not in (State.UNCERTAIN, State.FAILED):
            raise NoticeNotAgain(notice, AgainProblem.NOT_OPEN)
        if not _may_still(bench, found, clock):
            raise NoticeNotAgain(notice, AgainProblem.NO_RIGHT)
        content = read_message(book.root / WAITING, found)
        done = Sender(bench, book, postman, clock, asking).deliver(found, content)
    _raise_partial([done])
    return done


def _check(bench: Workbench, book: Book) -> None:
    """See that the trail can be written, and that the book is what was written: a changed one would tell twice."""
    check_trail(bench)
    refuse_broken(book.journal)


def _may_still(bench: Workbench, notice: Notice, clock: Clock) -> bool:
    """Whether the list and the grants still say that this mailbox is told of this unit in this role."""
    found, slot = recipients_of(bench), notice.slot
    if slot.kind == Kind.FAILURES:
        return slot.email in found.maintainer
    people = People(bench, clock)
    return any(
        seen.viewing is not None
        and seen.grant is not None
        and (seen.grant.role, seen.grant.unit) == (slot.role, slot.unit)
        for one in found.people.values()
        if (one.email.lower(), one.who.lower()) == (slot.email.lower(), slot.who.lower())
        for seen in people.seen_by(one)
    )


def _raise_partial(ended: Sequence[Done]) -> None:
    failed, uncertain = (
        [one.notice for one in ended if one.state is state] for state in (State.FAILED, State.UNCERTAIN)
    )
    if failed or uncertain:
        raise NoticesPartial(failed=failed, uncertain=uncertain, sent=sum(one.state is State.SENT for one in ended))
