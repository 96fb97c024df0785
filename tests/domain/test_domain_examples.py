import doctest
import importlib

import pytest

MODULES = [
    "hoc_ba",
    "identity",
    "identity.look_up_code",
    "identity.person_id",
    "identity.pupil_code",
    "identity.school_code",
    "school_year",
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_of_a_domain_module_are_there_and_hold(module):
    tried = doctest.testmod(importlib.import_module(f"hocba_ops.domain.{module}"))
    assert tried.attempted > 0
    assert tried.failed == 0
