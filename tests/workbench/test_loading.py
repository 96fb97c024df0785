"""Files of an inbox become batches: each once, whole or not at all, whatever order they come in."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hocba_ops.errors import EmptyFolder, SchoolListMissing
from hocba_ops.workbench import Loaded, Workbench
from tests.cli.conftest import PARENTS, SCHOOLS, TITLE
from tests.sources.office_files import write_book

NOW = datetime(2025, 9, 1, 8, tzinfo=UTC)
ROUNDS = 3
FORMS = 15
CERTIFICATES = [
    *TITLE,
    (
        "STT",
        "Mã trường",
        "Mã CBGVNV",
        "Chủ thể",
        "Loại chủ thể",
        "Số serial",
        "Tổ chức cấp",
        "Gốc tin cậy",
        "Thiết bị",
        "Hiệu lực từ",
        "Hiệu lực đến",
        "Tình trạng",
    ),
    (
        1,
        "76001",
        None,
        "Trường Tiểu học Hoa Sen",
        "Con dấu",
        "01AB",
        "Ban Cơ yếu",
        "Ban Cơ yếu",
        "USB Token",
        "01/01/2025",
        "31/12/2026",
        "Hiệu lực",
    ),
]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    return Workbench.open(tmp_path)


def load(bench: Workbench, *folders: Path) -> list[Loaded]:
    _, outcomes = bench.load(folders, now=NOW)
    return list(outcomes)


def put_schools(bench: Workbench, name: str = "b-danh-muc.xlsx") -> Path:
    return write_book(bench.settings.root / "inbox" / name, {"DanhSachTruong": SCHOOLS, "DonViQuanLy": PARENTS})


def put_certificates(bench: Workbench) -> Path:
    return write_book(bench.settings.root / "inbox" / "a-chung-thu.xlsx", {"ChungThuSo": CERTIFICATES})


def test_an_old_school_code_read_before_the_school_list_becomes_the_code_of_today(bench):
    put_certificates(bench)
    put_schools(bench)

    done = {one.name: one for one in load(bench)}

    batch = done["a-chung-thu.xlsx"].batch
    assert batch is not None
    assert batch.table("certificate").schools == ("79760401",)
    log = bench.store.repairs(batch).filter(kind="ma_cu").rows(named=True)
    assert [(row["row_number"], row["before"], row["after"]) for row in log] == [(6, "76001", "79760401")]


def test_old_codes_without_any_school_list_are_told_and_not_stored(bench):
    put_certificates(bench)

    (refused,) = load(bench)

    assert isinstance(refused.error, SchoolListMissing)
    assert bench.store.batches() == ()

    put_schools(bench)
    assert all(one.is_new for one in load(bench))


def test_the_same_bytes_under_another_name_are_recognised(bench):
    first = put_schools(bench)
    load(bench)
    first.rename(first.with_name("ten-khac.xlsx"))

    (again,) = load(bench)

    assert (again.is_new, again.error) == (False, None)
    assert len(bench.store.batches()) == 1


STRANGE = [("Bảng tự đặt",), ("Cột một", "Cột hai", "Cột ba"), ("x", "y", "z")]


def put_half_readable(bench: Workbench) -> Path:
    place = bench.settings.root / "inbox" / "nua-doc-duoc.xlsx"
    return write_book(place, {"DanhSachTruong": SCHOOLS, "Lạ": STRANGE})


def test_a_sheet_that_was_lost_is_told_again_on_every_load_until_it_is_read(bench):
    put_half_readable(bench)
    first = load(bench)[0]

    again = load(bench)[0]

    assert (first.is_new, again.is_new) == (True, False)
    assert [str(fault) for fault in again.faults] == [str(fault) for fault in first.faults]
    assert len(again.faults) == 1
    assert again.batch == first.batch


def put_staff(bench: Workbench) -> None:
    heading = ("STT", "Mã định danh Bộ GD&ĐT", "Họ tên", "Trạng thái CB", "Vị trí việc làm", "Tên trường")
    member = (1, "7900000001", "Võ Thị Vờ", "Đang làm việc", "Giáo viên", "Trường Tiểu học Hoa Sen")
    write_book(bench.settings.root / "inbox" / "nhan-su.xlsx", {"NhanSu": [*TITLE, heading, member]})


def test_a_name_that_no_list_knew_becomes_a_code_once_the_list_has_come(bench):
    put_staff(bench)
    other = [*SCHOOLS[:-1], (1, "79760402", "76002", "Trường Tiểu học Hoa Lan", "Công lập", "Tiểu học")]
    write_book(bench.settings.root / "inbox" / "a-danh-muc.xlsx", {"DanhSachTruong": other})
    before = {one.name: one for one in load(bench)}["nhan-su.xlsx"].batch

    put_schools(bench)
    after = {one.name: one for one in load(bench)}["nhan-su.xlsx"].batch

    assert (before.unclear, after.unclear) == (1, 0)
    assert after.table("staff").schools == ("79760401",)
    assert [batch.batch_id for batch in bench.store.current() if batch.table("staff")] == [after.batch_id]
    assert not any(one.is_new for one in load(bench))


def test_one_empty_inbox_folder_is_told_and_the_other_is_read(bench, tmp_path):
    put_schools(bench)
    empty = tmp_path / "trong"
    empty.mkdir()

    done = load(bench, empty, tmp_path / "inbox")

    assert [type(one.error) for one in done] == [EmptyFolder, type(None)]


def test_a_load_killed_at_any_moment_leaves_whole_batches_and_the_next_one_completes(bench, samples):
    """`kill -9` leaves a file's batch or nothing of it."""
    command = [sys.executable, "-m", "hocba_ops", "load", str(samples / "quan-1" / "2025-04-18" / "phieu-khao-sat")]
    chance = random.Random(20250519)
    for _ in range(ROUNDS):
        child = subprocess.Popen(
            [*command, "--workspace", str(bench.settings.root)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.8, 2.4))
        child.send_signal(signal.SIGKILL)
        child.wait()
        for batch in bench.store.batches():
            assert {table.name for table in batch.tables} == {"readiness_item"}
            assert all(batch.path(table.name).is_file() for table in batch.tables)

    done = load(bench, samples / "quan-1" / "2025-04-18" / "phieu-khao-sat")

    assert len(done) == FORMS
    assert all(one.error is None for one in done)
    assert len(bench.store.batches()) == FORMS
