"""`hocba lock`, `prove` and `check-proof`, as an officer types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hocba_ops.cli.lock import read_grades
from hocba_ops.errors import BadParameter
from tests.workbench.locked_district import RECEIVED, SCHOOL, build_locked_district, card_of, history, tell

ASKED = ("--grades", "5", "--as-of", "2025-06-30", "--by", "Lê Thị Mẫu")
SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\n'


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace with two received cards and one that still waits."""
    place = tmp_path / "co-quan"
    district = build_locked_district(place)
    tell(district, history(1), history(2), history(3, *RECEIVED[:-1]))
    (place / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    return place


@pytest.fixture
def proof(office: Path, hocba) -> Path:
    assert hocba("lock", "--workspace", office, *ASKED, "--yes").code == 0
    out = office.parent / "chung-minh.json"
    assert hocba("prove", card_of(2), "--workspace", office, "--out", out).code == 0
    return out


def statement_of(office: Path) -> Path:
    return next((office / "registry" / "locks").glob("*/statement.json"))


def test_what_is_not_ready_is_told_by_class_and_asks_for_yes(office, hocba):
    done = hocba("lock", "--workspace", office, *ASKED)
    assert done.code == 16
    assert "Đã gửi, Sở chưa nhận" in done.out
    assert "--yes" in done.err
    assert not (office / "registry" / "locks").exists()


def test_a_confirmed_lock_tells_count_root_and_that_it_is_not_signed(office, hocba):
    done = hocba("lock", "--workspace", office, *ASKED, "--yes")
    assert done.code == 0
    assert "Đã chốt 2 học bạ" in done.out
    assert json.loads(statement_of(office).read_text(encoding="utf-8"))["root"] in done.out
    assert "chưa ký số" in done.out


def test_a_second_lock_without_anything_new_has_nothing_to_do(office, hocba):
    assert hocba("lock", "--workspace", office, *ASKED, "--yes").code == 0
    again = hocba("lock", "--workspace", office, *ASKED, "--yes")
    assert again.code == 11
    assert "Đã chốt" in again.out


def test_a_proof_checks_with_and_without_the_statement_of_the_office(office, proof, hocba):
    alone = hocba("check-proof", proof)
    assert (alone.code, card_of(2) in alone.out, "--statement" in alone.out) == (0, True, True)
    beside = hocba("check-proof", proof, "--statement", statement_of(office))
    assert beside.code == 0
    assert "khớp với bản chốt đối chiếu" in beside.out


def test_a_proof_checks_in_an_empty_folder_with_nothing_else_there(proof, tmp_path):
    place = tmp_path / "rieng"
    place.mkdir()
    command = [sys.executable, "-m", "hocba_ops", "check-proof", str(proof)]
    done = subprocess.run(command, cwd=place, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Đúng: ")
    assert list(place.iterdir()) == []


def test_a_forged_proof_is_refused_with_its_reason(proof, hocba):
    told = json.loads(proof.read_text(encoding="utf-8"))
    told["record"]["content_hash"] = "điểm khác"
    proof.write_text(json.dumps(told), encoding="utf-8")
    done = hocba("check-proof", proof)
    assert done.code == 13
    assert "không phải học bạ đã chốt" in done.err


@pytest.mark.parametrize(("name", "code", "said"), [("khong-co.json", 11, "không có tệp này"), (".", 13, "thư mục")])
def test_a_proof_that_cannot_be_opened_is_refused(hocba, tmp_path, name, code, said):
    done = hocba("check-proof", tmp_path / name)
    assert (done.code, said in done.err) == (code, True)


def test_a_card_that_is_not_locked_has_no_proof_and_no_file(office, proof, hocba):
    out = office.parent / "khac.json"
    done = hocba("prove", card_of(3), "--workspace", office, "--out", out)
    assert done.code == 13
    assert "hocba lock" in done.err
    assert not out.exists()


@pytest.mark.parametrize(("text", "grades"), [("5", (5,)), ("1-4", (1, 2, 3, 4)), ("3, 1,2-2", (1, 2, 3))])
def test_grades_are_read_as_people_write_them(text, grades):
    assert read_grades(text) == grades


@pytest.mark.parametrize("text", ["", "năm", "0", "13", "4-1", "5;6", "-"])
def test_grades_that_are_none_are_refused(text):
    with pytest.raises(BadParameter):
        read_grades(text)


UNLOCK = ("--decision", "12/QĐ-UBND", "--reason", "Nhầm điểm", "--by", "Lê Thị Mẫu", "--until", "2999-12-31")


def test_a_reopening_is_written_and_says_until_when(office, proof, hocba):
    done = hocba(
        "unlock", "--workspace", office, "--school", SCHOOL, "--grade", "5", *UNLOCK, "--second", "Trần Văn Bịa"
    )
    assert done.code == 0
    assert "31/12/2999" in done.out
    assert len(list((office / "registry" / "reopenings").glob("*.json"))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("--second", "Lê Thị Mẫu"),
        ("--second", "Trần Văn Bịa", "--until", "2025-01-01"),
        ("--second", "Trần Văn Bịa", "--until", "mai"),
        ("--second", "Trần Văn Bịa", "--grade", "1-5"),
        ("--second", "Trần Văn Bịa", "--grade", "4"),
    ],
    ids=" ".join,
)
def test_a_reopening_by_one_person_or_past_its_day_or_of_nothing_is_refused(office, proof, hocba, wrong):
    done = hocba("unlock", "--workspace", office, "--school", SCHOOL, *UNLOCK, *wrong)
    assert done.code == 16
    assert not (office / "registry" / "reopenings").exists()
