"""Sheets of a workbook as grids: weighed and looked into first, so that opening one never fills the memory."""

from collections.abc import Callable
from dataclasses import dataclass, field

import fastexcel
import polars as pl

from hocba_ops.errors import Limit, OpsError, ProtectedFile, TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.encodings import mend_encodings
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.ods_scan import CONTENT, scan_ods
from hocba_ops.sources.ole import UnsoundContainer
from hocba_ops.sources.package import ZIP, Package, chunks, open_package, whole
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.scan import Scan, Scans, check_extent, scan_repairs
from hocba_ops.sources.sheet_errors import clear_errors
from hocba_ops.sources.vocabulary import reason
from hocba_ops.sources.xls_scan import scan_xls
from hocba_ops.sources.xlsb_scan import WORKBOOK as XLSB
from hocba_ops.sources.xlsb_scan import scan_xlsb
from hocba_ops.sources.xlsx_scan import WORKBOOK as XLSX
from hocba_ops.sources.xlsx_scan import scan_xlsx

SCANNERS: dict[str, Callable[[Package], Scans]] = {XLSX: scan_xlsx, XLSB: scan_xlsb, CONTENT: scan_ods}
"""By the part that only one format of zipped workbooks has."""
TEXTS = "xl/sharedstrings"
STYLES = "xl/styles"
"""Beginnings of the names of parts that are unpacked for every sheet."""
MANIFEST = "meta-inf/manifest.xml"
ENCRYPTED = b"encryption-data"
HIDDEN = ("hidden", "veryhidden")


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file, and what stopped those that could not be read."""

    grids: tuple[Grid, ...]
    faults: tuple[OpsError, ...] = ()


@dataclass(frozen=True, slots=True)
class _Book:
    reader: fastexcel.ExcelReader
    scans: Scans
    path: str
    limits: Limits
    nothing: Scan = field(default_factory=Scan)

    def sheet(self, name: str) -> Grid | OpsError:
        """A sheet as a grid, or why it could not be one."""
        place = f"{self.path} ({name})"
        scan = self.scans.sheets.get(name, self.nothing)
        if refusal := check_extent(scan, place=place, limits=self.limits):
            return refusal
        try:
            sheet = self.reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            frame = sheet.to_polars()
        except (fastexcel.FastExcelError, ValueError):
            return UnreadableFile(place, reason("damaged_sheet"))
        return self._grid(name, frame, scan, is_hidden=sheet.visible in HIDDEN)

    def _grid(self, name: str, frame: pl.DataFrame, scan: Scan, *, is_hidden: bool) -> Grid:
        first_column = max(1, scan.columns - frame.width + 1)
        frame = frame.rename({old: f"c{index}" for index, old in enumerate(frame.columns)}).cast(pl.String)
        frame = frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in frame.columns)
        numbers = pl.Series("row_number", range(1, frame.height + 1), dtype=pl.Int64)
        told = scan_repairs(scan, name, height=frame.height, is_hidden=is_hidden)
        grid = Grid(name, frame.insert_column(0, numbers), gathered([told]), self.scans.is_1904)
        return mend_encodings(clear_errors(grid, first_column=first_column), first_column=first_column)


def read_workbook(data: bytes, *, path: str, limits: Limits) -> Opened:
    """Every sheet of a workbook that can be read. A sheet that is damaged or too large is told; the others are read.

    Raises `ProtectedFile`, `TooLarge` for a file that is refused as a whole, `UnreadableFile` where no sheet is left.
    """
    scans = _looked_into(data, path=path, limits=limits)
    try:
        reader = fastexcel.read_excel(data)
    except (fastexcel.FastExcelError, ValueError) as fault:
        raise UnreadableFile(path, reason("damaged_workbook")) from fault
    if len(reader.sheet_names) > limits.sheets:
        raise TooLarge(path, Limit.SHEETS, found=len(reader.sheet_names), allowed=limits.sheets)
    book = _Book(reader, scans, path, limits)
    read = [book.sheet(name) for name in reader.sheet_names]
    faults = tuple(sheet for sheet in read if isinstance(sheet, OpsError))
    grids = tuple(sheet for sheet in read if isinstance(sheet, Grid))
    if not grids:
        raise next(iter(faults), UnreadableFile(path, reason("empty")))
    return Opened(grids, faults)


def _looked_into(data: bytes, *, path: str, limits: Limits) -> Scans:
    """What the workbook says beside its values; everything that opening it would unpack has been weighed."""
    if not data.startswith(ZIP):
        return _scan_xls(data, path=path)
    package = open_package(data, path=path, limits=limits)
    if ENCRYPTED in whole(package, MANIFEST):
        raise ProtectedFile(path)
    scanner = next((scan for part, scan in SCANNERS.items() if part in package.parts), None)
    if scanner is None:
        raise UnreadableFile(path, reason("not_a_workbook"))
    for name in package.parts:
        if name.startswith((TEXTS, STYLES)):
            any(not piece for piece in chunks(package, name))
    scans = scanner(package)
    if scanner is scan_ods:
        _refuse_unrolled(scans, path=path, limits=limits)
    return scans


def _scan_xls(data: bytes, *, path: str) -> Scans:
    try:
        return scan_xls(data)
    except UnsoundContainer as fault:
        raise UnreadableFile(path, reason("damaged_workbook")) from fault


def _refuse_unrolled(scans: Scans, *, path: str, limits: Limits) -> None:
    """An .ods is unrolled as a whole when it is opened, so one sheet that reaches too far is one too many."""
    for name, scan in scans.sheets.items():
        if refusal := check_extent(scan, place=f"{path} ({name})", limits=limits):
            raise refusal
