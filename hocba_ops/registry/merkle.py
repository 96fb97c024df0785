"""A Merkle tree as in RFC 6962, §2.1: one root for all records, short proofs for one of them and for a grown tree.

Leaves are hashed with 0x00 before them, nodes with 0x01, by SHA-256; a subtree without a partner is carried up as it
is. That tree is the recursive one of the paper, level by level. All functions take leaf *hashes* (`leaf_hash`).
"""

from collections.abc import Sequence
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"
Hash = bytes
Path = tuple[Hash, ...]


def leaf_hash(record: bytes) -> Hash:
    """The hash of a record as a leaf of a tree."""
    return sha256(LEAF + record).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of two subtrees put together."""
    return sha256(NODE + left + right).digest()


def root_of(leaves: Sequence[Hash]) -> Hash:
    """The root of a tree (MTH); of no leaves the hash of nothing.

    >>> root_of([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else sha256().digest()


def inclusion_path(leaves: Sequence[Hash], index: int) -> Path:
    """The hashes that lead from the leaf at `index` (from 0) to the root (PATH); `IndexError` for no leaf of it."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level, path = list(leaves), []
    while len(level) > 1:
        if (beside := index ^ 1) < len(level):
            path.append(level[beside])
        level, index = _above(level), index // 2
    return tuple(path)


def is_included(leaf: Hash, *, index: int, size: int, path: Sequence[Hash], root: Hash) -> bool:
    """Whether the leaf stands at `index` of the tree of `size` leaves with this root (RFC 9162, §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            found = node_hash(beside, found)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            found = node_hash(found, beside)
        place, last = place // 2, last // 2
    return last == 0 and found == root


def consistency_path(leaves: Sequence[Hash], old_size: int) -> Path:
    """The hashes that show the first `old_size` leaves to be unchanged (PROOF); none where nothing is to be shown.

    `IndexError` when the tree has fewer leaves.
    """
    if not 0 <= old_size <= len(leaves):
        raise IndexError(old_size)
    return _subproof(leaves, old_size, is_old_tree=True) if old_size else ()


def is_consistent(*, old_size: int, old_root: Hash, size: int, root: Hash, path: Sequence[Hash]) -> bool:
    """Whether the tree with `root` begins with all leaves of the tree with `old_root` (RFC 9162, §2.1.4.2)."""
    if not 0 <= old_size <= size:
        return False
    if old_size in (0, size):
        is_told = old_root == (root if old_size else root_of([]))
        return is_told and not path
    steps = [old_root, *path] if _is_power_of_two(old_size) else list(path)
    return bool(steps) and _both_roots(old_size - 1, size - 1, steps) == (old_root, root)


def _both_roots(place: int, last: int, steps: Sequence[Hash]) -> tuple[Hash, Hash] | None:
    """The old and the new root that a consistency path leads to; None where it is too short or too long."""
    while place % 2:
        place, last = place // 2, last // 2
    old = new = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return None
        if place % 2 or place == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            new = node_hash(new, beside)
        place, last = place // 2, last // 2
    return None if last else (old, new)


def _subproof(leaves: Sequence[Hash], old_size: int, *, is_old_tree: bool) -> Path:
    if old_size == len(leaves):
        return () if is_old_tree else (root_of(leaves),)
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    if old_size <= half:
        return (*_subproof(left, old_size, is_old_tree=is_old_tree), root_of(right))
    return (*_subproof(right, old_size - half, is_old_tree=False), root_of(left))


def _above(level: Sequence[Hash]) -> list[Hash]:
    paired = [node_hash(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
    return [*paired, level[-1]] if len(level) % 2 else paired


def _half(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0
