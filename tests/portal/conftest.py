"""The public school is built once a process; every test visits an application of its own on it."""

from collections.abc import Iterator

import pytest

from tests.portal.public_school import School, Visitor, build_school, visit


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    made = build_school(tmp_path_factory.mktemp("truong"))
    yield made
    made.look_ups.stop()


@pytest.fixture
def visitor(school: School) -> Visitor:
    return visit(school.bench, look_ups=school.look_ups)
