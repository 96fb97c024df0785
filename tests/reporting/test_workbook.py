from dataclasses import replace
from datetime import date

import openpyxl
import polars as pl
import pytest

from hocba_ops.reporting.workbook import write_workbook
from hocba_ops.tables import Counted, Explained, Measure
from tests.reporting.conftest import AS_OF


@pytest.fixture
def book(answer, labels, names, tmp_path):
    return openpyxl.load_workbook(write_workbook(answer, tmp_path / "phu-luc.xlsx", labels=labels, names=names))


def rows(sheet) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_a_workbook_has_summary_measures_each_frame_and_findings(book):
    assert book.sheetnames == [
        "Tóm tắt", "Số liệu", "Theo trường", "Đối soát theo trường", "Nhiệm vụ của kế hoạch",
        "Nhiệm vụ của từng đơn vị", "Lỗi và giải trình",
    ]  # fmt: skip


def test_the_summary_names_unit_days_and_each_file_with_its_whole_sha(book):
    sheet = rows(book["Tóm tắt"])
    assert sheet[1][:2] == ("Đơn vị", "Phòng GD&ĐT Quận 1")
    assert sheet[3][1].date() == AS_OF
    assert ("Danh sách học sinh", "csdl", sheet[3][1], "CSDL_HocSinh.xls", "3f" * 32, 12480) in sheet


def test_a_rate_is_a_real_number_beside_its_counts(book):
    sheet = book["Số liệu"]
    heads = [cell.value for cell in sheet[3]]
    total = next(row for row in sheet.iter_rows(min_row=4) if row[1].value == "Phòng GD&ĐT Quận 1"
                 and row[0].value.startswith("Học bạ ký đủ (") and row[2].value is None)  # fmt: skip
    found = dict(zip(heads, total, strict=True))
    assert (found["Tử\u00a0số"].value, found["Mẫu\u00a0số"].value) == (10150, 10390)
    assert found["Tỷ lệ"].value == pytest.approx(10150 / 10390)
    assert found["Tỷ lệ"].number_format == "0.00%"


def test_a_missing_denominator_leaves_the_rate_empty(book):
    sheet = rows(book["Số liệu"])
    silent = [row for row in sheet if row[1] == "Trường Tiểu học Ô Môi" and row[5] == 0]
    assert silent
    assert {row[6] for row in silent} == {None}


def test_a_rate_just_below_all_prints_with_enough_decimals(answer, labels, tmp_path):
    near = Measure("card.signed", "quan-1", AS_OF, Counted.PUPILS, 999_999, 1_000_000)
    path = write_workbook(replace(answer, measures=(near,), frames={}), tmp_path / "a.xlsx", labels=labels)
    assert openpyxl.load_workbook(path)["Số liệu"]["F4"].number_format == "0.0000%"


def test_findings_stand_with_file_sheet_and_row(book):
    sheet = rows(book["Lỗi và giải trình"])
    assert sheet[4 - 1][0] == "Mã quy tắc"
    assert sheet[4][0] == "HB-ID-03"
    assert sheet[4][3:6] == ("79760401", "Trường Tiểu học Bạch Mai", "79……01")
    assert sheet[4][-3:] == ("CSDL_HocSinh.xls", "Sheet1", 7)


def test_without_explanations_or_pairs_the_sheet_of_findings_has_no_columns_for_them(book):
    heads = [cell.value for cell in book["Lỗi và giải trình"][4]]
    assert len(heads) == 13
    assert not {"Lời giải trình", "Hạn trả lời"} & set(heads)


def test_an_explanation_stands_in_its_own_columns_and_says_that_it_is_private(answer, labels, names, tmp_path):
    given = Explained("Em mới về nước.", "Hiệu trưởng", date(2025, 6, 20))
    query, error, *rest = sorted(answer.findings, key=lambda one: one.code)[22:]
    told = replace(answer, findings=(replace(query, explained=given), replace(error, explained=given), *rest))
    path = write_workbook(told, tmp_path / "a.xlsx", labels=labels, names=names)
    sheet = rows(openpyxl.load_workbook(path)["Lỗi và giải trình"])
    place = sheet.index(next(row for row in sheet if row[0] == "Mã quy tắc"))
    first, second, third = (dict(zip(sheet[place], row, strict=True)) for row in sheet[place + 1 : place + 4])
    columns = ("Lời giải trình", "Người giải trình", "Còn phải xử lý")
    assert [first[name] for name in columns] == ["Em mới về nước.", "Hiệu trưởng", "Không"]
    assert first["Ngày giải trình"].date() == date(2025, 6, 20)
    assert [second[name] for name in columns] == ["Em mới về nước.", "Hiệu trưởng", "Có"]
    assert [third[name] for name in columns] == [None, None, "Có"]
    assert any("không gửi kèm báo cáo" in str(row[1]) for row in sheet[:place])
    assert sheet[place][-3:] == ("Tệp", "Trang tính", "Dòng")


def test_a_finding_of_two_schools_names_the_other_and_a_real_day(answer, labels, names, tmp_path):
    shared = replace(answer.findings[0], other_unit_id="79760402", due_on=date(2025, 7, 2))
    path = write_workbook(replace(answer, findings=(shared,)), tmp_path / "a.xlsx", labels=labels, names=names)
    sheet = rows(openpyxl.load_workbook(path)["Lỗi và giải trình"])
    told = dict(zip(sheet[3], sheet[4], strict=True))
    assert told["Trường cùng xử lý"] == "Trường Tiểu học Cây Bàng"
    assert told["Hạn trả lời"].date() == date(2025, 7, 2)


def test_what_two_schools_settle_together_is_a_sheet_of_its_own(answer, labels, names, tmp_path):
    shared = replace(answer.findings[0], other_unit_id="79760402", due_on=date(2025, 7, 2))
    later = replace(shared, due_on=date(2025, 7, 9))
    path = write_workbook(replace(answer, findings=(shared, later)), tmp_path / "a.xlsx", labels=labels, names=names)
    sheet = openpyxl.load_workbook(path)["Điều hai trường phải cùng xử lý"]
    *_, (school, other, still_open, due) = sheet.iter_rows(values_only=True)
    assert (school, other) == (names[shared.unit_id], "Trường Tiểu học Cây Bàng")
    assert (still_open, due.date()) == (2, date(2025, 7, 2))


def test_without_another_school_there_is_no_sheet_of_what_is_settled_together(book):
    assert "Điều hai trường phải cùng xử lý" not in book.sheetnames


def test_every_sheet_is_frozen_filtered_and_prints_on_landscape_a4_with_its_head(book):
    for sheet in book:
        head = int(sheet.freeze_panes[1:]) - 1
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        assert sheet.print_title_rows == f"${head}:${head}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.max_row > head


def test_an_empty_cell_has_the_edge_of_its_table_like_every_other(book):
    sheet = book["Số liệu"]
    ((told, (rule,)),) = ((one.sqref, one.rules) for one in sheet.conditional_formatting)
    assert str(told) == f"A4:{sheet.auto_filter.ref.partition(':')[2]}"
    assert (rule.type, rule.dxf.border.bottom.style) == ("containsBlanks", "thin")


def test_what_looks_like_a_formula_stays_text(answer, labels, tmp_path):
    spoiled = replace(answer, findings=(replace(answer.findings[0], value='=HYPERLINK("x")'),), frames={})
    path = write_workbook(spoiled, tmp_path / "a.xlsx", labels=labels)
    cell = openpyxl.load_workbook(path)["Lỗi và giải trình"]["H5"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_the_same_answer_gives_the_same_bytes(answer, labels, names, tmp_path):
    one, two = (write_workbook(answer, tmp_path / name, labels=labels, names=names) for name in ("1.xlsx", "2.xlsx"))
    assert one.read_bytes() == two.read_bytes()


def test_a_frame_with_rows_of_persons_gets_no_sheet(answer, labels, tmp_path):
    spoiled = replace(answer, frames={"by_school": pl.DataFrame({"full_name": ["x"]})})
    with pytest.raises(ValueError, match="full_name"):
        write_workbook(spoiled, tmp_path / "a.xlsx", labels=labels)


def test_only_the_frames_asked_for_get_a_sheet(answer, labels, names, tmp_path):
    path = write_workbook(answer, tmp_path / "a.xlsx", labels=labels, names=names, frames=["duties"])
    assert openpyxl.load_workbook(path).sheetnames == [
        "Tóm tắt", "Số liệu", "Nhiệm vụ của kế hoạch", "Lỗi và giải trình",
    ]  # fmt: skip


def test_a_table_longer_than_a_sheet_goes_on_on_the_next_and_loses_no_row(answer, labels, tmp_path, monkeypatch):
    whole = openpyxl.load_workbook(write_workbook(answer, tmp_path / "1.xlsx", labels=labels))
    monkeypatch.setattr("hocba_ops.reporting.workbook.MOST_ROWS", 2)
    parted = openpyxl.load_workbook(write_workbook(answer, tmp_path / "2.xlsx", labels=labels))
    parts = [name for name in parted.sheetnames if name.startswith("Số liệu")]

    assert parts[:2] == ["Số liệu", "Số liệu (2)"]
    head, body = 3, [row for name in parts for row in rows(parted[name])[3:]]
    assert all(rows(parted[name])[:head] == rows(whole["Số liệu"])[:head] for name in parts)
    assert body == rows(whole["Số liệu"])[head:]
