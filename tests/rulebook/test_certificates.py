"""What the rulebook says of certificates: dated where a paper says it, marked where only we suggest it."""

from hocba_ops.rulebook import Confidence
from hocba_ops.rulebook.certificate_frames import certificate_frames

PACE = """
[signing_pace.gvcn_rieng]
document = "kh-290-2025"
clause = "thử"
role = "gvcn"
low = {low}
usual = {usual}
high = {high}
least_days = 3
"""


def test_the_least_key_lengths_are_those_of_the_circular(book):
    """TT 15/2025/TT-BKHCN: RSA từ 2048 bit, ECDSA từ 256 bit."""
    found = {one.algorithm: (one.least_bits, one.document) for one in book.certificates.strengths.values()}
    assert found == {"RSA": (2048, "tt-15-2025-bkhcn"), "EC": (256, "tt-15-2025-bkhcn")}


def test_levels_that_no_paper_names_are_marked_as_unconfirmed(book):
    told = book.certificates
    suggested = [*told.loads.values(), *told.paces.values(), *told.issuers.values()]
    assert {one.confidence for one in suggested} == {Confidence.UNCONFIRMED}


def test_every_role_has_a_pace_and_every_word_of_an_issuer_its_root(book):
    frames = certificate_frames(book.certificates)
    assert sorted(frames["signing_pace_policy"]["role"]) == ["con_dau", "gvcn", "hieu_truong"]
    words = dict(frames["trust_issuer"].select("word", "trust_root").rows())
    assert (words["vgca"], words["vnpt"]) == ("vgca", "cong_cong")


def test_a_pace_whose_middle_is_above_its_high_end_is_a_fault_of_the_file(faults_of):
    (fault,) = faults_of({"certificates.toml": PACE.format(low=1, usual=9, high=5)})
    assert "certificates.toml" in fault
    assert "thấp 1, giữa 9, cao 5" in fault


def test_a_head_that_the_file_does_not_know_is_a_fault(faults_of):
    (fault,) = faults_of({"certificates.toml": '[khac.a]\ndocument = "kh-290-2025"\n'})
    assert "khac" in fault
