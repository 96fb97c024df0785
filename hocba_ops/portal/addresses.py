"""Addresses as they come in: which are ours, which paths mean only one thing, and where a login may lead back to."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from hocba_ops.settings import LOOPBACK, Settings

AMBIGUOUS = re.compile(rb"[\x00-\x20\\\x7f]|//|%(?:0|1|7f|2e|2f|5c|25)|/\.{1,2}(?:/|$)", re.IGNORECASE)
"""What two programs may read in two ways: control signs, back-slashes, doubled, dotted or doubly written paths."""
LONGEST = 2000
LOGIN = "/dang-nhap"
CALLBACK = f"{LOGIN}/ve"
"""Where a provider sends people back to."""
GONE = f"{LOGIN}/da-ra"
STYLE = f"{LOGIN}/trang.css"
LOGOUT = "/dang-xuat"
ACCOUNT = "/tai-khoan"
ENTRANCE = (LOGIN, CALLBACK, GONE, STYLE, LOGOUT, ACCOUNT)
"""The paths of the entrance itself; each looks at the session by itself."""
Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """Where we are to be found. `origin` empty: on this very machine alone, at whatever port."""

    origin: str = ""

    @property
    def is_local(self) -> bool:
        """Whether only this machine's own browser may come."""
        return not self.origin

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us over TLS, so that cookies may be kept to it."""
        return self.origin.startswith("https://")

    def is_asked_for(self, scope: Scope) -> bool:
        """Whether a request names us: a page elsewhere may point a name of its own at our address."""
        host = header(scope, b"host")
        if self.is_local:
            return _host_name(host) in LOOPBACK and _is_near(scope)
        return _full(host, self.origin) == _full(urlsplit(self.origin).netloc, self.origin)

    def is_origin(self, scope: Scope) -> bool:
        """Whether the page that makes a request is one of ours; nothing told is not."""
        ours = self.origin or f"http://{header(scope, b'host')}"
        return is_of_same_origin(scope, lambda told: told == ours)


def site_of(settings: Settings) -> Site:
    """Where people of the office find us: at the portal's address when they log in, else on this machine alone."""
    return Site("" if settings.login is None else origin_of(settings.portal.address))


def origin_of(address: str) -> str:
    """The origin of an address as browsers write it: lower case, without the port that its scheme has anyway.

    >>> origin_of("HTTPS://Hocba.Example.vn:443/x")
    'https://hocba.example.vn'
    """
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    return f"{scheme}://{_full(parts.netloc, f'{scheme}://')}"


def header(scope: Scope, name: bytes) -> str:
    """The value of a header that may stand once; empty when it is missing or stands twice."""
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else ""


def is_plain(scope: Scope) -> bool:
    """Whether a path can be read in one way only, so that what the gate lets through is what is answered."""
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.split(b"?", 1)[0]
    return path.startswith(b"/") and len(path) <= LONGEST and not AMBIGUOUS.search(path)


def own_path(wanted: str) -> str:
    """Where to go on: the path wanted when it is one of ours, the first page otherwise.

    >>> own_path("/coverage?unit=quan-1"), own_path("//evil.example"), own_path("https://evil.example")
    ('/coverage?unit=quan-1', '/', '/')
    """
    path, _, query = wanted.partition("?")
    is_ours = path.isascii() and is_plain({"raw_path": path.encode("ascii", "replace"), "path": path})
    is_sound = query.isascii() and query.isprintable() and len(wanted) <= LONGEST
    return wanted if is_ours and is_sound and path not in ENTRANCE else "/"


def is_of_same_host(scope: Scope) -> bool:
    """Whether the page that makes a request is of the host that is asked, by whichever name: for public pages."""
    host = header(scope, b"host").lower()
    return bool(host) and is_of_same_origin(scope, lambda told: told in (f"https://{host}", f"http://{host}"))


def is_of_same_origin(scope: Scope, is_ours: Callable[[str], bool]) -> bool:
    """Whether a request comes of an origin that is ours.

    A browser keeps the origin of a form to itself where the page wants no referrer; then its word that the form is of
    the same origin counts, which no script can give. For a websocket the origin itself is asked for.
    """
    told = header(scope, b"origin")
    if told in ("", "null") and scope["type"] == "http":
        return header(scope, b"sec-fetch-site") == "same-origin"
    return is_ours(told)


def _full(host: str, scheme: str) -> str:
    port = ":443" if scheme.startswith("https:") else ":80"
    return host.lower().removesuffix(port)


def _host_name(host: str) -> str:
    try:
        parts = urlsplit(f"//{host}")
        return "" if parts.username is not None or parts.path else parts.hostname or ""
    except ValueError:
        return ""


def _is_near(scope: Scope) -> bool:
    client = scope.get("client")
    return client is not None and (client[0] == "::1" or client[0].startswith(("127.", "::ffff:127.")))
