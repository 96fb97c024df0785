"""The cluster on loopback that the tests of this room ask, started once a process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_ops.engine import SparkEngine
from tests.sail import Sail, start_sail


@pytest.fixture(scope="session")
def sail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sail]:
    """Sail with two workers."""
    sail = start_sail(tmp_path_factory.mktemp("cum-may"))
    yield sail
    sail.stop()


@pytest.fixture(scope="session")
def on_cluster(sail: Sail) -> Iterator[SparkEngine]:
    """The engine on the cluster, which sees every file where it stands here."""
    engine = SparkEngine.open(sail.address, shared={Path("/"): "/"})
    yield engine
    engine.close()
