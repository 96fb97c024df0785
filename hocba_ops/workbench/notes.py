"""What a reader has to know beside the figures: who answers now, how days were read, what was read only second-hand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Confidence, Plan, Rulebook
from hocba_ops.rulebook.handover_frames import handover_notes
from hocba_ops.tables import Answer, Counted
from hocba_ops.workbench.certificate_notes import certificate_notes
from hocba_ops.workbench.evidence_notes import evidence_notes
from hocba_ops.workbench.trail_notes import trail_notes

DATED = frozenset({"milestones", "coverage", "cutoff", "sync", "handover"})
"""Steps whose figures hang on how a deadline is read."""

CUTOFF = "cutoff"
SYNC = "sync"
RESULTS = "results_review"
ROADMAP = "roadmap"


def notes_of(
    answer: Answer,
    *,
    tree: UnitTree,
    rulebook: Rulebook,
    plan: Plan | None,
    lineage: Sequence[str],
    labels: Labels,
    kinds: Sequence[str | None] = (),
) -> tuple[str, ...]:
    """The notes of an answer, in the order in which a reader needs them; `kinds`: of the schools that it is about."""
    return (
        *_ended_unit(answer, tree, labels),
        *(_readings(plan, labels) if answer.step in DATED else ()),
        *(_closing(answer, labels) if answer.step == CUTOFF else ()),
        *(_cutoff_notes(answer, rulebook, plan, lineage) if answer.step == CUTOFF else ()),
        *(_handover_notes(answer, rulebook, plan, lineage, labels) if answer.step == SYNC else ()),
        *(rulebook.secondary.notes_for(kinds) if answer.step == RESULTS else ()),
        *((labels("note.roadmap_days"), labels("note.roadmap_shape")) if answer.step == ROADMAP else ()),
        *certificate_notes(answer, rulebook, labels),
        *evidence_notes(answer, labels),
        *trail_notes(answer, labels),
        *_unsure_rules(answer, rulebook, labels),
        *answer.notes,
    )


def _ended_unit(answer: Answer, tree: UnitTree, labels: Labels) -> Iterator[str]:
    unit = tree.unit(answer.unit_id)
    if unit.valid_to is not None and answer.as_of > unit.valid_to:
        heirs = "; ".join(tree.unit(one).name for one in unit.successors if one in tree.units)
        yield labels("note.ended_unit", unit=unit.name, day=_day(unit.valid_to), heirs=heirs)


def _readings(plan: Plan | None, labels: Labels) -> Iterator[str]:
    for reading in dict.fromkeys(duty.reading for duty in (plan.duties if plan else ())):
        yield labels("note.reading", reading=labels(f"reading.{reading}"))


def _closing(answer: Answer, labels: Labels) -> Iterator[str]:
    """Whether the classes of the reconciliation add up to the roster, counted once more from the answer itself."""
    whole = [one for one in answer.measures if one.unit_id == answer.unit_id and not one.group]
    classes = [one for one in whole if one.counted is Counted.PUPILS]
    if classes:
        added, roster = sum(one.numerator or 0 for one in classes), classes[0].denominator
        yield labels("note.closes" if added == roster else "note.open", classes=added, roster=roster)


def _cutoff_notes(answer: Answer, rulebook: Rulebook, plan: Plan | None, lineage: Sequence[str]) -> Iterator[str]:
    """What the papers say of pupils assessed again, once per paper."""
    grades = plan.scope.grades if plan else ()
    found = [rulebook.cutoff(lineage, answer.school_year, grade, supplementary=True) for grade in grades]
    yield from dict.fromkeys(cutoff.note for cutoff in found if cutoff and cutoff.note)


def _handover_notes(
    answer: Answer, rulebook: Rulebook, plan: Plan | None, lineage: Sequence[str], labels: Labels
) -> Iterator[str]:
    """That the ministry's column has an inferred shape, and what the papers say where they name no day."""
    yield labels("note.inferred_ministry")
    grades = plan.scope.grades if plan else ()
    yield from handover_notes(rulebook, lineage, answer.school_year, grades)


def _unsure_rules(answer: Answer, rulebook: Rulebook, labels: Labels) -> Iterator[str]:
    """The rules behind the findings that nobody here has read in the paper itself."""
    used = {finding.code for finding in answer.findings}
    unsure: Mapping[Confidence, list[str]] = {Confidence.SECONDARY: [], Confidence.UNCONFIRMED: []}
    for code, rule in rulebook.rules_in_force(answer.as_of).items():
        if code in used and (sure := rulebook.confidence(rule)) in unsure:
            unsure[sure].append(code)
    for confidence, codes in unsure.items():
        if codes:
            yield labels(f"note.{confidence}_rules", codes=", ".join(codes))


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def rulebook_labels(rulebook: Rulebook) -> Mapping[str, str]:
    """Words that stand in the rulebook's own entries: names of items, requirements, and of rules without a label."""
    titles = {f"rule.{rule.id}": rule.message for rule in rulebook.rules}
    items = {f"field.{item.id}": item.name for item in rulebook.assessment.items}
    scores = {f"field.{item}": name for item, name in rulebook.secondary.item_names().items()}
    required = {f"field.{requirement.id}": requirement.text for requirement in rulebook.requirements.values()}
    layout = {f"field.{name}": title for name, title in rulebook.exchange.titles().items()}
    return layout | titles | scores | items | required
