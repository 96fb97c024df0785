import ctypes
import os
import pickle
import signal
import time
from datetime import date
from pathlib import Path

import pytest

from hocba_ops.errors import OpsError, TooLarge, UnknownHeading, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.guard import Job, read_guarded, read_job
from hocba_ops.sources.reading import Reading
from tests.sources.office_files import Book

ROWS = [("Mã trường", "Mã CBGVNV", "Ngày tập huấn"), ("79760401", "7900000001", date(2025, 4, 28))]


class PanicException(BaseException):
    """What a reader written in Rust raises: no `Exception`, so nothing catches it by accident."""


def read_or_die(job: Job) -> Reading:
    """Stands in for a reader that some files break."""
    if job.name.startswith("segfault"):
        ctypes.string_at(0)
    if job.name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if job.name.startswith("exit"):
        os._exit(0)
    if job.name.startswith("panic"):
        raise PanicException("index out of bounds")
    if job.name.startswith("stuck"):
        time.sleep(60)
    return read_job(job)


@pytest.fixture
def path(book: Book) -> Path:
    return book(ROWS)


def told(outcomes: list[Reading | OpsError]) -> list[str]:
    return [outcome.name if isinstance(outcome, Reading) else type(outcome).__name__ for outcome in outcomes]


def test_reader_that_dies_costs_only_its_own_file(path: Path) -> None:
    names = ["a", "segfault", "b", "killed", "exit", "c", "panic", "d"]
    outcomes = list(read_guarded([Job(path, name) for name in names], workers=2, read=read_or_die))
    lost = "UnreadableFile"
    assert told(outcomes) == ["a", lost, "b", lost, lost, "c", lost, "d"]
    assert [str(outcomes[at]).partition(":")[0] for at in (1, 3, 4, 6)] == ["segfault", "killed", "exit", "panic"]


def test_reader_that_never_ends_is_stopped(path: Path) -> None:
    jobs = [Job(path, name) for name in ("a", "stuck", "b")]
    outcomes = list(read_guarded(jobs, workers=2, read=read_or_die, patience=8))
    assert told(outcomes) == ["a", "UnreadableFile", "b"]
    assert "quá lâu" in str(outcomes[1])


def test_faults_and_frames_cross_the_process_boundary(book: Book, path: Path) -> None:
    strange = book([("Cột lạ", "Cột khác", "Cột nữa")], name="la.xlsx")
    fault, reading = read_guarded([Job(strange, "la.xlsx"), Job(path, "a", date(2025, 6, 1))], workers=1)
    assert isinstance(fault, UnknownHeading)
    assert "Cột lạ" in str(fault)
    assert isinstance(reading, Reading)
    assert reading.as_of == date(2025, 6, 1)
    assert reading.tables["training"].height == 1


def test_limits_of_a_job_reach_the_reading_process(path: Path) -> None:
    (fault,) = read_guarded([Job(path, "a", limits=Limits(rows=2))], workers=1)
    assert isinstance(fault, TooLarge)
    assert "chỉ cho phép 2" in str(fault)


def test_no_jobs_start_no_process() -> None:
    assert list(read_guarded([], workers=2)) == []


def test_error_keeps_its_kind_and_sentence_when_pickled() -> None:
    fault = UnreadableFile("a.xlsx", "hỏng")
    again = pickle.loads(pickle.dumps(fault))
    assert (type(again), str(again), again.exit_code) == (UnreadableFile, str(fault), 13)
