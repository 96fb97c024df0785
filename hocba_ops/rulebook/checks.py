"""Checks between entries: what one entry names in another must be there."""

from collections.abc import Container, Iterable, Sequence

from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.domain.unit_faults import faults_of
from hocba_ops.rulebook.assessment import AssessmentEntries
from hocba_ops.rulebook.cutoffs import CutoffEntry
from hocba_ops.rulebook.entry import Cited
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import Located, by_id
from hocba_ops.rulebook.offices import Office, OfficeParent
from hocba_ops.rulebook.plans import Plan, Task


def check_citations(entries: Iterable[Located[Cited]], documents: Container[str], faults: Faults) -> None:
    """Note every entry that cites a document which documents.toml does not list."""
    for located in entries:
        if located.entry.document not in documents:
            faults.add(located.file, f"{located.key}.document", "unknown_document", document=located.entry.document)


def check_units(named: Iterable[tuple[Located[Cited], str]], units: Container[str], faults: Faults) -> None:
    """Note every entry that names an office which units/*.toml do not list."""
    for located, unit in named:
        if unit not in units:
            faults.add(located.file, f"{located.key}.unit", "unknown_unit", unit=unit)


def check_plan(plan: Located[Plan], faults: Faults) -> None:
    """Note tasks of a phase or a grade that the plan does not have."""
    for task in (*plan.entry.duties, *plan.entry.undated):
        if task.phase is not None and not 1 <= task.phase <= len(plan.entry.phases):
            faults.add(plan.file, f"{task.id}.phase", "unknown_phase", phase=task.phase)
        for grade in sorted(set(task.grades) - set(plan.entry.scope.grades)):
            faults.add(plan.file, f"{task.id}.grades", "grade_out_of_scope", grade=grade)


def check_tasks(tasks: Sequence[Located[Task]], faults: Faults) -> None:
    """Note tasks that share an id, also across plans: attestations name a task by its id alone."""
    by_id(tasks, faults)


def check_cutoffs(cutoffs: Iterable[Located[CutoffEntry]], duties: Container[str], faults: Faults) -> None:
    """Note cutoffs on the day of a duty that no plan has."""
    for located in cutoffs:
        if located.entry.duty and located.entry.duty not in duties:
            faults.add(located.file, f"{located.key}.duty", "unknown_duty", duty=located.entry.duty)


def check_assessment(found: AssessmentEntries, faults: Faults) -> None:
    """Note ratings that name a level, and awards that name a rating, which the file does not have."""
    levels = {(level.entry.kind, level.entry.code) for level in found.levels}
    for rating in found.ratings:
        wanted = {"subject_level": ("mon_hoc", rating.entry.subject_level)}
        wanted |= {f"trait_level ({kind})": (kind, rating.entry.trait_level) for kind in ("nang_luc", "pham_chat")}
        for key, level in wanted.items():
            if level not in levels:
                faults.add(rating.file, f"{rating.key}.{key}", "unknown_level", level=level[1])
    ratings = {rating.entry.id for rating in found.ratings}
    for award in found.awards:
        if award.entry.rating not in ratings:
            faults.add(award.file, f"{award.key}.rating", "unknown_rating", rating=award.entry.rating)


def check_tree(offices: Sequence[Located[Office]], parents: Sequence[Located[OfficeParent]], faults: Faults) -> None:
    """Note what is wrong with the offices as a tree: gaps, overlaps, cycles, parents that do not exist then."""
    tree = UnitTree((located.entry.unit() for located in offices), (located.entry.parentage() for located in parents))
    files = {located.entry.child: located.file for located in parents}
    files |= {located.entry.id: located.file for located in offices}
    for fault in faults_of(tree):
        told = {"other": fault.other_id, "line": fault.line or "", "day": fault.day or ""}
        faults.add(files[fault.unit_id], fault.unit_id, f"unit_{fault.kind}", **told)
