"""What a person may know of the schedule: the jobs of their units, what became of them, and the notices sent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.view import View
from hocba_ops.errors import ScheduleFault
from hocba_ops.runs.schedule.acting import last_run
from hocba_ops.runs.schedule.due import times_of
from hocba_ops.runs.schedule.history import Known, Run
from hocba_ops.runs.schedule.jobs import Job, Schedule
from hocba_ops.runs.schedule.telling import clock
from hocba_ops.runs.schedule.tick import history_of, schedule_of
from hocba_ops.runs.schedule.units import units_of
from hocba_ops.workbench.notice_history import Told, notice_history

LEAF = 20
"""Runs on a leaf of the history."""
NEXT = 2
NOTICES = 15


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of the history, the newest run first; `count`: of all that match."""

    runs: Sequence[Run]
    first: int
    count: int
    number: int

    @property
    def last(self) -> int:
        """Which of all runs stands last on it."""
        return self.first + len(self.runs) - 1

    @property
    def has_older(self) -> bool:
        """Whether a leaf follows."""
        return self.last < self.count


@dataclass(frozen=True)
class JobFacts:
    """The schedule as a person may know it, read once. `is_faulty`: the file of jobs is wrong, and no job runs."""

    view: View
    known: Known
    schedule: Schedule
    now: datetime
    is_faulty: bool = False

    @classmethod
    def read(cls, view: View) -> "JobFacts":
        """As the files of the workspace have it now."""
        known, now = history_of(view).read(), view.clock()
        try:
            return cls(view, known, schedule_of(view), now)
        except ScheduleFault:
            return cls(view, known, Schedule({}), now, is_faulty=True)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The units that are the person's today, and what they are called."""
        return {unit.id: unit.name for unit in self.view.units(self.view.today)}

    def name_of(self, unit: str) -> str:
        """What a unit is called; its id where it is not the person's."""
        return self.units.get(unit, unit)

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """The jobs of their units, in the order of the file."""
        return {name: job for name, job in self.schedule.jobs.items() if self._is_theirs(job)}

    @cached_property
    def runs(self) -> Sequence[Run]:
        """The runs of their jobs, the newest first; of jobs that stand there no more those of the whole workspace."""
        found = [run for run in self.known.runs.values() if self._is_theirs(self.schedule.jobs.get(run.job))]
        return sorted(found, key=lambda run: (run.due_at, run.attempt), reverse=True)

    def leaf(self, state: State) -> Leaf:
        """The part of the history that a state asks for; a leaf that there is not is the first."""
        asked = [run for run in self.runs if state.job in ("", run.job) and state.outcome in ("", run.state)]
        number = state.leaf if (state.leaf - 1) * LEAF < len(asked) else 1
        begin = (number - 1) * LEAF
        return Leaf(asked[begin : begin + LEAF], begin + 1, len(asked), number)

    def last_of(self, job: str) -> Run | None:
        """The last run of a job, skipped or not."""
        return next(iter(reversed(self.known.of(job))), None)

    def seen(self, job: str) -> str:
        """What whoever acts on a job has seen of it: its last run."""
        return last_run(self.known, job)

    def next_of(self, job: Job) -> Sequence[str]:
        """When a job runs next; nothing while it is paused."""
        if job.name in self.known.paused:
            return []
        return [clock(one) for one in islice(times_of(job, after=self.now), NEXT)]

    def unit_of(self, job: Job) -> str:
        """A unit by which the trail knows a job."""
        return min(self._units_of(job))

    @cached_property
    def notices(self) -> Sequence[Told]:
        """What the book of notices tells of their units, the newest first."""
        home = self.view.settings.unit
        return [one for one in reversed(notice_history(self.view.settings)) if (one.unit or home) in self.units]

    @property
    def notice_counts(self) -> Mapping[str, int]:
        """How many messages came out how, by label."""
        return Counter(one.outcome for one in self.notices if one.notice)

    def _is_theirs(self, job: Job | None) -> bool:
        return self._units_of(job) <= self.units.keys()

    def _units_of(self, job: Job | None) -> frozenset[str]:
        """The units of a job; one that is mistyped or has ended, so that nobody is of it today, counts as our own."""
        home, tree = self.view.settings.unit, self.view.tree(date.max)
        named = units_of(job, home)
        return frozenset(one if tree.exists_on(one, self.view.today) else home for one in named)
