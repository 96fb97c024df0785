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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('engine = "spark"', "sc://"),
        ('engine = "http://10.0.0.5:15002"', "sc://"),
        ('engine = "sc://"', "sc://"),
        ('memory_limit = "2"', "2GB"),
        ('memory_limit = "140%"', "40%"),
        ("threads = 0", "threads"),
    ],
)
def test_engine_that_is_none_is_refused_with_what_a_right_one_looks_like(tmp_path, line, said):
    (tmp_path / "hocba.toml").write_text(f'unit = "quan-1"\nschool_year = "2024-2025"\n{line}\n', encoding="utf-8")
    with pytest.raises(RulebookFault, match=said):
        Settings.read(tmp_path, {})


@pytest.mark.parametrize("engine", ["duckdb", "sc://10.0.0.5", "sc://cum.example:15002", "sc://cum:1/;use_ssl=true"])
def test_engine_here_or_on_a_cluster_is_a_setting_that_the_environment_may_say(tmp_path, engine):
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    assert Settings.read(tmp_path, {"HOCBA_ENGINE": engine}).engine == engine
