"""Reading an office's file, relative to what the bare reader of the library takes for the same bytes.

python -m benchmarks.reading --rows 100000 --times 5
"""

import argparse
import tempfile
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl

from benchmarks.invented_files import write_files
from benchmarks.measuring import Case, take_in_turn
from benchmarks.telling import Line, print_lines, ratio
from hocba_ops.sources.reading import read_file

DAY = date(2025, 6, 30)


def main() -> None:
    """Print one line a file."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--times", type=int, default=5)
    asked = options.parse_args()
    print_lines(f"Reading {asked.rows:,} rows", measure(rows=asked.rows, times=asked.times))


def measure(*, rows: int, times: int) -> list[Line]:
    """Our reading of each file against the bare reading of it: CPU seconds, median, in random order."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_files(Path(folder), rows=rows)
        cases: dict[str, Case] = {}
        for name, path in paths.items():
            cases |= {f"bare {name}": (read_bare, (path,)), f"ours {name}": (read_ours, (path,))}
        taken = take_in_turn(cases, times=times)
    lines = []
    for name in paths:
        bare, ours = taken[f"bare {name}"], taken[f"ours {name}"]
        lines.append(Line(name, ours, {"bare_cpu": bare.cpu, "bare_peak": bare.peak, "ratio": ratio(ours, bare)}))
    return lines


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


if __name__ == "__main__":
    main()
