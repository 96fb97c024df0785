"""`hocba access` gives, takes and lists roles; each act stands in the journal of grants and in the trail."""

import json
from pathlib import Path

import pytest

from hocba_ops.access.trail import Trail
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grants_journal
from tests.district import build_district

HEAD = ("--role", "can_bo_quan_ly", "--unit", "79760401", "--staff-code", "CB-1")
OFFICE = ("--role", "can_bo_co_quan", "--unit", "quan-1")
BY = ("--by", "Trưởng phòng")


SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\nstore = "{store}"\n'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that knows one school."""
    folder = tmp_path_factory.mktemp("kho-chung")
    build_district(folder).add_school("79760401")
    return folder / "store"


@pytest.fixture
def office(tmp_path: Path, store: Path) -> Path:
    """A workspace that knows its school, and nobody yet."""
    (tmp_path / "hocba.toml").write_text(SETTINGS.format(store=store.as_posix()), encoding="utf-8")
    return tmp_path


def test_a_role_given_is_listed_and_stands_in_journal_and_trail(office, hocba):
    done = hocba("access", "grant", "--workspace", office, "--who", "an@quan-1.vn", *OFFICE, *BY, "--to", "2026-06-30")
    assert done.code == 0
    assert "an@quan-1.vn" in done.out
    assert "không cần đăng nhập lại" in done.out
    listed = hocba("access", "list", "--workspace", office).out
    assert "30/06/2026" in listed
    assert "giao_vien_chu_nhiem" in listed
    (told,) = json.loads(hocba("access", "list", "--json", "--workspace", office).out)
    assert (told["who"], told["role"], told["valid_to"]) == ("an@quan-1.vn", "can_bo_co_quan", "2026-06-30")
    bench = Workbench.open(office)
    assert [entry["by"] for entry in grants_journal(bench).entries()] == ["Trưởng phòng"]
    (entry,) = Trail.open(bench.settings.path(bench.settings.access)).entries().to_dicts()
    assert (entry["event"], entry["name"], entry["about_unit"]) == ("granted", "Trưởng phòng", "quan-1")


def test_roles_of_a_login_are_taken_all_at_once_or_one_by_one(office, hocba):
    for role in (OFFICE, HEAD):
        hocba("access", "grant", "--workspace", office, "--who", "an@quan-1.vn", *role, *BY)
    taken = hocba("access", "revoke", "--workspace", office, "--who", "AN@quan-1.vn", "--role", "can_bo_quan_ly", *BY)
    assert taken.code == 0
    held = json.loads(hocba("access", "list", "--json", "--workspace", office).out)
    assert [one["role"] for one in held] == ["can_bo_co_quan"]
    assert hocba("access", "revoke", "--workspace", office, "--who", "an@quan-1.vn", *BY).code == 0
    assert json.loads(hocba("access", "list", "--json", "--workspace", office).out) == []
    assert "Chưa giao vai trò nào" in hocba("access", "list", "--workspace", office).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--role", "trum", "--unit", "quan-1"), "can_bo_co_quan"),
        (("--role", "can_bo_co_quan", "--unit", "quan-99"), "không có đơn vị"),
        (("--role", "can_bo_co_quan", "--unit", "79760401"), "chỉ giao vai trò của trường"),
        (("--role", "can_bo_quan_ly", "--unit", "quan-1"), "không phải trường"),
        (("--role", "can_bo_quan_ly", "--unit", "79760401"), "--staff-code"),
        ((*OFFICE, "--from", "2026-01-01", "--to", "2025-01-01"), "--from"),
        ((*OFFICE, "--to", "30/06/2026"), "năm-tháng-ngày"),
        ((*OFFICE, "--who", " "), "không được để trống"),
        ((*OFFICE, "--by", "\u200b"), "không được để trống"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_changes(office, hocba, arguments, words):
    refused = hocba("access", "grant", "--workspace", office, "--who", "an@quan-1.vn", *BY, *arguments)
    assert refused.code == 16
    assert words in refused.err
    assert not grants_journal(Workbench.open(office)).files()


def test_a_role_that_nobody_holds_cannot_be_taken(office, hocba):
    refused = hocba("access", "revoke", "--workspace", office, "--who", "la@quan-1.vn", *BY)
    assert refused.code == 16
    assert "không giữ vai trò" in refused.err
