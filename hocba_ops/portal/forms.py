"""Forms that only our own pages send: a signed double submit, a secret in a cookie and its signature in the form."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

FIELD = "token"
AGE_SECONDS = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class FormTokens:
    """The tokens of an application. `key`: by which they are signed; `is_secure`: the cookie goes over https alone."""

    key: bytes
    is_secure: bool

    @property
    def cookie(self) -> str:
        """The name of the cookie; `__Host-` keeps other hosts of a domain from setting it."""
        return "__Host-hocba-form" if self.is_secure else "hocba-form"

    def visitor(self, request: Request) -> str:
        """The secret of the browser that asks; a new one where it has none."""
        return request.cookies.get(self.cookie) or secrets.token_urlsafe(32)

    def token(self, visitor: str) -> str:
        """What goes into a form for this browser."""
        return self._signer.dumps(_shown(visitor))

    def keep(self, response: Response, visitor: str) -> None:
        """Leave the secret with the browser."""
        response.set_cookie(self.cookie, visitor, httponly=True, samesite="strict", secure=self.is_secure, path="/")

    def is_ours(self, request: Request, token: str) -> bool:
        """Whether a form was made for this browser, by this application, not long ago."""
        visitor = request.cookies.get(self.cookie)
        try:
            told = self._signer.loads(token, max_age=AGE_SECONDS)
        except BadData:
            return False
        return bool(visitor) and isinstance(told, str) and secrets.compare_digest(told, _shown(visitor or ""))

    @property
    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt="form", signer_kwargs={"digest_method": sha256})


def _shown(visitor: str) -> str:
    return sha256(visitor.encode()).hexdigest()[:32]
