"""A file as grids of text: every cell as it was stored, every row with the number that Excel shows beside it."""

from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from hocba_ops.errors import OpsError, ProtectedFile, UnreadableFile
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.delimited import read_delimited
from hocba_ops.sources.dimension import declared_rows
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.protection import OLE, is_protected
from hocba_ops.sources.repairs import DIMENSION, NOTHING, one_repair
from hocba_ops.sources.vocabulary import reason

ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file, and what stopped those that could not be read."""

    grids: tuple[Grid, ...]
    faults: tuple[OpsError, ...] = ()


def open_grids(data: bytes, *, path: str, limits: Limits = STANDARD_LIMITS) -> Opened:  # noqa: ARG001
    """Every sheet of a workbook, or the one table of a .csv; what the file is follows from its bytes, not its name.

    Raises `ProtectedFile` for a workbook with a password and `UnreadableFile` for one of which no sheet can be read.
    """
    if is_protected(data):
        raise ProtectedFile(path)
    if data.startswith((ZIP, OLE)):
        return _workbook(data, path=path)
    if Path(path).suffix.lower() != ".csv":
        raise UnreadableFile(path, reason("not_a_workbook"))
    return Opened((read_delimited(data, path=path),))


def _workbook(data: bytes, *, path: str) -> Opened:
    try:
        reader = fastexcel.read_excel(data)
    except fastexcel.FastExcelError as fault:
        raise UnreadableFile(path, reason("damaged_workbook")) from fault
    declared = declared_rows(data) if data.startswith(ZIP) else {}
    read = [_sheet(reader, name, declared.get(name), path=path) for name in reader.sheet_names]
    faults = tuple(sheet for sheet in read if isinstance(sheet, OpsError))
    grids = tuple(sheet for sheet in read if isinstance(sheet, Grid))
    if not grids:
        raise next(iter(faults), UnreadableFile(path, reason("empty")))
    return Opened(grids, faults)


def _sheet(reader: fastexcel.ExcelReader, name: str, declared: int | None, *, path: str) -> Grid | OpsError:
    try:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    except fastexcel.FastExcelError:
        return UnreadableFile(f"{path} ({name})", reason("damaged_sheet"))
    frame = sheet.to_polars()
    frame = frame.rename({old: f"c{index}" for index, old in enumerate(frame.columns)}).cast(pl.String)
    numbers = pl.Series("row_number", range(1, frame.height + 1), dtype=pl.Int64)
    repairs = NOTHING
    if declared is not None and declared < frame.height:
        repairs = one_repair(name, None, "", DIMENSION, str(declared), str(frame.height))
    return Grid(name, frame.insert_column(0, numbers), repairs)
