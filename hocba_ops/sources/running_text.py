"""Running text instead of a table: its bytes as lines, and lines of old alphabets set right as those of a sheet are."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.sources.decoding import decoded
from hocba_ops.sources.encodings import mend_encodings
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.repairs import CODE_PAGE, LEFT_ENCODED, NOTHING
from hocba_ops.text import nfc


def lines_of(data: bytes, *, path: str) -> list[str]:
    """The lines of a text file in whatever code page it is; those of TCVN3 and VNI as they stand.

    Raises `UnreadableFile` for what is no text.
    """
    text, _ = decoded(data, path=path)
    return text.splitlines()


def mended(lines: Sequence[str]) -> tuple[list[str], tuple[str, ...], int]:
    """The lines in Unicode with every letter composed; the old alphabets found; how many lines could not be told."""
    cells = pl.DataFrame({"row_number": range(1, len(lines) + 1), "c0": [nfc(line) for line in lines]})
    grid = mend_encodings(Grid("", cells, NOTHING))
    told = grid.repairs.select("kind", "before").rows()
    names = tuple(before.rpartition(":")[0] for kind, before in told if kind == CODE_PAGE)
    left = sum(int(before.rpartition(":")[2]) for kind, before in told if kind == LEFT_ENCODED)
    return [nfc(line) for line in grid.cells["c0"].to_list()], names, left
