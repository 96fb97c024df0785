"""Keys at a remote service: both versions of CSC sign whole portions in one authorisation, and refusals are told."""

import pytest

from hocba_ops.documents.signing.csc import CscService
from hocba_ops.documents.signing.pades import Pen
from hocba_ops.documents.signing.remote import RemoteKey
from hocba_ops.documents.verdict import Indication
from hocba_ops.errors import KeyRefused
from tests.documents.authority import SIGNED, authority
from tests.documents.csc_server import PIN, csc_server
from tests.documents.grounds import judged
from tests.documents.papers import key_of, layout, paper


@pytest.mark.parametrize(("version", "label"), [(1, "chi"), (2, "chi"), (2, "dung")])
def test_a_service_signs_by_either_version_of_csc_and_with_either_kind_of_key(version, label):
    with csc_server(label) as url:
        key = RemoteKey.open(CscService(url, version), PIN)
        signed = Pen.ready(key, authority().timestamper(SIGNED)).sign(paper(), layout(), "gvcn")
    verdict = judged(signed)
    assert not {"HASH_FAILURE", "SIG_CRYPTO_FAILURE"} & set(verdict.all_reasons)
    assert (verdict.indication is Indication.PASSED) == (label == "chi")


def test_twenty_digests_are_signed_in_one_authorisation_and_in_order():
    messages = [bytes([number]) for number in range(20)]
    with csc_server("chi") as url:
        signatures = RemoteKey.open(CscService(url), PIN).sign_many(messages)
    assert signatures == key_of("chi").sign_many(messages), "PKCS#1 v1.5 signs the same digest alike"


def test_a_wrong_pin_is_refused_and_not_repeated_in_the_sentence():
    with csc_server("chi") as url, pytest.raises(KeyRefused) as refused:
        RemoteKey.open(CscService(url), "000000").sign_many([b"x"])
    assert "000000" not in str(refused.value)
    assert "điện thoại" in str(refused.value)


@pytest.mark.parametrize("serial", ["abc", ""])
def test_a_certificate_is_chosen_by_serial_where_one_is_given(serial):
    with csc_server("chi") as url:
        if serial:
            with pytest.raises(KeyRefused, match="không có chứng thư"):
                RemoteKey.open(CscService(url), PIN, serial=serial)
        else:
            own = RemoteKey.open(CscService(url), PIN).certificate
            assert own.dump() == authority().cert("chi").dump()


def test_a_service_that_is_not_there_is_told_of_by_its_host():
    with pytest.raises(KeyRefused, match=r"127\.0\.0\.1:9"):
        RemoteKey.open(CscService("http://127.0.0.1:9"), PIN)


def test_a_secret_stands_in_no_representation_of_a_key():
    with csc_server("chi") as url:
        shown = repr(RemoteKey.open(CscService(url, bearer="the-bi-mat"), PIN))
    assert PIN not in shown
    assert "the-bi-mat" not in shown
