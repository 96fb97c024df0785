"""The jobs of a workspace: what each does, in the words of the command line, and what sets it off."""

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from cronsim import CronSim, CronSimError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hocba_ops.errors import JobProblem, ScheduleFault

FILE_NAME = "jobs.toml"
KEEP_MONTHS = 13
NOT_BY_ITSELF = frozenset({"schedule", "serve", "init", "sign", "seal", "lock", "unlock", "kit", "access"})
"""Commands that need a person: a key, a decision, or a machine of their own."""
On = Literal["new_files", "loaded", "deadline", "ended"]
"""What sets a job off beside the clock: files came into the inbox, a batch came into the store, a deadline is near, or
another job (`after`) has ended, well or not."""


class Job(BaseModel):
    """A job (`name`): commands that are run one after the other, each only when the one before came to a good end.

    `cron`: five fields, in the time of Viet Nam. `on`: an event; `working_days` before which deadlines; `after`: which
    job has to end. `grace_hours`: how late a run may still be caught up. `retries` after a crash, a time-out or a busy
    store, `retry_minutes` apart. `timeout_minutes`: of all its commands together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    does: Annotated[tuple[str, ...], Field(min_length=1)]
    cron: str = ""
    on: On | None = None
    working_days: int = Field(default=3, ge=0)
    after: str = ""
    grace_hours: int = Field(default=24, ge=0)
    retries: int = Field(default=2, ge=0, le=10)
    retry_minutes: int = Field(default=10, ge=0)
    timeout_minutes: int = Field(default=120, ge=1)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if not self.cron and self.on is None:
            raise ValueError(JobProblem.NO_TIME)
        if (self.on == "ended") != bool(self.after):
            raise ValueError(JobProblem.NO_OTHER)
        if self.cron:
            check_cron(self.cron)
        for words in self.commands:
            if not words or words[0] in NOT_BY_ITSELF:
                raise ValueError(JobProblem.NOT_BY_ITSELF)
        return self

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """The words of each command."""
        return tuple(tuple(shlex.split(text)) for text in self.does)


def check_cron(text: str) -> None:
    """Raise `ValueError` for what is no cron expression."""
    try:
        CronSim(text, datetime(2025, 1, 1, tzinfo=UTC))
    except CronSimError as fault:
        raise ValueError(JobProblem.NOT_CRON) from fault


@dataclass(frozen=True, slots=True)
class Schedule:
    """The jobs of a workspace by name, and for how many months the history of their runs is kept."""

    jobs: Mapping[str, Job]
    keep_months: int = KEEP_MONTHS


def read_schedule(folder: Path) -> Schedule:
    """What the file of jobs says; no jobs where there is none. `ScheduleFault` with every faulty entry."""
    path = folder / FILE_NAME
    if not path.is_file():
        return Schedule({})
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ScheduleFault(str(path), [str(fault)]) from fault
    jobs: dict[str, Job] = {}
    faults = [f"{key}: ?" for key in values if key not in ("job", "keep_months")]
    keep = values.get("keep_months", KEEP_MONTHS)
    faults += [] if isinstance(keep, int) and keep > 0 else [f"keep_months: {keep!r}"]
    for name, entry in values.get("job", {}).items():
        try:
            jobs[name] = Job.model_validate({**entry, "name": name})
        except ValidationError as found:
            faults += [f"job.{name}: {'.'.join(map(str, one['loc']))} {_said(one)}" for one in found.errors()]
    faults += [] if faults else _after_nobody(jobs)
    if faults:
        raise ScheduleFault(str(path), faults)
    return Schedule(jobs, keep)


def _after_nobody(jobs: Mapping[str, Job]) -> list[str]:
    """Jobs that wait for no job at all, or for one that waits itself: nothing may set itself off."""
    unsound = [one for one in jobs.values() if one.after and (one.after not in jobs or jobs[one.after].after)]
    return [f"job.{one.name}: after {JobProblem.NO_OTHER}" for one in unsound]


def _said(fault: Mapping[str, Any]) -> str:
    """What is wrong with a key, in words for whoever wrote it."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return JobProblem.UNKNOWN_KEY if fault["type"] == "extra_forbidden" else str(fault["msg"])
