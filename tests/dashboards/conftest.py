"""The office of two invented schools, made once a module: its answers are computed once."""

import pytest
from small_office import build_office

from hocba_ops.workbench import Workbench


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return build_office(tmp_path_factory.mktemp("co-quan"))
