"""One kernel for many notebooks, one after another: what all of them import is imported once.

Before each notebook the kernel forgets every name, counts its cells from one again and stands in the notebook's folder,
so that a report has the same bytes as from a kernel of its own. Whatever failed takes its kernel with it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import papermill
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.iorw import write_ipynb
from traitlets.config import Config

ENGINE = "hocba-warm"
"""By which name papermill knows this way to run a notebook."""
NAME = "python3"
FORGET = "get_ipython().reset(new_session=True); import os; os.chdir({folder!r}); del os"
"""What the kernel does before a notebook, silently: it is no cell, and leaves no count and no output."""


class Kernel:
    """A kernel that waits for notebooks; it starts with the first, and is stopped at the end of a `with`."""

    def __init__(self) -> None:
        self.manager = _make_manager()

    def run(self, notebook: Path, copy: Path, parameters: Mapping[str, str]) -> None:
        """Execute a notebook in its folder, into a copy that is written once, when all cells ran or one failed.

        Raises `PapermillExecutionError` for a cell that raised, `DeadKernelError` for one that killed the kernel.
        """
        try:
            papermill.execute_notebook(
                str(notebook),
                str(copy),
                parameters=dict(parameters),
                engine_name=ENGINE,
                kernel_name=NAME,
                progress_bar=False,
                request_save_on_cell_execute=False,
                cwd=str(notebook.parent),
                km=self.manager,
                copy=copy,
            )
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Let the kernel go; the next notebook starts another."""
        if self.manager.has_kernel:
            run_sync(self.manager.shutdown_kernel)(now=True)
        self.manager = _make_manager()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class WarmEngine(Engine):  # type: ignore[misc]
    """Runs a notebook in a kernel that is there already, or starts it there."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, km: AsyncKernelManager, copy: Path, start_timeout: int = 60, **_: Any
    ) -> None:
        """Run the cells; the kernel stays, the line to it is closed. If it died, `copy` shows how far it came."""
        client = _Client(nb_man, km=km, kernel_name=kernel_name, startup_timeout=start_timeout)
        try:
            client.execute()
        except DeadKernelError:
            write_ipynb(nb_man.nb, str(copy))
            raise
        finally:
            if client.kc is not None:
                client.kc.stop_channels()


papermill_engines.register(ENGINE, WarmEngine)


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Lets the kernel forget what the notebook before left, in the folder that papermill went to."""

    def papermill_execute_cells(self) -> None:
        forget = FORGET.format(folder=str(Path.cwd()))
        self.wait_for_reply(self.kc.execute(forget, silent=True, store_history=False))
        super().papermill_execute_cells()


def _make_manager() -> AsyncKernelManager:
    return AsyncKernelManager(kernel_name=NAME, config=Config({"KernelManager": {"transport_encryption": "auto"}}))
