import json
from datetime import timedelta

import pytest

from hocba_ops.errors import LedgerMoved
from hocba_ops.registry import GENESIS, Ledger
from hocba_ops.registry.ledger import HEAD, SEGMENTS
from tests.registry.histories import NOW, frame, whole_path


def append(ledger: Ledger, *cards: str) -> None:
    for place, card in enumerate(cards):
        events = frame(*whole_path(card=card))
        moment = NOW + timedelta(minutes=place)
        ledger.append(events, expected=ledger.head(), recorded_at=moment, by="thử", purpose="kiểm thử")


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger.open(tmp_path / "sổ")
    append(ledger, "một", "hai", "ba")
    return ledger


def test_an_empty_ledger_is_sound_and_stands_at_the_beginning(tmp_path):
    ledger = Ledger.open(tmp_path)
    assert (ledger.head(), ledger.events().height, ledger.verify()) == (GENESIS, 0, None)


def test_what_was_appended_is_read_back_in_order(ledger):
    events = ledger.events()
    assert events["sequence"].to_list() == list(range(1, 28))
    assert events["card_id"].unique(maintain_order=True).to_list() == ["một", "hai", "ba"]
    assert (ledger.head(), ledger.verify()) == (events["digest"][-1], None)


def test_nothing_to_append_leaves_the_ledger_as_it_is(ledger):
    head = ledger.head()
    assert ledger.append(frame(), expected=head, recorded_at=NOW, by="", purpose="") is None
    assert (ledger.head(), len(ledger.segments())) == (head, 3)


def test_a_writer_who_did_not_see_the_last_append_is_told_so(ledger):
    seen = ledger.head()
    append(ledger, "bốn")
    with pytest.raises(LedgerMoved):
        ledger.append(frame(*whole_path(card="năm")), expected=seen, recorded_at=NOW, by="", purpose="")
    assert len(ledger.segments()) == 4


def test_any_flipped_byte_is_seen_in_its_segment(ledger):
    paths = sorted((ledger.root / SEGMENTS).iterdir())
    for path in paths:
        whole = path.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
            found = ledger.verify()
            assert found is not None, (path.name, at)
            assert found.segment == int(path.stem), (path.name, at)
        path.write_bytes(whole)
    assert ledger.verify() is None


def test_a_flipped_byte_of_the_head_is_seen(ledger):
    path = ledger.root / HEAD
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert ledger.verify() is not None
    path.unlink()
    assert ledger.verify() is not None


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_segment_that_was_taken_away_is_missed(ledger, number):
    for path in (ledger.root / SEGMENTS).glob(f"{number:08d}.*"):
        path.unlink()
    assert ledger.verify() is not None


def test_an_event_written_anew_with_its_own_checksum_is_seen_at_that_event(ledger):
    segments = ledger.root / SEGMENTS
    forged = Ledger.open(ledger.root.parent / "giả")
    append(forged, "một", "HAI")
    for name in ("00000002.parquet", "00000002.json"):
        (segments / name).write_bytes((forged.root / SEGMENTS / name).read_bytes())
    found = ledger.verify()
    assert (found.segment, found.reason) == (3, "order")


def test_a_manifest_with_a_word_added_is_seen(ledger):
    path = ledger.root / SEGMENTS / "00000002.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | {"note": "x"}))
    assert ledger.verify().segment == 2
