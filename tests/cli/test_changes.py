import json


def test_an_empty_store_has_nothing_to_compare_and_says_what_to_load(hocba, workspace):
    done = hocba("changes", "--workspace", workspace, "--unit", "quan-1", "--as-of", "2025-06-30")
    assert done.code == 11
    assert "hocba load" in done.err


def test_what_changed_is_told_in_short_tables_that_name_nobody(hocba, sample_workspace, people_of_the_samples):
    done = hocba("changes", "--workspace", sample_workspace, "--as-of", "2025-06-30", "--since", "2025-05-16")
    assert done.code == 0
    assert "So với số liệu tính đến ngày 16/05/2025." in done.out
    assert "Đã hết" in done.out
    assert "→" in done.out
    assert not [name for name in people_of_the_samples if name in done.out]


def test_json_has_counts_of_findings_rows_files_and_measures(hocba, sample_workspace):
    done = hocba("changes", "--workspace", sample_workspace, "--as-of", "2025-06-30", "--json")
    told = json.loads(done.out)
    assert told["since"]["loaded_at"] is None
    assert {"findings", "rows", "files", "measures"} <= told.keys()
    assert {"step", "code", "school_code", "findings_gone", "findings_new"} <= told["findings"][0].keys()


def test_a_day_that_is_none_is_refused_by_its_name(hocba, sample_workspace):
    done = hocba("changes", "--workspace", sample_workspace, "--since", "30/6/2025")
    assert done.code == 16
    assert "30/6/2025" in done.err
