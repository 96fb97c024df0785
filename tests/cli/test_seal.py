"""`hocba seal`: the statement of a lock signed, and the seal checked by whoever holds a proof."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from hocba_ops.cli import check_proof as check_command
from hocba_ops.cli import seal as seal_command
from tests.documents.authority import PASSPHRASE, SIGNED, VERIFIED, authority
from tests.documents.stamping_server import stamping_server
from tests.workbench.locked_district import build_locked_district, card_of, history, tell

NOW = SIGNED + timedelta(days=40)
"""After the lock; the certificates of the tests are still valid."""


class Then(datetime):
    """The clock of whoever checks."""

    @classmethod
    def now(cls, tz=None):  # noqa: ARG003 - as datetime has it
        return NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def tsa():
    with stamping_server(NOW) as address:
        yield address


@pytest.fixture
def office(tmp_path, monkeypatch, hocba):
    """A workspace with a lock, trusted roots, and revocation lists of the day."""
    place = tmp_path / "co-quan"
    tell(build_locked_district(place), history(1), history(2))
    (place / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    authority().write_trust(place / "trust")
    authority().write_revocation(place / "revocation", at=NOW)
    (place / "so.p12").write_bytes(authority().pkcs12("con-dau-a"))
    monkeypatch.setattr(seal_command, "_now", lambda: NOW)
    monkeypatch.setattr(seal_command, "getpass", lambda _: PASSPHRASE)
    monkeypatch.setattr(check_command, "datetime", Then)
    asked = ("--grades", "5", "--as-of", "2025-06-30", "--by", "Lê Thị Mẫu", "--yes")
    assert hocba("lock", "--workspace", place, *asked).code == 0
    assert hocba("prove", card_of(2), "--workspace", place, "--out", tmp_path / "cm.json").code == 0
    return place


def statement_of(office):
    return next((office / "registry" / "locks").glob("*/statement.json"))


def seal(hocba, office, tsa, key="so.p12"):
    return hocba("seal", "--workspace", office, statement_of(office), "--key", office / key, "--tsa", tsa)


def check(hocba, office):
    return hocba("check-proof", "--workspace", office, office.parent / "cm.json", "--statement", statement_of(office))


def test_a_sealed_statement_tells_who_signed_it_and_when_and_openssl_agrees(office, hocba, tsa, tmp_path):
    before = check(hocba, office)
    assert (before.code, "chưa ký số" in before.out) == (0, True)
    done = seal(hocba, office, tsa)
    assert (done.code, "Đã ký bản chốt" in done.out) == (0, True), done.said
    told = check(hocba, office)
    assert told.code == 0, told.said
    assert "Trường Tiểu học Thử Nghiệm A ký" in told.out
    assert f"{NOW.astimezone(UTC) + timedelta(hours=7):%H:%M %d/%m/%Y}" in told.out
    statement = statement_of(office)
    above = tmp_path / "goc.pem"
    above.write_bytes(authority().pem("vgca-root") + authority().pem("vgca"))
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", f"{statement}.p7s"]
    command += ["-content", statement, "-CAfile", above, "-purpose", "any", "-out", tmp_path / "ra"]
    command += ["-attime", str(int(NOW.timestamp()))]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stderr
    assert (tmp_path / "ra").read_bytes() == statement.read_bytes()
    assert seal(hocba, office, tsa).code == 13, "a seal is not overwritten"


def test_a_seal_of_another_statement_or_with_changed_bytes_is_refused(office, hocba, tsa):
    seal(hocba, office, tsa)
    path = statement_of(office).with_name("statement.json.p7s")
    sound = path.read_bytes()
    told = statement_of(office).read_text(encoding="utf-8")
    statement_of(office).write_text(told.rstrip("\n") + "\n\n", encoding="utf-8")
    done = check(hocba, office)
    assert (done.code, "chữ ký của bản chốt không đúng" in done.err) == (13, True), done.said
    statement_of(office).write_text(told, encoding="utf-8")
    assert check(hocba, office).code == 0
    for broken in (sound[:-20] + bytes(20), b"", b"khong phai", sound[: len(sound) // 2]):
        path.write_bytes(broken)
        assert check(hocba, office).code in (13, 19)
        assert "do Trường" not in check(hocba, office).out


def test_a_seal_that_cannot_be_concluded_says_why_and_is_no_success(office, hocba, tsa, tmp_path):
    seal(hocba, office, tsa)
    empty = tmp_path / "khong-goc"
    empty.mkdir()
    asked = ("--statement", statement_of(office), "--trust", empty)
    done = hocba("check-proof", "--workspace", office, office.parent / "cm.json", *asked)
    assert (done.code, "gốc tin cậy" in done.out) == (19, True), done.said


def test_a_certificate_that_nobody_would_believe_seals_nothing(office, hocba, tsa):
    (office / "la.p12").write_bytes(authority().pkcs12("chi-thu-hoi"))
    done = seal(hocba, office, tsa, "la.p12")
    assert (done.code, "thu hồi" in done.err) == (13, True), done.said
    assert not statement_of(office).with_name("statement.json.p7s").exists()
    assert VERIFIED < NOW


def test_a_file_that_is_no_statement_is_not_sealed(office, hocba, tsa, tmp_path):
    other = tmp_path / "khac.json"
    other.write_text("{}", encoding="utf-8")
    done = hocba("seal", "--workspace", office, other, "--key", office / "so.p12", "--tsa", tsa)
    assert (done.code, "bản chốt" in done.err) == (13, True)
    assert hocba("seal", "--workspace", office, other, "--key", office / "so.p12").code == 16
