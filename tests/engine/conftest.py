"""The cluster on loopback that the tests of this room ask, started once a process: Sail, or Spark where it is named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_ops.engine import SparkEngine
from tests.sail import Sail, start_sail
from tests.spark_cluster import Spark, start_spark


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sail | Spark]:
    """A cluster of two workers."""
    home, folder = os.environ.get("HOCBA_SPARK_HOME"), tmp_path_factory.mktemp("cum-may")
    started = start_spark(Path(home), folder) if home else start_sail(folder)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def on_cluster(cluster: Sail | Spark) -> Iterator[SparkEngine]:
    """The engine on the cluster, which sees every file where it stands here."""
    engine = SparkEngine.open(cluster.address, shared={Path("/"): "/"})
    yield engine
    engine.close()
