"""What tests of several rooms share: the invented district of data_samples, loaded once a session."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.workbench import Loaded, Workbench

SAMPLES = Path(__file__).parents[1] / "data_samples"
LOADED_AT = datetime(2025, 8, 2, 8, tzinfo=UTC)
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
def sample_load(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, tuple[Loaded, ...]]:
    """A workspace of its own into which the whole inbox of the samples was loaded, and what became of each file."""
    folder = tmp_path_factory.mktemp("quan-mau")
    (folder / "hocba.toml").write_text(SETTINGS.format(samples=SAMPLES.as_posix()), encoding="utf-8")
    bench = Workbench.open(folder)
    _, outcomes = bench.load(now=LOADED_AT)
    return bench, tuple(outcomes)


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
def sample_bench(sample_load: tuple[Workbench, tuple[Loaded, ...]]) -> Iterator[Workbench]:
    """The workbench on the loaded samples. It remembers its answers, so each question costs once a session."""
    yield sample_load[0]
    sample_load[0].engine.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the tables that tests recorded: `record_property("table", text)`, the first line its title."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, text in report.user_properties:
                if name == "table":
                    title, _, lines = text.partition("\n")
                    terminalreporter.section(title)
                    terminalreporter.write_line(lines)
