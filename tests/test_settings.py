from pathlib import Path

import pytest

from hocba_ops.errors import RulebookFault
from hocba_ops.settings import STANDARD_LIMITS, Settings

FILE = 'unit = "quan-1"\nschool_year = "2024-2025"\n'


def settings(folder: Path, text: str) -> Settings:
    (folder / "hocba.toml").write_text(FILE + text, encoding="utf-8")
    return Settings.read(folder, {"HOCBA_LIMITS": "none"})


def test_limits_of_a_workspace_win_one_by_one(tmp_path: Path) -> None:
    assert settings(tmp_path, "").limits == STANDARD_LIMITS
    limits = settings(tmp_path, "[limits]\nrows = 500\n").limits
    assert (limits.rows, limits.cells) == (500, STANDARD_LIMITS.cells)


@pytest.mark.parametrize("line", ["rows = 0", "dong = 5", 'rows = "x"'])
def test_wrong_limit_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    with pytest.raises(RulebookFault, match=r"limits\."):
        settings(tmp_path, f"[limits]\n{line}\n")


def test_standard_limits_let_a_province_list_through() -> None:
    assert STANDARD_LIMITS.cells > 100_000 * 71
