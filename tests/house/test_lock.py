"""The lock names the public index and nothing else: whoever clones the project installs what we installed."""

import re
import tomllib

import pytest

from tests.house.house import ROOT

INDEX = "https://pypi.org/simple"
FILES = "https://files.pythonhosted.org/"


@pytest.fixture(scope="module")
def lock() -> dict:
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def test_every_package_of_the_lock_comes_from_the_public_index(lock):
    ours = {"editable": "."}
    odd = {one["name"]: one["source"] for one in lock["package"] if one["source"] not in ({"registry": INDEX}, ours)}
    assert odd == {}


def test_every_file_of_the_lock_has_a_public_address_and_a_hash(lock):
    files = [
        file
        for one in lock["package"]
        for file in (*one.get("wheels", ()), *([one["sdist"]] if "sdist" in one else ()))
    ]
    assert len(files) > 100
    assert [file for file in files if not file["url"].startswith(FILES) or not file["hash"].startswith("sha256:")] == []


def test_the_project_asks_for_no_index_of_its_own():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not {"index", "index-url", "extra-index-url", "find-links", "sources"} & set(project["tool"].get("uv", {}))
    assert not (ROOT / "uv.toml").exists()


def test_the_lock_has_what_the_project_asks_for(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    asked = [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]
    ours = next(one for one in lock["package"] if one["name"] == project["project"]["name"])
    metadata = ours["metadata"]
    locked = [*metadata["requires-dist"], *metadata["requires-dev"]["dev"]]
    assert sorted(f"{one['name']}{one.get('specifier', '')}" for one in locked) == sorted(
        re.sub(r"\s", "", one) for one in asked
    )
