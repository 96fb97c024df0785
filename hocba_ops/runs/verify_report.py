"""A report held against its own sources: computed again from the state of the store that it names, cell by cell."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from hocba_ops.errors import NoOrigin, StateLost
from hocba_ops.reporting.formats import day as day_text
from hocba_ops.reporting.origin import Origin
from hocba_ops.reporting.read_back import Place, Report, read_report
from hocba_ops.runs.execute import draft
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.letter_check import read_letter, retell_letter

LETTER = ".pdf"

KNOWN_BEFORE = "HOCBA_KNOWN_BEFORE"
"""How a notebook's own process is told to see the store as it was before a moment."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which a report says something else than what is computed again; None: it says nothing there."""

    place: Place
    said: str | None
    computed: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a report: where it differs, which stored files are no longer as written, which rules it was by.

    `is_rulebook_same` False: the rules have changed since; a difference may come from them.
    """

    path: Path
    origin: Origin
    differences: tuple[Difference, ...]
    altered: tuple[str, ...]
    is_rulebook_same: bool

    @property
    def is_same(self) -> bool:
        """Whether every cell and sentence is computed again, from stored rows that nobody changed."""
        return not self.differences and not self.altered


def verify_report(bench: Workbench, path: Path) -> Checked:
    """Compute a page, workbook or official document (PDF) again and lay it beside the file.

    `NoOrigin` for a file that does not say what it came from, `StateLost` when the store never had those files.
    """
    is_letter = path.suffix.lower() == LETTER
    report = read_letter(bench, path) if is_letter else read_report(path)
    if report is None or report.origin is None:
        raise NoOrigin(str(path))
    origin = report.origin
    day = date.fromisoformat(origin.as_of)
    then = bench.as_it_was(origin.held, day)
    if then is None:
        raise StateLost(str(path), day_text(day, bench.labels))
    again = retell_letter(bench, then, path) if is_letter else _computed(then, origin, path.suffix.lower()).says
    return Checked(
        path=path,
        origin=origin,
        differences=compare(report.says, again),
        altered=then.store.altered(day),
        is_rulebook_same=origin.rulebook == bench.rulebook.sha256,
    )


def compare(said: Mapping[Place, str], computed: Mapping[Place, str]) -> tuple[Difference, ...]:
    """Every place of either that does not say the same, in order."""
    places = sorted(said.keys() | computed.keys(), key=lambda one: (one.table, one.row, one.column))
    found = (Difference(place, said.get(place), computed.get(place)) for place in places)
    return tuple(one for one in found if one.said != one.computed)


def _computed(bench: Workbench, origin: Origin, suffix: str) -> Report:
    """The same report, made anew in a folder that is gone afterwards."""
    parameters = RunParameters(origin.unit, origin.school_year, origin.as_of, origin.anchor)
    is_book = suffix == ".xlsx"
    with tempfile.TemporaryDirectory(prefix="hocba-verify-") as scratch:
        folder = Path(scratch)
        if is_book:
            bench.export(bench.run(origin.step, **parameters.asked()), folder, small_cells=origin.small_cells)
        else:
            with _seeing(bench), Kernel() as kernel:
                draft(bench, origin.step, kernel, parameters, folder, started_at=datetime.now(UTC))
        found = read_report(folder / f"{origin.step}{'.xlsx' if is_book else '.html'}")
    assert found is not None
    return replace(found, origin=origin)


@contextmanager
def _seeing(bench: Workbench) -> Iterator[None]:
    """Processes begun within the block see the store as the workbench does."""
    until = bench.store.until
    if until is None:
        yield
        return
    os.environ[KNOWN_BEFORE] = until.isoformat()
    try:
        yield
    finally:
        del os.environ[KNOWN_BEFORE]
