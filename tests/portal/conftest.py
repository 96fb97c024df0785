"""Two offices, each built once a process: the public school that is looked up, and an office behind its door."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hocba_ops.workbench import Workbench
from tests.portal.entrance import Entrance, build_office, open_entrance
from tests.portal.public_school import School, Visitor, build_school, visit


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    made = build_school(tmp_path_factory.mktemp("truong"))
    yield made
    made.look_ups.stop()


@pytest.fixture
def visitor(school: School) -> Visitor:
    return visit(school.bench, look_ups=school.look_ups)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    yield build_office(tmp_path_factory.mktemp("co-quan")).bench
    gc.collect()


@pytest.fixture
def bench(office: Workbench, tmp_path: Path) -> Workbench:
    """The office with nobody known and nobody logged in yet."""
    places = {"access": tmp_path / "access", "sessions": tmp_path / "sessions"}
    return replace(office, settings=office.settings.model_copy(update=places))


@pytest.fixture
def entrance(bench: Workbench) -> Entrance:
    """The office behind a provider."""
    return open_entrance(bench)


@pytest.fixture
def at_home(bench: Workbench) -> Entrance:
    """The office on its own machine, without a provider."""
    return open_entrance(bench, login=None)
