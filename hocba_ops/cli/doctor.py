"""`hocba doctor`: is everything installed, and what does the workspace hold."""

import argparse
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import OpsError
from hocba_ops.workbench import Workbench, find_workspace

PACKAGES = ("polars", "duckdb", "plotly", "papermill", "jupyterlab", "fastexcel", "xlsxwriter")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Check = tuple[str, str, str]
"""What was looked at, what was found, and what to do about it (empty: nothing)."""


def main(asked: argparse.Namespace) -> int:
    """Print every check. 0 when the machine and the workspace are fit for work; else the code of what is wrong."""
    say = words()
    table = Table()
    for column in ("check", "result", "next"):
        table.add_column(say[f"cli.doctor.column_{column}"], overflow="fold")
    for check in _machine():
        table.add_row(*check)
    error = _add_workspace(table, asked.workspace)
    Console(highlight=False).print(table)
    if error:
        raise error
    return 0


def _machine() -> Iterator[Check]:
    say = words()
    yield say["cli.doctor.python"], platform.python_version(), ""
    for name in PACKAGES:
        yield _package(name)
    has_kernel = "python3" in KernelSpecManager().find_kernel_specs()
    yield _found(say["cli.doctor.kernel"], has_kernel, say["cli.doctor.kernel_next"])
    has_browser = any(shutil.which(browser) for browser in BROWSERS)
    yield _found(say["cli.doctor.browser"], has_browser, say["cli.doctor.browser_next"])


def _package(name: str) -> Check:
    say = words()
    what = say["cli.doctor.package"].format(name=name)
    try:
        return what, version(name), ""
    except PackageNotFoundError:
        return what, say["cli.doctor.missing"], say["cli.doctor.package_next"]


def _found(what: str, is_there: bool, otherwise: str) -> Check:
    say = words()
    return (what, say["cli.doctor.ok"], "") if is_there else (what, say["cli.doctor.missing"], otherwise)


def _add_workspace(table: Table, place: str | None) -> OpsError | None:
    say = words()
    try:
        root = find_workspace(Path(place or "."))
        bench = Workbench.open(root)
    except OpsError as error:
        table.add_row(say["cli.doctor.workspace"], say["cli.doctor.missing"], say["cli.doctor.workspace_next"])
        return error
    table.add_row(say["cli.doctor.workspace"], str(root), "")
    for check in _workspace(bench):
        table.add_row(*check)
    return None


def _workspace(bench: Workbench) -> Iterator[Check]:
    say = words()
    book, batches = bench.rulebook, bench.store.current()
    counts = {"documents": len(book.documents), "rules": len(book.rules), "plans": len(book.plans)}
    yield say["cli.doctor.rulebook"], say["cli.doctor.rulebook_ok"].format(**counts), ""
    for inbox in bench.settings.inbox:
        folder = bench.settings.path(inbox)
        files = sum(path.is_file() for path in folder.rglob("*")) if folder.is_dir() else 0
        yield (
            say["cli.doctor.inbox"].format(folder=inbox),
            say["cli.doctor.inbox_ok"].format(files=files),
            "" if files else say["cli.doctor.inbox_next"],
        )
    yield (
        say["cli.doctor.store"].format(folder=bench.settings.store),
        say["cli.doctor.store_ok"].format(batches=len(batches)),
        "" if batches else say["cli.doctor.store_next"],
    )
