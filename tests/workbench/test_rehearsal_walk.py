"""The calendar of a tiny district walked by a clock that is told: every day in its order, no day of this machine."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from hocba_ops.errors import RehearsalRefused
from hocba_ops.workbench.rehearsal_report import write_diary
from hocba_ops.workbench.rehearsal_walk import Walked, walk
from hocba_ops.workbench.rehearsing import make_ground, open_rehearsal, order_ground

FIRST, UNTIL = date(2025, 5, 20), date(2025, 6, 20)
READ = (".json", ".jsonl", ".html", ".txt")
ISO_DAY = re.compile(r"\b20[2-9]\d-[01]\d-[0-3]\d")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("nen") / "tap-duot"
    list(make_ground(place, order_ground("600", seed=2)))
    return place


@pytest.fixture(scope="module")
def walked(folder) -> list[Walked]:
    bench = open_rehearsal(folder)
    days = list(walk(bench, until=FIRST, by="Người Thử"))
    days += walk(bench, since=FIRST + timedelta(days=1), until=UNTIL, by="Người Thử", makes_papers=False)
    write_diary(bench, days)
    return days


def test_the_days_come_in_order_and_none_after_the_one_that_was_asked_for(walked):
    days = [one.day for one in walked]

    assert days == sorted(set(days))
    assert days[0] < FIRST
    assert FIRST in days
    assert days[-1] == UNTIL


def test_a_duty_that_ends_on_a_day_off_is_due_on_the_working_day_before(walked):
    moved = {due.duty: (due.last_day, one.day) for one in walked for due in one.dues if due.day != due.last_day}

    assert moved["kh290-04"] == (date(2025, 5, 1), date(2025, 4, 29))
    assert moved["kh290-07"] == (date(2025, 5, 18), date(2025, 5, 16))


def test_a_day_on_which_files_come_in_has_them_reviewed_recorded_and_packed(walked):
    first = next(one for one in walked if one.came.files)

    assert first.day == FIRST
    assert first.told["identity_review"].findings > 0
    assert first.packs > 0
    assert len(first.papers) == 1
    assert [one.came.rows for one in walked if one.day < first.day] == [0] * walked.index(first)


def test_the_cutoff_of_a_grade_is_locked_on_the_working_day_after_its_last(walked):
    closed = walked[-1]

    assert closed.locked > 0
    assert sum(one.events for one in walked) >= 7 * closed.locked


def test_nothing_that_a_rehearsal_writes_tells_a_day_of_this_machine(walked, folder):
    texts = [path for path in folder.rglob("*") if path.suffix in READ]
    days = {day for path in texts for day in ISO_DAY.findall(path.read_text(encoding="utf-8", errors="ignore"))}

    assert len(texts) > 10
    assert max(days) <= "2025-08-31"


def test_a_folder_that_is_no_rehearsal_is_not_walked(tmp_path):
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")

    with pytest.raises(RehearsalRefused):
        open_rehearsal(tmp_path)
