"""The pages that the load test looks at: one step of an office and its schools, in a workspace of invented rows."""

from pathlib import Path

from hocba_ops.dashboards.drawing import Drawn, draw
from hocba_ops.dashboards.state import State
from hocba_ops.settings import FILE_NAME
from hocba_ops.workbench import Workbench
from tests.small_office import SCHOOLS, build_office, seen_by

PAGE = "coverage"
UNITS = ("quan-1", *SCHOOLS)
SETTINGS = """
unit = "quan-1"
school_year = "2024-2025"
"""


def make_workspace(folder: Path) -> None:
    """The small office of the tests as a workspace."""
    build_office(folder)
    (folder / FILE_NAME).write_text(SETTINGS, encoding="utf-8")


def drawn_pages(folder: Path) -> dict[str, Drawn]:
    """The page of each unit, drawn."""
    view = seen_by(Workbench.open(folder))
    return {unit: draw(view, State(page=PAGE, unit=unit)) for unit in UNITS}
