"""What a notebook run is asked with; checked before a kernel starts, so that a mistake costs nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench import Workbench


@dataclass(frozen=True, slots=True)
class RunParameters:
    """The parameters of every step's notebook: unit id, school year `2024-2025`, the day asked about.

    `anchor`: the day by whose offices figures are put together; empty: both sides of each change in the school year.
    """

    unit: str
    school_year: str
    as_of: str
    anchor: str = ""

    @classmethod
    def check(cls, workbench: Workbench, given: Mapping[str, object]) -> "RunParameters":
        """Parameters from what a person or a program gave, the workspace's own values where nothing was given.

        Raises `BadParameter` for an unknown name, a value of the wrong kind, or a unit that nobody knows.
        """
        for name in given.keys() - set(cls.__dataclass_fields__):
            raise BadParameter(name, given[name], ParameterProblem.UNKNOWN)
        settings = workbench.settings
        asked = {name: value for name, value in given.items() if value is not None}
        return cls(
            unit=workbench.known_unit(_text("unit", asked.get("unit", settings.unit))),
            school_year=_school_year(asked.get("school_year", settings.school_year)),
            as_of=_day("as_of", asked.get("as_of", settings.as_of or workbench.newest_day())).isoformat(),
            anchor=_day("anchor", asked["anchor"]).isoformat() if asked.get("anchor") else "",
        )

    @property
    def day(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.as_of)

    def values(self) -> dict[str, str]:
        """The parameters that every question has."""
        return {name: value for name, value in asdict(self).items() if name != "anchor"}

    def asked(self) -> dict[str, str]:
        """The parameters as papermill takes them: those of the question, and the anchor day where one was given."""
        return {**self.values(), **({"anchor": self.anchor} if self.anchor else {})}


def check_declared(notebook: Path, names: set[str]) -> None:
    """Refuse a run whose parameters the notebook does not declare in its `parameters` cell (papermill would not)."""
    import papermill  # it brings half of Jupyter along: only where a notebook is run

    declared = papermill.inspect_notebook(str(notebook))
    for name in sorted(names - set(declared)):
        raise BadParameter(name, notebook.name, ParameterProblem.UNDECLARED)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadParameter(name, value, ParameterProblem.NOT_A_CODE)
    return value.strip()


def _school_year(value: object) -> str:
    try:
        return str(SchoolYear.parse(_text("school_year", value)))
    except ValueError as fault:
        raise BadParameter("school_year", value, ParameterProblem.NOT_A_YEAR) from fault


def _day(name: str, value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(name, value))
    except ValueError as fault:
        raise BadParameter(name, value, ParameterProblem.NOT_A_DAY) from fault
