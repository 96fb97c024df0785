"""Sessions of those who are logged in: one small file each, named by the digest of an id that only the browser holds.

A file that is gone is a session that is over, whoever took it away: nothing is remembered beside the files, so that a
killed server finds every session again and a logout holds for all processes at once. When somebody was last seen is
the time of the file, set without writing it anew: a session that has ended cannot come back by a request under way.
No token of the provider is kept.
"""

import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

ID = re.compile(r"[A-Za-z0-9_-]{43}")
"""What the id of a session looks like: 256 bits at random."""
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a provider says somebody is: `issuer|sub`, what they are called, other names by which grants know them."""

    subject: str
    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody logged in. `key`: digest of the id; `role` and `unit`: what they chose to look as, empty before.

    `form_token`: what a form of ours must bring with it.
    """

    key: str
    identity: Identity
    role: str = ""
    unit: str = ""
    form_token: str
    began: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of a workspace. They end `total` after the login, and `idle` after the last request."""

    root: Path
    total: timedelta
    idle: timedelta

    def begin(self, identity: Identity, *, now: datetime) -> tuple[str, Session]:
        """A new session under an id never used before, and that id: the browser's alone."""
        self.drop_ended(now)
        token = secrets.token_urlsafe(32)
        return self._keep(Session(key="", identity=identity, form_token=token, began=now, seen=now))

    def change(self, session: Session, *, role: str, unit: str, now: datetime) -> tuple[str, Session]:
        """The session with another role chosen, under a new id: what was opened under the old one is over."""
        self.end(session.key)
        token = secrets.token_urlsafe(32)
        return self._keep(replace(session, role=role, unit=unit, form_token=token, seen=now))

    def find(self, token: str, *, now: datetime) -> Session | None:
        """The session of an id that a browser brought; None when there is none, or it is over."""
        return self.look(key_of(token), now=now) if ID.fullmatch(token) else None

    def look(self, key: str, *, now: datetime) -> Session | None:
        """The session under a key, without taking note of the look."""
        session = _read(self._path(key))
        return session if session is not None and now < self.ends_at(session) else None

    def see(self, session: Session, *, now: datetime) -> None:
        """Take note of a request; one that has ended meanwhile stays ended."""
        try:
            os.utime(self._path(session.key), (now.timestamp(), now.timestamp()))
        except FileNotFoundError:
            return

    def ends_at(self, session: Session) -> datetime:
        """When it is over, unless there is another request before."""
        return min(session.began + self.total, session.seen + self.idle)

    def end(self, key: str) -> None:
        """End a session at once."""
        self._path(key).unlink(missing_ok=True)
        self._settle()

    def end_all(self, subject: str) -> int:
        """End every session of one login; how many there were."""
        theirs = [key for key, session in self._all() if session is not None and session.identity.subject == subject]
        for key in theirs:
            self._path(key).unlink(missing_ok=True)
        self._settle()
        return len(theirs)

    def drop_ended(self, now: datetime) -> None:
        """Take away what is over or cannot be read."""
        for key, session in list(self._all()):
            if session is None or self.ends_at(session) <= now:
                self._path(key).unlink(missing_ok=True)

    def _all(self) -> Iterator[tuple[str, Session | None]]:
        for path in sorted(self.root.glob(f"*{ENDING}")):
            yield path.stem, _read(path)

    def _path(self, key: str) -> Path:
        return self.root / f"{key}{ENDING}"

    def _keep(self, session: Session) -> tuple[str, Session]:
        token = secrets.token_urlsafe(32)
        kept = replace(session, key=key_of(token))
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.root / f"{kept.key}.new"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(json.dumps(_told(kept), ensure_ascii=False).encode())
            file.flush()
            os.fsync(file.fileno())
        os.utime(draft, (kept.seen.timestamp(), kept.seen.timestamp()))
        draft.replace(self._path(kept.key))
        self._settle()
        return token, kept

    def _settle(self) -> None:
        """The names in the folder survive a power cut, where the system can promise that of a folder."""
        if os.name == "posix" and self.root.is_dir():
            folder = os.open(self.root, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)


def key_of(token: str) -> str:
    """What a session is called here: nobody who reads the folder can take the session over."""
    return sha256(token.encode()).hexdigest()


def _told(session: Session) -> dict[str, Any]:
    identity = session.identity
    words = {"subject": identity.subject, "name": identity.name, "names": list(identity.names)}
    return {
        **words,
        "role": session.role,
        "unit": session.unit,
        "form_token": session.form_token,
        "began": session.began.isoformat(),
    }


def _read(path: Path) -> Session | None:
    """The session in a file; None when it is gone, or is not what was written."""
    try:
        told = json.loads(path.read_bytes())
        seen = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        identity = Identity(told["subject"], told["name"], tuple(told["names"]))
        words = {name: str(told[name]) for name in ("role", "unit", "form_token")}
        began = datetime.fromisoformat(told["began"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Session(key=path.stem, identity=identity, began=began, seen=seen, **words)
