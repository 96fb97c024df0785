"""The tree is held against the recursive definitions of RFC 6962, §2.1, written out slowly here."""

from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.registry.merkle import (
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)  # fmt: skip

SIZES = range(71)
RECORDS = [f"bản ghi {number}".encode() for number in range(71)]
LEAVES = [leaf_hash(record) for record in RECORDS]
OTHER = sha256(b"khac").digest()
KNOWN = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
"""The eight inputs of the test data of Certificate Transparency."""


def split_at(size: int) -> int:
    """k of the RFC: the largest power of two smaller than n."""
    return max(2**power for power in range(size) if 2**power < size)


def mth(records: list[bytes]) -> bytes:
    """MTH(D[n])."""
    if not records:
        return sha256(b"").digest()
    if len(records) == 1:
        return sha256(b"\x00" + records[0]).digest()
    k = split_at(len(records))
    return sha256(b"\x01" + mth(records[:k]) + mth(records[k:])).digest()


def path_of(place: int, records: list[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(records) == 1:
        return []
    k = split_at(len(records))
    if place < k:
        return [*path_of(place, records[:k]), mth(records[k:])]
    return [*path_of(place - k, records[k:]), mth(records[:k])]


def subproof(old: int, records: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b)."""
    if old == len(records):
        return [] if whole else [mth(records)]
    k = split_at(len(records))
    if old <= k:
        return [*subproof(old, records[:k], whole=whole), mth(records[k:])]
    return [*subproof(old - k, records[k:], whole=False), mth(records[:k])]


@dataclass(frozen=True)
class Claim:
    leaf: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    root: bytes

    def holds(self) -> bool:
        return is_included(self.leaf, index=self.index, size=self.size, path=self.path, root=self.root)


@dataclass(frozen=True)
class Growth:
    old_size: int
    old_root: bytes
    size: int
    root: bytes
    path: tuple[bytes, ...]

    def holds(self) -> bool:
        return is_consistent(
            old_size=self.old_size, old_root=self.old_root, size=self.size, root=self.root, path=self.path
        )


def claim(index: int, size: int) -> Claim:
    leaves = LEAVES[:size]
    return Claim(leaves[index], index, size, inclusion_path(leaves, index), root_of(leaves))


def growth(old: int, size: int) -> Growth:
    return Growth(old, root_of(LEAVES[:old]), size, root_of(LEAVES[:size]), consistency_path(LEAVES[:size], old))


def altered_paths(path: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    changed = [(*path[:place], OTHER, *path[place + 1 :]) for place in range(len(path))]
    shorter = [path[:-1], path[1:]] if path else []
    swapped = [path[::-1]] if path[::-1] != path else []
    return [*changed, *shorter, *swapped, (*path, OTHER), (OTHER, *path)]


@pytest.mark.parametrize(
    ("size", "root"),
    [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ],
)
def test_root_of_the_certificate_transparency_inputs_is_the_published_one(size, root):
    assert root_of([leaf_hash(record) for record in KNOWN[:size]]).hex() == root


def test_the_seven_leaves_of_the_rfc_prove_as_the_paper_writes():
    """§2.1.3: the paths of d0, d3, d4, d6 and the proofs from 3, 4 and 6 leaves, by the letters of the figure."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l_ = node_hash(g, h), node_hash(i, j)
    leaves = LEAVES[:7]
    assert root_of(leaves) == node_hash(k, l_)
    assert inclusion_path(leaves, 0) == (b, h, l_)
    assert inclusion_path(leaves, 3) == (c, g, l_)
    assert inclusion_path(leaves, 4) == (f, j, k)
    assert inclusion_path(leaves, 6) == (i, k)
    assert consistency_path(leaves, 3) == (c, d, g, l_)
    assert consistency_path(leaves, 4) == (l_,)
    assert consistency_path(leaves, 6) == (i, j, k)


@pytest.mark.parametrize("size", SIZES)
def test_root_of_every_size_equals_the_recursive_definition(size):
    assert root_of(LEAVES[:size]) == mth(RECORDS[:size])


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_of_every_size_proves_by_the_path_of_the_paper(size):
    for index in range(size):
        told = claim(index, size)
        assert list(told.path) == path_of(index, RECORDS[:size])
        assert told.holds()


@pytest.mark.parametrize("size", SIZES)
def test_consistency_from_every_smaller_size_proves_by_the_proof_of_the_paper(size):
    for old in range(size + 1):
        told = growth(old, size)
        assert list(told.path) == (subproof(old, RECORDS[:size], whole=True) if old else [])
        assert told.holds()


@given(data=st.data())
def test_a_claim_altered_in_any_one_part_is_refused(data):
    size = data.draw(st.integers(1, 70))
    told = claim(data.draw(st.integers(0, size - 1)), size)
    forged = [
        replace(told, leaf=OTHER),
        replace(told, root=OTHER),
        *(replace(told, index=index) for index in range(-1, size + 1) if index != told.index),
        *(replace(told, path=path) for path in altered_paths(told.path)),
    ]
    assert [one for one in forged if one.holds()] == []


@given(size=st.integers(1, 70), wrong=st.integers(-1, 140), data=st.data())
def test_a_claim_with_another_size_never_has_the_root_of_that_size(size, wrong, data):
    """A path may fit several sizes; a size and a root are told together, so the root is that of the other size."""
    told = claim(data.draw(st.integers(0, size - 1)), size)
    if wrong != size and 0 <= wrong < len(LEAVES):
        assert not replace(told, size=wrong, root=root_of(LEAVES[:wrong])).holds()
    assert not replace(told, size=told.index).holds()


@given(data=st.data())
def test_a_growth_altered_in_any_one_part_is_refused(data):
    size = data.draw(st.integers(1, 70))
    told = growth(data.draw(st.integers(1, size)), size)
    forged = [
        replace(told, old_root=OTHER),
        replace(told, root=OTHER),
        replace(told, size=told.old_size - 1),
        *(replace(told, path=path) for path in altered_paths(told.path)),
    ]
    assert [one for one in forged if one.holds()] == []


@given(data=st.data())
def test_a_tree_with_one_old_leaf_changed_is_not_consistent(data):
    size = data.draw(st.integers(2, 70))
    old = data.draw(st.integers(1, size - 1))
    place = data.draw(st.integers(0, old - 1))
    leaves = [*LEAVES[:place], OTHER, *LEAVES[place + 1 : size]]
    forged = Growth(old, root_of(LEAVES[:old]), size, root_of(leaves), consistency_path(leaves, old))
    assert not forged.holds()


@pytest.mark.parametrize(("size", "index"), [(0, 0), (3, 3), (3, -1)])
def test_a_path_of_no_leaf_is_an_error_of_the_caller(size, index):
    with pytest.raises(IndexError):
        inclusion_path(LEAVES[:size], index)


def test_a_proof_from_more_leaves_than_there_are_is_an_error():
    with pytest.raises(IndexError):
        consistency_path(LEAVES[:3], 4)
