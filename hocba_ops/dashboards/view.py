"""What a page may ask: the workbench as the person at the screen sees it. Pages know nothing behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import polars as pl

from hocba_ops.access.person import Person
from hocba_ops.access.trail import Event
from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook.access import Power
from hocba_ops.settings import Settings
from hocba_ops.tables import Answer


class AskedUnit(Protocol):
    """An office or a school that the person may ask about."""

    @property
    def id(self) -> str: ...  # noqa: D102

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def kind(self) -> str: ...  # noqa: D102


class View(Protocol):
    """The reading methods that pages use; each answers within the person's scope or raises an OpsError."""

    @property
    def labels(self) -> Labels: ...  # noqa: D102

    @property
    def settings(self) -> Settings: ...  # noqa: D102

    @property
    def rulebook_sha256(self) -> str:
        """The digest of the rules that are in force here."""

    @property
    def days(self) -> tuple[date, ...]: ...  # noqa: D102

    @property
    def person(self) -> Person:
        """Who looks."""

    @property
    def purposes(self) -> Sequence[str]:
        """For what rows may be read, by id; the labels have the words."""

    def may(self, power: Power) -> bool:
        """Whether the person's role has a power."""

    def steps(self, steps: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some steps whose figures the person is told."""

    def takes_report(self, step: str) -> bool:
        """Whether the person may open the report of a step that was made for a whole unit."""

    def check_report(self, step: str, unit: str) -> None:
        """Raises OutOfScope for a report that the person may not open; it is written down."""

    def tree(self, day: date) -> UnitTree:
        """Offices and schools as they are drawn on a day; their names are no secret."""

    def units(self, day: date) -> Sequence[AskedUnit]:
        """The units that may be asked about on a day."""

    def classes(self, unit: str, day: date) -> Sequence[str]:
        """The classes of a school of which the person may see rows."""

    def run(
        self, step: str, *, unit: str, school_year: str, as_of: date | str, anchor: date | str | None = None
    ) -> Answer:
        """The answer of a step."""

    @property
    def today(self) -> date:
        """The day that it is in Viet Nam."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """What gives the moment, in UTC."""

    def check_power(self, power: Power, what: str, units: Iterable[str]) -> None:
        """Raises OutOfScope for an act that is not theirs, about units that are not theirs; it is written down."""

    def note(self, event: Event, what: str, unit: str, *, detail: str = "") -> None:
        """Writes an act of the person down."""

    def state_of(self, day: date) -> str:
        """The state of the files that answer about a day."""

    def notebook_of(self, step: str) -> Path:
        """The notebook of a step; it holds no figure."""

    def texts_of(self, step: str) -> Mapping[str, str]:
        """The SQL texts of a step, by name, in their order."""

    def day_for(self, step: str, day: date) -> date:
        """The day for which a step is asked, where the reader chose a day."""

    def newest_entries(self) -> pl.DataFrame:
        """The newest entries of the audit trail."""

    def compared(self, answer: Answer, *, since: date | None = None) -> Answer:
        """The answer with frames that say what changed."""

    def names(self, answer: Answer) -> Mapping[str, str]:
        """Names of the units, duties and papers that an answer speaks of."""

    def rows(self, table: str, *, unit: str, as_of: date, purpose: str, class_name: str = "") -> pl.DataFrame:
        """Rows of persons, masked, for a purpose; the reading is written down."""

    def opens(self, table: str, column: str) -> bool:
        """Whether a column is masked for the person and they may have a value of it revealed."""

    def reveal(self, table: str, key: str, column: str, *, unit: str, as_of: date, purpose: str) -> object:
        """A masked value plainly, for a purpose; it is written down."""

    def mark(self, what: str, unit: str, *, purpose: str = "", rows: int = 0) -> str:
        """The line that an exported file carries, who took it and when; the export is written down."""
