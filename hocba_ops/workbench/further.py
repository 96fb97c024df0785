"""The tables that one step alone names and that are made here, not read from the store."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.registry.lock import Locks
from hocba_ops.rulebook.roadmap_frames import roadmap_frames
from hocba_ops.steps import STEPS, Step
from hocba_ops.tables import Answer
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.gaps import told_tables
from hocba_ops.workbench.handing_over import handover_tables
from hocba_ops.workbench.linking import link_tables
from hocba_ops.workbench.locked_rows import lock_tables
from hocba_ops.workbench.progress import measured_frame
from hocba_ops.workbench.retelling import retell
from hocba_ops.workbench.return_due import return_tables
from hocba_ops.workbench.settling import settle_tables
from hocba_ops.workbench.trail_rows import trail_tables

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

Tables = Mapping[str, pl.DataFrame]


def further_tables(bench: "Workbench", step: Step, asking: Asking) -> Tables:
    """The further tables of a step, by name; most steps have none."""
    make = FURTHER.get(step.name)
    return make(bench, asking) if make else {}


def _measured(bench: "Workbench", asking: Asking) -> Tables:
    question = asking.question

    def ask(step: str, day: date) -> Answer:
        return bench.answer_of(STEPS[step], replace(question, as_of=day))

    return {"measured": measured_frame(asking.plan, ask, asking.days_of, as_of=question.as_of)}


def _settled(bench: "Workbench", asking: Asking) -> Tables:
    return settle_tables(asking, bench.labels, settle_days=bench.settings.settle_days)


def _linked(bench: "Workbench", asking: Asking) -> Tables:
    return link_tables(asking, bench.linked, bench.labels, settle_days=bench.settings.settle_days)


def _locked(bench: "Workbench", _: Asking) -> Tables:
    return lock_tables(Locks(bench.settings.path(bench.settings.registry), bench.ledger), bench.rulebook)


def _returned(bench: "Workbench", asking: Asking) -> Tables:
    return {**_locked(bench, asking), **return_tables(asking, settle_days=bench.settings.settle_days)}


def _retold(bench: "Workbench", asking: Asking) -> Tables:
    return retell(bench, asking.question.as_of)


def _mapped(bench: "Workbench", asking: Asking) -> Tables:
    """The road maps of every office above the unit or one of its schools on the day."""
    tree, day = bench.tree(asking.question.as_of), asking.question.as_of
    schools = asking.question.schools["school_code"].to_list()
    units = {*asking.lineage, *(above for school in schools for above in tree.lineage(school, day))}
    return roadmap_frames(bench.rulebook, units)


def _synced(bench: "Workbench", asking: Asking) -> Tables:
    return {**handover_tables(asking), **told_tables(bench, asking)}


def _exchanged(bench: "Workbench", asking: Asking) -> Tables:
    from hocba_ops.workbench.exchange_tables import exchange_tables

    return exchange_tables(bench, asking)


FURTHER: Mapping[str, Callable[["Workbench", Asking], Tables]] = {
    "milestones": _measured,
    "identity_review": _settled,
    "pair_review": _linked,
    "registry_review": _retold,
    "evidence": _locked,
    "handover": _returned,
    "lock": _locked,
    "roadmap": _mapped,
    "sync": _synced,
    "export_review": _exchanged,
    "audit_review": trail_tables,
}
"""Who makes the further tables of a step, by the name of the step."""
