"""Which card a document should be: what the registers of schools and the ledger say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from hocba_ops.documents.people import Expected
from hocba_ops.domain.hoc_ba import State
from hocba_ops.domain.signing import Role
from hocba_ops.registry.signatures import record_of
from hocba_ops.tables import TABLES
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.school_rows import read_relation

READ = ("card_id", "version", "school_code", "state", "document", "sequence")


def expected_cards(bench: Workbench, names: Iterable[str], day: date) -> Mapping[str, Expected]:
    """The cards of these ids that a register or the ledger knows; others are not there."""
    wanted = pl.DataFrame({"card_id": sorted(set(names))}, schema={"card_id": pl.String})
    found = _listed(bench, wanted, day)
    for (card,), events in _told(bench, wanted).group_by("card_id", maintain_order=True):
        known = found.get(str(card), Expected(str(card)))
        school = events["school_code"][-1] or known.school_code
        found[str(card)] = replace(known, school_code=school, content_hashes=_hashes(events))
    return found


def every_card(bench: Workbench, day: date) -> Mapping[str, Expected]:
    """The cards that any register or the ledger knows: of a file whose card is told by its content, not by its name."""
    table = TABLES["card"]
    listed = read_relation(bench.store.relation(table, as_of=day), table)["card_id"].drop_nulls()
    held = [pl.read_parquet(path, columns=["card_id"])["card_id"] for path in bench.ledger.paths()]
    return expected_cards(bench, pl.concat([listed, *held]).unique(), day)


def _listed(bench: Workbench, wanted: pl.DataFrame, day: date) -> dict[str, Expected]:
    """What the school registers list: the school, and who they say signed in a field."""
    table = TABLES["card"]
    rows = read_relation(bench.store.relation(table, as_of=day), table).join(wanted, on="card_id", how="semi")
    found = rows.select("card_id", "school_code", "homeroom_signer", "head_signer").rows()
    return {
        card: Expected(card, school or "", {field: code for field, code in _signers(homeroom, head) if code})
        for card, school, homeroom, head in found
    }


def _signers(homeroom: str | None, head: str | None) -> tuple[tuple[str, str], ...]:
    return (Role.HOMEROOM_TEACHER, homeroom or ""), (Role.HEAD, head or "")


def _told(bench: Workbench, wanted: pl.DataFrame) -> pl.DataFrame:
    """What the ledger tells of the newest version of each card, in order."""
    paths = bench.ledger.paths()
    if not paths:
        return pl.DataFrame(schema=dict.fromkeys(READ, pl.String))
    held = pl.scan_parquet(list(paths)).select(*READ).join(wanted.lazy(), on="card_id", how="semi").collect()
    newest = held.group_by("card_id").agg(pl.col("version").max())
    return held.join(newest, on=["card_id", "version"], how="semi").sort("sequence")


def _hashes(events: pl.DataFrame) -> frozenset[str]:
    """The content hashes of the data that were signed since the version was last made."""
    told: set[str] = set()
    for state, document in events.select("state", "document").iter_rows():
        told = set() if state == State.KHOI_TAO else told | {record_of(document)}
    return frozenset(told - {""})
