"""The public look-up at the workbench: by code and birth date to the one card, where it stands, and its true copy.

Whether a code is unknown or a birth date is wrong, the same work is done and the same nothing comes back.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import polars as pl

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict, Indication, Workflow
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.guarded import Job, Standby
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.kept import Kept
from hocba_ops.documents.verifying.told import to_json
from hocba_ops.domain.hoc_ba import ENDED, LOCKED, PATH, State
from hocba_ops.domain.identity import look_up_code
from hocba_ops.errors import LedgerMoved, LockRefused
from hocba_ops.registry import Ledger
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.lock import Lock as Frozen
from hocba_ops.registry.lock import Tree
from hocba_ops.registry.look_up_key import look_up_key
from hocba_ops.registry.proof import prove
from hocba_ops.registry.signatures import record_of
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.copying import DOWNLOADED, books_of
from hocba_ops.workbench.documents import basis_of
from hocba_ops.workbench.expecting import expected_cards
from hocba_ops.workbench.issued_files import Holding, by_code, list_holdings, relist
from hocba_ops.workbench.locking import locks_of

EVENTS = ("card_id", "version", "state", "happened_at", "content_hash", "document", "sequence")
NOBODY = Holding("", "", "", "", 10, "", "", "", "", 0)
TRIES = 5
"""How often a download is offered to the book of copies while others write into it."""


class Standing(StrEnum):
    """Where the paper that somebody holds stands today; its words stand in the labels as `portal.standing.<value>`."""

    LOCKED = "locked"
    ISSUED = "issued"
    IN_WORK = "in_work"
    """Not issued yet: not all have signed."""
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    NOT_REGISTERED = "not_registered"
    """The ledger does not know the card, or has several versions and it cannot be told which one the paper is."""

    @property
    def is_in_force(self) -> bool:
        """Whether the card counts today."""
        return self in (Standing.LOCKED, Standing.ISSUED)


ENDS = {
    State.THU_HOI: Standing.WITHDRAWN,
    State.DA_THAY_THE: Standing.REPLACED,
    State.HUY_BO: Standing.CANCELLED,
}
ISSUED = frozenset({*PATH[PATH.index(State.DA_BAN_HANH) :], State.SO_TU_CHOI, State.TRA_VE}) - LOCKED


@dataclass(frozen=True, slots=True)
class Told:
    """What the look-up tells of a holding.

    `since`: when it came to stand so (Viet Nam time). `verdict`: as JSON of `hocba verify`, None without a file.
    `lock`: the newest lock in which this version stands.
    """

    holding: Holding
    standing: Standing
    since: datetime | None
    version: int
    verdict: Mapping[str, Any] | None
    lock: Frozen | None

    @property
    def has_copy(self) -> bool:
        """Whether the file may be given out as a true copy: in force, signed by all, nothing proved wrong."""
        if self.verdict is None or not self.standing.is_in_force:
            return False
        is_whole = Workflow.INCOMPLETE not in self.verdict["workflow"] and bool(self.verdict["signatures"])
        return is_whole and self.verdict["indication"] != Indication.FAILED


@dataclass
class LookUps:
    """The look-ups of a workspace: its key, what is held by code, and what verification rests on this hour."""

    bench: Workbench
    key: bytes = field(repr=False)
    found: tuple[Holding, ...] = field(default=(), repr=False)
    held: Mapping[str, Holding] = field(default_factory=dict, repr=False)
    head: str = ""
    trees: dict[tuple[str, object], Tree] = field(default_factory=dict, repr=False)
    judges: dict[tuple[object, ...], Standby] = field(default_factory=dict, repr=False)
    _turn: Lock = field(default_factory=Lock, repr=False)
    _decoy: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)

    @classmethod
    def open(cls, bench: Workbench) -> "LookUps":
        """The look-ups of a workspace, with everything listed that is there."""
        made = cls(bench, look_up_key(bench.settings.path(bench.settings.registry)))
        made.refresh()
        return made

    def refresh(self) -> int:
        """List anew what is filed, and when the ledger has grown what was made; how many can be looked up."""
        head = self.bench.ledger.head()
        is_same = self.head == head
        self.found = relist(self.bench, self.key, self.found) if is_same else list_holdings(self.bench, self.key)
        self.held, self.head = by_code(self.found), head
        return len(self.held)

    def find(self, code: str, birth: date) -> Holding | None:
        """The holding of a code, if the birth date is its; a code that nobody has costs as much as a wrong date."""
        holding = self.held.get(code, NOBODY)
        told = look_up_code.digest(self.key, code, birth.isoformat()[: holding.birth_length]).hex()
        is_of_pupil = hmac.compare_digest(told, holding.birth or self._decoy)
        return holding if is_of_pupil else None

    @property
    def form_key(self) -> bytes:
        """The key by which the forms of the public pages are signed."""
        return look_up_code.form_key(self.key)

    def trace(self, code: str) -> str:
        """How a trail names a code that was tried."""
        return look_up_code.trace(self.key, code)

    def tell(self, holding: Holding, *, now: datetime) -> Told:
        """Where a holding stands now, what its signatures are worth, and in which lock it stands."""
        events = self.events_of(holding.card_id)
        version = version_of(events, holding)
        standing, since = stand_of(events, version)
        verdict = self.verify(holding, now=now) if holding.path else None
        lock = self._lock_of(events.filter(pl.col("version") == version))
        return Told(holding, standing, since, version, to_json(verdict) if verdict else None, lock)

    def events_of(self, card_id: str) -> pl.DataFrame:
        """What the ledger tells of a card, in order."""
        paths = self.bench.ledger.paths()
        if not paths:
            return pl.DataFrame(schema={name: SCHEMA.get(name, pl.Int64()) for name in EVENTS})
        told = pl.scan_parquet(list(paths)).select(EVENTS)
        return told.filter(pl.col("card_id") == card_id).collect().sort("sequence")

    def card_of(self, content_hash: str) -> str:
        """The card of this office that says just this, by the ledger or a filed form; empty when none does."""
        filed = next((one.card_id for one in self.found if content_hash and one.content_hash == content_hash), "")
        paths = self.bench.ledger.paths()
        if filed or not paths or not content_hash:
            return filed
        says = (pl.col("content_hash") == content_hash) | pl.col("document").str.contains(content_hash, literal=True)
        told = pl.scan_parquet(list(paths)).filter(says).select("card_id").collect()
        return str(told["card_id"][0]) if told.height else ""

    def filed_as(self, content: bytes) -> Holding | None:
        """The holding whose filed form has just these bytes."""
        alike = (one for one in self.held.values() if one.path and one.size == len(content))
        return next((one for one in alike if _bytes_of(one) == content), None)

    def verify(self, holding: Holding, *, now: datetime) -> FileVerdict:
        """The verdict on the file of a holding; recalled where the same file was judged by the same today."""
        expected = expected_cards(self.bench, [holding.card_id], now.date()).get(holding.card_id, Expected())
        job = Job(Source(Path(holding.path), f"{holding.card_id}.pdf"), expected)
        standby = self._standby(now)
        kept = Kept(self.bench.settings.path(self.bench.settings.verdicts))
        found = kept.find(sha256(_bytes_of(holding)).hexdigest(), standby.basis, expected)
        if found is None:
            found = standby.verify(job)
            kept.keep(found, standby.basis, expected)
        return found

    def basis(self, now: datetime) -> Basis:
        """What files are judged by, read once an hour and when something new was loaded."""
        return self._standby(now).basis

    def stop(self) -> None:
        """Let the child go that verifies filed forms."""
        for standby in self.judges.values():
            standby.stop()
        self.judges.clear()

    def _standby(self, now: datetime) -> Standby:
        batches = tuple(batch.batch_id for batch in self.bench.store.current())
        asked = (now.date(), now.hour, batches)
        with self._turn:
            if asked not in self.judges:
                self.stop()
                self.judges[asked] = Standby(basis_of(self.bench, now=now))
            return self.judges[asked]

    def proof_of(self, told: Told) -> bytes | None:
        """The proof that this version stands in its lock, as a file; None when it does not, or another version does."""
        if told.lock is None:
            return None
        asked = (self.bench.ledger.head(), told.lock.statement.scope)
        if asked not in self.trees:
            self.trees.clear()
            self.trees[asked] = locks_of(self.bench).tree(told.lock.statement.scope)
        try:
            proof = prove((self.trees[asked],), told.holding.card_id)
        except LockRefused:
            return None
        return proof.text() if proof.record["version"] == told.version else None

    def give(self, told: Told, *, now: datetime) -> bytes | None:
        """The filed bytes of a card as its true copy, entered in the book of copies first; None when there is none.

        What a citizen gets is the signed file itself: of an electronic record every byte-for-byte copy is the record.
        The draft circular of 28/5/2026 wants each issue of an electronic copy logged.
        """
        if not told.has_copy or told.verdict is None:
            return None
        content = _bytes_of(told.holding)
        if sha256(content).hexdigest() != told.verdict["sha256"]:
            return None
        self._enter(told, told.verdict["sha256"], now)
        return content

    def _enter(self, told: Told, digest: str, now: datetime) -> None:
        book, bench = Ledger.open(books_of(self.bench).root), self.bench
        held = told.holding
        event = {
            "card_id": held.card_id,
            "version": told.version or None,
            "school_code": held.school_code,
            "school_year": held.school_year,
            "grade": int(held.grade) if held.grade.isdecimal() else None,
            "state": DOWNLOADED,
            "happened_at": now.astimezone(VIET_NAM).replace(microsecond=0, tzinfo=None),
            "actor_unit": bench.settings.unit,
            "content_hash": held.content_hash,
            "reason": bench.labels("portal.book.reason"),
            "source": digest,
        }
        rows = pl.DataFrame([event], schema=SCHEMA, orient="row")
        by, purpose = bench.labels("portal.book.by"), bench.labels("copy.purpose")
        for attempt in range(TRIES):
            try:
                book.append(rows, expected=book.head(), recorded_at=now.astimezone(UTC), by=by, purpose=purpose)
            except LedgerMoved:
                if attempt + 1 == TRIES:
                    raise
            else:
                return

    def _lock_of(self, events: pl.DataFrame) -> Frozen | None:
        """The lock that the newest event of locking rests on."""
        locked = events.filter(pl.col("state") == State.DA_CHOT.value)["document"].drop_nulls().to_list()
        return next((one for one in locks_of(self.bench).in_force() if locked and one.id == locked[-1]), None)


def _bytes_of(holding: Holding) -> bytes:
    """What is filed; nothing when the file has gone since it was listed."""
    try:
        return Path(holding.path).read_bytes()
    except OSError:
        return b""


def version_of(events: pl.DataFrame, holding: Holding) -> int:
    """Which version of its card a paper is: the one that was made or signed with its content, else the one it names.

    Else the only one that there is. 0 when the ledger does not know the card, or it cannot be told which of several.
    """
    for version, content, document in events.select("version", "content_hash", "document").reverse().iter_rows():
        if holding.content_hash in (content, record_of(document)):
            return int(version)
    known = events["version"].unique().to_list()
    if holding.version in known:
        return holding.version
    return int(known[0]) if len(known) == 1 else 0


def stand_of(events: pl.DataFrame, version: int) -> tuple[Standing, datetime | None]:
    """Where a version stands after these events, and since when; a newer version that was issued replaces it."""
    told = events.filter(pl.col("version") == version)
    if told.is_empty():
        return Standing.NOT_REGISTERED, None
    last = told.row(-1, named=True)
    state, since = State(last["state"]), last["happened_at"]
    newer = events.filter((pl.col("version") > version) & pl.col("state").is_in([one.value for one in ISSUED]))
    if state not in ENDED and not newer.is_empty():
        return Standing.REPLACED, newer["happened_at"][0]
    if state in ENDS:
        return ENDS[state], since
    if state in LOCKED:
        return Standing.LOCKED, since
    return (Standing.ISSUED if state in ISSUED else Standing.IN_WORK), since
