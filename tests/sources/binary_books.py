"""Workbooks in the formats for which no library writes: the records of a small .xlsb, the XML of a small .ods."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | bool | date | None

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
ORIGIN = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def write_xlsb(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[tuple[int, int]] = (),
    hidden_sheets: Sequence[str] = (),
    is_1904: bool = False,
) -> Path:
    """A binary workbook. Rows count from 1, columns too; days are numbers in a date format."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.bin")]),
        "xl/_rels/workbook.bin.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(sheets) + 1)),
                ("styles", "styles.bin"),
            ]
        ),
        "xl/workbook.bin": _book(list(sheets), hidden_sheets, is_1904=is_1904),
        "xl/styles.bin": _styles(),
    }
    for at, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{at}.bin"] = _sheet(rows, hidden_rows, hidden_columns, is_1904=is_1904)
    return write_zip(path, parts)


def write_zip(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """A zip with the same bytes whenever it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 5, 29, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return path


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + size + body


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _book(names: Sequence[str], hidden: Sequence[str], *, is_1904: bool) -> bytes:
    sheets = b"".join(
        _record(156, struct.pack("<II", int(name in hidden), at) + _text(f"rId{at}") + _text(name))
        for at, name in enumerate(names, start=1)
    )
    properties = _record(153, struct.pack("<II", int(is_1904), 124226) + _text(""))
    return _record(131) + properties + _record(143) + sheets + _record(144) + _record(132)


def _styles() -> bytes:
    """Style 0 is general, style 1 is a day (number format 14)."""
    font = (
        struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 2, 0, 0)
        + bytes([7, 1, 0, 0, 0, 0, 0, 0xFF])
        + b"\0"
        + _text("Arial")
    )
    fill = struct.pack("<I", 0) + b"\0" * 64
    border = b"\0" * 51
    formats = [
        struct.pack("<HHHHHBBHBB", parent, number, 0, 0, 0, 0, 0, 0x1000, 0, 0) for parent, number in ((0, 0), (0, 14))
    ]
    masters = [struct.pack("<HHHHHBBHBB", 0xFFFF, 0, 0, 0, 0, 0, 0, 0x1000, 0, 0)]
    lists = [(611, 43, [font], 612), (603, 45, [fill], 604), (613, 46, [border], 614), (626, 47, masters, 627),
             (617, 47, formats, 618)]  # fmt: skip
    body = b"".join(
        _record(begin, struct.pack("<I", len(items))) + b"".join(_record(kind, item) for item in items) + _record(end)
        for begin, kind, items, end in lists
    )
    return _record(278) + body + _record(279)


def _sheet(
    rows: Sequence[Sequence[Cell]],
    hidden_rows: Sequence[int],
    hidden_columns: Sequence[tuple[int, int]],
    *,
    is_1904: bool,
) -> bytes:
    width = max((len(row) for row in rows), default=1)
    columns = b"".join(
        _record(60, struct.pack("<IIIIH", first - 1, last - 1, 0, 0, 1)) for first, last in hidden_columns
    )
    data = b""
    for at, row in enumerate(rows):
        flags = 0x10 if at + 1 in hidden_rows else 0
        data += _record(
            0, struct.pack("<IIHBBBI", at, 0, 300, 0, flags, 0, 1) + struct.pack("<II", 0, max(0, width - 1))
        )
        data += b"".join(_cell(place, value, is_1904=is_1904) for place, value in enumerate(row) if value is not None)
    size = struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, max(0, width - 1))
    around = _record(390) + columns + _record(391) if columns else b""
    return _record(129) + _record(148, size) + around + _record(145) + data + _record(146) + _record(130)


def _cell(place: int, value: Cell, *, is_1904: bool) -> bytes:
    if isinstance(value, str) and value.startswith("#"):
        return _record(3, struct.pack("<IIB", place, 0, 42))
    if isinstance(value, str):
        return _record(6, struct.pack("<II", place, 0) + _text(value))
    if isinstance(value, bool):
        return _record(4, struct.pack("<IIB", place, 0, value))
    if isinstance(value, date):
        return _record(5, struct.pack("<IId", place, 1, (value - ORIGIN[is_1904]).days))
    return _record(5, struct.pack("<IId", place, 0, value))


def _content_types(sheets: int) -> str:
    kinds = [("/xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main")]
    kinds += [(f"/xl/worksheets/sheet{at}.bin", "application/vnd.ms-excel.worksheet") for at in range(1, sheets + 1)]
    kinds += [("/xl/styles.bin", "application/vnd.ms-excel.styles")]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds)
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">{relations}{overrides}</Types>'


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(parts, start=1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def write_ods(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[tuple[int, int]] = (),
    hidden_sheets: Sequence[str] = (),
    is_1904: bool = False,
    more: str = "",
) -> Path:
    """An .ods as LibreOffice lays it out; `more` is XML that follows the last row of each sheet."""
    spaces = "".join(f' xmlns:{name}="{DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    calcext = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("seen", "true"), ("unseen", "false"))
    )
    year = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    tables = "".join(
        f'<table:table table:name={quoteattr(name)} table:style-name="{"unseen" if name in hidden_sheets else "seen"}">'
        + _ods_columns(rows, hidden_columns)
        + "".join(_ods_row(row, is_hidden=at in hidden_rows) for at, row in enumerate(rows, start=1))
        + f"{more}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}{calcext} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{year if is_1904 else ''}{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{DOCUMENT}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return write_zip(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_columns(rows: Sequence[Sequence[Cell]], hidden: Sequence[tuple[int, int]]) -> str:
    width = max((len(row) for row in rows), default=1)
    unseen = {at for first, last in hidden for at in range(first, last + 1)}
    return "".join(
        f"<table:table-column{' table:visibility=' + quoteattr('collapse') if at in unseen else ''}/>"
        for at in range(1, width + 1)
    )


def _ods_row(row: Sequence[Cell], *, is_hidden: bool) -> str:
    visibility = ' table:visibility="collapse"' if is_hidden else ""
    return f"<table:table-row{visibility}>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("#"):
        kind, shown = 'office:value-type="string" office:string-value="" calcext:value-type="error"', value
    elif isinstance(value, str):
        kind, shown = 'office:value-type="string"', value
    elif isinstance(value, bool):
        kind, shown = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', str(value).upper()
    elif isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', value.strftime("%d/%m/%Y")
    else:
        kind, shown = f'office:value-type="float" office:value="{value}"', str(value)
    return f"<table:table-cell {kind}><text:p>{escape(shown)}</text:p></table:table-cell>"
