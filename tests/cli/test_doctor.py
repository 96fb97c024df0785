def test_a_sound_machine_and_workspace_are_told_line_by_line(hocba, workspace, school_list):
    hocba("load", "--workspace", workspace)
    done = hocba("doctor", "--workspace", workspace)
    assert done.code == 0
    assert [name for name in ("polars", "duckdb", "papermill", "jupyterlab") if f"Gói {name}" not in done.out] == []
    assert "1 tệp" in done.out
    assert "1 lô" in done.out


def test_an_empty_workspace_is_told_what_comes_next(hocba, workspace):
    done = hocba("doctor", "--workspace", workspace)
    assert done.code == 0
    assert "chạy `hocba load`" in done.out


def test_without_a_workspace_the_machine_is_still_checked(hocba, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = hocba("doctor")
    assert done.code == 10
    assert "Gói polars" in done.out
    assert "hocba init" in done.out
