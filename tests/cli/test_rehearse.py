"""`hocba rehearse`: a ground made, walked and scored, and what it says of folders and sizes that do not do."""

import pytest


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("tap-duot") / "nen"


def test_a_ground_is_made_walked_to_its_first_days_and_made_again_without_a_change(hocba, place):
    made = hocba("rehearse", "make", place, "--pupils", "400")
    again = hocba("rehearse", "make", place, "--pupils", "400")
    walked = hocba("rehearse", "run", place, "--until", "2025-05-16", "--no-papers")

    assert made.code == again.code == walked.code == 0
    assert "400 học sinh bịa" in made.out
    assert "không ghi gì thêm" in again.out
    assert "27/03/2025 (Thứ Năm): không có tệp nào về" in walked.out
    assert "hạn 18/05/2025 là ngày nghỉ" in walked.out
    assert (place / "reports" / "rehearsal" / "nhat-ky_2025-03-27.html").is_file()


def test_a_step_by_step_walk_ends_where_nobody_asks_for_the_next_day(hocba, place, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda *_: "d")

    walked = hocba("rehearse", "run", place, "--step-by-step", "--no-papers")

    assert walked.code == 0
    assert [line for line in walked.out.splitlines() if line.startswith("27/03/2025")]
    assert "17/04/2025" not in walked.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("make", "{real}", "--pupils", "400"), "tập dượt không ghi vào đó"),
        (("make", "{new}", "--pupils", "nhiều"), "không đọc được số học sinh"),
        (("run", "{real}"), "không phải nền tập dượt"),
        (("score", "{real}"), "không phải nền tập dượt"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_real_workspace_or_a_size_that_is_none_is_refused_with_what_to_do(hocba, workspace, tmp_path, asked, told):
    done = hocba("rehearse", *(one.format(real=workspace, new=tmp_path / "moi") for one in asked))

    assert done.code == 12
    assert told in done.err
