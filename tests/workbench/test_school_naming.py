"""Schools that files call by name: resolved through the school list, within the commune, and never guessed."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.errors import SchoolListMissing, SchoolUnknown
from hocba_ops.tables import TABLES
from hocba_ops.workbench import Loaded, Workbench
from hocba_ops.workbench.school_naming import SchoolDirectory
from tests.sources.office_files import Row, write_book

NOW = datetime(2025, 9, 6, 8, tzinfo=UTC)
TITLE: list[Row] = [("UBND TỈNH MẪU",), ("Số liệu tính đến ngày 05/09/2025",), ()]
SCHOOLS: list[Row] = [
    ("STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"),
    (1, "79760401", "76001", "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
    (2, "79760402", None, "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
    (3, "79760403", None, "Trường THCS Cây Bàng", "Công lập", "THCS"),
    (4, "79760404", None, "Trường Tiểu học Hòa Bình", "Công lập", "Tiểu học"),
    (5, "79760405", None, "Trường Tiểu học Hoa Bính", "Công lập", "Tiểu học"),
]
PARENTS: list[Row] = [
    ("Mã trường", "Mã đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"),
    ("79760401", "phuong-tan-dinh", "Chuyên môn", "01/07/2025", None),
    ("79760402", "phuong-sai-gon", "Chuyên môn", "01/07/2025", None),
    ("79760403", "phuong-sai-gon", "Chuyên môn", "01/07/2025", None),
]
STAFF: Row = ("STT", "UBND Xã", "Tên trường", "Mã CBGVNV", "Họ tên cán bộ", "Ngày sinh", "Chức danh")


def member(at: int, commune: str | None, school: str | None) -> Row:
    return (at, commune, school, f"79000000{at:02}", "Võ Thị Vờ", "12/03/1985", "Giáo viên")


Load = Callable[[], dict[str, Loaded]]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2025-2026"\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    return Workbench.open(tmp_path)


def load(bench: Workbench) -> dict[str, Loaded]:
    _, outcomes = bench.load(now=NOW)
    return {one.name: one for one in outcomes}


def put(bench: Workbench, name: str, *tables: Sequence[Row]) -> None:
    sheets = {f"Trang{at}": [*TITLE, *rows] for at, rows in enumerate(tables, start=1)}
    write_book(bench.settings.root / "inbox" / name, sheets)


def rows(bench: Workbench, table: str) -> pl.DataFrame:
    paths = bench.store.relation(TABLES[table], as_of=date(2025, 9, 5)).paths
    return pl.concat([pl.read_parquet(path) for path in paths])


def repairs(bench: Workbench, loaded: Loaded, kind: str) -> list[tuple[object, ...]]:
    assert loaded.batch is not None
    log = bench.store.repairs(loaded.batch).filter(kind=kind)
    return log.select("row_number", "before", "after").rows()


def test_name_becomes_the_code_within_its_commune_and_what_is_unclear_stays_and_is_told(bench):
    put(
        bench, "a-nhan-su.xlsx",
        [
            STAFF,
            member(1, "UBND Phường Tân Định", "TH Hoa Sen"),
            member(2, "P. Sài Gòn", 'Trường TH "HOA SEN"'),
            member(3, None, "Trường Tiểu học Hoa Sen"),
            member(4, None, "Trường Trung học cơ sở Cây Bàng"),
            member(5, "Xã Khác", "THCS Cây Bàng"),
            member(6, "Phường Tân Định", "MN Hoa Sen"),
            member(7, None, "TH Hoà Bình"),
        ],
    )  # fmt: skip
    put(bench, "b-danh-muc.xlsx", SCHOOLS, PARENTS)

    loaded = load(bench)["a-nhan-su.xlsx"]

    assert repairs(bench, loaded, "ten_truong") == [
        (5, "TH Hoa Sen, UBND Phường Tân Định", "79760401"),
        (6, 'Trường TH "HOA SEN", P. Sài Gòn', "79760402"),
        (8, "Trường Trung học cơ sở Cây Bàng", "79760403"),
        (11, "TH Hoà Bình", "79760404"),
    ]
    unclear = ["Trường Tiểu học Hoa Sen", "THCS Cây Bàng, Xã Khác", "MN Hoa Sen, Phường Tân Định"]
    assert [before for _, before, _ in repairs(bench, loaded, "truong_chua_ro")] == unclear
    assert rows(bench, "staff").sort("row_number")["school_code"].to_list() == [
        "79760401", "79760402", unclear[0], "79760403", unclear[1], unclear[2], "79760404",
    ]  # fmt: skip


def test_names_without_any_school_list_wait_for_it_and_are_not_stored(bench):
    put(bench, "a-nhan-su.xlsx", [STAFF, member(1, "Phường Tân Định", "TH Hoa Sen")])

    (refused,) = load(bench).values()

    assert isinstance(refused.error, SchoolListMissing)
    assert "TH Hoa Sen" in str(refused.error)
    assert bench.store.batches() == ()

    put(bench, "b-danh-muc.xlsx", SCHOOLS, PARENTS)
    assert all(one.is_new for one in load(bench).values())
    assert rows(bench, "staff")["school_code"].to_list() == ["79760401"]


def test_names_are_resolved_by_a_school_list_of_an_earlier_load(bench):
    put(bench, "b-danh-muc.xlsx", SCHOOLS, PARENTS)
    load(bench)
    put(bench, "c-nhan-su.xlsx", [STAFF, member(1, None, "THCS Cây Bàng")])
    assert load(bench)["c-nhan-su.xlsx"].is_new
    assert rows(bench, "staff")["school_code"].to_list() == ["79760403"]


@pytest.mark.parametrize("name", ["79760401_lop.xlsx", "76001/lop.xlsx"])
def test_list_that_says_no_school_is_of_the_school_whose_code_its_own_name_holds(bench, name):
    put(bench, "b-danh-muc.xlsx", SCHOOLS, PARENTS)
    put(bench, name, [("STT", "Lớp", "Mã HS", "Họ tên", "Ngày sinh"), (1, "1A", "7912345678", "A Bê", "13/05/2019")])

    loaded = load(bench)[name]

    assert repairs(bench, loaded, "truong_theo_ten_tep") == [(5, "", "79760401")]
    assert rows(bench, "pupil")["school_code"].to_list() == ["79760401"]


@pytest.mark.parametrize("name", ["lop.xlsx", "79760499_lop.xlsx", "79760401_79760402.xlsx"])
def test_list_that_says_no_school_anywhere_is_told_and_not_stored(bench, name):
    put(bench, "b-danh-muc.xlsx", SCHOOLS, PARENTS)
    put(bench, name, [("STT", "Lớp", "Mã HS", "Họ tên", "Ngày sinh"), (1, "1A", "7912345678", "A Bê", "13/05/2019")])

    done = load(bench)

    assert isinstance(done[name].error, SchoolUnknown)
    assert done[name].batch is None
    assert done["b-danh-muc.xlsx"].is_new


def test_a_pupil_list_of_an_unlisted_school_keeps_the_name_in_the_place_of_the_code(bench):
    put(bench, "b-danh-muc.xlsx", SCHOOLS, PARENTS)
    heading: Row = ("STT", "Tên trường", "Lớp", "Mã HS", "Họ tên", "Ngày sinh")
    put(bench, "c.xlsx", [heading, (1, "TH Chưa Có", "1A", "7912345678", "A Bê", "13/05/2019")])
    load(bench)
    assert rows(bench, "pupil")["school_code"].to_list() == ["TH Chưa Có"]


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Trường TH & THCS Bến Sông", "1"),
        ("TH-THCS BẾN SÔNG", "1"),
        ("Tiểu học và Trung học cơ sở Bến Sông", "1"),
        ("TT GDNN-GDTX Bến Sông", "2"),
        ("TRUNG TAM GDTX Ben Song", None),
        ("Mầm non Bến Sông", "3"),
        ("Bến Sông", None),
        ("", None),
    ],
)
def test_spellings_of_a_name_lead_to_one_school_and_a_bare_name_to_none(spelling, code):
    names = ["Trường Tiểu học và THCS Bến Sông", "Trung tâm GDNN - GDTX Bến Sông", "Trường MN Bến Sông"]
    schools = pl.DataFrame({"school_code": ["1", "2", "3"], "name": names, "alias_code": [None] * 3})
    assert SchoolDirectory().extended(schools).code_of(spelling, "") == code
