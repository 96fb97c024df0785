"""A cluster that is not there, is none, lacks its tools, sees another store or goes away: one sentence, in time."""

import shutil
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.engine import Files, SparkEngine, spark_session
from hocba_ops.engine.spark_session import is_over
from hocba_ops.errors import ClusterBlind, ClusterRefused, ClusterToolsMissing, ClusterUnreachable
from tests.sail import free_port, start_sail

PUPILS = {"pupil": pl.DataFrame({"grade": [1, 5]})}
COUNT = "select count(*) as n from pupil"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch):
    """Few tries: how often a lost call is repeated is not what is tested."""
    monkeypatch.setattr(spark_session, "RETRIES", 1)
    monkeypatch.setattr(spark_session, "FIRST_WAIT", 10)
    monkeypatch.setattr(spark_session, "SECONDS", 2)


def test_cluster_that_is_not_there_is_named_without_the_token_of_its_address():
    port = free_port()
    engine = SparkEngine.open(f"sc://127.0.0.1:{port}/;token=bi-mat")
    with pytest.raises(ClusterUnreachable, match=rf"sc://127\.0\.0\.1:{port} không trả lời") as told:
        engine.run(COUNT, PUPILS)
    assert "bi-mat" not in str(told.value)


def test_nothing_is_asked_of_a_cluster_to_say_which_tables_a_text_reads():
    engine = SparkEngine.open(f"sc://127.0.0.1:{free_port()}")
    assert engine.tables_of(COUNT, PUPILS) == {"pupil"}


@pytest.mark.filterwarnings("ignore:.*RETRIES_EXCEEDED")
def test_server_that_hangs_up_is_no_cluster_and_told_so(hurried):
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_hang_up, args=(server,), daemon=True).start()
        engine = SparkEngine.open(f"sc://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(ClusterUnreachable, match="không trả lời"):
            engine.run(COUNT, PUPILS)


def test_server_that_takes_the_call_and_says_nothing_is_not_waited_for(hurried):
    with socket.create_server(("127.0.0.1", 0)) as server:
        engine = SparkEngine.open(f"sc://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(ClusterUnreachable, match="> 2 s"):
            engine.run(COUNT, PUPILS)


@pytest.mark.filterwarnings("ignore:.*RETRIES_EXCEEDED")
def test_cluster_that_dies_between_two_texts_is_told_and_the_next_question_calls_it_anew(hurried, tmp_path: Path):
    sail = start_sail(tmp_path)
    engine = SparkEngine.open(sail.address)
    with pytest.raises(ClusterUnreachable, match="không trả lời"):
        _ask_twice(engine, between=sail.kill)
    assert "session" not in vars(engine)


@pytest.fixture
def stored(tmp_path: Path) -> Files:
    """Two files of two pupils each."""
    paths = (tmp_path / "một.parquet", tmp_path / "hai.parquet")
    for path in paths:
        PUPILS["pupil"].write_parquet(path)
    return Files(paths=paths, keep=None, schema=PUPILS["pupil"].schema)


def test_store_that_the_cluster_does_not_see_is_never_counted_as_empty(cluster, stored: Files, tmp_path: Path):
    engine = SparkEngine.open(cluster.address, shared={tmp_path: f"{tmp_path}/nơi-khác"})
    with pytest.raises((ClusterBlind, ClusterRefused), match="engine_store"):
        engine.run(COUNT, {"pupil": stored})
    engine.close()


def test_copy_of_the_store_that_lacks_a_file_is_not_counted(cluster, stored: Files, tmp_path: Path):
    other = tmp_path / "bản-sao"
    other.mkdir()
    shutil.copy(stored.paths[0], other)
    engine = SparkEngine.open(cluster.address, shared={tmp_path: str(other)})
    with pytest.raises((ClusterBlind, ClusterRefused), match="engine_store"):
        engine.run(COUNT, {"pupil": stored})
    engine.close()


def test_files_outside_the_shared_folders_go_along_with_the_question(cluster, stored: Files, tmp_path: Path):
    engine = SparkEngine.open(cluster.address, shared={tmp_path / "kho khác": "/"})
    assert engine.run(COUNT, {"pupil": stored}).item() == 4
    engine.close()


@pytest.mark.parametrize("tool", ["pyspark", "grpc", "sqlglot"])
def test_without_the_extra_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tool: str):
    monkeypatch.setattr(spark_session, "find_spec", lambda name: None if name == tool else object())
    with pytest.raises(ClusterToolsMissing, match=rf"thiếu {tool}\).*hocba-ops\[spark\]"):
        SparkEngine.open("sc://127.0.0.1:1").run(COUNT, PUPILS)


def _ask_twice(engine: SparkEngine, *, between: Callable[[], None]) -> None:
    with engine.sitting(PUPILS) as sitting:
        assert sitting.run(COUNT).item() == 2
        between()
        sitting.run(COUNT)


def _hang_up(server: socket.socket) -> None:
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return


def test_session_that_the_cluster_ended_for_being_idle_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAIL_SPARK__SESSION_TIMEOUT_SECS", "1")
    sail = start_sail(tmp_path)
    engine = SparkEngine.open(sail.address)
    first, session = engine.run(COUNT, PUPILS), engine.session
    wait_until(lambda: is_over(session))

    assert engine.run(COUNT, PUPILS).equals(first)
    assert engine.session is not session
    engine.close()
    sail.stop()


def wait_until(holds: Callable[[], bool], *, seconds: int = 60) -> None:
    """Returns when something holds; asking does not keep a session alive for ever, for each time it is asked later."""
    for turn in range(1, seconds):
        time.sleep(min(turn, 10))
        if holds():
            return
    pytest.fail("it never came to hold")
