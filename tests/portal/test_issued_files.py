"""Which filed form is which card's: listed by content, listed anew by size and time, no birth date in sight."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.documents.render import Look
from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.registry.look_up_key import KEY, look_up_key
from hocba_ops.settings import Portal
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.codes import coded
from hocba_ops.workbench.issued_files import by_code
from hocba_ops.workbench.issuing import compose, issue
from hocba_ops.workbench.looking_up import LookUps
from tests.documents.records import primary
from tests.workbench.issued_district import build_issued_district, order


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Workbench:
    folder = tmp_path_factory.mktemp("quan")
    found = build_issued_district(folder).bench
    bench = replace(found, settings=found.settings.model_copy(update={"issued": (Path("ban-the-hien"),)}))
    asked = order(folder)
    assert len(list(issue(bench, asked, compose(bench, asked), now=datetime(2025, 8, 20, 3, tzinfo=UTC)))) == 3
    return bench


def forms(bench: Workbench) -> list[Path]:
    return sorted((bench.settings.root / "ban-the-hien").rglob("*.pdf"))


def test_the_code_on_the_page_is_the_one_by_which_the_form_is_found(bench):
    held = LookUps.open(bench).held
    assert len(held) == 3
    for holding in held.values():
        assert holding.code in (words_of_pages(Path(holding.path).read_bytes()) or [])


def test_an_address_of_the_workspace_stands_in_the_qr_code_with_the_code_behind_the_sign_that_is_not_sent(bench):
    settings = bench.settings.model_copy(update={"portal": Portal(address="https://a.vn")})
    reached = replace(bench, settings=settings)
    assert coded(reached, Look(), primary()).look_up == "https://a.vn/tra-cuu#{code}"
    chosen = coded(reached, Look(look_up="https://b.vn/#{code}"), primary())
    assert chosen.look_up == "https://b.vn/#{code}"


def test_forms_that_come_change_or_go_are_seen_and_the_others_not_opened_again(bench, monkeypatch):
    look_ups = LookUps.open(bench)
    opened: list[str] = []
    monkeypatch.setattr("hocba_ops.workbench.issued_files.read_attached", lambda data: opened.append(len(data)) or None)
    assert (look_ups.refresh(), opened) == (3, [])
    assert (len(LookUps.open(bench).held), opened) == (3, [])
    first = forms(bench)[0]
    told = first.stat()
    os.utime(first, ns=(told.st_atime_ns, told.st_mtime_ns + 1))
    assert (look_ups.refresh(), len(opened)) == (2, 1)
    monkeypatch.undo()
    away = first.rename(first.with_suffix(".away"))
    assert look_ups.refresh() == 2
    away.rename(first)
    os.utime(first, ns=(told.st_atime_ns, told.st_mtime_ns + 2))
    assert look_ups.refresh() == 3


def test_of_two_files_of_one_form_the_one_with_more_signatures_is_given(bench):
    first = forms(bench)[0]
    longer = first.with_name("ban-khac.pdf")
    longer.write_bytes(first.read_bytes() + b"\n% signed\n")
    os.utime(longer, (1, 1))
    held = by_code(LookUps.open(bench).found)
    assert (len(held), [one.path for one in held.values() if one.path == str(longer)]) == (3, [str(longer)])
    longer.unlink()


def test_what_is_kept_of_the_list_holds_no_name_and_no_birth_date(bench):
    LookUps.open(bench)
    (kept,) = (bench.settings.path(bench.settings.registry) / "look-up").glob("*.parquet")
    said = repr(pl.read_parquet(kept).drop("path").rows())
    assert "79760401" in said
    assert [one for one in ("Trịnh", "2014-03-09", "09/03/2014", "7900000001", "0793140000") if one in said] == []


def test_a_damaged_list_is_made_again(bench):
    LookUps.open(bench)
    (kept,) = (bench.settings.path(bench.settings.registry) / "look-up").glob("*.parquet")
    kept.write_bytes(b"rubbish")
    assert len(LookUps.open(bench).held) == 3


def test_with_another_key_every_code_is_another_and_the_key_is_its_owners_alone(bench, tmp_path):
    place = bench.settings.path(bench.settings.registry) / "look-up" / KEY
    assert place.stat().st_mode & 0o077 == 0
    assert look_up_key(tmp_path) == look_up_key(tmp_path) != place.read_bytes()
    other = LookUps(bench, look_up_key(tmp_path))
    other.refresh()
    assert len(other.held) == 3
    assert not set(other.held) & set(LookUps.open(bench).held)


def test_a_link_or_a_file_that_cannot_be_read_costs_itself_alone(bench):
    broken = bench.settings.root / "ban-the-hien" / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 rubbish")
    dangling = broken.with_name("lien-ket.pdf")
    dangling.symlink_to("khong-co.pdf")
    assert len(LookUps.open(bench).held) == 3
    broken.unlink()
    dangling.unlink()
