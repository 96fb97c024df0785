"""Run one notebook and publish its report folder: executed copy, page, annex, manifest — all of it or nothing."""

import json
import logging
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from hocba_ops import errors
from hocba_ops.errors import KERNEL_DIED, NotebookFailed
from hocba_ops.reporting.formats import day
from hocba_ops.reporting.origin import Origin
from hocba_ops.reporting.page import write_page
from hocba_ops.runs.manifest import build_manifest, strip_run_times
from hocba_ops.runs.parameters import RunParameters, check_declared
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: the step, its report folder, and the answer as the JSON that the notebook left there."""

    step: str
    folder: Path
    answer: Mapping[str, Any]

    @property
    def page(self) -> Path:
        """The page to read."""
        return self.folder / f"{self.step}.html"


def execute(
    workbench: Workbench, step: str, parameters: RunParameters, *, started_at: datetime, kernel: Kernel | None = None
) -> Run:
    """Run the notebook of a step and put its report under reports/<unit>/<school_year>/<as_of>/<step>/.

    In a kernel that waits for notebooks, else in one of its own; the report has the same bytes. A cell that raises
    leaves the report that was there and keeps the half-run copy beside it: `NotebookFailed`.
    """
    check_run(workbench, step, parameters)
    target = workbench.report_folder(step, **parameters.values())
    with beside(target) as folder:
        with nullcontext(kernel) if kernel else Kernel() as used:
            answer = draft(workbench, step, used, parameters, folder, started_at=started_at, before=target)
        publish(folder, target)
    return Run(step, target, answer)


def check_run(workbench: Workbench, step: str, parameters: RunParameters) -> None:
    """Raise the `OpsError` that keeps a run from beginning: a parameter that the notebook has not, nothing loaded."""
    check_declared(workbench.notebook_of(step), {*parameters.asked(), "workspace", "output"})
    workbench.check(step, **parameters.values())


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A folder beside a report, which nobody reads yet and which is gone in the end unless it was published."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _recover(target)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def draft(
    workbench: Workbench,
    step: str,
    kernel: Kernel,
    parameters: RunParameters,
    folder: Path,
    *,
    started_at: datetime,
    before: Path | None = None,
) -> Mapping[str, Any]:
    """Everything of the report, in a folder that nobody reads yet; the answer that the notebook left there.

    A cell that raises is `NotebookFailed`; the half-run copy is kept beside the folder.
    """
    clock = time.monotonic()
    _run_notebook(workbench, kernel, folder / f"{step}.ipynb", parameters)
    strip_run_times(folder / f"{step}.ipynb")
    answer: Mapping[str, Any] = json.loads((folder / f"{step}.json").read_text(encoding="utf-8"))
    _write_page(workbench, step, parameters, folder, answer)
    seconds = time.monotonic() - clock
    manifest = build_manifest(
        workbench, step, parameters, folder, answer, started_at=started_at, seconds=seconds, before=before
    )
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    return answer


def _run_notebook(workbench: Workbench, kernel: Kernel, copy: Path, parameters: RunParameters) -> None:
    logging.getLogger("papermill").setLevel(logging.ERROR)
    places = {"workspace": str(workbench.settings.root), "output": str(copy.parent)}
    try:
        kernel.run(workbench.notebook_of(copy.stem), copy, {**parameters.asked(), **places})
    except PapermillExecutionError as fault:
        told = fault.evalue if fault.ename in errors.__all__ else f"{fault.ename}: {fault.evalue}"  # ours is a sentence
        raise _failed(copy, fault.cell_index, told) from fault
    except DeadKernelError as fault:
        raise _failed(copy, _last_begun(copy), KERNEL_DIED) from fault


def _failed(copy: Path, cell: int, reason: str) -> NotebookFailed:
    kept = _keep_failed(copy.parent, copy.stem, reason)
    return NotebookFailed(copy.stem, cell, reason, str(kept))


def _last_begun(copy: Path) -> int:
    """The place of the last cell that was begun, in a copy whose kernel died."""
    cells = json.loads(copy.read_text(encoding="utf-8"))["cells"]
    begun = [place for place, cell in enumerate(cells) if cell["metadata"]["papermill"]["start_time"]]
    return max(begun, default=0)


def _keep_failed(draft: Path, step: str, reason: str) -> Path:
    """Leave the half-run copy beside the report, under a name that nobody takes for a report, and say why."""
    kept = failed_folder(draft.parent / step)
    shutil.rmtree(kept, ignore_errors=True)
    draft.rename(kept)
    (kept / "LOI.txt").write_text(reason + "\n", encoding="utf-8")
    return kept


def failed_folder(target: Path) -> Path:
    """Where the half-run copy of a report is kept."""
    return target.with_name(f"{target.name}.loi")


def _recover(target: Path) -> None:
    """Put back a report that a run, killed between its two last renames, had already moved aside."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}-old")


def publish(draft: Path, target: Path) -> None:
    """Put the finished folder in place of the old one; the old one goes only when the new one stands complete."""
    draft.chmod(0o755)
    old = _aside(target)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(failed_folder(target), ignore_errors=True)


def _write_page(
    workbench: Workbench, step: str, parameters: RunParameters, folder: Path, answer: Mapping[str, Any]
) -> None:
    """The page of the executed copy: what it is about above the title, by which rules it was made at the end."""
    words = workbench.labels
    about = (workbench.name_of(parameters.unit), parameters.school_year, day(parameters.day, words))
    made_by = words("report.made_by", version=version("hocba-ops"), rulebook=workbench.rulebook.sha256[:12])
    write_page(
        folder / f"{step}.ipynb",
        folder / f"{step}.html",
        labels=words,
        title=words(f"step.{step}"),
        kicker=" · ".join(about),
        footer=[made_by],
        origin=Origin.read(
            {
                **answer,
                **parameters.values(),
                "anchor": parameters.anchor,
                "rulebook": workbench.rulebook.sha256,
                "version": version("hocba-ops"),
            }
        ),
    )
