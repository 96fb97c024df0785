"""Trust stores are dated folders, revocation is files: what counts on which day, and what is no certificate."""

from datetime import UTC, date, datetime

import pytest
from asn1crypto import ocsp, x509
from certomancer.registry import ServiceLabel

from hocba_ops.documents.people import Expected, Holder, Member, Register, holder_of
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import Indication, Reason
from hocba_ops.errors import TrustFault
from tests.documents.authority import VERIFIED, authority
from tests.documents.grounds import judged, revocation
from tests.documents.papers import paper, sign


def place(folder, store: str, day: str, *labels: str, as_pem: bool = False) -> None:
    there = folder / store / day
    there.mkdir(parents=True, exist_ok=True)
    for label in labels:
        content = authority().pem(label) if as_pem else authority().cert(label).dump()
        (there / f"{label}.{'pem' if as_pem else 'crt'}").write_bytes(content)


def names(trust: Trust, store: str) -> list[str]:
    return [root.subject.native["common_name"] for root in trust.roots(frozenset({store}))]


def test_the_newest_folder_up_to_the_day_counts_and_no_other(tmp_path):
    place(tmp_path, "vgca", "2024-01-01", "la-root")
    place(tmp_path, "vgca", "2025-05-01", "vgca-root", as_pem=True)
    assert names(Trust.read(tmp_path, on=date(2025, 4, 30)), "vgca") == ["Gốc lạ"]
    assert names(Trust.read(tmp_path, on=date(2025, 5, 1)), "vgca") == ["Gốc thử VGCA"]
    assert names(Trust.read(tmp_path, on=date(2023, 12, 31)), "vgca") == []


def test_an_authority_below_a_root_helps_to_build_paths_and_is_not_trusted_itself(tmp_path):
    place(tmp_path, "cong_cong", "2025-01-01", "cong-cong")
    trust = Trust.read(tmp_path, on=date(2025, 6, 1))
    assert names(trust, "cong_cong") == []
    assert [one.subject.native["common_name"] for one in trust.others] == ["CA công cộng thử"]


def test_another_root_is_another_fingerprint_and_the_same_roots_are_the_same(tmp_path):
    for folder, label in (("a", "vgca-root"), ("b", "vgca-root"), ("c", "la-root")):
        place(tmp_path / folder, "vgca", "2025-01-01", label)
    first, same, other = (Trust.read(tmp_path / one, on=date(2025, 6, 1)).fingerprint for one in "abc")
    assert (first == same, first == other) == (True, False)


@pytest.mark.parametrize(
    ("name", "content"),
    [("vgca/2025-01-01/x.crt", b"khong phai"), ("vgca/hom-qua/x.crt", b"")],
    ids=["no certificate", "no date"],
)
def test_what_is_no_certificate_or_no_date_is_told_of_by_its_place(name, content, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(TrustFault) as told:
        Trust.read(tmp_path, on=date(2025, 6, 1))
    assert name.split("/")[1] in str(told.value)


def test_a_revocation_file_that_is_none_is_told_of_by_its_name(tmp_path):
    (tmp_path / "cu.crl").write_bytes(b"0\x03\x02\x01\x01")
    with pytest.raises(TrustFault, match=r"cu\.crl"):
        Revocation.read(tmp_path)


def ocsp_answer(label: str, at: datetime) -> bytes:
    cert, issuer = authority().cert(label), authority().cert("cong-cong")
    asked = ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": "sha1"},
            "issuer_name_hash": issuer.subject.sha1,
            "issuer_key_hash": issuer.public_key.sha1,
            "serial_number": cert.serial_number,
        }
    )
    request = ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": asked}]}})
    responder = authority().arch.service_registry.summon_responder(ServiceLabel("cong-cong"), at_time=at)
    return bytes(responder.build_ocsp_response(request).dump())


@pytest.mark.parametrize(
    ("label", "at", "reasons"),
    [
        ("chi", VERIFIED, ()),
        ("chi-thu-hoi", VERIFIED, (Reason.REVOKED,)),
        ("chi", datetime(2025, 4, 1, tzinfo=UTC), (Reason.NO_REVOCATION_DATA,)),
    ],
    ids=["good", "revoked", "stale"],
)
def test_an_ocsp_answer_in_a_file_tells_what_a_crl_would(label, at, reasons, tmp_path):
    (tmp_path / "tra-loi.ocsp").write_bytes(ocsp_answer(label, at))
    without = [one for one in revocation().crls if b"CA c" not in one]
    known = Revocation(tuple(without), Revocation.read(tmp_path).ocsps)
    assert len(without) == len(revocation().crls) - 2, "the issuing authorities' CRLs are left out"
    verdict = judged(sign(paper(), {"gvcn": label}), revocation=known)
    assert verdict.all_reasons == reasons
    assert (verdict.indication is Indication.PASSED) == (reasons == ())


def test_a_person_is_known_by_number_and_else_by_the_serial_in_the_inventory():
    holder = holder_of(authority().cert("chi"))
    by_serial = Register(
        (Member("79000401", "GV1", "", "giao_vien"),), certificates={holder.serial: ("79000401", "GV1")}
    )
    assert [one.staff_code for one in by_serial.members_of(holder)] == ["GV1"]
    assert by_serial.schools_of(holder) == [], "a person's certificate is no seal"


def test_an_identifier_is_masked_and_one_that_is_not_there_is_empty():
    nobody = Holder("A", "", "", "", "1", "", "")
    assert (holder_of(authority().cert("chi")).masked, nobody.masked) == ("079…234", "")


def test_the_certificates_of_the_test_pki_say_what_the_data_says():
    cert: x509.Certificate = authority().cert("con-dau-a")
    holder = holder_of(cert)
    assert (holder.identifier, holder.organisation) == ("0300000001", "Trường Tiểu học Thử Nghiệm A")
    assert Expected().signers == {}
