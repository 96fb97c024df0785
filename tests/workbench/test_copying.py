from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from district import District

from hocba_ops.documents.render import CopyForm, Look, Renderer
from hocba_ops.documents.render.attached import read_attached
from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.documents.xml import write_xml
from hocba_ops.errors import FormProblem, FormRefused, LedgerBroken
from hocba_ops.workbench.copying import books_of, copies_given, copy_order, give_copy
from hocba_ops.workbench.issuing import names_of
from tests.documents.records import primary
from tests.workbench.issued_district import build_issued_district

NOW = datetime(2025, 8, 1, 2, 30, tzinfo=UTC)
BODY = "Trường Tiểu học Hòa Bình Mẫu"


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> District:
    return build_issued_district(tmp_path_factory.mktemp("quan"))


@pytest.fixture
def form(district, tmp_path) -> Path:
    files = [write_xml(primary(grade=grade)) for grade in (4, 5)]
    path = tmp_path / "hoc-ba.pdf"
    path.write_bytes(Renderer(names_of(district.bench)).render(files, Look()).pdf)
    return path


def give(district: District, path: Path, *, form: str = "sao_y", **said):
    asked = {"out": path.with_name(f"{form}.pdf"), "body": BODY, "by": "Lê Văn Thư", "reason": "chuyển trường"} | said
    return give_copy(district.bench, copy_order(form=form, path=path, **asked), now=NOW)


def text_of(path: Path) -> str:
    return " ".join(words_of_pages(path.read_bytes()) or [])


def test_a_copy_bears_its_mark_and_is_entered_in_the_book(district, form):
    before = copies_given(district.bench).height
    given = give(district, form, number="12/SY")
    assert "SAO Y 12/SY" in text_of(given.path)
    assert "01/08/2025 09:30:00" in text_of(given.path)
    entry = copies_given(district.bench, card=primary().text("madinhdanhhocba")).tail(1).row(0, named=True)
    assert copies_given(district.bench).height == before + 1 == given.sequence
    told = {
        "state": "sao_y",
        "document": "12/SY",
        "actor": "Lê Văn Thư",
        "reason": "chuyển trường",
        "content_hash": primary().content_hash,
        "source": sha256(given.path.read_bytes()).hexdigest(),
        "happened_at": datetime(2025, 8, 1, 9, 30),
        "digest": given.digest,
    }
    assert {name: entry[name] for name in told} == told


def test_a_copy_changes_no_state_of_the_card(district, form):
    before = district.bench.ledger.head()
    give(district, form, form="ban_in", place="Phường Bến Thành")
    assert district.bench.ledger.head() == before
    assert district.bench.ledger.events().is_empty()


def test_a_confirmed_print_ends_with_the_confirmation_of_the_school(district, form):
    text = text_of(give(district, form, form="ban_in", place="Phường Bến Thành").path)
    assert "Xác nhận bản in này đúng với học bạ số" in text
    assert "Phường Bến Thành, ngày 01 tháng 8 năm 2025" in text


def test_an_extract_has_only_the_years_that_were_asked(district, form):
    given = give(district, form, form="trich_luc", years=("2023-2024",))
    attached = read_attached(given.path.read_bytes())
    assert attached is not None
    assert attached.records == (write_xml(primary(grade=4)),)
    assert given.rendered.boxes[0].role == "nguoi_sao"
    with pytest.raises(FormRefused) as refused:
        give(district, form, form="trich_luc", years=("2019-2020",))
    assert refused.value.problem is FormProblem.YEAR


def test_a_signed_form_is_copied_as_well_as_an_unsigned_one(district, form):
    form.write_bytes(form.read_bytes() + b"\n% signatures\n")
    assert give(district, form).rendered.content_hash == primary().content_hash


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda data: b"%PDF" + data[2000:], FormProblem.UNREADABLE),
        (lambda data: data.replace(b"/Source", b"/Sourcf"), FormProblem.NO_RECORD),
        (lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], FormProblem.PAGES_DIFFER),
    ],
    ids=["broken", "without data", "changed"],
)
def test_no_copy_is_given_of_a_file_that_is_not_proved_and_the_book_stays(district, form, damage, problem):
    before = copies_given(district.bench).height
    damaged = damage(form.read_bytes())
    assert damaged != form.read_bytes()
    form.write_bytes(damaged)
    with pytest.raises(FormRefused) as refused:
        give(district, form)
    assert refused.value.problem is problem
    assert copies_given(district.bench).height == before
    assert not form.with_name("sao_y.pdf").exists()


def test_every_form_of_a_copy_can_be_asked_for_by_its_word(tmp_path):
    asked = [copy_order(form=form.value, path=tmp_path, out=tmp_path, body="", by="", reason="") for form in CopyForm]
    assert [order.form for order in asked] == list(CopyForm)


def test_a_book_in_which_an_entry_was_changed_is_told_as_broken(tmp_path):
    district = build_issued_district(tmp_path)
    path = tmp_path / "hoc-ba.pdf"
    path.write_bytes(Renderer(names_of(district.bench)).render([write_xml(primary())], Look()).pdf)
    give(district, path)
    (segment,) = books_of(district.bench).paths()
    pl.read_parquet(segment).with_columns(reason=pl.lit("khác")).write_parquet(segment)
    with pytest.raises(LedgerBroken, match="copies"):
        copies_given(district.bench)
