"""Verified files as evidence: found, matched with cards, judged in guarded children, kept in the store as of a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.documents.evidence import Evidence, EvidenceBasis, EvidenceJob, Identities, Identity
from hocba_ops.documents.evidence.found import passed_over
from hocba_ops.documents.people import Expected
from hocba_ops.documents.policy import Level
from hocba_ops.documents.verdict import FileVerdict
from hocba_ops.documents.verifying.guarded import Job, items_of, verdict_of, verifying
from hocba_ops.documents.verifying.inputs import PDF, XML, Source, list_sources
from hocba_ops.documents.verifying.kept import Kept
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.many import Keep, in_order, process_batch
from hocba_ops.tables import TABLES
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import basis_of, level_named
from hocba_ops.workbench.evidence_rows import Sample, certificate_frame, verdict_frame
from hocba_ops.workbench.evidence_sample import claimed_cards, draw_sample
from hocba_ops.workbench.expecting import every_card
from hocba_ops.workbench.issuing import LIST, read_list
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.workforce import workforce_of

FAMILY = "card_verdict"
IDENTITIES = "nhan-dang"
REPAIRS = dict.fromkeys(("sheet", "column", "kind", "before", "after"), pl.String)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be verified for a unit as of a day; `sample`: how many cards to draw instead of verifying all."""

    unit: str
    school_year: str
    as_of: date
    paths: tuple[Path, ...]
    sample: int | None = None
    level: Level = Level.B_T


def asked_of(*, level: str, **told: Any) -> Asked:
    """What is asked, from words as a command has them; `BadParameter` for a level that there is not."""
    return Asked(level=level_named(level), **told)


@dataclass
class Gathering:
    """Files on their way to evidence. `count`: how many there are; `sample`: the cards drawn, if any."""

    asked: Asked
    basis: EvidenceBasis
    sources: Sequence[Source]
    sample: Sample | None
    found: list[Evidence] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.sources)

    @property
    def passed_over(self) -> int:
        """How many files are of no card of the sample."""
        return sum(one.is_passed_over for one in self.found)

    @property
    def evidence(self) -> list[Evidence]:
        """What counts: neither what is outside the sample, nor XML that nobody signed (the form's own, beside it)."""
        unsigned = {one.file for one in self.found if one.file.lower().endswith(XML) and not one.signatures}
        return [one for one in self.found if not one.is_passed_over and one.file not in unsigned]


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: whether it is new, how many files and certificates."""

    is_new: bool
    files: int
    certificates: int
    unmatched: int


def prepare(bench: Workbench, asked: Asked) -> Gathering:
    """What is to be verified, and by what. Raises `NoDocuments`, `TrustFault`, `BadParameter`, `NothingLoaded`."""
    moment = datetime.combine(asked.as_of, time(23, 59, 59), VIET_NAM)
    sources = list_sources(asked.paths, (PDF, XML))
    sample = _sample(bench, asked)
    plain = basis_of(bench, now=moment, level=asked.level)
    basis = EvidenceBasis(
        policy=plain.policy,
        trust=plain.trust,
        revocation=plain.revocation,
        register=plain.register,
        at=plain.at,
        names=plain.names,
        cards=every_card(bench, asked.as_of),
        named=_named(asked.paths),
        sample=frozenset(sample.cards) if sample else None,
    )
    return Gathering(asked, basis, sources, sample)


def gather(bench: Workbench, gathering: Gathering) -> Iterator[Evidence]:
    """Each file as it is done; what it found stands in the gathering. Kept verdicts of the same bytes are recalled."""
    folder, basis = bench.settings.path(bench.settings.verdicts), gathering.basis
    kept, identities = Kept(folder), Identities(folder / IDENTITIES)
    items = items_of([EvidenceJob(source) for source in gathering.sources])
    keep: Keep[Job, FileVerdict] = Keep(
        lambda item: _recalled(item.what.source, basis, kept, identities),
        lambda _, verdict: _kept(verdict, basis, kept, identities),
    )
    told = process_batch(verifying(basis), items, over=workforce_of(bench.settings), keep=keep)
    for item, done in zip(items, in_order([item.key for item in items], told), strict=True):
        one = verdict_of(item.what, done, basis)
        assert isinstance(one, Evidence)
        gathering.found.append(one)
        yield one


def store_evidence(bench: Workbench, gathering: Gathering, *, now: datetime) -> Stored:
    """The verdicts and the certificates seen as one batch of the store, known from its day on."""
    check_trail(bench)
    found, day = gathering.evidence, gathering.asked.as_of
    versions, basis = _versions(bench, day), gathering.basis

    def frame(source: str) -> pl.DataFrame:
        return verdict_frame(found, basis, versions, day=day, recorded_at=now, sample=gathering.sample, source=source)

    told = frame("").drop("verified_at").write_json()
    digest = sha256(told.encode()).hexdigest()
    name = f"{FAMILY}/{day.isoformat()}/{digest[:12]}"
    certificates = certificate_frame(found, name)
    added = bench.store.add(
        family=FAMILY,
        name=name,
        as_of=day,
        sha256=digest,
        tables={"card_verdict": frame(name), "certificate_seen": certificates},
        repairs=pl.DataFrame(schema={**REPAIRS, "row_number": pl.Int64}),
        recorded_at=now,
    )
    unmatched = sum(not one.school_code for one in found)
    note(bench, Event.VERIFIED, by="", now=now, target="evidence", about_unit=gathering.asked.unit, rows=len(found))
    return Stored(added.is_new, len(found), certificates.height, unmatched)


def _sample(bench: Workbench, asked: Asked) -> Sample | None:
    if asked.sample is None:
        return None
    claimed = claimed_cards(bench, unit=asked.unit, school_year=asked.school_year, day=asked.as_of)
    return draw_sample(bench, claimed, asked.sample, unit=asked.unit, day=asked.as_of)


def _recalled(source: Source, basis: EvidenceBasis, kept: Kept, identities: Identities) -> Evidence | None:
    named = basis.expected(source, Identity())
    if named.card_id and basis.passes_over(named):
        return passed_over(source, basis, Identity(), named)
    try:
        contents = source.contents(basis.policy.bounds.file_bytes)
    except Refused:
        return None
    digest = source.key(contents)
    identity = identities.find(digest)
    if identity is None:
        return None
    expected = basis.expected(source, identity)
    if basis.passes_over(expected):
        return passed_over(source, basis, identity, expected)
    found = kept.find(digest, basis, expected)
    return None if found is None else Evidence.of(source.named(found, contents), identity, expected)


def _kept(verdict: FileVerdict, basis: EvidenceBasis, kept: Kept, identities: Identities) -> Evidence:
    assert isinstance(verdict, Evidence)
    if verdict.key and not verdict.is_passed_over:
        identities.keep(verdict.key, verdict.identity)
        kept.keep(verdict, basis, basis.cards.get(verdict.card_id, Expected()))
    return verdict


def _named(paths: Sequence[Path]) -> Mapping[str, str]:
    """Cards by the place of their files, as the list says that forms were made with."""
    listed = [read_list(path / LIST) for path in paths if path.is_dir()]
    return {
        f"{place}{ending}": str(told.get("card_id", ""))
        for one in listed
        for place, told in one.items()
        for ending in (PDF, XML)
    }


def _versions(bench: Workbench, day: date) -> Mapping[tuple[str, str], int]:
    """The version of a card that has a content, where the register tells contents as files do."""
    rows = read_relation(bench.store.relation(TABLES["card"], as_of=day), TABLES["card"])
    told = rows.filter(pl.col("content_hash").is_not_null() & pl.col("version").is_not_null())
    columns = ("card_id", "content_hash", "version")
    return {(card, digest): version for card, digest, version in told.select(columns).rows()}
