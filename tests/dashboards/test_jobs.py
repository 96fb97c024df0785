"""The page of jobs: who is told of which, what came of each run in words, and acts that are done once or not at all."""

import re
from html import unescape

import pytest
from dashboards.scheduled import OTHER_SCHOOL, SCHOOL, enter, schedule_office
from dashboards.served import hosted
from small_office import DAY, FIRST, NOW, OFFICER, SCHOOLS, build_office, seen_by
from starlette.testclient import TestClient

from hocba_ops.access.person import Person
from hocba_ops.access.trail import Trail
from hocba_ops.dashboards.drawing import draw
from hocba_ops.dashboards.jobs import ACTS, Acting
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.notices.book import Book, Notice, Slot
from hocba_ops.notices.book import State as NoticeState
from hocba_ops.runs.schedule import acting
from hocba_ops.runs.schedule.history import State as RunState
from hocba_ops.runs.schedule.tick import history_of
from tests.district import District

TOKEN = "ma-cua-phien"
ALL, OWN = ["so-lieu-sang", "cua-truong", "tep-moi"], ["cua-truong"]
ROLES = [
    ("can_bo_quan_ly", SCHOOL, "CB-1", OWN, True),
    ("can_bo_quan_ly", OTHER_SCHOOL, "CB-1", [], True),
    ("nhan_vien_hoc_vu", SCHOOL, "CB-3", OWN, False),
    ("van_thu", SCHOOL, "CB-4", None, False),
    ("quan_tri_vien_truong_hoc", SCHOOL, "CB-3", OWN, True),
    ("giao_vien_chu_nhiem", SCHOOL, "CB-2", None, False),
    ("giao_vien_bo_mon", SCHOOL, "CB-2", None, False),
    ("can_bo_co_quan", "quan-1", "", ALL, True),
    ("can_bo_so", "so-gddt-hcm", "", ALL, True),
    ("kiem_toan", "quan-1", "", ALL, False),
    ("cong_chung", "quan-1", "", None, False),
]
"""Role, unit, staff code, the jobs that they are told of (None: not even the page), and whether they may operate."""
STAFF = (
    {"staff_code": "CB-1", "full_name": "Trần Văn Giả", "position": "hieu_truong"},
    {"staff_code": "CB-2", "full_name": "Phan Thị Bịa", "position": "giao_vien", "homeroom_class": "5A"},
    {"staff_code": "CB-3", "full_name": "Hồ Thị Đặt", "position": "nhan_vien"},
    {"staff_code": "CB-4", "full_name": "Võ Văn Thư", "position": "van_thu"},
)


class Ended:
    """A worker that has nothing left to do."""

    def wait(self) -> int:
        return 0


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """An office of its own: that of the other tests has no staff, and keeps none."""
    office = build_office(tmp_path_factory.mktemp("co-quan"))
    rows = [{"school_code": code, "staff_status": "dang_lam", **one} for code in SCHOOLS for one in STAFF]
    District(office).hand_in(FIRST, staff=rows)
    return office


@pytest.fixture
def bench(staffed, tmp_path):
    return schedule_office(staffed, tmp_path)


@pytest.fixture
def started(monkeypatch):
    """Workers are noted, not started."""
    noted = []
    monkeypatch.setattr(acting, "start_worker", lambda _, run: noted.append(run) or Ended())
    return noted


def content(bench, query="trang=jobs", person=OFFICER, **options):
    return draw(seen_by(bench, person), State.of_query(query), **options).content


def texts(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def told_jobs(html):
    return re.findall(r"<h3>([\w-]+)", html)


def person_of(role, unit, code):
    return Person(f"thu|{role}", role, role, unit, code)


def events_of(bench):
    entries = Trail.open(bench.settings.path(bench.settings.access)).entries()
    return entries["event", "role", "target", "about_unit", "detail"].rows()


@pytest.fixture
def browser(bench, started):
    """A browser of somebody, with the token of its session; `post` presses a button of a page drawn a moment ago."""
    people = {"now": OFFICER}
    client = TestClient(hosted(bench, lambda _: people["now"], token_of=lambda _: TOKEN), follow_redirects=False)

    def press(job, act, *, seen="", token=TOKEN, person=OFFICER):
        people["now"] = person
        form = {"token": token, "act": act, "seen": seen, "state": f"trang=jobs&ngay={DAY}"}
        return re.search(r"[?&]da=(\w+)", client.post(f"{ACTS}/{job}", data=form).headers["location"])[1]

    return press


@pytest.mark.parametrize(("role", "unit", "code", "jobs", "operates"), ROLES)
def test_each_role_is_told_of_the_jobs_of_its_units_and_offered_acts_only_where_it_may(
    bench, role, unit, code, jobs, operates
):
    enter(bench, "so-lieu-sang", RunState.DONE, days_ago=0, exit_code=0, said="3/6 học bạ")
    view = seen_by(bench, person_of(role, unit, code))
    drawn = draw(view, State.of_query("trang=jobs"), acting=Acting(TOKEN))
    if jobs is None:
        assert "Không xem được phần này" in drawn.content
        assert "Việc tự chạy" not in drawn.nav
        assert "Chạy xong" not in drawn.content
        return
    assert told_jobs(drawn.content) == jobs
    assert "Việc tự chạy" in drawn.nav
    assert ('method="post"' in drawn.content) == (operates and bool(jobs))
    assert ("Chạy xong lúc 06:04 30/06/2025, mất 4 phút 5 giây." in drawn.content) == (jobs == ALL)
    assert ("3/6 học bạ" in drawn.content) == (jobs == ALL and operates)


@pytest.mark.parametrize(
    ("role", "unit", "code", "job", "done"),
    [
        (role, unit, code, job, operates and job in (jobs or []))
        for role, unit, code, jobs, operates in ROLES
        for job in OWN
    ]
    + [("can_bo_quan_ly", SCHOOL, "CB-1", "so-lieu-sang", False), ("can_bo_co_quan", "quan-1", "", "khong-co", False)],
)
def test_an_act_is_done_for_who_may_and_refused_and_written_down_for_everybody_else(
    bench, browser, started, role, unit, code, job, done
):
    person = person_of(role, unit, code)
    assert browser(job, "run", person=person) == ("begun" if done else "refused")
    assert len(started) == done
    assert len(history_of(bench).read().runs) == done
    event, by, target, about, detail = events_of(bench)[-1]
    assert (event, by, target) == ("operated" if done else "refused", role, f"schedule.{job}")
    assert detail == ("run begun" if done else "operate")
    assert about == SCHOOL if done else about in (SCHOOL, unit)


def test_the_same_act_twice_or_from_a_page_drawn_before_runs_once(bench, browser, started):
    assert [browser("tep-moi", "run"), browser("tep-moi", "run")] == ["begun", "under_way"]
    (run,) = history_of(bench).read().runs
    history_of(bench).enter(RunState.RUNNING, run, now=NOW)
    assert browser("tep-moi", "run") == "under_way"
    history_of(bench).enter(RunState.DONE, run, now=NOW, exit_code=0)
    assert browser("tep-moi", "run") == "moved_on", "a page drawn before the run began may not begin another"
    assert started == [run]
    assert browser("tep-moi", "pause", seen=run) == "paused"
    assert browser("tep-moi", "pause", seen=run) == "as_before"
    assert browser("tep-moi", "resume", seen=run) == "resumed"
    entries = [one["event"] for one in history_of(bench).journal.entries()]
    assert [entries.count(event) for event in ("queued", "paused", "resumed")] == [1, 1, 1]


def test_a_run_that_waits_to_be_tried_again_is_begun_at_once_and_stays_the_same_run(bench, browser, started):
    waiting = history_of(bench).queue(
        "tep-moi", due_at=NOW, attempt=2, reason="loaded", now=NOW, not_before="2025-06-30T03:30:00+00:00"
    )
    assert browser("tep-moi", "run") == "begun"
    assert started == [waiting]
    assert list(history_of(bench).read().runs) == [waiting]


@pytest.mark.parametrize("token", ["", "ma-cua-phien-khac"])
def test_a_form_without_the_token_of_the_session_does_nothing(bench, browser, started, token):
    assert browser("tep-moi", "run", token=token) == "stale"
    assert browser("tep-moi", "pause", token=token) == "stale"
    assert (started, list(history_of(bench).journal.entries())) == ([], [])


def test_a_host_without_sessions_offers_no_act_and_takes_none(bench, started):
    client = TestClient(hosted(bench), follow_redirects=False)
    form = {"token": "", "act": "run", "seen": "", "state": ""}
    assert "da=stale" in client.post(f"{ACTS}/tep-moi", data=form).headers["location"]
    assert started == []
    assert 'method="post"' not in content(bench)


def test_the_answer_to_an_act_leads_back_to_our_own_page_whatever_the_form_says(bench, started):
    client = TestClient(hosted(bench, token_of=lambda _: TOKEN), follow_redirects=False)
    form = {"token": TOKEN, "act": "pause", "seen": "", "state": "//ke-khac.example?trang=coverage&don-vi=quan-1"}
    there = client.post(f"{ACTS}/tep-moi", data=form).headers["location"]
    assert there.startswith(f"{PLACE}?trang=jobs&don-vi=quan-1")


def test_a_run_that_crashed_says_so_and_whether_it_is_tried_again(bench):
    enter(bench, "so-lieu-sang", RunState.CRASHED, days_ago=0)
    said = texts(content(bench))
    assert (
        "Máy tắt hoặc chương trình bị dừng giữa chừng; lịch nhận ra lúc 06:04 30/06/2025. Lịch sẽ tự chạy lại." in said
    )
    enter(bench, "so-lieu-sang", RunState.DONE, days_ago=0, attempt=2, exit_code=0)
    said = texts(content(bench))
    assert "Đã chạy lại, lần 2: Xong 06:04 30/06/2025." in said
    assert "Đây là lần thử thứ 2." in said


def test_a_run_that_crashed_as_often_as_allowed_says_that_it_is_not_tried_again(bench):
    for attempt in (1, 2):
        enter(bench, "so-lieu-sang", RunState.CRASHED, days_ago=0, attempt=attempt)
    assert "Đã thử đủ số lần; không tự chạy lại nữa." in texts(content(bench))


@pytest.mark.parametrize(
    ("why", "words"),
    [("paused", "vì việc đang tạm dừng"), ("late", "quá hạn chạy bù"), ("waiting", "lượt trước còn chờ")],
)
def test_a_run_that_was_skipped_says_why_in_words(bench, why, words):
    history_of(bench).skip("so-lieu-sang", due_at=NOW, missed=2, why=why, now=NOW)
    said = texts(content(bench))
    assert words in said
    assert "Chạy thay cho 2 lượt lỡ" in said


def test_the_next_times_are_of_viet_nam_and_a_paused_job_has_none(bench):
    assert "06:00 01/07/2025; 06:00 02/07/2025" in content(bench)
    history_of(bench).note("paused", "so-lieu-sang", now=NOW, by="Trưởng phòng")
    assert "06:00 01/07/2025" not in content(bench)
    assert "Cho chạy tiếp" in content(bench, acting=Acting(TOKEN))


def test_the_history_is_newest_first_by_leaves_and_filtered_by_job_and_outcome(bench):
    for ago in range(25):
        enter(bench, "so-lieu-sang", RunState.FAILED if ago == 3 else RunState.DONE, days_ago=ago, exit_code=0)
    enter(bench, "cua-truong", RunState.DONE, days_ago=2, exit_code=0)
    first, second = content(bench), content(bench, "trang=jobs&to=2")
    days = [re.findall(r'class="when">06:00 ([\d/]+)<br>', html) for html in (first, second)]
    assert [len(one) for one in days] == [20, 6]
    assert (days[0][0], days[1][-1]) == ("30/06/2025", "06/06/2025")
    assert "Lượt 21–26 trong 26" in second
    assert "Lượt 1–1 trong 1" in content(bench, "trang=jobs&viec=cua-truong")
    assert "Lượt 1–1 trong 1" in content(bench, "trang=jobs&ket-qua=failed")
    assert "Không có lượt nào khớp" in content(bench, "trang=jobs&ket-qua=crashed")


def test_a_file_of_jobs_that_is_wrong_is_told_on_the_page_and_lets_nothing_be_done(bench, browser, started):
    (bench.settings.path(bench.settings.schedule) / "jobs.toml").write_text("[job.x]\ndoes = []\n", encoding="utf-8")
    assert "Tệp lịch có chỗ sai" in content(bench)
    assert (browser("x", "run"), started) == ("refused", [])


def test_notices_of_the_persons_units_are_counted_and_those_that_may_not_have_come_stand_out(bench):
    book = Book(bench.settings.path(bench.settings.notices))
    for number, (unit, state) in enumerate(
        [(SCHOOL, NoticeState.SENT), ("quan-1", NoticeState.UNCERTAIN), ("quan-1", NoticeState.SENT)]
    ):
        notice = Notice(
            id=f"thu-{number}", recipient=f"nguoi-nhan-{number}", slot=Slot("digest", f"n{number}@x.vn", unit=unit),
            period="2025-06-30", print="", as_of=DAY, held="", file="", at=NOW,
        )  # fmt: skip
        book.prepare(notice, now=NOW)
        book.enter(state, notice.id, now=NOW)
    said = texts(content(bench))
    assert "1 thông báo không gửi được hoặc không rõ đã tới chưa" in said
    assert "2 đã gửi" in said
    head = texts(content(bench, person=person_of("can_bo_quan_ly", SCHOOL, "CB-1")))
    assert ("nguoi-nhan-0" in head, "nguoi-nhan-1" in head) == (True, False)


def test_a_job_about_a_mistyped_unit_is_of_the_office_and_one_about_an_office_above_is_not(bench):
    named = {"go-sai": "khong-co", "cua-so": "so-gddt-hcm"}
    jobs = "".join(
        f'[job.{name}]\ndoes = ["run coverage --unit {unit}"]\ncron = "0 6 * * *"\n' for name, unit in named.items()
    )
    (bench.settings.path(bench.settings.schedule) / "jobs.toml").write_text(jobs, encoding="utf-8")
    assert told_jobs(content(bench)) == ["go-sai"]
    assert told_jobs(content(bench, person=person_of("can_bo_so", "so-gddt-hcm", ""))) == ["go-sai", "cua-so"]
    assert told_jobs(content(bench, person=person_of("can_bo_quan_ly", SCHOOL, "CB-1"))) == []


def test_the_page_in_english_has_english_words(bench):
    enter(bench, "so-lieu-sang", RunState.CRASHED, days_ago=0)
    said = texts(draw(seen_by(bench, language="en"), State.of_query("trang=jobs&tieng=en")).content)
    assert "Scheduled jobs" in said
    assert "The machine went down" in said
