"""Documents at the workbench: what they are judged by, which cards they are, verifying and signing them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.documents.people import Expected, Member, Register, School, serial_key
from hocba_ops.documents.policy import Level, Policy, RoleRule
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import FileVerdict, Indication
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.guarded import Job
from hocba_ops.documents.verifying.inputs import READ, Source, list_sources
from hocba_ops.documents.verifying.kept import Kept, verify_or_recall
from hocba_ops.documents.verifying.told import to_json
from hocba_ops.domain.signing import Role
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.rulebook import Rulebook
from hocba_ops.tables import TABLES
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.expecting import expected_cards
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.letter_register import letters_on_file
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.workforce import workforce_of

__all__ = ["INDICATIONS", "FileVerdict", "level_named", "told_of", "verify_paths"]
"""What faces ask for here; verdicts and their words are made in the room of documents."""

INDICATIONS = tuple(Indication)
"""The results of a verification, from good to bad."""
AT_WORK = "dang_lam"
PRIMARY = "tieu_hoc"


def verify_paths(
    bench: Workbench, paths: Sequence[Path], *, now: datetime, cutoff: date | None = None, level: Level = Level.B_T
) -> tuple[int, Iterator[FileVerdict]]:
    """How many files there are, and the verdict on each as it comes; recalled where nothing changed since.

    Raises `NoDocuments`, or `TrustFault` for a trust store or revocation bundle that cannot be read.
    """
    basis = replace(basis_of(bench, now=now, cutoff=cutoff, level=level), letters=letters_on_file(bench))
    found = documents_in(bench, paths, now.date())
    jobs = [Job(source, expected or Expected()) for source, expected in found]
    kept = Kept(bench.settings.path(bench.settings.verdicts))
    return len(jobs), verify_or_recall(jobs, basis, kept, over=workforce_of(bench.settings))


def level_named(told: str) -> Level:
    """The PAdES level of a name; `BadParameter` for another."""
    try:
        return Level(told.upper())
    except ValueError as fault:
        raise BadParameter("level", told, ParameterProblem.NOT_A_LEVEL, near=list(Level)) from fault


def told_of(verdict: FileVerdict) -> dict[str, Any]:
    """A verdict as plain JSON values."""
    return to_json(verdict)


def basis_of(bench: Workbench, *, now: datetime, cutoff: date | None = None, level: Level = Level.B_T) -> Basis:
    """What files are judged by in a workspace as of a moment."""
    settings = bench.settings
    return Basis(
        policy=policy_of(bench.rulebook, cutoff=cutoff, level=level),
        trust=Trust.read(settings.path(settings.trust), on=now.date()),
        revocation=Revocation.read(settings.path(settings.revocation)),
        register=read_register(bench, now.date()),
        at=now,
        names=names_of(bench),
    )


def policy_of(rulebook: Rulebook, *, cutoff: date | None, level: Level) -> Policy:
    """The policy that the rulebook makes: who signs a primary card, in which positions, by which roots.

    `cutoff`: the last day; a signature of that day in Viet Nam is in time.
    """
    signers = rulebook.signers[PRIMARY]
    required = [*map(Role, signers.signers), *([Role.SEAL] if signers.is_sealed else [])]
    rules = {Role(role.id): _rule(role.id, rulebook) for role in rulebook.signing_roles.values()}
    until = datetime.combine(cutoff, time.max, VIET_NAM) if cutoff else None
    return Policy(tuple(sorted(required, key=lambda role: role.place)), rules, level, until)


def _rule(role: str, rulebook: Rulebook) -> RoleRule:
    entry = rulebook.signing_roles[role]
    if Role(role) is not Role.SEAL:
        return RoleRule(frozenset(entry.positions), {"": frozenset(entry.trust_roots)})
    stores: dict[str, frozenset[str]] = {}
    for seal in rulebook.seal_rules:
        stores[seal.ownership] = stores.get(seal.ownership, frozenset()) | {seal.trust_root}
    shared = frozenset.intersection(*stores.values()) if stores else frozenset[str]()
    return RoleRule(frozenset(), {**stores, "": shared})


def read_register(bench: Workbench, day: date) -> Register:
    """Staff, schools and certificates as the lists known on a day have them."""
    staff, schools, listed = (_rows(bench, name, day) for name in ("staff", "school", "certificate"))
    at_work = staff.filter(pl.col("staff_status") == AT_WORK)
    columns = ("school_code", "staff_code", "person_id", "position", "homeroom_class")
    members = [Member(*(value or "" for value in row)) for row in at_work.select(columns).unique().sort(columns).rows()]
    known = schools.select("school_code", "name", "ownership").rows()
    held = listed.filter(pl.col("serial").is_not_null()).select("serial", "school_code", "holder_code").rows()
    return Register(
        tuple(members),
        {code: School(code, name or "", ownership or "") for code, name, ownership in known},
        {serial_key(serial): (school or "", holder or "") for serial, school, holder in held},
    )


def _rows(bench: Workbench, name: str, day: date) -> pl.DataFrame:
    return read_relation(bench.store.relation(TABLES[name], as_of=day), TABLES[name])


def documents_in(
    bench: Workbench, paths: Sequence[Path], day: date, *, endings: Sequence[str] = READ
) -> list[tuple[Source, Expected | None]]:
    """The documents that some paths hold, each with the card that it is; None where nothing knows it."""
    sources = list_sources(paths, endings)
    cards = expected_cards(bench, (source.stem for source in sources), day)
    return [(source, cards.get(source.stem)) for source in sources]
