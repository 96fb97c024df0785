"""Which requests name us, and which words of an address are believed; whatever is sent, nothing leads elsewhere."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.portal.addresses import Site, is_plain, origin_of, own_path, site_of
from hocba_ops.settings import Login, Portal, Settings

SITE = "https://hocba.example"
SIGNS = st.text("/\\.%2eEfF5c:@?#&=abc \t\r\n\x00ạ;", max_size=24)


@settings(max_examples=300, deadline=None)
@given(SIGNS)
def test_wherever_somebody_wants_to_go_on_they_stay_in_the_house(wanted):
    for text in (wanted, f"/{wanted}", f"//{wanted}", f"/\\{wanted}"):
        there = urlsplit(urljoin(f"{SITE}/dang-nhap", own_path(text)))
        assert (there.scheme, there.netloc) == ("https", "hocba.example")
        assert not there.path.startswith("//")


@settings(max_examples=300, deadline=None)
@given(SIGNS)
def test_a_plain_path_stays_as_it_is_however_often_it_is_read(text):
    raw = f"/{text}".encode()
    if is_plain({"raw_path": raw, "path": "/"}):
        assert not {"..", "."} & set(raw.decode().split("?")[0].split("/"))
        assert b"%2e" not in raw.lower().split(b"?")[0]


def test_an_origin_is_written_as_browsers_write_it():
    assert origin_of("HTTP://LOCALHOST:80/") == "http://localhost"
    assert origin_of("https://[::1]:8443") == "https://[::1]:8443"
    here = {"root": Path(), "unit": "quan-1", "school_year": "2024-2025"}
    login = Login(issuer="https://a.example", client_id="x")
    there = Portal(address="https://Hocba.Example:443")
    assert site_of(Settings(**here, login=login, portal=there)) == Site(SITE)
    assert site_of(Settings(**here, portal=there)).is_local
