"""From cards to signed forms that are proved: `cards create`, `issue`, `sign --record`, `verify`, `cards list`."""

import json
import shutil
from datetime import datetime, timedelta

import pikepdf
import polars as pl
import pytest

from hocba_ops.cli import cards as cards_command
from hocba_ops.cli import main
from hocba_ops.cli import sign as sign_command
from tests.cli.signed_school import SCHOOL, SignedSchool, build_signed_school
from tests.documents.authority import PASSPHRASE, SIGNED, VERIFIED
from tests.documents.stamping_server import stamping_server

SEATS = (("gvcn", "chi", ()), ("hieu_truong", "hanh", ()), ("con_dau", "con-dau-a", ("--by", "VT01")))


class Before(datetime):
    """The clock of the command that makes the cards: the day before they are signed."""

    @classmethod
    def now(cls, tz=None):  # noqa: ARG003 - as datetime has it
        return SIGNED - timedelta(days=1)


@pytest.fixture(scope="module")
def tsa():
    with stamping_server(SIGNED) as address:
        yield address


@pytest.fixture(scope="module")
def issued(tmp_path_factory) -> SignedSchool:
    """Two cards are made and their forms set, by the commands."""
    made = build_signed_school(tmp_path_factory.mktemp("truong") / "so-lieu")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards_command, "datetime", Before)
        where = ["--workspace", str(made.folder), "--school", SCHOOL]
        assert main(["cards", "create", *where, "--by", "HV01", "--role", "nhan_vien_hoc_vu", "--yes"]) == 0
    assert main(["issue", *where, "--out", str(made.forms)]) == 0
    return made


@pytest.fixture
def school(issued, tmp_path, monkeypatch) -> SignedSchool:
    made = SignedSchool(shutil.copytree(issued.folder, tmp_path / "truong"))
    made.revocation_until(SIGNED)
    monkeypatch.setattr(sign_command, "_now", lambda: SIGNED)
    monkeypatch.setattr(sign_command, "getpass", lambda _: PASSPHRASE)
    return made


def sign(hocba, school, papers, field, label, tsa, *more):
    out = school.folder / field
    given = ("--field", field, "--key", school.key(label), "--tsa", tsa, "--out", out, *more)
    return out, hocba("sign", "--workspace", school.folder, papers, *given)


def test_cards_made_issued_and_signed_by_commands_are_proved_and_stand_in_the_ledger(hocba, school, tsa):
    papers = school.forms
    for field, label, more in SEATS:
        papers, done = sign(hocba, school, papers, field, label, tsa, "--record", *more)
        assert (done.code, "đã ghi 2" in done.out) == (0, True), done.said
    school.revocation_until(VERIFIED)
    told = hocba("verify", "--workspace", school.folder, papers, "--at", "2025-06-02", "--json")
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert [(one["indication"], one["pages"], one["reasons"]) for one in lines] == [("TOTAL-PASSED", "PROVED", [])] * 2
    assert told.code == 0
    ledger = school.ledger
    events = ledger.events().filter(card_id=lines[0]["card_id"])
    assert events["state"].to_list() == ["khoi_tao", "gvcn_da_ky", "hieu_truong_da_ky", "da_dong_dau"]
    assert events["actor"].to_list() == ["HV01", "GV5A", "HT01", "VT01"]
    assert events["content_hash"].n_unique() == 1
    sealed, last = lines[0]["signatures"][2], events["document"][-1]
    assert f"record={lines[0]['content_hash']}" in last
    assert f"file={lines[0]['sha256']} " in last
    assert f"certificate={sealed['fingerprint']} serial={sealed['serial']}" in last
    assert ledger.verify() is None
    listed = hocba("cards", "list", "--workspace", school.folder, "--school", SCHOOL)
    assert "Đã đóng dấu" in listed.out, listed.said


def test_a_signature_is_told_to_the_ledger_once_and_only_as_a_legal_move(hocba, school, tsa):
    signed, first = sign(hocba, school, school.forms, "gvcn", "chi", tsa)
    assert (first.code, "Sổ sự kiện" in first.out) == (0, False)
    _, late = sign(hocba, school, signed, "hieu_truong", "hanh", tsa, "--record")
    assert late.code == 19
    assert "Còn thiếu bước ở giữa" in late.out, late.said
    assert "không ghi được 2" in late.out
    _, again = sign(hocba, school, school.forms, "gvcn", "chi", tsa, "--record")
    assert (again.code, "đã ghi 2" in again.out) == (0, True), again.said
    _, third = sign(hocba, school, school.forms, "gvcn", "chi", tsa, "--record")
    assert (third.code, "đã ghi từ lần trước 2" in third.out) == (0, True), third.said
    states = school.ledger.events()["state"].value_counts().sort("state").rows()
    assert states == [("gvcn_da_ky", 2), ("khoi_tao", 2)]


def test_a_seal_is_not_recorded_before_its_keeper_is_named(hocba, school, tsa):
    out, done = sign(hocba, school, school.forms, "con_dau", "con-dau-a", tsa, "--record")
    assert (done.code, "văn thư" in done.err, out.exists()) == (16, True, False)


def test_a_teacher_of_another_class_signs_no_form_whose_data_name_the_homeroom_teacher(hocba, school, tsa):
    out, done = sign(hocba, school, school.forms, "gvcn", "dung", tsa, "--record")
    assert (done.code, list(out.rglob("*.pdf"))) == (19, [])
    assert "Người ký có số định danh khác số mà chính dữ liệu học bạ ghi" in done.out, done.said
    assert set(school.ledger.events()["state"]) == {"khoi_tao"}


def test_forms_whose_words_or_attachment_were_changed_are_not_signed_and_not_believed(hocba, school, tsa):
    first, second = sorted(school.forms.rglob("*.pdf"))
    with pikepdf.open(first, allow_overwriting_input=True) as pdf:
        page = pdf.pages[-1]
        fonts = pikepdf.Dictionary(F9=pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        ))  # fmt: skip
        page.Resources.Font = pikepdf.Dictionary({**dict(page.Resources.Font), **dict(fonts)})
        page.contents_add(b"BT /F9 14 Tf 60 60 Td (Xuat sac 10) Tj ET")
        pdf.save(first)
    with pikepdf.open(second, allow_overwriting_input=True) as pdf:
        name = next(name for name in pdf.attachments if name.endswith(".xml"))
        data = pdf.attachments[name].get_file().read_bytes()
        changed = data.replace(b">10<", b">9<")
        assert changed != data
        spec = pikepdf.AttachedFileSpec(pdf, changed, relationship=pikepdf.Name.Source)
        del pdf.attachments[name]
        pdf.attachments[name] = spec
        pdf.save(second)
    _, done = sign(hocba, school, school.forms, "gvcn", "chi", tsa)
    assert (done.code, "chưa ký, có lý do 2" in done.out) == (19, True), done.said
    assert "Chữ trên trang không đúng với dữ liệu kèm theo" in done.out
    told = hocba("verify", "--workspace", school.folder, school.forms, "--at", "2025-06-02", "--json")
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert [one["indication"] for one in lines] == ["TOTAL-FAILED"] * 2
    assert [one["pages"] for one in lines] == ["REFUTED"] * 2
    assert "TEXT_NOT_OF_DATA" in lines[0]["reasons"]
    assert "DATA_BROKEN" in lines[1]["reasons"]


def test_a_sound_form_under_the_name_of_another_card_or_with_other_data_is_a_question(hocba, school, tsa):
    signed, _ = sign(hocba, school, school.forms, "gvcn", "chi", tsa, "--record")
    first, second = sorted(signed.rglob("*.pdf"))
    second.write_bytes(first.read_bytes())
    school.revocation_until(VERIFIED)
    asked = ("--at", "2025-06-02", "--json")
    told = json.loads(hocba("verify", "--workspace", school.folder, second, *asked).out)
    assert (told["indication"], told["reasons"]) == ("INDETERMINATE", ["DATA_OF_OTHER_CARD"])
    path = school.ledger.paths()[-1]
    other = pl.lit(f"pades field=gvcn record={'0' * 64}")
    pl.read_parquet(path).with_columns(document=other).write_parquet(path)
    told = json.loads(hocba("verify", "--workspace", school.folder, first, *asked).out)
    assert told["reasons"] == ["DATA_NOT_REGISTERED"]
