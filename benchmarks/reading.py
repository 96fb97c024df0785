"""Reading an office's file, relative to what the bare reader of the library takes for the same bytes."""

import tempfile
from datetime import date
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl

from benchmarks.figures import Ratio, compare
from benchmarks.invented_files import write_files
from benchmarks.measuring import Case, take_in_turn
from benchmarks.scale import Scale
from hocba_ops.sources.reading import read_file

DAY = date(2025, 6, 30)


ROWS, TIMES = 100_000, 3
WORKBOOK = "pupils.xlsx"


def ratios(scale: Scale) -> list[Ratio]:
    """Our reading of each file against the bare reading of it, and of the workbook against openpyxl."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_files(Path(folder), rows=scale.less(ROWS, 200))
        cases: dict[str, Case] = {}
        for name, path in paths.items():
            cases |= {f"bare {name}": (read_bare, (path,)), f"ours {name}": (read_ours, (path,))}
        taken = take_in_turn(cases, times=scale.less(TIMES, 1))
        taken |= take_in_turn({"openpyxl": (read_by_openpyxl, (paths[WORKBOOK],))}, times=1)
    found = [
        compare(
            name.replace(".", "_"), taken[f"ours {name}"], taken[f"bare {name}"], bare_peak=taken[f"bare {name}"].peak
        )
        for name in paths
    ]
    return [*found, compare("xlsx_vs_openpyxl", taken[f"ours {WORKBOOK}"], taken["openpyxl"])]


def read_by_openpyxl(path: Path) -> int:
    """Every cell of the workbook, row after row, as openpyxl reads it with the least memory."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    told = sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))
    book.close()
    return told


def read_bare(path: Path) -> int:
    """Every cell of the file as text, as the library gives it; nothing looked for, nothing mended."""
    data = path.read_bytes()
    if path.suffix == ".csv":
        return pl.read_csv(data, separator=";", has_header=False, infer_schema=False, truncate_ragged_lines=True).height
    reader = fastexcel.read_excel(data)
    sheets = [reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in reader.sheet_names]
    return sum(sheet.to_polars().height for sheet in sheets)


def read_ours(path: Path) -> int:
    """The rows of the declared table, typed and mended, each with its place."""
    reading = read_file(path, name=path.name, as_of=DAY)
    return sum(frame.height for frame in reading.tables.values())
