"""A table taken along: the same numbers as on the page, who took it and when, and nothing that a program would run."""

import csv
import io

import pytest
from openpyxl import load_workbook
from small_office import DAY, seen_by

from hocba_ops.access.person import Person
from hocba_ops.access.trail import Event, Trail
from hocba_ops.dashboards.downloads import download, to_csv
from hocba_ops.dashboards.drawing import asked_of, draw, sections_of
from hocba_ops.dashboards.state import State
from hocba_ops.errors import BadParameter, OutOfScope
from hocba_ops.reporting.cells import Grid, Head

STATE = State.of_query(f"trang=coverage&don-vi=quan-1&nam-hoc=2024-2025&ngay={DAY}")


def place_of(view, caption):
    pieces = [one for section in sections_of(asked_of(view, STATE)) for one in section.pieces]
    return next(number for number, one in enumerate(pieces) if any(caption in grid.caption for grid in one.grids))


def test_a_csv_has_the_counts_as_plain_numbers_and_the_line_of_who_took_it(office):
    view = seen_by(office)
    name, content = download(view, STATE, piece=place_of(view, "Theo trường"), kind="csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert name.startswith("coverage-quan-1-2025-05-29-")
    line = next(row for row in rows if row and row[0] == "Trường Tiểu học Cây Bàng Thử")
    assert line[2:4] == ["3", "2"]
    assert any("Tải bởi Cán bộ Thử lúc 10:00 30/06/2025" in cell for row in rows for cell in row)


def test_an_excel_file_has_numbers_in_its_cells_and_the_export_is_in_the_trail(office):
    view = seen_by(office)
    trail = Trail.open(office.settings.path(office.settings.access))
    before = trail.entries().filter(trail.entries()["event"] == str(Event.EXPORTED)).height
    _, content = download(view, STATE, piece=place_of(view, "Theo trường"), kind="xlsx")
    cells = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    line = next(row for row in cells if row[0] == "Trường Tiểu học Cây Bàng Thử")
    assert line[2:4] == (3, 2)
    assert trail.entries().filter(trail.entries()["event"] == str(Event.EXPORTED)).height == before + 1


def test_a_role_that_may_not_export_gets_no_file_and_no_link_to_one(office):
    auditor = seen_by(office, Person("test|3", "Kiểm toán", "kiem_toan", "quan-1"))
    with pytest.raises(OutOfScope):
        download(auditor, STATE, piece=place_of(auditor, "Số liệu"), kind="csv")
    assert "/tai?" not in draw(auditor, STATE).content
    assert "/tai?" in draw(seen_by(office), STATE).content


@pytest.mark.parametrize(("piece", "kind"), [(999, "csv"), (-1, "csv"), (1, "exe")])
def test_a_piece_or_a_kind_that_there_is_not_is_refused(office, piece, kind):
    with pytest.raises(BadParameter):
        download(seen_by(office), STATE, piece=piece, kind=kind)


def test_a_text_that_a_spreadsheet_would_run_is_written_as_text(office):
    grid = Grid("Bảng", (Head("Tên"), Head("Số", is_number=True)), (("=1+1", "–"), ("Trường", "1.234")))
    rows = list(csv.reader(io.StringIO(to_csv([grid], ["-dòng"], office.labels).decode("utf-8-sig"))))
    assert rows[2] == ["'=1+1", ""]
    assert rows[3] == ["Trường", "1234"]
    assert rows[-1] == ["'-dòng"]
