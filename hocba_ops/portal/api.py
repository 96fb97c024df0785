"""The REST API: the same answers that pages show, for programs that a person runs in their own session.

Everything goes through `Viewing`: what is not theirs is refused, every read of rows stands in the trail.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.errors import OpsError
from hocba_ops.portal.door import Door
from hocba_ops.portal.problems import PROBLEMS, Problems
from hocba_ops.portal.sockets import person_in
from hocba_ops.tables import TABLES
from hocba_ops.workbench.composing import ALL_STEPS
from hocba_ops.workbench.viewing import Viewing, view_of
from hocba_ops.workbench.work_list import work_list

AT = "/api/v1"
MOST_ROWS = 1000
CODE = r"^[A-Za-z0-9_-]+$"


def _one_of(names: Iterable[str]) -> tuple[AfterValidator, Any]:
    """What holds a parameter to some names, and tells them in the description."""
    known = tuple(names)

    def check(name: str) -> str:
        if name not in known:
            raise ValueError(name)
        return name

    return AfterValidator(check), Field(json_schema_extra={"enum": list(known)})


def _school_year(text: str) -> str:
    """A school year that the calendar has; empty stays empty."""
    return str(SchoolYear.parse(text)) if text else ""


Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2199, 12, 31))]
"""A day on which an office may have been; beyond, counting working days would leave the calendar."""
Year = Annotated[
    str, Field(max_length=9, pattern=r"^((19|20|21)\d{2}-(19|20|21)\d{2})?$"), AfterValidator(_school_year)
]
UnitCode = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]
StepName = Annotated[str, *_one_of(ALL_STEPS)]
TableName = Annotated[str, *_one_of(TABLES)]


class Asked(BaseModel):
    """What is asked about; what is left out is taken from the person and the workspace."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: UnitCode = ""
    school_year: Year = ""
    as_of: Day | None = None


class AskedRows(BaseModel):
    """Which rows are asked for, and what for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    purpose: str = Field(min_length=1, max_length=64, pattern=CODE)
    unit: UnitCode = ""
    as_of: Day | None = None
    class_name: str = Field("", max_length=64)
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=MOST_ROWS)


class Me(BaseModel):
    """Who asks, as what, and until when."""

    name: str
    role: str
    role_label: str
    unit: str
    unit_name: str
    may: list[str]
    purposes: dict[str, str]


class UnitOut(BaseModel):
    """A unit that may be asked about."""

    id: str
    name: str
    kind: str


class StepOut(BaseModel):
    """A step whose figures may be asked for."""

    name: str
    label: str


class Rows(BaseModel):
    """Rows as the role sees them: masked where it sees masks. `total`: how many there are in all."""

    table: str
    unit: str
    as_of: date
    purpose: str
    total: int
    rows: list[dict[str, Any]]


class TaskOut(BaseModel):
    """Findings of one rule in one school that are still open."""

    unit_id: str
    unit_name: str
    step: str
    code: str
    severity: str
    due_on: date | None
    findings: int


def add_api(app: FastAPI, door: Door) -> None:
    """Mount the API below `/api/v1`, with a description of its own at `/api/v1/openapi.json`."""
    app.mount(AT, build_api(door))


def build_api(door: Door) -> FastAPI:
    """The API by itself."""
    problems = Problems(door.labels)
    api = FastAPI(
        title=door.labels("api.title"),
        description=door.labels("api.about"),
        version="1",
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
        exception_handlers={
            OpsError: problems.of_situation,
            RequestValidationError: problems.of_parameters,
            HTTPException: problems.of_path,
        },
        redirect_slashes=False,
    )

    def viewing(request: Request) -> Viewing:
        where, clock = request.state.where, door.doorman.clock
        return view_of(door.bench, person_in(request.scope), clock=clock, where=where)

    _add_person(api, viewing)
    _add_figures(api, viewing)
    return api


def _add_person(api: FastAPI, viewing: Any) -> None:
    """Who asks, and what they may ask about."""

    @api.get("/me", summary="me")
    def me(view: Annotated[Viewing, Depends(viewing)]) -> Me:
        person, scope = view.person, view.scope
        return Me(
            name=person.name,
            role=person.role,
            role_label=view.labels(f"viewer.{person.role}"),
            unit=person.unit,
            unit_name=view.name_of(person.unit),
            may=sorted(scope.viewer.may),
            purposes=_purposes(view),
        )

    @api.get("/units", summary="units")
    def units(view: Annotated[Viewing, Depends(viewing)], as_of: Day | None = None) -> list[UnitOut]:
        day = as_of or view.newest_day()
        return [UnitOut(id=unit.id, name=unit.name, kind=str(unit.kind)) for unit in view.units(day)]

    @api.get("/steps", summary="steps")
    def steps(view: Annotated[Viewing, Depends(viewing)]) -> list[StepOut]:
        return [StepOut(name=name, label=view.labels(f"step.{name}")) for name in view.steps(ALL_STEPS)]


def _add_figures(api: FastAPI, viewing: Any) -> None:
    """Figures, rows and tasks."""

    @api.get("/answers/{step}", summary="answers")
    def answers(
        view: Annotated[Viewing, Depends(viewing)], step: StepName, asked: Annotated[Asked, Query()]
    ) -> dict[str, Any]:
        unit, year, day = _about(view, asked)
        return view.to_json(view.run(step, unit=unit, school_year=year, as_of=day))

    @api.get("/rows/{table}", summary="rows")
    def rows(
        view: Annotated[Viewing, Depends(viewing)],
        table: TableName,
        asked: Annotated[AskedRows, Query()],
    ) -> Rows:
        unit, day = asked.unit or view.person.unit, asked.as_of or view.newest_day()
        held = view.rows(table, unit=unit, as_of=day, purpose=asked.purpose, class_name=asked.class_name)
        shown = held.slice(asked.offset, asked.limit).to_dicts()
        return Rows(table=table, unit=unit, as_of=day, purpose=asked.purpose, total=held.height, rows=shown)

    @api.get("/work-list", summary="work-list")
    def tasks(view: Annotated[Viewing, Depends(viewing)], asked: Annotated[Asked, Query()]) -> list[TaskOut]:
        unit, year, day = _about(view, asked)
        names = {one.id: one.name for one in view.tree(day).units.values()}
        return [
            TaskOut(
                unit_id=one.unit_id,
                unit_name=names.get(one.unit_id, one.unit_id),
                step=one.step,
                code=one.code,
                severity=str(one.severity),
                due_on=one.due_on,
                findings=one.findings,
            )
            for one in work_list(view, unit=unit, school_year=year, as_of=day)
        ]


def _purposes(view: Viewing) -> dict[str, str]:
    """What rows may be asked for, where the role sees rows."""
    return {name: view.labels(f"purpose.{name}") for name in view.scope.rules.purposes if view.may("rows")}


def _about(view: Viewing, asked: Asked) -> tuple[str, str, date]:
    day = asked.as_of or view.newest_day()
    return asked.unit or view.person.unit, asked.school_year or view.settings.school_year, day
