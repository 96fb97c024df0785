"""`hocba units` as its user runs it: who answers on a day, what ended, what is wrong."""

import json

from hocba_ops.cli import main


def test_units_tell_the_district_office_before_and_the_wards_after_its_last_day(sample_workspace, capsys):
    asked = ["units", "--workspace", str(sample_workspace), "--json"]
    assert main([*asked, "--as-of", "2025-06-30"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main([*asked, "--as-of", "2025-07-01"]) == 0
    after = json.loads(capsys.readouterr().out)
    assert {one["office_id"]: one["schools"] for one in before["offices"]} == {"quan-1": 17, "so-gddt-hcm": 1}
    assert sum(one["schools"] for one in after["offices"]) == 18
    assert [one["unit_id"] for one in before["ended"] + after["ended"]] == ["quan-1"]
    assert before["faults"] == after["faults"] == []


def test_units_are_told_in_tables_with_the_block_that_heads_their_papers(sample_workspace, capsys):
    assert (
        main(["units", "--workspace", str(sample_workspace), "--unit", "phuong-sai-gon", "--as-of", "2025-08-01"]) == 0
    )
    told = " ".join(capsys.readouterr().out.split())
    assert "UBND PHƯỜNG SÀI GÒN" in told
    assert "không có chỗ sai" in told


def test_a_day_or_unit_that_is_none_ends_with_sixteen(sample_workspace, capsys):
    for wrong in (["--as-of", "hôm qua"], ["--unit", "quan-9"], ["--unit", "phuong-sai-gon", "--as-of", "2025-06-30"]):
        assert main(["units", "--workspace", str(sample_workspace), *wrong]) == 16
        assert "Chưa chạy gì" in capsys.readouterr().err
