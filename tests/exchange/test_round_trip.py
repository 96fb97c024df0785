"""Two workbenches: what one exports the other takes in and exports as the same records, whatever the district."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from district import District, build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.domain.hoc_ba import State
from hocba_ops.registry import Ledger
from hocba_ops.sources.reading import read_file
from hocba_ops.tables import TABLES
from hocba_ops.workbench.received import latest, without_older
from hocba_ops.workbench.school_rows import read_relation
from tests.exchange.sending import (
    PRIMARY,
    RECEIVED,
    SECONDARY,
    build,
    card_of,
    content,
    fill_primary,
    fill_secondary,
    history,
    pupil,
    scores,
    send,
    tell,
    terms,
)  # fmt: skip

LOADED = datetime(2025, 9, 2, tzinfo=UTC)
MINUTES = count(1)
WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x1EF9, exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).map(lambda text: f"a{text}z")


def build_receiver(folder: Path) -> District:
    """A workbench that knows the two schools and nothing of their pupils; another card of its own fills its ledger."""
    district = build_district(folder)
    district.add_school(PRIMARY)
    district.add_school(SECONDARY, kind="thcs")
    Ledger.open(folder / "registry")
    tell(district, history(9_999))
    return district


def load(district: District, folder: Path) -> None:
    """Take in a folder as `hocba load` does."""
    _, outcomes = district.bench.load([folder], now=LOADED + timedelta(minutes=next(MINUTES)))
    assert [str(one.error) for one in outcomes if one.error] == []


def take_in(district: District, folder: Path, form: str) -> dict[str, dict[str, int]]:
    """The exported files of a form, read and kept without a child process; repairs by file."""
    store, told = district.bench.store, {}
    for path in sorted((folder / form).iterdir()):
        reading = without_older(read_file(path, name=path.name), store)
        store.add(
            family=reading.family, name=f"{next(MINUTES)}/{path.name}", as_of=reading.as_of, sha256=reading.sha256,
            tables=reading.tables, repairs=reading.repairs, recorded_at=LOADED,
        )  # fmt: skip
        told[path.name] = dict(reading.repairs["kind"].value_counts().rows())
    return told


def records_of(folder: Path) -> list[dict]:
    return [
        one
        for path in sorted((folder / "json").iterdir())
        for one in json.loads(path.read_text(encoding="utf-8"))["ban_ghi"]
    ]


def test_records_loaded_from_an_inbox_go_out_again_letter_by_letter(sent, tmp_path):
    first, inbox = sent[1], tmp_path / "inbox"
    shutil.copytree(first.folder / "xml", inbox)
    receiver = build_receiver(tmp_path / "nhận")
    load(receiver, inbox)
    again = send(receiver)
    assert again.made.counts == {"new": 6}
    for stem in ("xml/79760401_tieuhoc.xml", "xml/79760402_thcsthpt.xml", "json/79760401_tieuhoc.json"):
        assert (again.folder / stem).read_bytes() == (first.folder / stem).read_bytes()


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(WORDS, min_size=1, max_size=3),
    comment=WORDS,
    tenths=st.integers(min_value=0, max_value=100),
    absences=st.integers(min_value=0, max_value=300),
)
def test_any_invented_district_comes_back_as_it_was_sent(tmp_path_factory, names, comment, tenths, absences):
    folder = tmp_path_factory.mktemp("vòng")
    sender = build(folder / "gửi")
    numbers = range(1, len(names) + 1)
    rows = [pupil(number, full_name=name) for number, name in zip(numbers, names, strict=True)]
    fill_primary(sender, numbers, pupil=rows, card_content=[content(n, homeroom_comment=comment) for n in numbers])
    marks = [row | ({"tenths": tenths} if "tenths" in row else {}) for row in scores(50)]
    fill_secondary(sender, [50], score=marks, secondary_result=terms(50, absences=absences))
    tell(sender, *(history(number) for number in numbers), history(50, school_code=SECONDARY, grade=6))
    first = send(sender)
    receiver = build_receiver(folder / "nhận")
    take_in(receiver, first.folder, "json")
    assert records_of(send(receiver).folder) == records_of(first.folder)
    assert len(records_of(first.folder)) == len(names) + 1


def test_a_cancel_is_honoured_and_older_or_equal_versions_are_left_out_and_told(tmp_path):
    sender = build(tmp_path / "gửi")
    fill_primary(sender, (1, 2))
    tell(sender, history(1, *RECEIVED), history(2, *RECEIVED))
    first = send(sender)
    changed = [content(1, homeroom_comment="Tiến bộ"), content(2)]
    fill_primary(sender, (1, 2), on=date(2025, 6, 20), card_content=changed)
    tell(sender, history(2, State.THU_HOI, start=30))
    second = send(sender)
    receiver = build_receiver(tmp_path / "nhận")
    take_in(receiver, first.folder, "xml")
    sent_on = send(receiver)
    assert take_in(receiver, second.folder, "xml") == {"79760401_tieuhoc.xml": {}}
    assert take_in(receiver, first.folder, "json") == {"79760401_tieuhoc.json": {"phien_ban_cu": 2}}
    assert take_in(receiver, second.folder, "json") == {"79760401_tieuhoc.json": {"phien_ban_cu": 2}}
    relation = receiver.bench.store.relation(TABLES["exchange_record"], as_of=date.max)
    counting = latest(read_relation(relation, TABLES["exchange_record"]))
    assert dict(counting.select("card_id", "event").rows()) == {card_of(1): "update", card_of(2): "cancel"}
    again = send(receiver)
    assert (sent_on.made.counts, again.made.counts) == ({"new": 2}, {"cancel": 1, "update": 1})
    told = {one["idbanghi"]: (one["sukien"], one["phienban"]) for one in records_of(again.folder)}
    assert told == {card_of(1): ("UPdate", "2"), card_of(2): ("CANCEL", "2")}


def test_another_content_under_a_version_that_was_received_is_asked_about(tmp_path):
    sender, other = build(tmp_path / "một"), build(tmp_path / "hai")
    for district, comment in ((sender, "Một"), (other, "Hai")):
        fill_primary(district, (1,), card_content=[content(1, homeroom_comment=comment)])
        tell(district, history(1))
    receiver = build_receiver(tmp_path / "nhận")
    take_in(receiver, send(sender).folder, "xml")
    take_in(receiver, send(other).folder, "json")
    answer = receiver.ask("export_review", as_of=date(2025, 7, 1), unit="so-gddt-hcm")
    assert [(one.code, one.source_file) for one in answer.findings if one.code == "HB-LT-19"] == [
        ("HB-LT-19", "79760401_tieuhoc.xml")
    ]
