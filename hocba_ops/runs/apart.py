"""A report made by another process, perhaps on another machine: it comes back by value and is published here."""

import atexit
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hocba_ops.errors import NotebookFailed, NothingLoaded, OpsError
from hocba_ops.runs.execute import beside, check_run, draft, failed_folder, publish
from hocba_ops.runs.manifest import BEGUN_BY
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a report folder; `failed`: the cell that raised and why, of one that was half run."""

    files: Mapping[str, bytes] = field(repr=False)
    failed: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """Why there is no report, in a sentence; `is_empty`: no file says anything about the unit on the day."""

    said: str
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Which step is run in which workspace, as its machine calls it, and within which scheduled run."""

    step: str
    root: str
    begun_by: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a process keeps between two reports."""

    bench: Workbench
    step: str
    kernel: Kernel


def open_apart(given: Given) -> Ready:
    """Open the workspace for the reports of a step; the kernel starts with the first. Raises `WorkspaceMissing`."""
    BEGUN_BY.set(given.begun_by)
    kernel = Kernel()
    atexit.register(kernel.stop)
    return Ready(Workbench.open(Path(given.root)), given.step, kernel)


def make_apart(ready: Ready, parameters: RunParameters) -> Made | Barred:
    """Run the notebook for one unit in a folder that is gone afterwards; nothing is written to the workspace."""
    with TemporaryDirectory(prefix="hocba-") as place:
        folder, now = Path(place) / "draft", datetime.now(UTC)
        folder.mkdir()
        try:
            check_run(ready.bench, ready.step, parameters)
            before = ready.bench.report_folder(ready.step, **parameters.values())
            draft(ready.bench, ready.step, ready.kernel, parameters, folder, started_at=now, before=before)
        except NotebookFailed as fault:
            return Made(_files(failed_folder(folder.with_name(ready.step))), (fault.cell, fault.reason))
        except NothingLoaded as fault:
            return Barred(str(fault), is_empty=True)
        except OpsError as fault:
            return Barred(str(fault))
        return Made(_files(folder))


def put_files(made: Made, target: Path) -> Path:
    """Write what was made into its place, whole or not at all; the half-run copy leaves the report as it was."""
    with beside(target) as folder:
        for name, content in made.files.items():
            (folder / name).write_bytes(content)
        if made.failed is None:
            publish(folder, target)
        else:
            shutil.rmtree(target, ignore_errors=True)
            folder.rename(target)
    return target


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
