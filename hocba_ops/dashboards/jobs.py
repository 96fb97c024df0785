"""The page of the jobs that run by themselves: what runs next, what came of it, and who was told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hocba_ops.dashboards.job_facts import NOTICES, JobFacts
from hocba_ops.dashboards.pages import JOBS
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE, render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import OutOfScope, ScopeProblem
from hocba_ops.reporting.labels import Labels
from hocba_ops.runs.schedule.acting import Act, Done
from hocba_ops.runs.schedule.history import Run
from hocba_ops.runs.schedule.history import State as RunState
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.runs.schedule.telling import clock, outcome
from hocba_ops.workbench.notice_history import Told

ACTS = f"{PLACE}/viec"
"""Where acts on jobs are posted to, with the name of the job behind it."""
UNDONE = ("refused", "stale", "failed")
"""What comes of an act that is not done at all; the words stand in the labels as `job_done.<value>`."""
SAID = frozenset({*Done, *UNDONE})


@dataclass(frozen=True, slots=True)
class Acting:
    """What a page needs to offer acts: the token of the session, empty where it offers none; what the last came to."""

    token: str = ""
    said: str = ""
    job: str = ""


def draw_jobs(view: View, state: State, acting: Acting) -> str:
    """The page; `OutOfScope` for a role that is told nothing of the schedule."""
    if not view.may("schedule"):
        raise OutOfScope(view.labels("page.jobs"), ScopeProblem.SCHEDULE)
    facts = JobFacts.read(view)
    is_offered = bool(acting.token) and view.may("operate")
    return render(
        "jobs.html.j2",
        labels=view.labels,
        facts=facts,
        state=state,
        acting=acting,
        acts=ACTS,
        is_offered=is_offered,
        at=clock(facts.now),
        home=facts.name_of(view.settings.unit),
        said=view.labels(f"job_done.{acting.said}", job=acting.job) if acting.said in SAID else "",
        jobs=[_job(facts, job) for job in facts.jobs.values()],
        leaf=facts.leaf(state),
        lines=[_line(facts, run) for run in facts.leaf(state).runs],
        older=state.on_page(JOBS, job=state.job, outcome=state.outcome, leaf=facts.leaf(state).number + 1).to_query(),
        newer=state.on_page(JOBS, job=state.job, outcome=state.outcome, leaf=facts.leaf(state).number - 1).to_query(),
        outcomes=[(one, view.labels(f"run_state.{one}")) for one in RunState],
        notices=[_notice(facts, one) for one in facts.notices[:NOTICES]],
        bad=sum(one.is_bad for one in facts.notices),
        query=state.to_query(),
    )


def _job(facts: JobFacts, job: Job) -> Mapping[str, object]:
    """A job as its row reads: its times, what came last, and the acts that are left."""
    labels, last = facts.view.labels, facts.last_of(job.name)
    is_paused = job.name in facts.known.paused
    return {
        "name": job.name,
        "does": job.does,
        "next": facts.next_of(job),
        "on": labels("jobs.on", reason=labels(f"run_reason.{job.on}")) if job.on and not is_paused else "",
        "is_paused": is_paused,
        "last": labels(f"run_state.{last.state}") if last else "",
        "state": str(last.state) if last else "",
        "said": outcome(last, facts.known.of(job.name), job, labels) if last else "",
        "seen": facts.seen(job.name),
        "acts": [_act(labels, act, job) for act in (Act.RUN, Act.RESUME if is_paused else Act.PAUSE)],
    }


def _act(labels: Labels, act: Act, job: Job) -> tuple[str, str, str]:
    """An act as its button reads, and as it is called where the button is only heard."""
    word = labels(f"job_act.{act}")
    return act, word, labels("jobs.act_on", act=word, job=job.name)


def _line(facts: JobFacts, run: Run) -> Mapping[str, object]:
    """A run as its row reads; the last words of the program are for who may operate it, for they tell figures."""
    labels, is_program = facts.view.labels, facts.view.may("operate") and run.state is not RunState.SKIPPED
    return {
        "job": run.job,
        "due": clock(run.due_at),
        "reason": labels(f"run_reason.{run.reason}"),
        "state": str(run.state),
        "standing": labels(f"run_state.{run.state}"),
        "said": outcome(run, facts.known.of(run.job), facts.schedule.jobs.get(run.job), labels),
        "words": run.said if is_program else "",
    }


def _notice(facts: JobFacts, told: Told) -> tuple[str, ...]:
    return tuple(_notice_cells(facts, told))


def _notice_cells(facts: JobFacts, told: Told) -> Iterator[str]:
    labels = facts.view.labels
    yield clock(told.at)
    yield told.recipient
    yield labels(f"notice_kind.{told.kind}")
    yield facts.name_of(told.unit or facts.view.settings.unit)
    yield " ".join(filter(None, (labels(told.outcome), told.said if facts.view.may("operate") else "")))
