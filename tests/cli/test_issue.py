"""`hocba issue`, `hocba copy` as their user runs them: what is made, what is lacking, no child named on screen."""

import json
from pathlib import Path

import pytest

from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.documents.xml import open_xml
from tests.workbench.issued_district import PRIMARY, build_issued_district, code_of

ORDER = ("--unit", "phuong-ben-thanh", "--as-of", "2025-07-15")
COPY = ("--body", "Trường Tiểu học Hoa Sen", "--by", "Lê Văn Thư", "--reason", "chuyển trường")


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("co-quan")
    build_issued_district(folder)
    (folder / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    return folder


def test_issue_makes_the_forms_and_tells_counts_lacks_and_no_child(hocba, place, tmp_path):
    done = hocba("issue", "--workspace", place, *ORDER, "--out", tmp_path / "ra")
    assert done.code == 0, done.said
    assert "Đã lập 3 bản thể hiện" in done.out
    assert "Nhận xét của giáo viên chủ nhiệm (nxetgvcn)" in done.out
    assert [one for one in ("Trịnh Gia Khôi", code_of(1), "079314000001") if one in done.said] == []
    assert len(list((tmp_path / "ra").rglob("*.pdf"))) == 3
    again = hocba("issue", "--workspace", place, *ORDER, "--out", tmp_path / "ra", "--json")
    assert json.loads(again.out)["outcomes"] == {"kept": 3}


def test_issue_narrows_to_a_school_and_makes_the_compact_form_without_cover(hocba, place, tmp_path):
    asked = ("--school", PRIMARY, "--grades", "5", "--compact", "--no-cover", "--look-up", "https://tra.example/{code}")
    done = hocba("issue", "--workspace", place, *ORDER, "--out", tmp_path, *asked)
    assert (done.code, "Đã lập 2 bản thể hiện" in done.out) == (0, True), done.said
    pdf = next(tmp_path.rglob("*.pdf"))
    assert b"/StructTreeRoot" not in pdf.read_bytes()
    assert open_xml(pdf.with_suffix(".xml").read_bytes()).faults == ()


def test_issue_of_a_card_that_nobody_has_says_what_to_check(hocba, place, tmp_path):
    done = hocba("issue", "the-9", "--workspace", place, *ORDER, "--out", tmp_path)
    assert done.code == 11
    assert "Không có học bạ nào để lập" in done.err


def test_a_copy_is_given_out_of_an_issued_form_and_stands_in_the_log(hocba, place, tmp_path):
    hocba("issue", "--workspace", place, *ORDER, "--school", PRIMARY, "--out", tmp_path)
    form, out = next(tmp_path.rglob("*.pdf")), tmp_path / "sao.pdf"
    asked = ("--form", "sao_y", "--out", out, "--number", "7/SY", *COPY)
    given = hocba("copy", "make", form, "--workspace", place, *asked)
    assert given.code == 0, given.said
    assert "SAO Y 7/SY" in " ".join(words_of_pages(out.read_bytes()) or [])
    log = hocba("copy", "log", "--workspace", place)
    assert [one for one in ("Sao y", "7/SY", "chuyển trường", "còn nguyên từng byte") if one not in log.out] == []
    assert code_of(1) not in log.out
    told = json.loads(hocba("copy", "log", "--workspace", place, "--json").out)
    assert [one["state"] for one in told] == ["sao_y"]


def test_no_copy_is_given_of_a_file_that_is_no_form(hocba, place, tmp_path):
    other = tmp_path / "khac.pdf"
    other.write_bytes(b"%PDF-1.7")
    done = hocba("copy", "make", other, "--workspace", place, "--form", "ban_in", "--out", tmp_path / "a.pdf", *COPY)
    assert (done.code, "không đọc được" in done.err) == (13, True)
    assert not (tmp_path / "a.pdf").exists()


def test_a_copy_without_a_reason_is_not_given(hocba, place, tmp_path):
    asked = ("--body", "Trường", "--by", "Lê Văn Thư", "--reason", " ")
    done = hocba("copy", "make", "a.pdf", "--workspace", place, "--form", "sao_y", "--out", tmp_path / "a.pdf", *asked)
    assert (done.code, "không được để trống" in done.err) == (16, True)
