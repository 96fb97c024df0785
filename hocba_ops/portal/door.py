"""The door as a whole: its site, sessions and doorman, and by which way people come in."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from hocba_ops.access.person import Person
from hocba_ops.access.trail import Event, Trail, Where
from hocba_ops.portal.addresses import Site, site_of
from hocba_ops.portal.doorman import Clock, Doorman
from hocba_ops.portal.provider import Provider, secret_of
from hocba_ops.portal.sessions import Sessions
from hocba_ops.portal.waiting import StartLinks, Waiting
from hocba_ops.reporting.labels import Labels
from hocba_ops.workbench import Workbench


@dataclass(frozen=True)
class Door:
    """Who comes in and how. `provider` where people log in; else `links`, by which the machine's own user starts."""

    bench: Workbench
    site: Site
    sessions: Sessions
    doorman: Doorman
    waiting: Waiting
    provider: Provider | None
    links: StartLinks | None
    home: str = "/"
    """Where a login leads that was begun at no page."""

    @classmethod
    def open(
        cls,
        bench: Workbench,
        *,
        clock: Clock,
        announce: Callable[[str], None],
        environment: Mapping[str, str] = os.environ,
        provider: Provider | None = None,
        home: str = "/",
    ) -> "Door":
        """The door of a workspace. `announce` is given the path of each start link, to show it in the terminal.

        Raises `LoginUnready` when the settings name a provider and the secret stands nowhere; without a provider
        `BadParameter` when no list knows the unit of the settings.
        """
        settings, keeping = bench.settings, bench.rulebook.access.keeping
        site = site_of(settings)
        sessions = Sessions(
            settings.path(settings.sessions),
            total=timedelta(minutes=keeping.session_minutes),
            idle=timedelta(minutes=keeping.idle_minutes),
        )
        doorman = Doorman(bench, sessions, site, clock=clock)
        if settings.login is None:
            bench.known_unit(settings.unit)
            return cls(bench, site, sessions, doorman, Waiting(), None, StartLinks(announce), home)
        asked = provider or Provider.open(settings.login, secret_of(settings, environment), origin=site.origin)
        return cls(bench, site, sessions, doorman, Waiting(), asked, None, home)

    @property
    def labels(self) -> Labels:
        """The labels of the workspace's language."""
        return self.bench.labels

    def note(self, event: Event, person: Person | None, *, where: Where, detail: str = "") -> None:
        """Enter into the trail that somebody came, went, or was not let in."""
        trail = Trail.open(self.bench.settings.path(self.bench.settings.access))
        unit = person.unit if person else ""
        trail.record(
            event, person, now=self.doorman.clock(), where=where, target="login", about_unit=unit, detail=detail
        )
