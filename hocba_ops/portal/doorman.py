"""Who somebody is for us: the session that their browser holds, and the role that today's grants give to its login.

The grants are asked at every request, so that a role given, changed or taken holds from the next request on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from http.cookies import CookieError, SimpleCookie

from hocba_ops.access.grants import Grant, grants_of
from hocba_ops.access.journal import Journal
from hocba_ops.access.person import LOCAL, Person
from hocba_ops.portal.addresses import Scope, Site, header
from hocba_ops.portal.sessions import Session, Sessions
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grants_journal, same_name
from hocba_ops.workbench.viewing import local_person

Clock = Callable[[], datetime]
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pass:
    """A session with what it may look as now. `person` None: no role, or one has to be chosen of those `offered`."""

    session: Session
    person: Person | None
    offered: tuple[Grant, ...] = ()


@dataclass(slots=True)
class KnownGrants:
    """The grants in force, read again when the journal has grown or another day has come."""

    journal: Journal
    stamp: tuple[Stamp, date] | None = None
    grants: tuple[Grant, ...] = field(default=())

    def on(self, day: date) -> tuple[Grant, ...]:
        """The grants in force on a day."""
        stamp = (_stamp(self.journal), day)
        if stamp != self.stamp:
            self.grants, self.stamp = grants_of(self.journal.entries(), day), stamp
        return self.grants


class Doorman:
    """Looks at the session that a request brings, and tells who that is."""

    def __init__(self, bench: Workbench, sessions: Sessions, site: Site, *, clock: Clock) -> None:
        self.bench, self.sessions, self.site, self.clock = bench, sessions, site, clock
        self.known = KnownGrants(grants_journal(bench))
        self.cookie = "__Host-hocba" if site.is_secure else "hocba"

    def admit(self, scope: Scope) -> Pass | None:
        """Who makes a request, which is taken note of; None without a session."""
        now = self.clock()
        session = self.sessions.find(cookie_of(scope, self.cookie), now=now)
        if session is None or not self._is_for_this_door(session):
            return None
        self.sessions.see(session, now=now)
        return self._pass(session, now)

    def look(self, key: str) -> Pass | None:
        """Who the session under a key is now; None once it is over."""
        now = self.clock()
        session = self.sessions.look(key, now=now)
        return None if session is None or not self._is_for_this_door(session) else self._pass(session, now)

    @cached_property
    def local(self) -> Person:
        """Who sits at this machine; `BadParameter` when no list knows the unit that the settings name."""
        return local_person(self.bench, self.bench.labels("login.local_name"))

    def _is_for_this_door(self, session: Session) -> bool:
        """A session of the machine's own user is none once people log in, and the other way about."""
        return (session.identity.subject == LOCAL) == self.site.is_local

    def _pass(self, session: Session, now: datetime) -> Pass:
        if self.site.is_local:
            return Pass(session, self.local)
        today = now.astimezone(VIET_NAM).date()
        offered = tuple(grant for grant in self.known.on(today) if self._is_theirs(grant, session))
        return Pass(session, _chosen(session, offered), offered)

    def _is_theirs(self, grant: Grant, session: Session) -> bool:
        who = session.identity
        named = grant.who == who.subject or any(same_name(grant.who, name) for name in who.names)
        return named and grant.role in self.bench.rulebook.access.viewers


def cookie_of(scope: Scope, name: str) -> str:
    """The value of a cookie; empty without it, or when the browser was made to bring two of that name."""
    told = header(scope, b"cookie")
    if sum(part.strip().startswith(f"{name}=") for part in told.split(";")) != 1:
        return ""
    try:
        return SimpleCookie(told)[name].value
    except (CookieError, KeyError):
        return ""


def _chosen(session: Session, offered: tuple[Grant, ...]) -> Person | None:
    """The role chosen, while it is granted; without a choice the only one there is."""
    wanted = [one for one in offered if (one.role, one.unit) == (session.role, session.unit)]
    if not session.role and len(offered) == 1:
        wanted = list(offered)
    if not wanted:
        return None
    grant = wanted[0]
    return Person(session.identity.subject, session.identity.name, grant.role, grant.unit, grant.staff_code)


def _stamp(journal: Journal) -> Stamp:
    found = ((path.name, path.stat()) for path in journal.files())
    return tuple((name, told.st_size, told.st_mtime_ns) for name, told in found)
