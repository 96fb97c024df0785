from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.sources.office_files import PREAMBLE, Book, Row, write_book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes a workbook whose first sheet, unless told otherwise, has the usual lines above its heading."""

    def write(rows: Sequence[Row] | dict[str, Sequence[Row]], name: str = "tep.xlsx", folder: str = ".") -> Path:
        sheets = rows if isinstance(rows, dict) else {"Sheet1": [*PREAMBLE, *rows]}
        return write_book(tmp_path / folder / name, sheets)

    return write
