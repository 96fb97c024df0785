"""The rulebook: law and plans as dated, cited data, loaded and checked as one whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hocba_ops.domain.org_unit import Parentage, Unit, UnitTree
from hocba_ops.errors import RulebookFault
from hocba_ops.rulebook.access import AccessRules
from hocba_ops.rulebook.acts import Act, Holder, RefusalRule
from hocba_ops.rulebook.after_lock import AfterLock
from hocba_ops.rulebook.assessment import Assessment
from hocba_ops.rulebook.certificates import Certificates
from hocba_ops.rulebook.cutoffs import Cutoff, CutoffEntry, Sender, find_cutoff
from hocba_ops.rulebook.documents import Document
from hocba_ops.rulebook.entry import CERTAINTY, Cited, Confidence
from hocba_ops.rulebook.exchange import ExchangeLayout
from hocba_ops.rulebook.faults import DATA, Faults
from hocba_ops.rulebook.files import by_id, fingerprint, read_files
from hocba_ops.rulebook.identity import Identity
from hocba_ops.rulebook.letters import LetterRules
from hocba_ops.rulebook.offices import Office
from hocba_ops.rulebook.plan_words import PlanWords
from hocba_ops.rulebook.plans import Duty, Plan
from hocba_ops.rulebook.requirements import Requirement, SealRule, Signers
from hocba_ops.rulebook.roadmaps import RoadmapStep, Role
from hocba_ops.rulebook.rules import Rule, in_force
from hocba_ops.rulebook.secondary import Secondary
from hocba_ops.rulebook.sections import Sections, check_sections, read_sections
from hocba_ops.rulebook.signing import SigningRole


@dataclass(frozen=True)
class Rulebook:
    """Everything the law and the plans say that we use. Mappings are by id, in the order of the files.

    `sha256` names the content: the same files give the same, so a report can say by which rules it was made.
    """

    documents: Mapping[str, Document]
    plans: Mapping[str, Plan]
    cutoffs: Mapping[str, CutoffEntry]
    after_lock: Mapping[str, AfterLock]
    access: AccessRules
    acts: Mapping[str, Act]
    holders: Mapping[str, Holder]
    refusals: Mapping[str, RefusalRule]
    requirements: Mapping[str, Requirement]
    seal_rules: tuple[SealRule, ...]
    signers: Mapping[str, Signers]
    certificates: Certificates
    roadmap: Mapping[str, RoadmapStep]
    roles: Mapping[str, Role]
    signing_roles: Mapping[str, SigningRole]
    offices: Mapping[str, Office]
    parentages: tuple[Parentage, ...]
    assessment: Assessment
    identity: Identity
    exchange: ExchangeLayout
    letters: LetterRules
    plan_words: PlanWords
    secondary: Secondary
    rules: tuple[Rule, ...]
    label_sets: Mapping[str, Mapping[str, str]]
    sha256: str

    @classmethod
    def load(cls, extra_folder: Path | None = None) -> "Rulebook":
        """The package's rulebook, and that of a workspace beside it (same layout, only new ids).

        Raises `RulebookFault` with every fault of every file: file, key, reason.
        """
        return _read_own(DATA) if extra_folder is None else _read(DATA, extra_folder)

    def plan(self, unit_ids: Sequence[str], school_year: str) -> Plan | None:
        """The plan for a school year of the first of these units that has one; give a unit's `UnitTree.lineage`."""
        of_year = {plan.unit: plan for plan in self.plans.values() if plan.school_year == school_year}
        return next((of_year[unit] for unit in unit_ids if unit in of_year), None)

    def cutoff(
        self, unit_ids: Sequence[str], school_year: str, grade: int, *, supplementary: bool, sender: Sender = "school"
    ) -> Cutoff | None:
        """The cutoff for a grade of the first of these units that has one; give a unit's `UnitTree.lineage`.

        `supplementary`: of pupils assessed again in summer. A `Cutoff` without `last_day`: the paper names none.
        """
        duties = {duty.id: duty for plan in self.plans.values() for duty in plan.duties}
        return find_cutoff(
            self.cutoffs.values(), duties, unit_ids, school_year, grade, supplementary=supplementary, sender=sender
        )

    def duty(self, duty_id: str) -> Duty:
        """A duty of any plan by its id. Raises `KeyError` for an unknown one."""
        return {duty.id: duty for plan in self.plans.values() for duty in plan.duties}[duty_id]

    def rules_in_force(self, day: date, prefix: str | tuple[str, ...] = "HB-") -> Mapping[str, Rule]:
        """The rules whose id begins with `prefix`, in the wording of the day, by id in order."""
        return in_force(self.rules, day, prefix)

    def labels(self, language: str) -> Mapping[str, str]:
        """Labels of a language (`vi`, `en`) by dotted key. Raises `KeyError` for another language."""
        return self.label_sets[language]

    def confidence(self, entry: Cited) -> Confidence:
        """How sure an entry is: no surer than the paper it was read in."""
        return max(entry.confidence, self.documents[entry.document].confidence, key=CERTAINTY.index)

    def unit_tree(self, schools: Iterable[Unit] = (), parentages: Iterable[Parentage] = ()) -> UnitTree:
        """The rulebook's offices with the schools of a workspace under them."""
        offices = (office.unit() for office in self.offices.values())
        return UnitTree((*offices, *schools), (*self.parentages, *parentages))


@cache
def _read_own(folder: Path) -> Rulebook:
    """The package's rulebook, read once a process: its files are part of the program."""
    return _read(folder)


def _read(folder: Path, extra: Path | None = None) -> Rulebook:
    faults = Faults()
    files = read_files(folder, faults)
    if extra is not None:
        files += read_files(extra, faults, shown=f"{extra.name}/")
    sections = read_sections(files, faults)
    check_sections(sections, faults)
    book = _book(sections, faults, fingerprint(files))
    if faults.found:
        raise RulebookFault(faults.found)
    return book


def _book(found: Sections, faults: Faults, sha256: str) -> Rulebook:
    return Rulebook(
        documents=by_id(found.documents, faults),
        plans=by_id(found.plans, faults),
        cutoffs=by_id(found.cutoffs, faults),
        after_lock=by_id(found.after_lock, faults),
        access=found.access.rules(faults),
        acts=by_id(found.acts.acts, faults),
        holders=by_id(found.acts.holders, faults),
        refusals=by_id(found.acts.refusals, faults),
        requirements=by_id(found.requirements, faults),
        seal_rules=tuple(by_id(found.seal_rules, faults).values()),
        signers=by_id(found.signers, faults),
        certificates=found.certificates.certificates(faults),
        roadmap=by_id(found.roadmap, faults),
        roles=by_id(found.roles, faults),
        signing_roles=by_id(found.signing_roles, faults),
        offices=by_id(found.offices, faults),
        parentages=tuple(entry.parentage() for entry in by_id(found.parents, faults).values()),
        assessment=found.assessment.assessment(),
        identity=found.identity.identity(faults),
        exchange=found.exchange.layout(faults),
        letters=found.letters.rules(faults),
        plan_words=found.plan_words.words(faults),
        secondary=found.secondary.secondary(),
        rules=tuple(rule.entry for rule in found.rules),
        label_sets=found.labels,
        sha256=sha256,
    )
