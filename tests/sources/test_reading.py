import hashlib
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlwt

from hocba_ops.errors import DateUnknown, MissingFile, ProtectedFile, UnknownHeading, UnreadableFile
from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.layout import Block, Layout
from hocba_ops.sources.protection import ENCRYPTED_STREAM, OLE
from hocba_ops.sources.repairs import SCHEMA
from hocba_ops.sources.shaping import TYPES
from hocba_ops.tables import ORIGIN, TABLES
from tests.sources.office_files import PREAMBLE, Book, read

TRAINING = [("Mã trường", "Mã CBGVNV", "Ngày tập huấn"), ("79760401", "7900000001", date(2025, 4, 28))]


def test_every_family_gives_the_declared_columns_and_where_rows_stand(book: Book) -> None:
    columns = (*TABLES["training"].columns, *ORIGIN)
    frame = read(book(TRAINING)).tables["training"]
    assert frame.schema == pl.Schema({column.name: TYPES[column.kind] for column in columns})
    without_headings = {"explanation", "pair_decision", "exchange_record", "certificate_seen", "card_verdict"}
    assert set(TABLES) - without_headings == {table for family in FAMILIES.values() for table in _tables(family.name)}


def _tables(family: str) -> set[str]:
    return set(FAMILIES[family].read([_empty(layout) for layout in FAMILIES[family].layouts]).tables)


def _empty(layout: Layout) -> Block:
    columns = {field: f"c{place}" for place, field in enumerate(layout.headers)}
    rows = pl.DataFrame(schema={"row_number": pl.Int64} | dict.fromkeys(columns.values(), pl.String))
    paths = {column: (field,) for field, column in columns.items()}
    return Block(layout.name, "S", columns, paths, (), rows, SCHEMA.to_frame())


def test_reading_carries_the_hash_of_the_bytes_and_the_same_file_reads_the_same(book: Book) -> None:
    path = book(TRAINING)
    first, second = read(path), read(path)
    assert first.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert first.tables["training"].equals(second.tables["training"])


def test_day_given_by_the_operator_wins(book: Book) -> None:
    assert read(book(TRAINING), as_of=date(2025, 6, 1)).as_of == date(2025, 6, 1)


def test_file_that_says_no_day_asks_for_one(book: Book) -> None:
    with pytest.raises(DateUnknown, match=r"tep\.xlsx"):
        read(book({"Sheet1": TRAINING}))


def test_family_follows_the_headings_not_the_name(book: Book) -> None:
    assert read(book(TRAINING, name="CSDL_HocSinh.xlsx")).family == "training_list"


def test_file_without_a_known_heading_names_what_it_has(book: Book) -> None:
    rows = [*PREAMBLE, ("Cột lạ", "Cột khác", "Cột nữa"), (1, 2, 3)]
    with pytest.raises(UnknownHeading, match=r"Trang9.*Cột lạ, Cột khác, Cột nữa"):
        read(book({"Trang9": rows}))


def test_sheet_without_a_heading_is_refused_without_naming_a_child(book: Book) -> None:
    pupils = [(number, "Nguyễn Thị Thử", date(2019, 5, 13), "Nữ", "1A", "7912345678", "T") for number in range(1, 9)]
    for rows in (pupils, [row[1:] for row in pupils]):
        with pytest.raises(UnknownHeading, match="trang không có dòng tiêu đề") as told:
            read(book({"Trang9": rows}))
        assert "Thử" not in str(told.value)
    with pytest.raises(UnknownHeading, match=r"Cột lạ, Cột khác, Cột nữa") as told:
        read(book({"Trang9": [("Cột lạ", "Cột khác", "Cột nữa"), *pupils]}))
    assert "Thử" not in str(told.value)


def test_empty_workbook_has_no_known_heading(book: Book) -> None:
    with pytest.raises(UnknownHeading):
        read(book({"Sheet1": []}))


def test_workbook_with_another_ending_is_read_for_what_it_is(book: Book) -> None:
    assert read(book(TRAINING, name="tap-huan.xls")).family == "training_list"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_garbage_in_a_workbook_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"khong phai bang tinh" * 20)
    with pytest.raises(UnreadableFile, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_truncated_xlsx_is_unreadable(book: Book, share: float) -> None:
    path = book(TRAINING)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableFile, match=r"tep\.xlsx"):
        read(path)


def test_truncated_xls_is_unreadable(tmp_path: Path) -> None:
    path = _old_workbook(tmp_path)
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(UnreadableFile, match=r"cu\.xls"):
        read(path)


def test_encrypted_xlsx_asks_for_its_password_to_be_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "khoa.xlsx"
    path.write_bytes(OLE + b"\0" * 1016 + ENCRYPTED_STREAM + b"\0" * 4096)
    with pytest.raises(ProtectedFile, match=r"khoa\.xlsx"):
        read(path)


def test_encrypted_xls_asks_for_its_password_to_be_taken_off(tmp_path: Path) -> None:
    path = _old_workbook(tmp_path)
    data = path.read_bytes()
    user_name_record, password_record = b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00"
    assert data.count(user_name_record) == 1
    path.write_bytes(data.replace(user_name_record, password_record))
    with pytest.raises(ProtectedFile, match=r"cu\.xls"):
        read(path)


def _old_workbook(folder: Path) -> Path:
    workbook = xlwt.Workbook()
    workbook.add_sheet("Sheet1").write(0, 0, "x")
    workbook.save(str(folder / "cu.xls"))
    return folder / "cu.xls"


def test_file_that_vanished_is_told_as_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"mat\.csv: không có tệp này"):
        read(tmp_path / "mat.csv")
