"""From a grid and the heading found in it to the block of data rows under that heading."""

from hocba_ops.sources.headings import Match, top_rows
from hocba_ops.sources.layout import Block, Grid
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.rows import data_rows


def block(grid: Grid, match: Match) -> Block:
    """The rows under a heading, with the lines above it and what was passed over."""
    header = match.header
    columns = {field: f"c{place}" for field, place in match.columns.items()}
    paths = {f"c{place}": path for place, path in enumerate(header.paths)}
    below = grid.cells.slice(header.top + header.depth)
    rows, skipped = data_rows(below, columns, required=match.layout.required, paths=paths, sheet=grid.sheet)
    above = top_rows(grid)[: header.top]
    preamble = tuple(" ".join(filter(None, cells)) for cells in above)
    repairs = gathered([grid.repairs, skipped])
    return Block(match.layout.name, grid.sheet, columns, paths, preamble, rows, repairs, grid.is_1904)
