"""No file ends in a traceback: whatever its bytes or headings are, it becomes a reading or a sentence."""

import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.errors import OpsError
from hocba_ops.settings import Limits
from hocba_ops.sources.guard import PANIC
from hocba_ops.sources.reading import Reading, read_file
from tests.sources.binary_books import Cell, write_ods, write_xlsb
from tests.sources.office_files import PREAMBLE, write_book
from tests.sources.old_encoders import windows_1258

ROWS: list[Sequence[Cell]] = [
    *PREAMBLE,
    ("STT", "Mã trường", "Mã CBGVNV", "Họ tên", "Ngày tập huấn", "Nội dung"),
    *((at, "79760401", f"79{at:08}", "Nguyễn Thị Thử", date(2025, 4, at), "Học bạ") for at in range(1, 9)),
]
DAMAGED_FILES = 24
"""Of each format and each way of damage, in the suite."""
SMALL = Limits(rows=20_000, columns=500, cells=200_000, unpacked_bytes=8 << 20)


def outcome(path: Path) -> Reading | OpsError | None:
    """The reading, the sentence, or None where the reader broke as only a guarded child may break."""
    try:
        return read_file(path, name=path.name, limits=SMALL)
    except OpsError as fault:
        return fault
    except BaseException as fault:
        if type(fault).__name__ != PANIC:
            raise
        return None


def as_text(delimiter: str) -> str:
    lines = [delimiter.join("" if cell is None else f"{cell}" for cell in row) for row in ROWS]
    return "\n".join(lines)


def as_html() -> str:
    cells = ["".join(f"<td colspan=1>{cell}</td>" for cell in row) for row in ROWS]
    return "<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></body></html>"


def write_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for at, row in enumerate(ROWS):
        for place, cell in enumerate(row):
            sheet.write(at, place, str(cell))
    book.save(str(path))
    return path


WRITERS: dict[str, Callable[[Path], object]] = {
    "a.xlsx": lambda path: write_book(path, {"Sheet1": ROWS, "Sheet2": ROWS}),
    "a.xls": write_xls,
    "a.xlsb": lambda path: write_xlsb(path, {"Sheet1": ROWS}, hidden_rows=[9], hidden_columns=[(2, 2)]),
    "a.ods": lambda path: write_ods(path, {"Sheet1": ROWS}, hidden_rows=[9], hidden_columns=[(2, 2)]),
    "utf8.csv": lambda path: path.write_text(as_text(","), encoding="utf-8"),
    "utf16.csv": lambda path: path.write_text(as_text("\t"), encoding="utf-16"),
    "1258.csv": lambda path: path.write_bytes(windows_1258(as_text(";"))),
    "page.xls": lambda path: path.write_text(as_html(), encoding="utf-8"),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, a piece cut out, doubled or put in, or the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at = chance.randrange(len(changed) or 1)
        changed[at : at + 1] = bytes([chance.randrange(256)])
    start, length = chance.randrange(len(changed)), chance.choice((1, 4, 100, 3000))
    piece = bytes(changed[start : start + length])
    way = chance.randrange(5)
    if way == 1:
        del changed[start : start + length]
    elif way == 2:
        changed[start:start] = piece * chance.choice((1, 3))
    elif way == 3:
        changed[start:start] = chance.randbytes(length)
    elif way == 4:
        del changed[start:]
    return bytes(changed)


def damaged_part(data: bytes, chance: random.Random) -> bytes:
    """The same done to one part of a zip, which is whole again around it."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chosen = chance.choice([name for name in parts if parts[name]])
    parts[chosen] = damaged(parts[chosen], chance)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 5, 29, 0, 0, 0)), content)
    return packed.getvalue()


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_is_read_before_it_is_damaged(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    reading = outcome(tmp_path / name)
    assert isinstance(reading, Reading)
    assert reading.tables["training"].height >= 8


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", WRITERS)
def test_damaged_bytes_become_a_reading_or_a_sentence(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    ways = (damaged, damaged_part) if whole.startswith(b"PK") else (damaged,)
    for way in ways:
        for seed in range(DAMAGED_FILES):
            path = tmp_path / f"{way.__name__}-{seed}-{name}"
            path.write_bytes(way(whole, random.Random(seed)))
            outcome(path)


ODD_TEXTS = st.one_of(
    st.sampled_from(
        [
            "Mã trường",
            "Mã CBGVNV",
            "Ngày tập huấn",
            "Họ và tên",
            "Toán",
            "Tính đến ngày 29/05/2025",
            "Tổng cộng",
            "#N/A",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["\u202eمدرسة", "🏫" * 5, "a" * 30_000, "\x01\x0b", "=1+1", "  ", "٣", "1e999", "-", "NaN", "99999"]
    ),
)
GRIDS = st.lists(st.lists(ODD_TEXTS, max_size=8), max_size=12)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=GRIDS, heading=st.integers(0, 4))
def test_strange_headings_become_a_reading_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], heading: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "la.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([*rows[:heading], list(ROWS[len(PREAMBLE)]), *rows[heading:]]):
            for place, text in enumerate(row):
                sheet.write(at, place, text)
    assert outcome(path) is not None


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_bytes_of_any_kind_become_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for name in ("la.csv", "la.xls", "la.txt"):
        path = tmp_path_factory.getbasetemp() / name
        path.write_bytes(data)
        assert isinstance(outcome(path), OpsError)
