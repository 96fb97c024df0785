"""`hocba cards`, as people of a school type it."""

import shutil

import pytest

from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.settings import Settings
from tests.workbench.card_school import SCHOOL, build_school, do

SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\nrehearsal = true\n'
HEAD, HOMEROOM = ("--by", "HT01", "--role", "can_bo_quan_ly"), ("--by", "GV5A", "--role", "giao_vien_chu_nhiem")


@pytest.fixture(scope="module")
def with_cards(tmp_path_factory):
    folder = tmp_path_factory.mktemp("truong") / "so-lieu"
    district = build_school(folder)
    do(district, "create", "HV01")
    (folder / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def cards(with_cards, tmp_path, hocba):
    """Runs a sub-command on a copy of the school whose cards are made."""
    place = shutil.copytree(with_cards, tmp_path / "truong")
    return lambda work, *said: hocba("cards", work, "--workspace", place, "--school", SCHOOL, *said)


def test_the_list_says_where_the_cards_stand_and_whom_they_wait_for(cards):
    done = cards("list")
    assert done.code == 0
    for said in ("5A", "5B", "Khởi tạo", "GV5A", "GV5B", "ghi nhận chủ nhiệm ký", "TẬP DƯỢT"):
        assert said in done.out
    assert "Nguyễn" not in done.said
    assert "GV5B" not in cards("list", "--waiting-for", "GV5A").out


def test_several_cards_are_not_signed_before_a_yes_and_a_trial_writes_nothing(cards):
    asked = cards("sign", *HOMEROOM)
    assert (asked.code, "--yes" in asked.err) == (16, True)
    tried = cards("sign", *HOMEROOM, "--dry-run")
    assert (tried.code, "Chưa ghi gì" in tried.out) == (0, True)
    assert "2" in cards("list", "--waiting-for", "GV5A").out


def test_a_confirmed_signing_says_that_it_is_recorded_and_how_many_were_done(cards):
    done = cards("sign", *HOMEROOM, "--yes")
    assert done.code == 0
    assert "không phải chữ ký số" in done.out
    assert "2 học bạ. Không làm được: 0" in done.out


def test_a_refused_signing_tells_why_what_to_do_and_the_rule_behind_it(cards):
    done = cards("sign", *HOMEROOM, "--class", "5B", "--yes")
    assert done.code == 16
    for said in ("Không phải lớp người này chủ nhiệm", "Nhờ giáo viên chủ nhiệm của lớp", "soddcngvcn"):
        assert said in done.out


def test_withdrawing_without_words_why_is_mistyped_and_of_unissued_cards_refused(cards):
    assert cards("withdraw", *HEAD).code == 2
    assert cards("withdraw", *HEAD, "--reason", "sai").code == 11


def test_a_printed_class_is_one_file_and_a_teacher_prints_the_own_class_alone(cards, tmp_path):
    out = tmp_path / "in"
    done = cards("print", *HOMEROOM, "--out", out)
    assert done.code == 16
    assert "Không phải lớp người này chủ nhiệm" in done.out
    (page,) = out.iterdir()
    text = " ".join(words_of_pages(page.read_bytes()) or [])
    assert page.name == f"hoc-ba_{SCHOOL}_2024-2025_5A.pdf"
    assert "không có giá trị pháp lý" in text
    said = [name for name in ("TẬP DƯỢT", "Nguyễn Văn Một", "Nguyễn Văn Ba", "Nguyễn Văn Hai") if name in text]
    assert said == ["TẬP DƯỢT", "Nguyễn Văn Một", "Nguyễn Văn Ba"]


def test_a_shown_card_has_its_content_and_masks_who_it_is_about(cards):
    done = cards("show", *HEAD, "--class", "5A")
    assert done.code == 0
    for said in ("27/2020", "Hoàn thành xuất sắc", "Khởi tạo"):
        assert said in done.out
    assert "Nguyễn Văn Một" not in done.out


def test_a_role_that_is_none_is_refused_with_the_six_that_are(cards):
    done = cards("seal", "--by", "VT01", "--role", "hieu_truong")
    assert (done.code, "quan_tri_vien_truong_hoc" in done.err) == (16, True)


def test_init_for_rehearsal_says_so_in_the_settings(hocba, tmp_path):
    assert hocba("init", tmp_path / "tap", "--rehearsal").code == 0
    assert hocba("init", tmp_path / "that").code == 0
    assert Settings.read(tmp_path / "tap", {}).rehearsal
    assert not Settings.read(tmp_path / "that", {}).rehearsal
