import json

import pytest


@pytest.fixture
def ask(hocba, sample_workspace):
    def run(*arguments: object):
        return hocba("gap", "--workspace", sample_workspace, "--as-of", "2025-08-01", *arguments)

    return run


def test_a_total_that_counts_answers_is_told_apart_from_one_of_cards(ask):
    done = ask("--theirs", "7.879")
    assert done.code == 0
    lines = done.out.replace("\u00a0", " ").splitlines()
    assert "Bên kia báo 7.879; ta đếm 7.855." in lines
    assert "Cách 1: lượt trả lời không phải một học bạ (24);" in lines
    assert any("giả thuyết, không phải chứng minh" in line for line in lines)


def test_a_total_that_closes_is_said_to_close_and_nothing_more(ask):
    done = ask("--theirs", "2292", "--column", "issued", "--grades", "5")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Khớp.")


def test_a_total_beyond_everything_says_what_stays_unexplained(ask):
    said = ask("--theirs", "100000").out
    assert "Không nhóm nào cộng lại vừa bằng phần chênh" in said
    assert "còn 87.974 không giải thích được" in said.replace("\u00a0", " ")


def test_the_json_of_a_gap_holds_the_totals_and_every_group_of_each_way(ask):
    told = json.loads(ask("--theirs", "2124", "--column", "accepted", "--json").out)
    assert (told["ours"], told["gap"], told["outcome"], told["ties"]) == (2127, -3, "giai_thich_duoc", 3)
    assert {(term["choice"], term["cards"]) for term in told["terms"]} == {(1, 3), (2, 3), (3, 3)}
    assert "ngoai_danh_sach" in {term["sync_reason"] for term in told["terms"]}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--theirs", "nhiều"), 16, "phải là số nguyên"),
        (("--theirs", "5", "--grades", "0"), 16, "khối lớp viết"),
        (("--theirs", "5", "--unit", "quan-9"), 16, "không có đơn vị"),
        (("--theirs", "5", "--column", "so"), 2, "giá trị không dùng được"),
        ((), 2, "thiếu tham số bắt buộc: --theirs"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_says_how(ask, arguments, code, told):
    done = ask(*arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err


def test_a_workspace_without_pupils_has_nothing_to_compare(hocba, workspace, school_list):
    hocba("load", "--workspace", workspace)
    done = hocba("gap", "--workspace", workspace, "--theirs", "5", "--unit", "quan-1", "--school-year", "2024-2025")
    assert done.code == 11
