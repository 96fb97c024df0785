"""The pages: one a step, in the order of the rollout; a step without a page of its own has a general one."""

from importlib import import_module
from importlib.util import find_spec

from hocba_ops.dashboards.pages import general
from hocba_ops.dashboards.sections import Arrange
from hocba_ops.workbench.composing import ALL_STEPS

RUNS = "runs"
"""The page of the reports that were run; it belongs to no step."""
JOBS = "jobs"
"""The page of the jobs that run by themselves."""
BESIDE = (RUNS, JOBS)
"""The pages that belong to no step."""


def page_names() -> tuple[str, ...]:
    """The pages of steps, the overview first."""
    return tuple(ALL_STEPS)


def arrange_of(step: str) -> Arrange:
    """What arranges the page of a step: `pages/<step>.py`, or the general page."""
    name = f"{__name__}.{step}"
    if step not in ALL_STEPS or find_spec(name) is None:
        return general.arrange
    arrange: Arrange = import_module(name).arrange
    return arrange
