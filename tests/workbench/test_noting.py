"""Acts with cards stand in the audit trail, none begins while it cannot be written, and nobody's child is in it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from district import District

from hocba_ops.access.journal import Journal
from hocba_ops.errors import ActNotNoted, JournalBusy, TrailClosed
from hocba_ops.registry.reopening import Reopenings
from hocba_ops.workbench import noting
from hocba_ops.workbench.locking import locks_of
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.reopening import reopen
from hocba_ops.workbench.trail_rows import trail_of
from tests.workbench.locked_district import NOW, SCHOOL, build_locked_district, history, lock, pupil_of, tell

SAID = {"decision": "12/QĐ-UBND", "reason": "Nhầm điểm", "by": "Lê Thị Mẫu", "second": "Trần Văn Bịa"}


@pytest.fixture
def district(tmp_path: Path) -> District:
    district = build_locked_district(tmp_path)
    tell(district, history(1), history(2))
    return district


def noted(district: District) -> list[dict[str, Any]]:
    return trail_of(district.bench).entries().rows(named=True)


def unlock(district: District) -> Path:
    at = datetime(2025, 7, 10, 3, tzinfo=UTC)
    told = {"school_year": "2024-2025", "grade": 5, "said": SAID, "until": date(2025, 7, 15), "now": at}
    return reopen(district.bench, SCHOOL, **told)


def test_a_lock_and_its_reopening_are_noted_with_who_where_and_how_many(district: District):
    made = lock(district)
    unlock(district)
    first, second = noted(district)
    assert (first["event"], first["name"], first["target"]) == ("locked", "Lê Thị Mẫu", "lock")
    assert (first["about_unit"], first["rows"], first["detail"]) == ("quan-1", 2, made.id)
    assert (first["subject"], first["role"], first["unit"]) == ("local", "can_bo_co_quan", "quan-1")
    assert (second["event"], second["about_unit"], second["detail"]) == (
        "unlocked",
        SCHOOL,
        "12/QĐ-UBND · Trần Văn Bịa",
    )
    assert trail_of(district.bench).verify() is None


def test_a_reopening_after_the_lock_is_asked_about_in_the_review(district: District):
    lock(district)
    unlock(district)
    findings = district.ask("audit_review", as_of=date(2025, 7, 31)).findings
    assert [(one.code, one.row_number) for one in findings] == [("HB-NK-11", 2)]


def test_an_act_does_not_begin_while_the_trail_cannot_be_written(district: District):
    access = district.bench.settings.path(district.bench.settings.access)
    access.write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(TrailClosed, match="Việc này chưa làm"):
        lock(district)
    assert not locks_of(district.bench).trees()
    with pytest.raises(TrailClosed):
        unlock(district)
    assert Reopenings(locks_of(district.bench).root).all() == ()


def test_a_busy_trail_holds_an_act_back(district: District, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hocba_ops.access.journal.PATIENCE_SECONDS", 0.05)
    journal = trail_of(district.bench).journal
    with journal._turn(), pytest.raises(JournalBusy):
        check_trail(district.bench)
    check_trail(district.bench)


def test_an_act_that_could_not_be_noted_afterwards_says_that_it_was_done(
    district: District, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "append", full)
    with pytest.raises(ActNotNoted, match=r"đã làm xong.*No space left"):
        lock(district)
    assert len(locks_of(district.bench).trees()) == 1


def test_a_check_leaves_no_entry_behind(district: District):
    check_trail(district.bench)
    assert noted(district) == []


def test_somebody_at_the_machine_of_a_unit_that_nobody_knows_is_noted_without_a_role(district: District):
    settings = district.bench.settings.model_copy(update={"unit": "khong-co"})
    object.__setattr__(district.bench, "settings", settings)
    note(district.bench, Event.VERIFIED, by="", now=NOW, target="verify", about_unit="khong-co", rows=3)
    (entry,) = noted(district)
    assert (entry["subject"], entry["role"], entry["unit"], entry["rows"]) == ("local", "", "khong-co", 3)


def test_no_number_of_a_pupil_stands_in_what_acts_leave_in_the_trail(district: District):
    lock(district)
    unlock(district)
    (path,) = trail_of(district.bench).journal.files()
    written = path.read_text(encoding="utf-8")
    assert not [number for number in (1, 2) if pupil_of(number) in written or f"thẻ-{number:02d}" in written]
    assert noting.sitter(district.bench, "x").name == "x"
