import pytest

from hocba_ops.errors import RulebookFault
from hocba_ops.rulebook import Rulebook


@pytest.fixture(scope="session")
def book():
    return Rulebook.load()


@pytest.fixture
def workspace(tmp_path):
    """Writes files of a workspace's own rulebook: `workspace({"cutoffs.toml": "…"})` gives its folder."""

    def write(files):
        for place, text in files.items():
            path = tmp_path / "rulebook" / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "rulebook"

    return write


@pytest.fixture
def faults_of(workspace):
    """The faults, line by line, that loading gives when a workspace brings these files."""

    def load(files):
        with pytest.raises(RulebookFault) as told:
            Rulebook.load(workspace(files))
        assert told.value.exit_code == 18
        return [line.removeprefix("  - ") for line in str(told.value).splitlines()[1:]]

    return load
