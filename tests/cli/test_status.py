def test_an_empty_store_is_told_with_the_command_that_fills_it(hocba, workspace):
    done = hocba("status", "--workspace", workspace)
    assert done.code == 0
    assert "Kho chưa có gì. Chạy `hocba load`." in done.out
    assert "Chưa có báo cáo nào" in done.out
    assert "phuong-tan-dinh" in done.out


def test_a_loaded_file_is_listed_with_its_day_and_rows(hocba, workspace, school_list):
    assert hocba("load", "--workspace", workspace).code == 0
    done = hocba("status", "--workspace", workspace)
    (row,) = [line for line in done.out.splitlines() if "Danh mục trường" in line]
    assert [cell.strip() for cell in row.strip("│┃ ").split("│")] == ["Danh mục trường", "29/05/2025", "1", "1"]
    assert "Trường Tiểu học Hoa Sen" in done.out


def test_a_folder_without_settings_is_no_workspace(hocba, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = hocba("status")
    assert done.code == 10
    assert "hocba init" in done.err
    assert done.out == ""


def test_a_workspace_that_does_not_exist_is_never_another_one(hocba, workspace, monkeypatch):
    monkeypatch.chdir(workspace)
    assert hocba("status", "--workspace", "khong-co").code == 10
    assert hocba("status").code == 0


def test_a_folder_inside_a_workspace_belongs_to_it(hocba, workspace, monkeypatch):
    monkeypatch.chdir(workspace / "inbox")
    assert hocba("status").code == 0


def test_settings_with_an_unknown_key_are_refused_by_name(hocba, workspace):
    settings = workspace / "hocba.toml"
    settings.write_text('mau = "xanh"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    done = hocba("status", "--workspace", workspace)
    assert done.code == 18
    assert "hocba.toml: mau" in done.err
