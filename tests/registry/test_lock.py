"""Locks on disk and the proofs that they give: extended, in force only by the ledger, refused when a byte is not."""

import json
from datetime import UTC, datetime

import polars as pl
import pytest

from hocba_ops.errors import LockProblem, LockRefused
from hocba_ops.registry import GENESIS, Ledger
from hocba_ops.registry.lock import PURPOSE, RECORDS, STATEMENT, Lock, Locks
from hocba_ops.registry.merkle import root_of
from hocba_ops.registry.proof import check_proof, prove
from hocba_ops.registry.records import LAYOUT, leaf_hashes, record_frame
from hocba_ops.registry.statement import Statement, read_statement
from tests.registry.histories import event, frame
from tests.registry.locked import record

NOW = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)


def draft(**said: object) -> Statement:
    told = {
        "number": 0, "unit_id": "quan-1", "unit_name": "Quận 1", "school_year": "2024-2025", "grades": (5,),
        "as_of": "2025-06-30", "made_at": "2025-07-01T01:00:00", "by": "Lê Thị Mẫu", "tool": "hocba-ops 0", "cards": 0,
        "layout": LAYOUT, "size": 0, "root": "", "previous": "", "previous_size": 0, "previous_root": "", "growth": (),
        "not_ready": {"chua_gui": 3}, "ledger_head": GENESIS, "ledger_events": 0, "records_sha256": "",
    }  # fmt: skip
    return Statement(**(told | said))


def cards(*numbers: int) -> pl.DataFrame:
    rows = [record(card_id=f"thẻ-{number:03d}", pupil_code=f"79{number:08d}") for number in numbers]
    return pl.concat([record_frame(row) for row in rows])


@pytest.fixture
def locks(tmp_path) -> Locks:
    return Locks(tmp_path, Ledger.open(tmp_path))


def make(locks: Locks, rows: pl.DataFrame, **said: object) -> Lock:
    lock = locks.freeze(rows, draft(**said))
    told = frame(*(event("da_chot", card=card) for card in rows["card_id"]))
    locks.ledger.append(told, expected=locks.ledger.head(), recorded_at=NOW, by="x", purpose=PURPOSE + lock.id)
    return lock


def test_a_lock_holds_the_records_in_order_and_their_root(locks):
    lock = make(locks, cards(3, 1, 2))
    assert lock.records["card_id"].to_list() == ["thẻ-001", "thẻ-002", "thẻ-003"]
    assert lock.statement.root == root_of(leaf_hashes(lock.records)).hex()
    assert (lock.statement.cards, lock.statement.size, lock.statement.previous) == (3, 3, "")
    assert locks.in_force() == (lock,)


def test_the_same_records_in_another_order_give_the_same_bytes(tmp_path):
    made = [Locks(tmp_path / name, Ledger.open(tmp_path / name)).freeze(cards(*rows), draft())
            for name, rows in (("a", (1, 2, 3)), ("b", (3, 1, 2)))]  # fmt: skip
    for name in (RECORDS, STATEMENT):
        assert (made[0].folder / name).read_bytes() == (made[1].folder / name).read_bytes()


def test_a_statement_says_that_nothing_but_a_digest_closes_it(locks):
    told = make(locks, cards(1)).statement.told()
    assert (told["sealing"], told["signature"]) == ("sha256", None)


def test_a_second_lock_of_the_scope_extends_the_tree_of_the_first(locks):
    first, second = make(locks, cards(2, 4)), make(locks, cards(1, 3))
    tree = locks.tree(first.statement.scope)
    assert tree.records["card_id"].to_list() == ["thẻ-002", "thẻ-004", "thẻ-001", "thẻ-003"]
    assert second.statement.extends(first.statement)
    assert (second.statement.number, second.statement.previous, second.statement.size) == (2, first.id, 4)


def test_a_lock_of_another_scope_has_a_tree_of_its_own(locks):
    make(locks, cards(1))
    other = make(locks, cards(2), grades=(4,))
    assert (other.statement.number, other.statement.size, other.statement.previous) == (2, 1, "")
    assert [len(tree.leaves) for tree in locks.trees()] == [1, 1]


def test_a_folder_that_the_ledger_does_not_name_is_no_lock(locks):
    first = make(locks, cards(1))
    locks.freeze(cards(2), draft())
    assert locks.in_force() == (first,)
    assert make(locks, cards(2)).statement.size == 2


@pytest.mark.parametrize("name", [RECORDS, STATEMENT])
def test_a_lock_with_any_byte_flipped_is_refused(locks, name):
    lock = make(locks, cards(1, 2))
    path = lock.folder / name
    sound = path.read_bytes()
    for place in range(0, len(sound), 7):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        with pytest.raises(LockRefused) as refused:
            locks.tree(lock.statement.scope)
        assert refused.value.problem is LockProblem.CHANGED


def test_a_lock_whose_folder_is_gone_is_missed(locks):
    lock = make(locks, cards(1))
    lock.folder.rename(lock.folder.with_name("noi-khac"))
    with pytest.raises(LockRefused) as refused:
        locks.in_force()
    assert refused.value.problem is LockProblem.MISSING


def test_records_swapped_for_others_with_a_fresh_statement_are_not_what_the_ledger_names(locks):
    lock = make(locks, cards(1))
    forged = locks.freeze(cards(1).with_columns(content_hash=pl.lit("khác")), draft())
    for name in (RECORDS, STATEMENT):
        (lock.folder / name).write_bytes((forged.folder / name).read_bytes())
    with pytest.raises(LockRefused):
        locks.in_force()


def test_a_proof_shows_its_own_card_and_no_other(locks):
    make(locks, cards(*range(1, 20)))
    text = prove(locks.trees(), "thẻ-007").text()
    assert check_proof(text, name="tệp").record["card_id"] == "thẻ-007"
    for other in range(1, 20):
        assert (f"thẻ-{other:03d}".encode() in text) == (other == 7)
        assert (f"79{other:08d}".encode() in text) == (other == 7)


def test_every_card_of_two_locks_proves_under_the_newest_statement(locks):
    make(locks, cards(*range(0, 30, 2)))
    second = make(locks, cards(*range(1, 30, 2)))
    for number in range(30):
        proof = check_proof(prove(locks.trees(), f"thẻ-{number:03d}").text(), name="tệp")
        assert proof.statement == second.statement


def test_a_card_of_no_lock_has_no_proof(locks):
    make(locks, cards(1))
    with pytest.raises(LockRefused) as refused:
        prove(locks.trees(), "thẻ-002")
    assert refused.value.problem is LockProblem.NOT_LOCKED


def resealed(told: dict, **said: object) -> dict:
    """A statement changed and sealed anew, as a forger would."""
    kept = {name: value for name, value in (told | said).items() if name != "seal"}
    lists = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Statement(**lists).told()


FORGERIES = {
    "mark": lambda p: p["record"].update(content_hash="khác"),
    "pupil": lambda p: p["record"].update(pupil_code="7900000099"),
    "field less": lambda p: p["record"].pop("sealer"),
    "field more": lambda p: p["record"].update(mark="10"),
    "version": lambda p: p["record"].update(version=2),
    "version as text": lambda p: p["record"].update(version="1"),
    "index": lambda p: p.update(leaf_index=p["leaf_index"] + 1),
    "index below": lambda p: p.update(leaf_index=-1),
    "index none": lambda p: p.update(leaf_index=None),
    "size": lambda p: p.update(tree_size=p["tree_size"] + 1),
    "root": lambda p: p.update(root="00" * 32),
    "root of the statement": lambda p: p["statement"].update(root="00" * 32),
    "path shorter": lambda p: p["path"].pop(),
    "path longer": lambda p: p["path"].append("00" * 32),
    "path changed": lambda p: p["path"].__setitem__(0, "00" * 32),
    "path no hashes": lambda p: p.update(path=["xyz"]),
    "path null": lambda p: p.update(path=None),
    "day": lambda p: p["statement"].update(as_of="2025-06-29"),
    "who": lambda p: p["statement"].update(by="Người Khác"),
    "seal": lambda p: p["statement"].update(seal="00" * 32),
    "no statement": lambda p: p.update(statement=None),
    "kind": lambda p: p.update(kind="hocba-proof-9"),
    "one key more": lambda p: p.update(note="x"),
    "year resealed": lambda p: p.update(statement=resealed(p["statement"], school_year="2023-2024")),
    "grades resealed": lambda p: p.update(statement=resealed(p["statement"], grades=[4])),
    "layout resealed": lambda p: p.update(statement=resealed(p["statement"], layout="hocba-record-0")),
    "size resealed": lambda p: (p.update(statement=resealed(p["statement"], size=2)), p.update(tree_size=2)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_proof_is_refused(locks, forgery):
    make(locks, cards(1, 2, 3))
    told = json.loads(prove(locks.trees(), "thẻ-002").text())
    check_proof(json.dumps(told).encode(), name="tệp")
    FORGERIES[forgery](told)
    with pytest.raises(LockRefused):
        check_proof(json.dumps(told).encode(), name="tệp")


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff\xfe", b'{"kind": "hocba-proof-1"}', b"null"])
def test_a_file_that_is_no_proof_is_refused_as_unreadable(data):
    with pytest.raises(LockRefused) as refused:
        check_proof(data, name="tệp")
    assert refused.value.problem is LockProblem.UNREADABLE


def test_a_statement_forged_and_sealed_anew_is_caught_by_the_copy_of_the_office(locks):
    lock = make(locks, cards(1, 2, 3))
    told = json.loads(prove(locks.trees(), "thẻ-002").text())
    own = lock.statement.text()
    assert check_proof(json.dumps(told).encode(), name="tệp", beside=own).statement == lock.statement
    told["statement"] = resealed(told["statement"], by="Người Khác")
    forged = json.dumps(told).encode()
    assert check_proof(forged, name="tệp").statement.by == "Người Khác"
    with pytest.raises(LockRefused) as refused:
        check_proof(forged, name="tệp", beside=own)
    assert refused.value.problem is LockProblem.OTHER_STATEMENT


def test_a_proof_under_the_first_lock_agrees_with_the_statement_of_the_second(locks):
    make(locks, cards(1, 2))
    proof = prove(locks.trees(), "thẻ-001").text()
    second = make(locks, cards(3))
    other = make(locks, cards(4), grades=(4,))
    assert check_proof(proof, name="tệp", beside=second.statement.text()).leaf_index == 0
    for text in (other.statement.text(), b"khong phai"):
        with pytest.raises(LockRefused):
            check_proof(proof, name="tệp", beside=text)


def test_a_statement_of_a_tree_that_did_not_grow_from_the_first_is_refused(locks):
    make(locks, cards(1, 2))
    told = make(locks, cards(3)).statement.told()
    assert read_statement(told).told() == told
    with pytest.raises(ValueError, match="seal"):
        read_statement(resealed(told, previous_root="11" * 32))
