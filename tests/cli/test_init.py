import tomllib


def test_init_makes_a_workspace_that_the_other_commands_open(hocba, tmp_path):
    place = tmp_path / "moi" / "co-quan"
    done = hocba("init", place)
    assert done.code == 0
    assert str(place / "inbox") in done.out
    assert sorted(path.name for path in place.iterdir()) == ["hocba.toml", "inbox", "reports", "store"]
    assert tomllib.loads((place / "hocba.toml").read_text(encoding="utf-8"))["inbox"] == ["inbox"]
    assert hocba("status", "--workspace", place).code == 0


def test_init_leaves_the_settings_and_files_that_are_there(hocba, workspace):
    settings = workspace / "hocba.toml"
    settings.write_text('unit = "phuong-ben-thanh"\nschool_year = "2025-2026"\n', encoding="utf-8")
    (workspace / "inbox" / "cu.csv").write_bytes(b"x")
    done = hocba("init", workspace)
    assert done.code == 0
    assert "giữ nguyên" in done.out
    assert "phuong-ben-thanh" in settings.read_text(encoding="utf-8")
    assert (workspace / "inbox" / "cu.csv").read_bytes() == b"x"


def test_init_where_a_file_stands_in_the_way_says_what_to_do(hocba, tmp_path):
    (tmp_path / "tep").write_text("x")
    done = hocba("init", tmp_path / "tep")
    assert done.code == 16
    assert f"{tmp_path / 'tep'}: chỗ này đang là một tệp" in done.err
    assert done.err.count("\n") == 1
