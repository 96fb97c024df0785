import json

import pytest


def reports(workspace) -> list[str]:
    return [path.name for path in (workspace / "reports").rglob("*")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("khong-co",), "step"),
        (("coverage", "--unit", "quan-99"), "unit"),
        (("coverage", "--school-year", "2024-2026"), "school_year"),
        (("coverage", "--as-of", "30/06/2025"), "as_of"),
        (("coverage", "--as-of", "2025-06-31"), "as_of"),
        (("all", "--as-of", "2025-06-30", "--as-of", "hôm nay"), "as_of"),
        (("coverage", "--json", "--as-of", "2025-06-30", "--as-of", "mai"), "as_of"),
    ],
    ids=" ".join,
)
def test_a_parameter_that_is_unknown_or_ill_typed_is_refused_before_anything_runs(
    hocba, workspace, school_list, arguments, told
):
    hocba("load", "--workspace", workspace)
    done = hocba("run", *arguments, "--workspace", workspace)
    assert done.code == 16
    assert done.err.startswith(f"Tham số “{told}”")
    assert "Chưa chạy gì" in done.err
    assert done.out == ""
    assert reports(workspace) == []


@pytest.mark.parametrize("step", ["coverage", "all"])
def test_a_run_on_an_empty_store_says_to_load_first(hocba, workspace, step):
    done = hocba("run", step, "--workspace", workspace)
    assert done.code == 11
    assert "hocba load" in done.err
    assert "  " not in done.err
    assert reports(workspace) == []


def test_a_day_before_the_first_file_has_nothing_to_answer_from(hocba, workspace, school_list):
    hocba("load", "--workspace", workspace)
    done = hocba("run", "coverage", "--json", "--as-of", "2024-01-01", "--workspace", workspace)
    assert done.code == 11
    assert "01/01/2024" in done.err


def test_json_is_the_answer_and_nothing_else(hocba, workspace, school_list):
    published = "Mã đơn vị,Năm học,Ngày số liệu,Chỉ tiêu,Tử số,Tử số (nguyên văn),Mẫu số,Tỷ lệ công bố,Văn bản,Mục\n"
    figure = 'quan-1,2024-2025,29/05/2025,card.signed,,,,"97,6",kh-290,IV\n'
    (workspace / "inbox" / "2025-05-29").mkdir()
    (workspace / "inbox" / "2025-05-29" / "cong-bo.csv").write_text(published + figure, encoding="utf-8")
    assert hocba("load", "--workspace", workspace).code == 0
    done = hocba("run", "coverage", "--json", "--as-of", "2025-05-29", "--workspace", workspace)
    answer = json.loads(done.out)
    assert done.code == 0
    assert (answer["step"], answer["unit_id"], answer["as_of"]) == ("coverage", "quan-1", "2025-05-29")
    assert {one["published_rate_percent"] for one in answer["measures"]} == {"97.6"}
    assert reports(workspace) == []
