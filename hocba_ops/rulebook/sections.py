"""The sections of the rulebook as read from its files, each entry with its place, and the checks across them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from hocba_ops.rulebook import checks
from hocba_ops.rulebook.access import AccessEntries, read_access
from hocba_ops.rulebook.acts import ActEntries, read_acts
from hocba_ops.rulebook.after_lock import AfterLock
from hocba_ops.rulebook.assessment import AssessmentEntries, read_assessment
from hocba_ops.rulebook.certificates import CertificateEntries, read_certificates
from hocba_ops.rulebook.cutoffs import CutoffEntry
from hocba_ops.rulebook.documents import Document
from hocba_ops.rulebook.entry import Cited
from hocba_ops.rulebook.exchange import ExchangeEntries, read_exchange
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, M, entries, known_ids
from hocba_ops.rulebook.identity import IdentityEntries, read_identity
from hocba_ops.rulebook.labels import read_labels
from hocba_ops.rulebook.letters import LetterEntries, read_letters
from hocba_ops.rulebook.offices import Office, OfficeParent, read_offices
from hocba_ops.rulebook.plan_words import PlanWordEntries, read_plan_words
from hocba_ops.rulebook.plans import Plan, Task, read_plans
from hocba_ops.rulebook.requirements import Requirement, SealRule, Signers, read_requirements
from hocba_ops.rulebook.roadmaps import RoadmapStep, Role
from hocba_ops.rulebook.rules import Rule, check_versions
from hocba_ops.rulebook.secondary import SecondaryEntries, is_secondary, read_secondary
from hocba_ops.rulebook.signing import SigningRole
from hocba_ops.rulebook.watch import check_watches


@dataclass(frozen=True, slots=True)
class Sections:
    """Every sound entry of every file with its place. `known_…` are the ids of all entries, sound or not."""

    documents: list[Located[Document]]
    known_documents: frozenset[str]
    plans: list[Located[Plan]]
    tasks: list[Located[Task]]
    known_duties: frozenset[str]
    cutoffs: list[Located[CutoffEntry]]
    after_lock: list[Located[AfterLock]]
    access: AccessEntries
    acts: ActEntries
    requirements: list[Located[Requirement]]
    seal_rules: list[Located[SealRule]]
    signers: list[Located[Signers]]
    certificates: CertificateEntries
    roadmap: list[Located[RoadmapStep]]
    roles: list[Located[Role]]
    signing_roles: list[Located[SigningRole]]
    offices: list[Located[Office]]
    known_units: frozenset[str]
    parents: list[Located[OfficeParent]]
    assessment: AssessmentEntries
    identity: IdentityEntries
    exchange: ExchangeEntries
    letters: LetterEntries
    plan_words: PlanWordEntries
    secondary: SecondaryEntries
    rules: list[Located[Rule]]
    labels: Mapping[str, Mapping[str, str]]

    def cited(self) -> Iterator[Located[Cited]]:
        """Every entry that cites a paper."""
        tables: tuple[Sequence[Located[Cited]], ...] = (
            *(self.plans, self.tasks, self.cutoffs, self.requirements, self.seal_rules, self.signers, self.roadmap),
            *(self.roles, self.offices, self.parents, self.rules, self.after_lock, self.signing_roles),
            tuple(self.access.cited()),
            *(self.acts.acts, self.acts.holders, self.acts.refusals),
            *(self.assessment.levels, self.assessment.ratings, self.assessment.awards, self.assessment.applies),
            *self.assessment.items.values(),
            *self.secondary.cited(),
            *self.certificates.cited(),
            self.identity.cited(),
            self.exchange.cited(),
            tuple(self.letters.cited()),
            tuple(self.plan_words.cited()),
        )
        for table in tables:
            yield from table


def read_sections(files: Sequence[DataFile], faults: Faults) -> Sections:
    """The entries of all files; what is not sound in itself is noted and left out."""
    plans, tasks = read_plans(_at(files, "plans/*.toml"), faults)
    requirements, seal_rules, signers = read_requirements(_at(files, "requirements.toml"), faults)
    assessed = _at(files, "assessment/*.toml")
    offices, parents = read_offices(_at(files, "units/*.toml"), faults)
    return Sections(
        documents=_entries(Document, files, "documents.toml", faults),
        known_documents=_known(files, "documents.toml"),
        plans=plans,
        tasks=tasks,
        known_duties=_known(files, "plans/*.toml", table="duty"),
        cutoffs=_entries(CutoffEntry, files, "cutoffs.toml", faults),
        after_lock=_entries(AfterLock, files, "after_lock.toml", faults),
        access=read_access(_at(files, "access.toml"), faults),
        acts=read_acts(_at(files, "acts.toml"), faults),
        requirements=requirements,
        seal_rules=seal_rules,
        signers=signers,
        certificates=read_certificates(_at(files, "certificates.toml"), faults),
        roadmap=_entries(RoadmapStep, files, "roadmaps.toml", faults),
        roles=_entries(Role, files, "roles.toml", faults),
        signing_roles=_entries(SigningRole, files, "signing.toml", faults),
        offices=offices,
        known_units=_known(files, "units/*.toml", table="unit"),
        parents=parents,
        assessment=read_assessment([file for file in assessed if not is_secondary(file)], faults),
        secondary=read_secondary([file for file in assessed if is_secondary(file)], faults),
        identity=read_identity(_at(files, "identity/*.toml"), faults),
        exchange=read_exchange(_at(files, "exchange/*.toml"), faults),
        letters=read_letters(_at(files, "letters.toml"), faults),
        plan_words=read_plan_words(_at(files, "plan_reading.toml"), faults),
        rules=_entries(Rule, files, "rules/*.toml", faults),
        labels=read_labels(files, faults),
    )


def check_sections(found: Sections, faults: Faults) -> None:
    """Note everything that entries say of each other and that is not so."""
    checks.check_citations(found.cited(), found.known_documents, faults)
    named: list[tuple[Located[Cited], str]] = [(plan, plan.entry.unit) for plan in found.plans]
    named += [(cutoff, cutoff.entry.unit) for cutoff in found.cutoffs]
    named += [(step, step.entry.unit) for step in found.roadmap]
    checks.check_units(named, found.known_units, faults)
    for plan in found.plans:
        checks.check_plan(plan, faults)
    checks.check_tasks(found.tasks, faults)
    checks.check_cutoffs(found.cutoffs, found.known_duties, faults)
    checks.check_assessment(found.assessment, faults)
    check_versions(found.rules, faults)
    check_watches(found.access.watches, {rule.entry.id for rule in found.rules}, faults)
    checks.check_tree(found.offices, found.parents, faults)


def _at(files: Sequence[DataFile], pattern: str) -> list[DataFile]:
    """The files at a place that hold anything; one that could not be read was told of already."""
    return [file for file in files if file.values and fnmatch(file.place, pattern)]


def _known(files: Sequence[DataFile], pattern: str, *, table: str = "") -> frozenset[str]:
    return frozenset(known for file in _at(files, pattern) for known in known_ids(file, table=table))


def _entries(model: type[M], files: Sequence[DataFile], pattern: str, faults: Faults) -> list[Located[M]]:
    return [located for file in _at(files, pattern) for located in entries(model, file, faults)]
