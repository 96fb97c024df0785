"""Who is told what by mail: within their scope, what moved since they were told last, and nothing twice."""

import io
import quopri
import shutil
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import openpyxl
import pytest

from hocba_ops.access.grants import Grant
from hocba_ops.errors import AgainProblem, JournalBroken, NoticeNotAgain, NoticesPartial
from hocba_ops.notices.book import State
from hocba_ops.notices.delivery import Postman
from hocba_ops.reporting.formats import ratio
from hocba_ops.store import Store
from hocba_ops.workbench import notice_facts
from hocba_ops.workbench import work_list as work_list_module
from hocba_ops.workbench.granting import grant_role, revoke_role
from hocba_ops.workbench.notice_failures import Failure
from hocba_ops.workbench.notice_sending import Asking
from hocba_ops.workbench.notifying import book_of, send_again
from hocba_ops.workbench.trail_rows import trail_of
from hocba_ops.workbench.work_list import work_list
from tests.notice_office import (
    FIRST,
    LATER,
    NEIGHBOUR,
    NOW,
    OFFICE,
    ROLES,
    SCHOOL,
    build_notice_office,
    day_after,
    hand_in_more,
    in_folder,
    in_outbox,
    list_people,
    personal,
    send,
    view,
)
from tests.notices.mail_server import DyingServer, Letterbox, serving, settings_of
from tests.small_office import SCHOOLS

YEAR = "2024-2025"
STEPS = ("milestones", "identity_review", "coverage")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The office asked about three steps alone; whatever a test changes of its store is undone by nobody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notice_facts, "DIGESTED", STEPS)
        patch.setattr(work_list_module, "REVIEWS", ("identity_review",))
        yield build_notice_office(tmp_path_factory.mktemp("van-phong"))


@pytest.fixture(scope="module")
def told(office, tmp_path_factory):
    """Everybody told once, into the outbox; other tests only read it."""
    bench = in_folder(office, tmp_path_factory.mktemp("moi-nguoi"))
    list_people(bench, *ROLES)
    return bench, {(done.recipient, str(done.kind)): done for done in send(bench)}, in_outbox(bench)


@pytest.fixture
def bench(office, tmp_path):
    return in_folder(office, tmp_path)


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def page_of(message):
    return message.get_body(("html",)).get_content()


def readable(message):
    """Everything that can be read in a message: raw, decoded, and the cells of what is attached."""
    books = [openpyxl.load_workbook(io.BytesIO(part.get_content())) for part in message.iter_attachments()]
    cells = [str(cell.value) for book in books for sheet in book for row in sheet.iter_rows() for cell in row]
    raw = message.as_bytes()
    heads = [f"{name}: {value}" for name, value in message.items()]
    decoded = quopri.decodestring(raw).decode("utf-8", "replace")
    return "\n".join([raw.decode("ascii"), decoded, *heads, text_of(message), page_of(message), *cells])


def test_no_message_to_any_role_names_a_pupil_a_teacher_or_a_number_of_theirs(told):
    _, _, messages = told
    assert len(messages) >= 8
    found = {(name, value) for name, one in messages.items() for value in personal() if value in readable(one)}
    assert found == set()


def test_a_school_is_told_of_itself_and_never_of_the_school_next_door(told):
    _, _, messages = told
    theirs = [one for name, one in messages.items() if name.startswith(("truong", "lop"))]
    assert len(theirs) >= 3
    for message in theirs:
        assert SCHOOLS[SCHOOL] in str(message["Subject"])
        assert [value for value in (NEIGHBOUR, SCHOOLS[NEIGHBOUR]) if value in readable(message)] == []


def test_each_mailbox_gets_its_own_message_and_sees_no_other_address(told):
    _, _, messages = told
    for name, message in messages.items():
        mailbox = name.split()[0]
        assert str(message["To"]) == f"{mailbox}@thu.example"
        assert [one for one in ROLES if one != mailbox and f"{one}@" in readable(message)] == []


@pytest.mark.parametrize("who", ["truong", "lop", "phuong", "kiem", "cong"])
def test_the_figures_of_a_digest_are_those_that_the_role_sees_on_its_own_pages(told, who):
    bench, _, messages = told
    page, viewing = text_of(messages[f"{who} digest"]), view(bench, who)
    for step in viewing.steps(STEPS):
        answer = viewing.run(step, unit=viewing.person.unit, school_year=YEAR, as_of=FIRST)
        for name in bench.head_measures(step):
            whole = [one for one in answer.measures if (one.name, one.unit_id, one.group) == (name, answer.unit_id, ())]
            for one in whole:
                assert f"* {bench.labels(f'measure.{name}')}: {ratio(one, bench.labels)}\n" in page
    not_told = [step for step in STEPS if step not in viewing.steps(STEPS)]
    names = [bench.labels(f"measure.{name}") for step in not_told for name in bench.head_measures(step)]
    assert [name for name in names if f"* {name}: " in page] == []


def test_a_role_that_hides_small_counts_gets_none_and_no_list_of_work(told):
    bench, done, messages = told
    plain, hidden = text_of(messages["phuong digest"]), text_of(messages["kiem digest"])
    assert bench.labels("format.hidden") in hidden
    assert bench.labels("format.hidden") not in plain
    assert done["kiem", "work_list"].why_not == done["cong", "work_list"].why_not == "not_theirs"
    assert done["cong", "deadlines"].why_not == "not_theirs"


@pytest.mark.parametrize(("who", "unit"), [("truong", SCHOOL), ("phuong", OFFICE)])
def test_the_work_list_and_its_workbook_hold_the_tasks_that_the_person_sees(told, who, unit):
    bench, _, messages = told
    tasks = work_list(view(bench, who), unit=unit, school_year=YEAR, as_of=FIRST)
    assert len(tasks) > 0
    message = messages[f"{who} work_list"]
    (book,) = [openpyxl.load_workbook(io.BytesIO(part.get_content())) for part in message.iter_attachments()]
    rows = [[str(cell.value) for cell in row] for row in book.active.iter_rows()]
    wanted = Counter((f"{bench.labels(f'rule.{one.code}')} ({one.code})", str(one.findings)) for one in tasks)
    shown = Counter((row[-4], row[-2]) for row in rows if any(f"({one.code})" in " ".join(row) for one in tasks))
    assert shown == wanted
    assert any(f"{who}@x.example" in cell for row in rows for cell in row), "the mark of who took it out"


def test_an_office_reads_its_schools_in_the_order_of_the_alphabet(told):
    page = text_of(told[2]["phuong work_list"])
    places = [page.index(f"* {SCHOOLS[code]}") for code in (NEIGHBOUR, SCHOOL)]
    assert places == sorted(places)


def test_a_page_asks_nothing_from_elsewhere_and_says_its_language(told):
    for message in told[2].values():
        page = page_of(message)
        assert '<html lang="vi">' in page
        assert [word for word in ("<img", "<script", "src=", "@import", "url(") if word in page] == []


def test_telling_twice_in_a_day_or_the_next_day_without_news_sends_nothing(bench):
    list_people(bench, "truong", tells='{digest = "day", work_list = "week"}')
    assert {done.state for done in send(bench)} == {State.OUTBOX}
    assert [done.why_not for done in send(bench)] == ["told", "told"]
    assert [done.why_not for done in send(bench, now=day_after(NOW))] == ["nothing_new", "told"]
    assert [done.why_not for done in send(bench, now=day_after(NOW, 7))] == ["nothing_new", "nothing_new"]
    assert len(in_outbox(bench)) == 2
    assert book_of(bench).journal.verify() is None


def test_a_book_that_somebody_changed_stops_before_anything_is_told_again(bench):
    list_people(bench, "truong", tells='{digest = "day"}')
    send(bench)
    (file,) = book_of(bench).journal.files()
    file.write_text(file.read_text(encoding="utf-8").replace('"event":"outbox"', '"event":"failed"'), encoding="utf-8")
    with pytest.raises(JournalBroken):
        send(bench)


def test_a_line_that_a_crash_left_half_written_keeps_nobody_from_being_told(bench):
    list_people(bench, "truong", "phuong", tells='{digest = "day"}')
    send(bench)
    (file,) = book_of(bench).journal.files()
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    assert [done.why_not or done.state for done in send(bench)] == ["told", State.OUTBOX]
    assert book_of(bench).journal.verify() is None


def test_a_mailbox_that_the_list_names_twice_is_told_once(bench):
    mailbox = 'who = "truong@x.example"\nemail = "TRUONG@thu.example"'
    again = ["[recipient.lap-lai]", mailbox, 'tells = {digest = "day"}']
    list_people(bench, "truong", lines=again, tells='{digest = "day"}')
    assert [done.why_not for done in send(bench)] == ["", "told"]


def test_the_movers_of_a_digest_are_what_became_different_since_that_person_was_told(office, tmp_path):
    store = shutil.copytree(office.store.root, tmp_path / "kho")
    bench = in_folder(replace(office, store=Store.open(store)), tmp_path)
    list_people(bench, "phuong", tells='{digest = "day"}')
    send(bench)
    before = {name: plain_counts(bench, name, FIRST) for name in ("identity_review", "coverage")}
    hand_in_more(bench)
    send(bench, as_of=LATER, now=day_after(NOW))
    page = text_of(in_outbox_all(bench)[-1][1])
    after = {name: plain_counts(bench, name, LATER) for name in before}
    lines = page.partition(bench.labels("notice.movers"))[2].partition(bench.labels("notice.due", count=5))[0]
    for step, told in before.items():
        for key, (part, whole) in told.items():
            now_part, now_whole = after[step][key]
            name = bench.labels(f"measure.{key[0]}")
            unit = bench.name_of(key[1])
            has_moved = (part, whole) != (now_part, now_whole)
            line = f"{part}/{whole} → {now_part}/{now_whole}"
            shown = [one for one in lines.splitlines() if one.startswith(f"* {unit} ") and f": {name};" in one]
            assert [line in one for one in shown] == ([True] if has_moved and whole and now_whole else [])
    gone, new = findings_moved(bench)
    assert f"{gone} điểm đã hết, {new} điểm mới" in page


def plain_counts(bench, step, day):
    """Numerator and denominator of the head figures of an office and its schools, as the step itself counts them."""
    answer = bench.run(step, unit=OFFICE, school_year=YEAR, as_of=day)
    heads = bench.head_measures(step)
    return {
        (one.name, one.unit_id): (one.numerator, one.denominator)
        for one in answer.measures
        if one.name in heads and not one.group
    }


def findings_moved(bench):
    """How many findings are gone and new between the two days, counted key by key."""
    first, later = (Counter(keys_of(bench, day)) for day in (FIRST, LATER))
    return (first - later).total(), (later - first).total()


def keys_of(bench, day):
    answers = [bench.run(step, unit=OFFICE, school_year=YEAR, as_of=day) for step in STEPS]
    return [one.key for answer in answers for one in answer.findings]


def test_a_right_that_ended_was_taken_or_has_not_begun_is_told_nothing_and_says_why(bench):
    days = {"het": {"valid_to": date(2025, 9, 30)}, "chua": {"valid_from": date(2025, 12, 1)}}
    for who, when in days.items():
        grant = Grant(who=f"{who}@x.example", role="can_bo_co_quan", unit=OFFICE, **when)
        grant_role(bench, grant, by="Thử", now=NOW)
    revoke_role(bench, who="kiem@x.example", role="", unit="", by="Thử", now=NOW)
    stranger = Grant(who="la@x.example", role="can_bo_quan_ly", unit=SCHOOL, staff_code="CB-9")
    grant_role(bench, stranger, by="Thử", now=NOW)
    list_people(bench, "het", "chua", "kiem", "la", "ai", tells='{digest = "day"}')
    wanted = {"het": "expired", "chua": "not_yet", "kiem": "withdrawn", "la": "out_of_scope", "ai": "never_given"}
    assert {done.recipient: done.why_not for done in send(bench)} == wanted
    assert {one.recipient: one.reason for one in book_of(bench).read().skipped} == wanted
    assert in_outbox(bench) == {}


def test_a_reader_of_english_is_told_in_english(bench):
    list_people(bench, "phuong", tells='{digest = "day"}\nlanguage = "en"')
    send(bench)
    message = in_outbox(bench)["phuong digest"]
    assert (str(message["Content-Language"]), "Head figures" in text_of(message)) == ("en", True)


def test_what_was_sent_stands_in_the_trail_with_who_ordered_it_and_to_whom(bench):
    list_people(bench, "truong", tells='{digest = "day"}')
    (done,) = send(bench)
    entry = trail_of(bench).entries().filter(event="notified").row(0, named=True)
    assert (entry["name"], entry["target"], entry["about_unit"]) == ("Người Trực", "notices.digest", SCHOOL)
    assert entry["detail"] == f"{done.notice} outbox truong@x.example"


@contextmanager
def posting(folder, port):
    settings = settings_of(folder, port, tls="none")
    with closing(Postman(settings, settings.mail, "")) as postman:
        yield postman


@contextmanager
def dying(bench, folder):
    """A server that dies after the text of the one message that the head of the school is told."""
    list_people(bench, "truong", tells='{digest = "day"}')
    server = DyingServer("data")
    with posting(folder, server.port) as postman, pytest.raises(NoticesPartial, match="--again"):
        send(bench, postman=postman)
    server.stop()
    yield server, next(iter(book_of(bench).read().notices))


def test_a_refused_mailbox_stops_nobody_else_and_is_tried_again_with_the_next_run(bench, tmp_path):
    list_people(bench, "phuong", "truong", "lop", tells='{digest = "day"}')
    letterbox = Letterbox(refuses=frozenset({"truong@thu.example"}))
    refused = pytest.raises(NoticesPartial, match="Không gửi được 1 thư")
    with serving(letterbox) as port, posting(tmp_path, port) as postman, refused as fault:
        send(bench, postman=postman)
    assert fault.value.exit_code == 19
    assert sorted(to for (to,), _ in letterbox.taken) == ["lop@thu.example", "phuong@thu.example"]
    healed = Letterbox()
    with serving(healed) as port, posting(tmp_path, port) as postman:
        assert [done.state for done in send(bench, postman=postman)] == [None, State.SENT, None]
    assert [to for (to,), _ in healed.taken] == ["truong@thu.example"]
    assert list((book_of(bench).root / "waiting").glob("*.eml")) == []


def test_a_server_that_died_after_the_text_leaves_it_uncertain_until_somebody_asks_again(bench, tmp_path):
    letterbox, asking = Letterbox(), Asking(FIRST, FIRST)
    with dying(bench, tmp_path) as (server, notice), serving(letterbox) as port, posting(tmp_path, port) as postman:
        assert [done.why_not for done in send(bench, postman=postman)] == ["uncertain"]
        assert [done.why_not for done in send(bench, postman=postman, now=day_after(NOW))] == ["uncertain"]
        assert letterbox.taken == []
        assert send_again(bench, notice, asking, postman=postman, clock=lambda: NOW).state is State.SENT
        with pytest.raises(NoticeNotAgain) as fault:
            send_again(bench, notice, asking, postman=postman, clock=lambda: NOW)
    assert fault.value.problem is AgainProblem.NOT_OPEN
    assert [content for _, content in letterbox.taken] == server.taken


def test_a_message_is_not_sent_again_when_its_file_was_touched_or_the_right_was_taken(bench, tmp_path):
    with dying(bench, tmp_path) as (_, notice):
        (file,) = (book_of(bench).root / "waiting").glob("*.eml")
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"To: truong@", b"To: khac@"))
    problems = [why_not_again(bench, notice)]
    file.write_bytes(kept)
    revoke_role(bench, who="truong@x.example", role="", unit="", by="Thử", now=NOW)
    problems += [why_not_again(bench, notice), why_not_again(bench, "khong-co")]
    assert problems == [AgainProblem.CHANGED, AgainProblem.NO_RIGHT, AgainProblem.UNKNOWN]


def why_not_again(bench, notice):
    with pytest.raises(NoticeNotAgain) as fault:
        send_again(bench, notice, Asking(FIRST, FIRST), postman=None, clock=lambda: NOW)
    return fault.value.problem


def test_failures_go_to_the_maintainer_once_each_and_never_to_the_audience(bench):
    list_people(bench, "truong", lines=['maintainer = ["quan-tri@thu.example"]'], tells='{deadlines = "month"}')
    first, later = (
        Failure(
            run=f"sang@{one}", job="so-lieu-sang", due_at=NOW, state="failed", said=f"kho đang bận {one}", log="x.log"
        )
        for one in (1, 2)
    )
    send(bench, failures=[first])
    send(bench, failures=[first, later])
    send(bench, failures=[first, later])
    pages = [text_of(one) for name, one in in_outbox_all(bench) if name == "quan-tri"]
    assert [("kho đang bận 1" in page, "kho đang bận 2" in page) for page in pages] == [(True, False), (False, True)]
    assert "hocba schedule run so-lieu-sang" in pages[0]
    others = [readable(one) for name, one in in_outbox_all(bench) if name != "quan-tri"]
    assert [one for one in others if "kho đang bận" in one or "so-lieu-sang" in one] == []


def in_outbox_all(bench):
    book = book_of(bench)
    found = [(one, next((book.root / "outbox").glob(f"*_{one.id}.eml"))) for one in book.read().notices.values()]
    return [(one.slot.email.split("@")[0], message_from_bytes(path.read_bytes(), policy=SMTP)) for one, path in found]


def test_the_outbox_lists_each_message_and_forgets_one_that_was_sent_and_deleted(bench):
    list_people(bench, "truong", "phuong", tells='{digest = "day"}')
    send(bench)
    folder = book_of(bench).root / "outbox"
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert [path.name in index for path in sorted(folder.glob("*.eml"))] == [True, True]
    next(folder.glob("*truong*.eml")).unlink()
    assert [done.why_not for done in send(bench)] == ["told", "told"]
    assert [path.name for path in folder.glob("*.eml") if "truong" in path.name] == []
