"""Signing and verifying as people do it: three cards signed by three, checked, and what a mistake says."""

import json
import zipfile

import polars as pl
import pytest

from hocba_ops.cli import sign as sign_command
from tests.cli.signing_workspace import CARDS, SigningPlace, build_signing_place, revocation_until
from tests.documents.attacks import flipped
from tests.documents.authority import PASSPHRASE, SIGNED, VERIFIED
from tests.documents.grounds import NAMED
from tests.documents.records import primary
from tests.documents.stamping_server import stamping_server
from tests.documents.xml_papers import ALL, signed_beside


@pytest.fixture
def place(tmp_path, monkeypatch) -> SigningPlace:
    made = build_signing_place(tmp_path)
    revocation_until(made, SIGNED)
    monkeypatch.setattr(sign_command, "_now", lambda: SIGNED)
    return made


@pytest.fixture(scope="module")
def tsa():
    with stamping_server(SIGNED) as address:
        yield address


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What getpass was asked; it answers the passphrase of the test keys."""
    prompts: list[str] = []

    def answer(prompt: str) -> str:
        prompts.append(prompt)
        return PASSPHRASE

    monkeypatch.setattr(sign_command, "getpass", answer)
    return prompts


def sign(hocba, place, papers, out, *, field, label, tsa, more=()):
    given = ["--key", place.key(label), "--tsa", tsa, "--boxes", place.folder / "o-ky.json"]
    return hocba("sign", "--workspace", place.folder, papers, "--field", field, "--out", out, *given, *more)


def signed_by_all(hocba, place, tsa):
    papers = place.papers
    for field, label in (("gvcn", "chi"), ("hieu_truong", "hanh"), ("con_dau", "con-dau-a")):
        out = place.folder / field
        assert sign(hocba, place, papers, out, field=field, label=label, tsa=tsa).code == 0
        papers = out
    return papers


def test_three_cards_signed_by_three_people_are_verified_as_valid_and_archived(hocba, place, asked, tsa):
    done = signed_by_all(hocba, place, tsa)
    assert len(asked) == 3, "the PIN is asked for once a batch"
    revocation_until(place, VERIFIED)
    told = hocba("verify", "--workspace", place.folder, done, "--at", "2025-06-02", "--json", "--cutoff", "2025-05-28")
    assert told.code == 0, told.said
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert [line["card_id"] for line in lines] == list(CARDS)
    assert {line["indication"] for line in lines} == {"TOTAL-PASSED"}
    assert [one["role"] for one in lines[0]["signatures"]] == ["gvcn", "hieu_truong", "con_dau"]
    assert lines[0]["workflow"] == ["COMPLETE", "IN_TIME"]
    assert all(line["reasons"] == [] and line["sub_indication"] == "" for line in lines)
    revocation_until(place, SIGNED)
    (done / "HB-0003.pdf").write_bytes((place.folder / "hieu_truong" / "HB-0003.pdf").read_bytes())
    out, given = place.folder / "luu", ["--archive", "--tsa", tsa]
    told = hocba("sign", "--workspace", place.folder, done, "--out", out, *given)
    assert (told.code, len(asked)) == (19, 3), "archiving needs no key, and holds the card without a seal"
    assert "3 tệp: đã ký 2, chưa ký, có lý do 1." in told.out
    revocation_until(place, VERIFIED)
    later = hocba("verify", "--workspace", place.folder, out, "--at", "2025-06-02", "--level", "B-LTA")
    assert later.code == 0, later.said


def test_what_is_verified_can_be_shown_stored_and_recalled(hocba, place, asked, tsa):
    out = place.folder / "ra"
    assert sign(hocba, place, place.papers, out, field="gvcn", label="chi", tsa=tsa).code == 0
    revocation_until(place, VERIFIED)
    changed = out / "HB-0002.pdf"
    changed.write_bytes(flipped(changed.read_bytes()))
    with zipfile.ZipFile(place.folder / "tat-ca.zip", "w") as archive:
        for path in sorted(out.glob("*.pdf")):
            archive.write(path, f"../lop-1a/{path.name}")
    table, options = place.folder / "bang" / "chu-ky.parquet", ["--at", "2025-06-02"]
    zipped = place.folder / "tat-ca.zip"
    told = hocba("verify", "--workspace", place.folder, zipped, *options, "--table", table)
    assert told.code == 13
    assert "Nội dung đã bị đổi sau khi ký" in told.out
    assert "3 tệp: 2 hợp lệ, 0 chưa kết luận, 1 không hợp lệ." in told.out
    rows = pl.read_parquet(table)
    assert rows["card_id"].to_list() == list(CARDS)
    assert rows["reason"].to_list() == ["", "HASH_FAILURE", ""]
    assert rows["indication"].to_list() == ["TOTAL-PASSED", "TOTAL-FAILED", "TOTAL-PASSED"]
    page = place.folder / "trang.html"
    assert hocba("verify", "--workspace", place.folder, out / "HB-0001.pdf", *options, "--page", page).code == 0
    shown = page.read_text(encoding="utf-8")
    assert "Chữ ký hợp lệ" in shown
    assert "079185001234" not in shown
    assert len(list((place.folder / "verdicts").rglob("*.json"))) == 3
    again = hocba("verify", "--workspace", place.folder, zipped, *options)
    assert (again.code, again.out.count("HB-000")) == (told.code, told.out.count("HB-000"))


def test_a_record_and_signatures_beside_it_are_told_as_one_item_in_json_and_on_the_page(hocba, place):
    revocation_until(place, VERIFIED)
    folder, page = place.folder / "usb", place.folder / "trang.html"
    folder.mkdir()
    record = primary(values={**NAMED, "madinhdanhhocba": CARDS[0]})
    signed_beside(folder, record, *ALL, name=f"{CARDS[0]}.xml")
    asked = ("verify", "--workspace", place.folder, folder, "--at", "2025-06-02", "--json", "--page", page)
    told = hocba(*asked)
    (line,) = [json.loads(one) for one in told.out.splitlines()]
    assert (told.code, line["file"], line["indication"]) == (0, "HB-0001.xml", "TOTAL-PASSED")
    beside = [one["file"] for one in line["beside"]]
    assert beside == [f"HB-0001.xml.{role}.xades" for role in ("con_dau", "gvcn", "hieu_truong")]
    assert " + ".join(("HB-0001.xml", *beside)) in page.read_text(encoding="utf-8")


def test_a_dry_run_tells_each_file_and_signs_none(hocba, place, asked, tsa):
    out = place.folder / "ra"
    told = sign(hocba, place, place.papers, out, field="gvcn", label="chi", tsa=tsa, more=["--dry-run"])
    assert told.code == 0
    assert "3 tệp: ký được 3." in told.out
    assert not out.exists()


def test_the_wrong_teacher_signs_nothing_and_is_told_what_to_do(hocba, place, asked, tsa):
    told = sign(hocba, place, place.papers, place.folder / "ra", field="gvcn", label="dung", tsa=tsa)
    assert told.code == 19
    assert "Không phải người mà sổ học bạ ghi là đã ký" in told.out
    assert list((place.folder / "ra").glob("*.pdf")) == []


def test_a_passphrase_is_never_printed_or_written(hocba, place, asked, tsa):
    told = sign(hocba, place, place.papers, place.folder / "ra", field="gvcn", label="chi", tsa=tsa)
    written = b"".join(path.read_bytes() for path in (place.folder / "ra").iterdir())
    assert PASSPHRASE not in told.said
    assert PASSPHRASE.encode() not in written


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--field", "gvcn"], "đúng một nơi giữ khoá"),
        (["--field", "lop-truong", "--key", "k.p12"], "ô ký là gvcn"),
        (["--field", "gvcn", "--key", "k.p12"], "--no-time"),
    ],
    ids=["no key", "no such field", "no time stamps"],
)
def test_an_order_that_lacks_something_says_what_before_asking_for_a_pin(hocba, place, asked, options, said):
    told = hocba("sign", "--workspace", place.folder, place.papers, "--out", place.folder / "ra", *options)
    assert told.code == 16
    assert said in told.err
    assert asked == []


def test_a_time_stamp_authority_that_fails_costs_the_file_and_says_so(hocba, place, asked):
    with stamping_server(SIGNED, is_broken=True) as broken:
        told = sign(hocba, place, place.papers, place.folder / "ra", field="gvcn", label="chi", tsa=broken)
    assert told.code == 19
    assert "máy chủ dấu thời gian" in told.out
    assert list((place.folder / "ra").glob("*.pdf")) == []


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["khong-co"], 11, "không có tệp PDF hay XML"),
        (["can-ky", "--page", "t.html"], 16, "chỉ ghi trang cho một tệp"),
        (["can-ky", "--level", "B-X"], 16, "B-LTA"),
        (["can-ky", "--at", "hôm qua"], 16, "năm-tháng-ngày"),
    ],
    ids=["nothing there", "page of several", "no such level", "no such day"],
)
def test_a_question_that_cannot_be_answered_says_why(hocba, place, options, code, said, monkeypatch):
    monkeypatch.chdir(place.folder)
    told = hocba("verify", *options)
    assert (told.code, said in told.err) == (code, True), told.said


def test_a_trust_folder_with_something_else_in_it_is_told_of_by_name(hocba, place, monkeypatch):
    (place.folder / "trust" / "vgca" / "2025-01-01" / "la.crt").write_bytes(b"khong phai")
    told = hocba("verify", "--workspace", place.folder, place.papers, "--at", "2025-06-02")
    assert told.code == 18
    assert "la.crt" in told.err
