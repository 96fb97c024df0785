"""`hocba snapshot` and `hocba compact` as their user runs them."""

from pathlib import Path

import pytest

from hocba_ops.cli import main
from hocba_ops.store import Snapshots, packs
from hocba_ops.workbench import states
from tests.small_office import DAY, FIRST, build_office

SAMPLES = Path(__file__).parents[2] / "data_samples"


@pytest.fixture
def office(tmp_path):
    bench = build_office(tmp_path)
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    return bench


def test_a_day_is_kept_once_and_checked_school_by_school(office, capsys):
    asked = ["snapshot", "--workspace", str(office.settings.root), "--as-of", FIRST.isoformat()]
    assert main([*asked, "--check"]) == 0
    assert "chưa có bản chụp" in capsys.readouterr().out
    assert main(asked) == 0
    assert "tính lại 2 trường, giữ nguyên 0 trường" in capsys.readouterr().out
    assert main(asked) == 0
    assert "tính lại 0 trường, giữ nguyên 2 trường" in capsys.readouterr().out
    assert main([*asked, "--check"]) == 0
    assert "khớp với kho" in capsys.readouterr().out


def test_kept_rows_that_somebody_changed_end_with_eighteen_and_say_what_to_do(office, capsys):
    asked = ["snapshot", "--workspace", str(office.settings.root), "--as-of", DAY.isoformat()]
    assert main(asked) == 0
    snapshot = Snapshots(office.store.root).at(DAY)
    place = snapshot.path(snapshot.parts[0])
    place.write_bytes(place.read_bytes() + b" ")

    assert main([*asked, "--check"]) == 18
    assert "hocba snapshot" in capsys.readouterr().err


def test_a_day_that_is_none_ends_with_sixteen_and_keeps_nothing(office, capsys):
    assert main(["snapshot", "--workspace", str(office.settings.root), "--as-of", "hôm qua"]) == 16
    assert Snapshots(office.store.root).days() == ()


def test_small_files_are_packed_once_there_are_enough_of_them(office, capsys, monkeypatch):
    asked = ["compact", "--workspace", str(office.settings.root)]
    assert main(asked) == 0
    assert "Không có gì để gộp" in capsys.readouterr().out
    monkeypatch.setattr(packs, "MANY", 2)
    assert main(asked) == 0
    assert "gộp 2 lô, " in capsys.readouterr().out


def test_a_load_into_a_store_of_many_schools_keeps_the_state_of_its_newest_day(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(states, "SCHOOLS_AT_ONCE", 1)
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    folder = SAMPLES / "quan-1" / "2025-03-01"
    asked = ["load", str(folder), "--workspace", str(tmp_path), "--as-of", "2025-03-01"]

    assert main(asked) == 0
    assert "Ngày 01/03/2025: tính lại" in capsys.readouterr().out
    assert main(asked) == 0
    assert "tính lại" not in capsys.readouterr().out
