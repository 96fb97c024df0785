"""A provider of our own making, that can lie in every way: what it hands out is what a test told it to.

It runs in the process of the test, reached through an ASGI transport; the honest flow is the standard's.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ISSUER = "https://dang-nhap.example"
CLIENT = "hocba"
SECRET = "mat-khau-ung-dung-chi-dung-trong-kiem-thu"


@cache
def key_named(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name})


@dataclass
class FakeIssuer:
    """Honest unless `lie` (claims put in place), `forge` (how a token is signed), `about` (metadata) say otherwise."""

    lie: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    """What userinfo says beside `sub`."""
    forge: str = ""
    sub: str = "an"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    made: dict[str, str] | None = None
    """The token handed out last: a test that expects a refusal asks whether there was one to refuse."""

    def log_in(self, there: str) -> str:
        """What the provider does when somebody sent to `there` proves who they are: the address it sends back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        code = f"ma-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def transport(self) -> httpx2.AsyncBaseTransport:
        routes = [
            Route("/.well-known/openid-configuration", self.metadata),
            Route("/jwks", self.jwks),
            Route("/token", self.token, methods=["POST"]),
            Route("/me", self.me),
        ]
        return httpx2.ASGITransport(Starlette(routes=routes))

    async def metadata(self, _request: Request) -> Response:
        places = {
            "authorization_endpoint": f"{ISSUER}/auth",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
            "userinfo_endpoint": f"{ISSUER}/me",
            "end_session_endpoint": f"{ISSUER}/out",
        }
        signs = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
        return JSONResponse({"issuer": ISSUER, **places, **signs, **self.about})

    async def jwks(self, _request: Request) -> Response:
        self.calls.append("jwks")
        return JSONResponse({"keys": [key_named("that").as_dict(private=False)]})

    async def token(self, request: Request) -> Response:
        self.calls.append("token")
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        verifier = str(form.get("code_verifier", ""))
        told = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or challenge_of(verifier) != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if request.headers.get("authorization") != f"Basic {told}":
            return JSONResponse({"error": "invalid_client"}, 401)
        return JSONResponse({"access_token": "xem", "token_type": "Bearer", **self.id_token(asked["nonce"])})

    async def me(self, _request: Request) -> Response:
        return JSONResponse({"sub": self.sub, **self.told})

    def id_token(self, nonce: str) -> dict[str, str]:
        now = int(time.time())
        claims = {"iss": ISSUER, "sub": self.sub, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in {**claims, **self.lie}.items() if value is not None}
        self.made = {} if self.forge == "missing" else {"id_token": sign(claims, self.forge)}
        return self.made


def sign(claims: Mapping[str, Any], forge: str) -> str:
    """The claims signed as an honest provider does, or in one of the ways that nobody may believe."""
    if forge == "alg none":
        return f"{_part(_json({'alg': 'none'}))}.{_part(_json(claims))}."
    if forge == "our own secret":
        key = OctKey.import_key(SECRET)
        return jwt.encode({"alg": "HS256"}, dict(claims), key)
    if forge == "public key as secret":
        text = f"{_part(_json({'alg': 'HS256', 'kid': 'that'}))}.{_part(_json(claims))}"
        return f"{text}.{_part(hmac.digest(key_named('that').as_pem(private=False), text.encode(), 'sha256'))}"
    key = key_named("la" if forge in ("other key", "key of its own") else "that")
    kid = "that" if forge == "other key" else str(key.kid)
    header = {"alg": "RS256", "kid": kid}
    if forge == "key of its own":
        header["jwk"] = key.as_dict(private=False)
    made = jwt.encode(header, dict(claims), key)
    return _spoiled(made) if forge == "spoiled" else made


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _spoiled(token: str) -> str:
    head, body, signature = token.split(".")
    claims = base64.urlsafe_b64decode(body + "==").replace(b'"sub":"an"', b'"sub":"ca"')
    return f"{head}.{_part(claims)}.{signature}"


def _json(claims: Mapping[str, Any]) -> bytes:
    return JSONResponse(dict(claims)).body


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
