"""Where things of a workspace stand."""

from pathlib import Path

from hocba_ops.errors import WorkspaceMissing
from hocba_ops.settings import FILE_NAME

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
"""The project's own notebooks; a workspace may name a folder of its own in hocba.toml."""


def find_workspace(start: Path) -> Path:
    """The nearest folder from `start` upwards that has a hocba.toml; `WorkspaceMissing` where there is none."""
    if not start.is_dir():
        raise WorkspaceMissing(str(start))
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise WorkspaceMissing(str(start))
