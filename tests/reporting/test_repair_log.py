from datetime import date
from pathlib import Path

import openpyxl
import polars as pl

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.repair_log import write_repair_log

ONE = {
    "source_file": "2025-05-16/CSDL_HocSinh.xls",
    "as_of": date(2025, 5, 16),
    "sheet": "Sheet1",
    "row_number": 12,
    "column": "person_id",
    "kind": "so_0_dau",
    "before": "79214000001",
    "after": "079214000001",
}


def test_repair_log_of_one_cell_says_where_it_stands_and_what_it_was_before(tmp_path: Path, labels: Labels):
    out = write_repair_log(pl.DataFrame([ONE]), tmp_path / "log.xlsx", labels=labels)

    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))

    assert rows[-1][0] == ONE["source_file"]
    assert rows[-1][2:] == ("Sheet1", 12, "person_id", "Khôi phục số 0 ở đầu", "79214000001", "079214000001")


def test_repair_log_of_an_empty_store_is_a_head_without_rows(tmp_path: Path, labels: Labels):
    schema = dict.fromkeys(ONE, pl.String) | {"as_of": pl.Date, "row_number": pl.Int64}

    out = write_repair_log(pl.DataFrame(schema=schema), tmp_path / "log.xlsx", labels=labels)

    assert openpyxl.load_workbook(out).active.max_row == 3
