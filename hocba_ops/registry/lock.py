"""Locks on disk: each an immutable folder with the frozen records and the statement about them.

A lock is in force from the moment the ledger says so: the folder is written whole first, then the events `da_chot` are
appended in one segment whose purpose names the lock. A folder that no segment names (a crash in between) never was a
lock; a lock that a segment names must be there with every byte, or reading it is refused.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import polars as pl

from hocba_ops.errors import LockProblem, LockRefused
from hocba_ops.registry.ledger import Ledger, put, sync_folder
from hocba_ops.registry.merkle import Hash, consistency_path, root_of
from hocba_ops.registry.records import SCHEMA, in_leaf_order, leaf_hashes
from hocba_ops.registry.statement import Statement, read_statement

LOCKS = "locks"
RECORDS, STATEMENT = "records.parquet", "statement.json"
PURPOSE = "lock "
"""What the purpose of a segment begins with that brings a lock into force; the id of the lock follows."""
Scope = tuple[str, str, tuple[int, ...]]


@dataclass(frozen=True)
class Lock:
    """A lock in force: its statement and where it stands."""

    statement: Statement
    folder: Path

    @property
    def id(self) -> str:
        """The name of the lock."""
        return self.statement.lock_id

    @cached_property
    def records(self) -> pl.DataFrame:
        """The frozen records in the order of the leaves; `LockRefused` when a byte of them is not as it was written."""
        path = self.folder / RECORDS
        data = _read(path)
        if sha256(data).hexdigest() != self.statement.records_sha256:
            raise LockRefused(str(path), LockProblem.CHANGED)
        return pl.read_parquet(BytesIO(data))


@dataclass(frozen=True)
class Tree:
    """The locks of one scope, oldest first, and the leaves of all their records."""

    locks: tuple[Lock, ...] = ()
    leaves: tuple[Hash, ...] = field(default=(), repr=False)

    @property
    def newest(self) -> Lock | None:
        """The lock that speaks for the whole tree."""
        return self.locks[-1] if self.locks else None

    @property
    def records(self) -> pl.DataFrame:
        """The records in the order of the leaves."""
        return pl.concat([SCHEMA.to_frame(), *(lock.records for lock in self.locks)])


@dataclass(frozen=True)
class Locks:
    """The locks of a registry: `root` is its folder, `ledger` says which are in force."""

    root: Path
    ledger: Ledger

    def in_force(self) -> tuple[Lock, ...]:
        """Every lock that the ledger names, oldest first; `LockRefused` for one that is not there as it was made."""
        named = (one.purpose.removeprefix(PURPOSE) for one in self.ledger.segments() if one.purpose.startswith(PURPOSE))
        return tuple(self._open(lock_id) for lock_id in named)

    def tree(self, scope: Scope) -> Tree:
        """The tree of a scope, checked: every root and every growth that the statements tell is counted again."""
        return read_tree([lock for lock in self.in_force() if lock.statement.scope == scope])

    def trees(self) -> tuple[Tree, ...]:
        """The tree of every scope, in the order of their first locks."""
        held = self.in_force()
        scopes = dict.fromkeys(lock.statement.scope for lock in held)
        return tuple(read_tree([lock for lock in held if lock.statement.scope == scope]) for scope in scopes)

    def freeze(self, records: pl.DataFrame, draft: Statement) -> Lock:
        """Write the records and the statement about them; the ledger has still to bring the lock into force.

        `draft`: the statement without what follows from the records and from the locks before.
        """
        rows = in_leaf_order(records)
        data = _parquet(rows)
        statement = self._complete(draft, rows, sha256(data).hexdigest())
        final = self.root / LOCKS / statement.lock_id
        staged = final.with_name(f".{uuid4().hex}.new")
        staged.mkdir(parents=True)
        try:
            put(staged / RECORDS, data)
            put(staged / STATEMENT, statement.text())
            if final.is_dir():  # left by a crash before the ledger named it
                shutil.rmtree(final)
            staged.rename(final)
            sync_folder(final.parent)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        return Lock(statement, final)

    def _complete(self, draft: Statement, rows: pl.DataFrame, digest: str) -> Statement:
        tree = self.tree(draft.scope)
        before = tree.newest.statement if tree.newest else None
        leaves = [*tree.leaves, *leaf_hashes(rows)]
        return replace(
            draft,
            number=len(self.in_force()) + 1,
            cards=rows.height,
            size=len(leaves),
            root=root_of(leaves).hex(),
            previous=before.lock_id if before else "",
            previous_size=len(tree.leaves),
            previous_root=before.root if before else "",
            growth=tuple(one.hex() for one in consistency_path(leaves, len(tree.leaves))),
            records_sha256=digest,
        )

    def _open(self, lock_id: str) -> Lock:
        path = self.root / LOCKS / lock_id / STATEMENT
        try:
            statement = read_statement(json.loads(_read(path)))
        except ValueError as fault:
            raise LockRefused(str(path), LockProblem.CHANGED) from fault
        if statement.lock_id != lock_id:
            raise LockRefused(str(path), LockProblem.CHANGED)
        return Lock(statement, path.parent)


def read_tree(locks: Sequence[Lock]) -> Tree:
    """The tree of the locks of one scope, oldest first; `LockRefused` where a root or a growth is not what it was."""
    leaves: list[Hash] = []
    for place, lock in enumerate(locks):
        leaves += leaf_hashes(lock.records)
        told = lock.statement
        is_next = told.extends(locks[place - 1].statement) if place else not told.previous
        if not is_next or (told.size, told.root) != (len(leaves), root_of(leaves).hex()):
            raise LockRefused(str(lock.folder), LockProblem.CHANGED)
    return Tree(tuple(locks), tuple(leaves))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise LockRefused(str(path), LockProblem.MISSING) from fault


def _parquet(rows: pl.DataFrame) -> bytes:
    held = BytesIO()
    rows.write_parquet(held, compression="zstd")
    return held.getvalue()
