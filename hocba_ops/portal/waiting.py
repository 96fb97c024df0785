"""Those on their way through the door: logins begun at a provider, and the links by which a machine's own user starts.

Kept in memory alone: after a restart they are begun again.
"""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hocba_ops.portal.addresses import LOGIN

MOST = 2000
"""How many logins may be under way; beyond, the oldest is forgotten, so that nobody fills the memory."""
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Begun:
    """A login under way: what its return has to match, and where it leads."""

    facts: dict[str, Any]
    then: str
    at: datetime


@dataclass(slots=True)
class Waiting:
    """Logins under way, each under an id that only the browser holds. Each is good for one return."""

    begun: OrderedDict[str, Begun] = field(default_factory=OrderedDict)

    def begin(self, facts: dict[str, Any], then: str, *, now: datetime) -> str:
        """Remember a login; the id for the browser."""
        token = secrets.token_urlsafe(32)
        self.begun[token] = Begun(facts, then, now)
        while len(self.begun) > MOST:
            self.begun.popitem(last=False)
        return token

    def take(self, token: str, *, now: datetime) -> Begun | None:
        """The login that returns, once; None for one that is unknown, has returned, or took too long."""
        found = self.begun.pop(token, None)
        return found if found is not None and now - found.at < LASTS else None


class StartLinks:
    """The link by which the machine's own user comes in. A link that was used is followed by a new one."""

    def __init__(self, announce: Callable[[str], None]) -> None:
        self._announce, self._key = announce, secrets.token_urlsafe(32)

    def tell(self) -> None:
        """Say the link that is good now where only this user reads: in their terminal."""
        self._announce(f"{LOGIN}?key={self._key}")

    def use(self, key: str) -> bool:
        """Whether a link is the one announced last; it is not good a second time."""
        if not hmac.compare_digest(key.encode(), self._key.encode()):
            return False
        self._key = secrets.token_urlsafe(32)
        self.tell()
        return True
