"""The proof that one card was among those locked: its own record, the path to the root, and the statement.

Whoever holds the file checks it alone, without a workspace and without a network: the record gives the leaf, the path
leads to the root, and the root stands in the statement, whose seal covers it. That the statement is the one that the
office gave out is seen by comparing it with the office's own copy.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from hocba_ops.errors import LockProblem, LockRefused
from hocba_ops.registry.lock import Tree
from hocba_ops.registry.merkle import Path, inclusion_path, is_included
from hocba_ops.registry.records import LAYOUT, leaf_hashes, record_frame, told_record
from hocba_ops.registry.statement import Statement, read_statement, unhex

KIND = "hocba-proof-1"
"""What kind of file this is, and how it is written."""
KEYS = {"kind", "record", "leaf_index", "tree_size", "path", "root", "statement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A record of one card, its place in the tree, and the statement of the newest lock of that tree."""

    record: Mapping[str, Any]
    leaf_index: int
    path: Path
    statement: Statement

    def text(self) -> bytes:
        """The proof as its file holds it."""
        told = {
            "kind": KIND,
            "record": dict(self.record),
            "leaf_index": self.leaf_index,
            "tree_size": self.statement.size,
            "path": [one.hex() for one in self.path],
            "root": self.statement.root,
            "statement": self.statement.told(),
        }
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def prove(trees: tuple[Tree, ...], card_id: str) -> Proof:
    """The proof of a card, in its newest locked version; `LockRefused` when no lock holds it."""
    for tree in reversed(trees):
        rows = tree.records.with_row_index("leaf_index").filter(pl.col("card_id") == card_id).sort("version")
        if tree.newest and not rows.is_empty():
            row = rows.row(-1, named=True)
            return Proof(
                record=told_record(row),
                leaf_index=row["leaf_index"],
                path=inclusion_path(tree.leaves, row["leaf_index"]),
                statement=tree.newest.statement,
            )
    raise LockRefused(card_id, LockProblem.NOT_LOCKED)


def check_proof(data: bytes, *, name: str, beside: bytes | None = None) -> Proof:
    """The proof in a file, once everything in it holds together; `LockRefused` says what does not.

    `beside`: the statement that the office gave out, with which the one in the proof must agree: the same, or one of
    the same scope that was made next and by its own proof of growth contains it.
    """
    told = _read(data, name)
    statement = _statement(told["statement"], name)
    if (told["tree_size"], told["root"], statement.layout) != (statement.size, statement.root, LAYOUT):
        raise LockRefused(name, LockProblem.STATEMENT)
    proof = _included(told, statement, name)
    if beside is not None and not _agrees(statement, beside, name):
        raise LockRefused(name, LockProblem.OTHER_STATEMENT)
    return proof


def _read(data: bytes, name: str) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except ValueError as fault:
        raise LockRefused(name, LockProblem.UNREADABLE) from fault
    if not isinstance(told, dict) or told.keys() != KEYS or told["kind"] != KIND:
        raise LockRefused(name, LockProblem.UNREADABLE)
    return told


def _statement(told: Any, name: str) -> Statement:
    try:
        return read_statement(told)
    except ValueError as fault:
        raise LockRefused(name, LockProblem.STATEMENT) from fault


def _included(told: Mapping[str, Any], statement: Statement, name: str) -> Proof:
    """The proof, if its record stands where it says in the tree and is of the scope that the statement names."""
    try:
        record, path = record_frame(told["record"]), unhex(told["path"])
        index, root = int(told["leaf_index"]), bytes.fromhex(statement.root)
    except (ValueError, TypeError, AttributeError, pl.exceptions.PolarsError) as fault:
        raise LockRefused(name, LockProblem.UNREADABLE) from fault
    is_of_scope = record["school_year"][0] == statement.school_year and record["grade"][0] in statement.grades
    leaf = leaf_hashes(record)[0]
    if not (is_of_scope and is_included(leaf, index=index, size=statement.size, path=path, root=root)):
        raise LockRefused(name, LockProblem.RECORD)
    return Proof(record=told["record"], leaf_index=index, path=path, statement=statement)


def _agrees(statement: Statement, beside: bytes, name: str) -> bool:
    try:
        given = read_statement(json.loads(beside))
    except ValueError as fault:
        raise LockRefused(name, LockProblem.OTHER_STATEMENT) from fault
    return given == statement or (given.scope == statement.scope and given.extends(statement))
