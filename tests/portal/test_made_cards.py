"""Cards whose content was kept here when a school made them are looked up without a file, version by version."""

from datetime import UTC, date, datetime

import pytest

from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.registry.contents import Contents, content_hash
from hocba_ops.workbench.looking_up import LookUps, Standing
from tests.documents.records import primary
from tests.registry.histories import event
from tests.workbench.locked_district import build_locked_district, tell

NOW = datetime(2025, 7, 1, tzinfo=UTC)
BORN = date.fromisoformat(primary().text("ngaythangnamsinh"))
ISSUED = PATH[: PATH.index(State.DA_BAN_HANH) + 1]


@pytest.fixture
def district(tmp_path):
    made = build_locked_district(tmp_path)
    name = Contents(tmp_path / "registry").add(primary().plain())
    tell(made, acts(ISSUED[:1], content_hash=name))
    return made


def acts(states, *, start: int = 0, version: int = 1, **said):
    card = primary().text("madinhdanhhocba")
    return [
        event(state, card=card, version=version, minute=start + place) | {"actor_unit": None} | said
        for place, state in enumerate(states)
    ]


def test_a_card_made_here_is_found_by_its_code_and_told_without_a_file(district):
    look_ups = LookUps.open(district.bench)
    (holding,) = look_ups.held.values()
    assert look_ups.find(holding.code, BORN) is holding
    told = look_ups.tell(holding, now=NOW)
    assert (holding.path, told.version, told.standing) == ("", 1, Standing.IN_WORK)
    assert (told.verdict, told.lock, told.has_copy, look_ups.proof_of(told)) == (None, None, False, None)


def test_a_ledger_that_grew_is_told_from_at_once_and_listed_anew(district):
    look_ups = LookUps.open(district.bench)
    (holding,) = look_ups.held.values()
    name = holding.content_hash
    tell(district, acts(ISSUED[1:], start=1, content_hash=name))
    assert look_ups.tell(holding, now=NOW).standing is Standing.ISSUED
    tell(district, acts([State.THU_HOI], start=20, content_hash=name))
    assert look_ups.tell(holding, now=NOW).standing is Standing.WITHDRAWN
    newer = Contents(district.bench.settings.root / "registry").add(primary(values={"tenlop": "5K"}).plain())
    tell(district, acts(ISSUED, start=30, version=2, content_hash=newer))
    assert (len(look_ups.held), look_ups.refresh()) == (1, 2)
    (other,) = (one for one in look_ups.held.values() if one.content_hash == newer)
    assert other.code != holding.code
    assert look_ups.tell(other, now=NOW).standing is Standing.ISSUED


def test_a_content_that_was_changed_on_the_disk_is_not_looked_up(district):
    (kept,) = (district.bench.settings.root / "registry" / "contents").iterdir()
    data = kept.read_bytes().replace(b"2024-2025", b"2023-2024")
    assert content_hash(data) != kept.stem
    kept.write_bytes(data)
    assert LookUps.open(district.bench).held == {}
