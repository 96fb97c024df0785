"""What tests of several rooms share: the invented district of data_samples, loaded once a session."""

import gc
import os
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings

from hocba_ops.workbench import Loaded, Workbench

settings.register_profile("hocba", deadline=None)
settings.load_profile("hocba")  # a busy machine is no fault of what is tested

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "data_samples"
LOADED_AT = datetime(2025, 8, 2, 8, tzinfo=UTC)
LOADED = "da-nap.txt"
"""The mark that a load of the samples is done; it tells what became of each file."""
SETTINGS = """
unit = "quan-1"
school_year = "2024-2025"
inbox = ["{samples}/quan-1", "{samples}/ha-noi-2024"]
store = "kho"
reports = "bao-cao"
workers = 2
"""


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the samples; the tests only read it."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the tests' own into which the whole inbox of the samples was loaded.

    Test processes that run side by side share it: whoever comes first loads, the others wait for its mark.
    """
    is_beside_others = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if is_beside_others else base) / "quan-mau"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_for(folder / LOADED)
        return folder
    (folder / "hocba.toml").write_text(SETTINGS.format(samples=SAMPLES.as_posix()), encoding="utf-8")
    _, outcomes = Workbench.open(folder).load(now=LOADED_AT)
    (folder / LOADED).write_text("\n".join(map(tell, outcomes)), encoding="utf-8")
    return folder


def tell(loaded: Loaded) -> str:
    """One line a file: its name, and what could not be read."""
    faults = [*([loaded.error] if loaded.error else []), *loaded.faults]
    return f"{loaded.name}: {'; '.join(map(str, faults)) or 'ok'}"


def wait_for(mark: Path, *, seconds: int = 240) -> None:
    """Returns when the file is there."""
    for _ in range(seconds * 5):
        if mark.exists():
            return
        time.sleep(0.2)
    pytest.fail(f"{mark} did not come within {seconds} seconds")


@pytest.fixture(scope="session")
def people_of_the_samples(sample_bench: Workbench) -> frozenset[str]:
    """Every name, personal number and code of a pupil or of a member of staff that any file of the samples holds."""
    columns = {"pupil": ("full_name", "person_id", "pupil_code"), "staff": ("full_name", "person_id", "staff_code")}
    found = [
        batch.path(table).as_posix()
        for batch in sample_bench.store.batches()
        for table in columns
        if batch.table(table)
    ]
    return frozenset(
        value
        for path in found
        for column in columns[path.rpartition("/")[2].removesuffix(".parquet")]
        for value in pl.read_parquet(path, columns=[column])[column].drop_nulls().unique()
        if len(value) > 5
    )


@pytest.fixture(scope="session")
def sample_bench(sample_workspace: Path) -> Iterator[Workbench]:
    """The workbench on the loaded samples. It remembers its answers, so each question costs once a process."""
    bench = Workbench.open(sample_workspace)
    yield bench
    bench.engine.close()


LONGEST = (
    "answer_key",
    "engine",
    "notebooks",
    "workbench",
    "properties",
    "cli",
    "packs",
    "store",
    "samples",
    "exchange",
)
"""Folders whose modules take longest; they begin first, so that at the end all processes still have work."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Looks for no garbage while modules are imported and tests listed: nearly all of that stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the modules that take longest in front; the order within a module stays."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.relative_to(TESTS).parts[0], len(order)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the tables that tests recorded: `record_property("table", text)`, the first line its title."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, text in report.user_properties:
                if name == "table":
                    title, _, lines = text.partition("\n")
                    terminalreporter.section(title)
                    terminalreporter.write_line(lines)
