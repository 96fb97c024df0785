"""`hocba letter`: a report drafted, released, signed, sealed, checked again from its PDF, and listed."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from hocba_ops.cli import letter as letter_command
from hocba_ops.documents.letters import read_carried, set_pages
from hocba_ops.documents.people import Expected
from hocba_ops.documents.verifying.file import verify
from hocba_ops.documents.verifying.told import from_json, to_json
from hocba_ops.portal.telling import checked_values
from hocba_ops.workbench import Workbench, checking
from hocba_ops.workbench.documents import basis_of
from hocba_ops.workbench.letter_content import compose
from hocba_ops.workbench.letter_paper import paper_of
from hocba_ops.workbench.letter_register import letters_on_file
from hocba_ops.workbench.lettering import draft_letter, open_letter, release_letter
from hocba_ops.workbench.looking_up import LookUps
from tests.district import District
from tests.documents.authority import PASSPHRASE, SIGNED, authority
from tests.documents.stamping_server import stamping_server
from tests.letter_district import LARGE, STAFF, build_letter_district, hand_in_staff, order

NOW = SIGNED + timedelta(days=9)
LATER = NOW + timedelta(hours=1)
WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")
DRAFT = ("letter", "draft", "bao_cao_san_sang", "--as-of", "2025-06-05", "--dated", "2025-06-06")


@pytest.fixture(scope="module")
def tsa():
    with stamping_server(NOW) as address:
        yield address


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A district with staff, trusted roots, revocation lists of the day, and keys."""
    place = tmp_path_factory.mktemp("van-ban") / "co-quan"
    build_letter_district(place)
    authority().write_trust(place / "trust")
    authority().write_revocation(place / "revocation", at=NOW)
    for label in ("chi", "hanh", "con-dau-a", "chi-het-han"):
        (place / f"{label}.p12").write_bytes(authority().pkcs12(label))
    return place


@pytest.fixture(scope="module")
def released(base):
    """The id of a report that was released in the base, before any test takes its copy."""
    bench = Workbench.open(base)
    letter = draft_letter(bench, order())
    return release_letter(bench, letter.letter_id, by="An", second="Bình", now=NOW).letter_id


@pytest.fixture
def office(base, released, tmp_path, monkeypatch):
    """A copy of the base with one released report; the clock stands still, and the PIN is known."""
    place = Path(shutil.copytree(base, tmp_path / "co-quan"))
    monkeypatch.setattr(letter_command, "_now", lambda: NOW)
    monkeypatch.setattr(letter_command, "getpass", lambda _: PASSPHRASE)
    return place


def sign(hocba, office, letter, field, key, *more):
    asked = ("letter", "sign", letter, "--field", field, "--key", office / f"{key}.p12", "--by", "Văn thư")
    return hocba(*asked, *more, "--workspace", office)


def test_a_report_goes_from_draft_to_a_numbered_issue_by_commands_alone(hocba, office):
    drafted = hocba(*DRAFT, "--signer", "Trần Thị Hạnh", "--workspace", office)
    assert (drafted.code, drafted.err) == (0, "")
    assert "30/2020/NĐ-CP" in drafted.out
    told = json.loads(hocba("letter", "list", "--json", "--workspace", office).out)
    assert sorted((one["stage"], one["sign"]) for one in told) == [("draft", ""), ("released", "01/BC-PGDĐT")]
    letter = next(one["letter"] for one in told if one["stage"] == "draft")
    asked = ("letter", "release", letter, "--by", "An", "--workspace", office)
    assert hocba(*asked, "--second", "An").code == 16
    done = hocba(*asked, "--second", "Bình", "--number", "17")
    assert done.code == 0, done.err
    assert "17/BC-PGDĐT" in done.out


def test_a_released_report_is_signed_then_sealed_and_other_programs_believe_it(hocba, office, released, tsa):
    early = sign(hocba, office, released, "con_dau", "con-dau-a", "--tsa", tsa)
    assert early.code == 16
    assert "con dấu đóng sau chữ ký" in early.err
    assert sign(hocba, office, released, "nguoi_ky", "chi", "--tsa", tsa).code == 0
    assert sign(hocba, office, released, "con_dau", "con-dau-a", "--tsa", tsa).code == 0
    path = office / "letters" / released / "van-ban.da-ky.pdf"
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert told.count("Signature is Valid") == 2
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
    late = sign(hocba, office, released, "nguoi_ky", "chi", "--no-time")
    assert (late.code, "đã ký" in late.err) == (16, True)
    listed = hocba("letter", "list", "--workspace", office).out
    assert "01/BC-PGDĐT" in listed
    checked = hocba("verify-report", path, "--workspace", office)
    assert (checked.code, checked.err) == (0, "")


def test_a_certificate_of_another_name_or_one_that_expired_signs_nothing(hocba, office, released):
    other = sign(hocba, office, released, "nguoi_ky", "hanh", "--no-time")
    assert (other.code, "người khác" in other.err) == (16, True)
    expired = sign(hocba, office, released, "nguoi_ky", "chi-het-han", "--no-time")
    assert expired.code == 15
    assert not (office / "letters" / released / "van-ban.da-ky.pdf").exists()


def test_a_field_that_is_none_or_a_file_changed_since_release_is_refused(hocba, office, released):
    none = sign(hocba, office, released, "gvcn", "chi", "--no-time")
    assert (none.code, "nguoi_ky" in none.err) == (16, True)
    issued = office / "letters" / released / "van-ban.pdf"
    issued.write_bytes(issued.read_bytes() + b"\n")
    assert "đã bị sửa" in sign(hocba, office, released, "nguoi_ky", "chi", "--no-time").err


def test_a_withdrawn_report_keeps_its_number_and_its_file_is_told_of(hocba, office, released):
    asked = ("letter", "withdraw", released, "--by", "An", "--reason", "Sai nơi nhận", "--workspace", office)
    assert hocba(*asked).code == 0
    assert hocba(*asked).code == 16
    told = hocba("verify-report", office / "letters" / released / "van-ban.pdf", "--workspace", office)
    assert told.code == 18
    assert "Đã thu hồi" in told.out


def test_a_page_that_says_another_figure_than_its_data_is_named_with_both(hocba, office, released, tmp_path):
    bench = Workbench.open(office)
    asked = open_letter(bench, released).order
    content = compose(bench, asked)
    paper = paper_of(bench, asked, content, sign="01/BC-PGDĐT")
    body = tuple(replace(part, text=part.text.replace("0/24", "23/24")) for part in paper.body)
    carried = read_carried((office / "letters" / released / "van-ban.pdf").read_bytes()) or {}
    forged = tmp_path / "gia.pdf"
    forged.write_bytes(set_pages(replace(paper, body=body), carried).pdf)
    told = hocba("verify-report", forged, "--workspace", office, "--json")
    assert told.code == 18
    (one,) = json.loads(told.out)
    assert {row["table"] for row in one["differences"]} == {"Trang 1"}
    assert all("23/24" in row["said"] and "0/24" in row["computed"] for row in one["differences"])


def test_a_report_is_the_same_after_later_loads_and_differs_when_its_data_are_changed(
    hocba, office, released, tmp_path
):
    path = office / "letters" / released / "van-ban.pdf"
    hand_in_staff(build_onto(office), {**STAFF, LARGE: 15})
    annex = office / "letters" / released / "phu-luc-readiness.xlsx"
    assert hocba("verify-report", path, annex, "--workspace", office).code == 0
    forged = forge(path, tmp_path / "gia.pdf")
    told = hocba("verify-report", forged, "--workspace", office, "--json")
    assert told.code == 18
    (one,) = json.loads(told.out)
    assert {"0/99"} == {row["said"] for row in one["differences"]}


def test_another_pdf_or_a_torn_one_is_no_report_of_ours(hocba, office, tmp_path):
    plain, torn = tmp_path / "khac.pdf", tmp_path / "hong.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(plain)
    torn.write_bytes(b"%PDF-1.7 cut")
    for path in (plain, torn, tmp_path / "khong-co.pdf"):
        assert hocba("verify-report", path, "--workspace", office).code == 14


def test_a_report_dated_today_by_an_office_that_ended_is_refused_in_one_sentence(hocba, office, monkeypatch):
    monkeypatch.setattr(letter_command, "_now", lambda: NOW + timedelta(days=60))
    told = hocba(*DRAFT[:-2], "--workspace", office)
    assert told.code == 16
    assert "đã kết thúc hết ngày 30/06/2025" in told.err


@pytest.mark.parametrize(
    "asked", [("release", "--by", "An", "--second", "Bình"), ("withdraw", "--by", "An", "--reason", "x")]
)
def test_an_unknown_document_is_named_in_the_refusal(hocba, office, asked):
    told = hocba("letter", asked[0], "../co-quan", *asked[1:], "--workspace", office)
    assert told.code == 16
    assert "không có văn bản nào mang mã này" in told.err


@pytest.mark.skipif(
    not WRITER.exists() and os.environ.get("HOCBA_REQUIRE_SOFFICE") != "1", reason="needs LibreOffice Writer"
)
def test_the_file_to_edit_opens_in_a_word_processor(office, tmp_path):
    path = next(office.glob("letters/*/du-thao.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    asked = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path, path]
    subprocess.run(asked, check=True, capture_output=True, timeout=240, env={**os.environ, "LC_ALL": "C.UTF-8"})
    said = (tmp_path / "du-thao.txt").read_text(encoding="utf-8")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Trường 79760402" in said
    assert "{" not in said


def build_onto(office: Path):
    """More rows for a workspace that is there already."""
    return District(Workbench.open(office))


def forge(path: Path, out: Path) -> Path:
    """A figure changed in what the document carries; its pages are left as they are."""
    carried = dict(read_carried(path.read_bytes()) or {})
    figures = [dict(one) for one in carried["figures"]]
    figures[0] |= {"numerator": 0, "denominator": 99}
    carried["figures"] = figures
    with pikepdf.open(path) as document:
        spec = pikepdf.AttachedFileSpec(document, json.dumps(carried).encode(), filename="van-ban.json")
        document.attachments["van-ban.json"] = spec
        document.save(out)
    return out


def test_what_was_released_is_what_the_register_has(hocba, office, released):
    letter = open_letter(Workbench.open(office), released)
    assert letter.numbered is not None
    assert (letter.numbered.by, letter.numbered.second, letter.numbered.number) == ("An", "Bình", 1)


@pytest.fixture
def judge(office):
    """The verdict on a file of the office as JSON tells it, found in this process."""

    def ask(path):
        bench = Workbench.open(office)
        basis = replace(basis_of(bench, now=LATER), letters=letters_on_file(bench))
        return to_json(verify(path.read_bytes(), path.name, basis, Expected()))

    return ask


@pytest.fixture
def signed(hocba, office, released, tsa):
    assert sign(hocba, office, released, "nguoi_ky", "chi", "--tsa", tsa).code == 0
    return office / "letters" / released / "van-ban.da-ky.pdf"


def test_a_signed_document_tells_its_number_and_who_signed_in_which_position(judge, signed):
    told = judge(signed)
    assert (told["indication"], told["reasons"], told["workflow"]) == ("TOTAL-PASSED", [], ["INCOMPLETE"])
    assert told["letter"] == {
        "sign": "01/BC-PGDĐT",
        "dated": "2025-06-06",
        "stage": "released",
        "body": "Phòng Giáo dục và Đào tạo Quận 1",
    }
    (one,) = told["signatures"]
    assert (one["field"], one["signer"], one["position"]) == ("nguoi_ky", "Đỗ Thị Mỹ Chi", "TRƯỞNG PHÒNG")
    assert one["signed_at"]
    assert to_json(from_json(told)) == told


def test_the_seal_of_another_body_is_told_and_the_signature_stays_sound(hocba, office, judge, signed, released, tsa):
    assert sign(hocba, office, released, "con_dau", "con-dau-a", "--tsa", tsa).code == 0
    told = judge(signed)
    assert [one["reasons"] for one in told["signatures"]] == [[], ["SEAL_NOT_OF_ISSUER"]]
    assert (told["indication"], told["workflow"]) == ("INDETERMINATE", ["COMPLETE"])
    bench = Workbench.open(office)
    letters = [replace(one, body=told["signatures"][1]["organisation"]) for one in letters_on_file(bench)]
    basis = replace(basis_of(bench, now=LATER), letters=tuple(letters))
    assert verify(signed.read_bytes(), signed.name, basis, Expected()).indication == "TOTAL-PASSED"


def test_a_name_that_is_not_the_one_below_the_signature_is_told(office, signed):
    bench = Workbench.open(office)
    letters = [replace(one, signers={"nguoi_ky": "Trần Thị Hạnh"}) for one in letters_on_file(bench)]
    basis = replace(basis_of(bench, now=LATER), letters=tuple(letters))
    told = to_json(verify(signed.read_bytes(), signed.name, basis, Expected()))
    assert told["reasons"] == ["LETTER_OTHER_SIGNER"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_one_byte_altered_in_a_signed_document_never_passes_for_it(judge, signed, share):
    whole = bytearray(signed.read_bytes())
    whole[int(whole.index(b"/ByteRange") * share)] ^= 1
    signed.write_bytes(bytes(whole))
    assert judge(signed)["indication"] == "TOTAL-FAILED"


def test_an_issued_document_without_a_signature_is_known_and_does_not_pass(judge, office, released):
    told = judge(office / "letters" / released / "van-ban.pdf")
    assert (told["reasons"], told["letter"]["sign"]) == (["NO_SIGNATURE"], "01/BC-PGDĐT")
    draft = judge(office / "letters" / released / "du-thao.pdf")
    assert draft["reasons"] == ["LETTER_NOT_REGISTERED", "NO_SIGNATURE"]


def test_a_withdrawn_document_does_not_pass_though_its_signature_is_sound(hocba, judge, office, released, signed):
    asked = ("letter", "withdraw", released, "--by", "An", "--reason", "Sai nơi nhận", "--workspace", office)
    assert hocba(*asked).code == 0
    told = judge(signed)
    assert (told["reasons"], told["letter"]["stage"]) == (["LETTER_WITHDRAWN"], "withdrawn")


def test_verify_names_the_document_and_the_position_on_screen_and_page(hocba, office, signed):
    page = office / "trang.html"
    asked = ("verify", signed, "--at", NOW.date().isoformat(), "--page", page, "--workspace", office)
    done = hocba(*asked)
    assert done.code == 0
    for said in (" ".join(done.out.split()), page.read_text(encoding="utf-8")):
        assert "01/BC-PGDĐT" in said
        assert "TRƯỞNG PHÒNG" in said


def test_a_document_handed_in_at_the_portal_gets_the_same_verdict(office, signed, monkeypatch):
    monkeypatch.setattr(checking, "verify_many", lambda jobs, basis, **_: (one.verified(basis) for one in jobs))
    look_ups = LookUps(Workbench.open(office), b"key")
    checked = checking.check_document(look_ups, signed.read_bytes(), now=NOW)
    look_ups.stop()
    assert checked.verdict["indication"] == "TOTAL-PASSED"
    assert "01/BC-PGDĐT" in checked_values(checked, labels=look_ups.bench.labels)["letter"]
