"""The OpenID Connect provider: where somebody is sent to log in, and what of its answer is believed.

Code flow with state, nonce and PKCE (S256). Of an ID token the signature (by an algorithm of ALGORITHMS, with a key
that the provider publishes), issuer, audience, authorised party, end, nonce and the digest of the access token are
checked by Authlib. The provider's tokens are dropped once we know who it is.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.integrations.starlette_client import OAuth, OAuthError, StarletteOAuth2App
from httpx2 import AsyncBaseTransport, HTTPError
from joserfc.errors import JoseError
from starlette.requests import Request

from hocba_ops.errors import LoginFailed, LoginProblem, LoginUnready
from hocba_ops.portal.addresses import CALLBACK, GONE
from hocba_ops.portal.sessions import Identity
from hocba_ops.settings import Login, Settings

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""By which an ID token may be signed: with a key pair; never `none`, never with our own secret."""
SECRET = "HOCBA_LOGIN_SECRET"
LEEWAY_SECONDS = 60
"""How far the clocks of the provider and ours may differ."""
PATIENCE_SECONDS = 10.0
BROKEN = (HTTPError, ValueError, KeyError, RuntimeError)
"""What comes of an answer that is none, or not what the standard says."""


@dataclass(frozen=True)
class Provider:
    """A provider that is asked who somebody is. `origin`: ours, as people reach us."""

    login: Login
    origin: str
    client: StarletteOAuth2App

    @classmethod
    def open(cls, login: Login, secret: str, *, origin: str, transport: AsyncBaseTransport | None = None) -> "Provider":
        """The provider of the settings; nothing is asked of it before somebody logs in."""
        client = OAuth().register(
            "hocba",
            client_cls=StarletteOAuth2App,
            client_id=login.client_id,
            client_secret=secret,
            server_metadata_url=f"{login.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": " ".join(login.scopes),
                "code_challenge_method": "S256",
                "timeout": PATIENCE_SECONDS,
                **({"transport": transport} if transport else {}),
            },
        )
        return cls(login, origin, client)

    @property
    def callback(self) -> str:
        """Where the provider sends people back to; it has to be entered there, letter by letter."""
        return f"{self.origin}{CALLBACK}"

    async def send(self, request: Request) -> str:
        """The address at which somebody logs in; what their return must match is put into `request.session`."""
        with _told():
            await self._believed_metadata()
            sent = await self.client.authorize_redirect(request, self.callback)
        return str(sent.headers["location"])

    async def receive(self, request: Request) -> Identity:
        """Who comes back, by what `send` put into `request.session`; `LoginFailed` for all that does not match."""
        with _told():
            metadata = await self._believed_metadata()
            if request.query_params.get("iss", metadata["issuer"]) != metadata["issuer"]:
                raise LoginFailed(LoginProblem.TOKEN, 403)
            token = await self.client.authorize_access_token(
                request, claims_options=self._wanted(), leeway=LEEWAY_SECONDS
            )
            if "userinfo" not in token:
                raise LoginFailed(LoginProblem.TOKEN, 403)
            return self._identity(await self._claims(token, metadata))

    async def leave(self) -> str:
        """Where somebody ends their login at the provider too; empty when it has no such place.

        Without the ID token, which we do not keep, the provider asks them once more.
        """
        with _told():
            place = (await self._believed_metadata()).get("end_session_endpoint")
        words = {"client_id": self.login.client_id, "post_logout_redirect_uri": f"{self.origin}{GONE}"}
        return add_params_to_uri(place, words) if place else ""

    async def _believed_metadata(self) -> Mapping[str, Any]:
        """What the provider says of itself, as far as we go along: it is who it should be, and signs as it should."""
        metadata = await self.client.load_server_metadata()
        if metadata.get("issuer") != self.login.issuer:
            metadata.clear()
            raise LoginFailed(LoginProblem.TOKEN, 502)
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [one for one in offered if one in ALGORITHMS] or ["RS256"]
        return metadata  # type: ignore[no-any-return]

    def _wanted(self) -> dict[str, dict[str, Any]]:
        return {
            "iss": {"essential": True, "value": self.login.issuer},
            "aud": {"essential": True, "value": self.login.client_id},
            "exp": {"essential": True},
            "sub": {"essential": True},
        }

    async def _claims(self, token: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
        """The claims of the ID token, and beside them those that the provider tells only when asked for them."""
        claims = dict(token["userinfo"])
        if not metadata.get("userinfo_endpoint"):
            return claims
        more = await self.client.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise LoginFailed(LoginProblem.TOKEN, 403)
        return {**more, **claims}

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        sub = str(claims["sub"])
        subject = f"{self.login.issuer}|{sub}"
        name = next((str(claims[key]) for key in ("name", "preferred_username", "email") if claims.get(key)), sub)
        return Identity(subject, name, tuple(_names(claims, self.login.known_by)))


def secret_of(settings: Settings, environment: Mapping[str, str]) -> str:
    """The secret by which the provider knows us; `LoginUnready` when it stands nowhere."""
    if environment.get(SECRET):
        return environment[SECRET]
    file = settings.login.secret_file if settings.login else None
    place = settings.path(file) if file else settings.root
    try:
        secret = place.read_text(encoding="utf-8").strip() if file else ""
    except OSError as fault:
        raise LoginUnready(os.fspath(place)) from fault
    if not secret:
        raise LoginUnready(os.fspath(place))
    return secret


def _names(claims: Mapping[str, Any], known_by: tuple[str, ...]) -> Iterator[str]:
    """The names by which grants may know somebody; none can be mistaken for the subject of another."""
    for key in known_by:
        name = claims.get(key)
        is_vouched = key != "email" or claims.get("email_verified") is True
        if isinstance(name, str) and name and "|" not in name and is_vouched:
            yield name


@contextmanager
def _told() -> Iterator[None]:
    """Faults of the provider and of what came back, as one situation each."""
    try:
        yield
    except LoginFailed:
        raise
    except OAuthError as fault:
        is_stale = fault.error == "mismatching_state"
        problem = LoginProblem.STALE if is_stale else LoginProblem.DECLINED
        raise LoginFailed(problem, 400 if is_stale else 403) from fault
    except (JoseError, AuthlibBaseError) as fault:
        raise LoginFailed(LoginProblem.TOKEN, 403) from fault
    except BROKEN as fault:
        raise LoginFailed(LoginProblem.AWAY, 502) from fault
