"""`--memory`: typed before or behind the command it reaches the engine of the run and of what the run starts."""

import os

import pytest

from hocba_ops.cli.memory import VARIABLE
from hocba_ops.workbench import Workbench


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, workspace) -> list[tuple[str, str | None]]:
    """What the engine is limited to, and what a process started now would be told, when `hocba units` runs."""
    limits: list[tuple[str, str | None]] = []

    def note(asked) -> int:
        limits.append((Workbench.open(workspace).engine.config["memory_limit"], os.environ.get(VARIABLE)))
        return 0

    monkeypatch.setattr("hocba_ops.cli.units.main", note)
    return limits


@pytest.mark.parametrize("typed", [("--memory", "300MB", "units"), ("units", "--memory", "300MB")], ids=" ".join)
def test_amount_typed_on_either_side_limits_the_engine_and_what_is_started(hocba, seen, typed):
    assert hocba(*typed).code == 0
    assert seen == [("300MB", "300MB")]


def test_amount_is_forgotten_when_the_command_is_done(hocba, seen):
    hocba("units", "--memory", "300MB")
    hocba("units")
    assert seen[1] == ("40%", None)


@pytest.mark.parametrize("typed", ["2", "nhiều", "0GB", "-1GB", "2 quả"])
def test_what_is_no_amount_is_refused_with_what_one_looks_like(hocba, typed):
    done = hocba("units", f"--memory={typed}")
    assert done.code == 2
    assert "2GB" in done.err
