"""What is installed only by whoever needs it: every extra that a page names is declared, and every one is told of."""

import re
import tomllib

from tests.house.house import ROOT
from tests.house.test_docs import DOCUMENTS


def test_every_extra_that_a_page_names_is_declared_and_every_one_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pages = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    named = {*re.findall(r"--extra (\w+)", pages), *re.findall(r"hocba-ops\[(\w+)\]", pages)}
    assert named == set(project["optional-dependencies"])


def test_the_scheduler_for_analysts_is_an_extra_and_no_part_of_every_installation():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=]", one)[0] for one in project["dependencies"]}
    assert not names & {"jupyter-scheduler", "distributed"}
    assert any(one.startswith("jupyter-scheduler") for one in project["optional-dependencies"]["lab"])
