"""An export end to end: what goes out, what does not, the same bytes again, and what the ledger is told."""

import csv
import json
import shutil
from datetime import UTC, date, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from hocba_ops.domain.hoc_ba import State
from hocba_ops.errors import ExportFault, LedgerEmpty
from hocba_ops.exchange import FORMATS
from hocba_ops.workbench.exporting import record_export
from tests.exchange.sending import (
    LOCKED,
    NOW,
    RECEIVED,
    build,
    build_sound,
    card_of,
    content,
    fill_primary,
    history,
    order,
    pupil,
    send,
    tell,
)  # fmt: skip


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_district_in_another_place_gives_the_same_bytes_in_every_format(folder, tmp_path):
    again = send(build_sound(tmp_path), formats=FORMATS)
    assert bytes_of(again.folder) == bytes_of(folder)


def test_an_export_again_after_no_change_is_no_new_set_and_the_same_bytes(sent, tmp_path):
    district, first = sent
    again = send(district, formats=FORMATS, out=tmp_path / "ra")
    assert (again.is_new, again.decisions["unchanged"], again.folder) == (False, 6, tmp_path / "ra" / "so-00001")
    assert bytes_of(again.folder) == {
        name: data for name, data in bytes_of(first.folder).items() if not name.startswith("dong/")
    } | {name: bytes_of(again.folder)[name] for name in ("manifest.json", "SHA256SUMS")}
    assert bytes_of(send(district, formats=FORMATS, out=tmp_path / "nữa").folder) == bytes_of(again.folder)


def test_the_checksums_are_those_of_every_file_of_the_set(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    held = {name: sha256(data).hexdigest() for name, data in bytes_of(folder).items() if name != "SHA256SUMS"}
    assert listed == held


def test_all_formats_hold_the_same_rows_and_values(folder):
    told = json.loads((folder / "json" / "79760401_tieuhoc.json").read_text(encoding="utf-8"))["ban_ghi"]
    expected = [
        {name: value for name, value in one.items() if isinstance(value, str) and name != "bang"} for one in told
    ]
    text = (folder / "csv" / "79760401_tieuhoc.csv").read_bytes().decode("utf-8-sig")
    listed = [{name: value for name, value in row.items() if value} for row in csv.DictReader(StringIO(text))]
    frame = pl.read_parquet(folder / "parquet" / "79760401_tieuhoc.parquet")
    stored = [{name: value for name, value in row.items() if value is not None} for row in frame.iter_rows(named=True)]
    book = openpyxl.load_workbook(folder / "xlsx" / "79760401_tieuhoc.xlsx")
    heads, *cells = book["sohocbasotieuhoc"].iter_rows(values_only=True)
    shown = [{name: value for name, value in zip(heads, row, strict=True) if value is not None} for row in cells]
    assert len(expected) == 3
    assert listed == stored == shown == expected
    marks = pl.read_parquet(folder / "parquet" / "79760401_tieuhoc_dsbangdiem.parquet")
    assert marks.height == sum(len(one["thongtinsohocbasotieuhoc_dsbangdiem"]) for one in told) == 12


def test_only_what_changed_goes_out_the_next_time_and_a_withdrawn_card_is_cancelled(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2, 3))
    tell(district, history(1), history(2, *RECEIVED), history(3, *RECEIVED))
    assert send(district).made.counts == {"new": 3}
    changed = [content(1), content(2, homeroom_comment="Tiến bộ"), content(3)]
    fill_primary(district, (1, 2, 3), on=date(2025, 6, 20), card_content=changed)
    tell(district, history(3, State.THU_HOI, start=30))
    second = send(district)
    assert second.made.counts == {"cancel": 1, "update": 1}
    records = json.loads((second.folder / "json" / "79760401_tieuhoc.json").read_text(encoding="utf-8"))["ban_ghi"]
    told = {one["idbanghi"]: (one["sukien"], one["phienban"], one["trangthaithongtinhocba"]) for one in records}
    assert told == {card_of(2): ("UPdate", "2", "1"), card_of(3): ("CANCEL", "2", "2")}
    assert not send(district).is_new


def test_a_card_replaced_before_the_lock_goes_out_as_an_update_of_the_same_record(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1,))
    tell(district, history(1, *RECEIVED))
    send(district)
    tell(district, history(1, State.THU_HOI, start=30), history(1, *RECEIVED, version=2, start=40))
    fill_primary(district, (1,), on=date(2025, 6, 20), pupil=[pupil(1, full_name="Nguyễn Sửa 1")])
    assert send(district).made.counts == {"update": 1}


def test_an_error_holds_its_card_back_and_the_rest_goes(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2), card_content=[content(1), content(2, origin=None)])
    tell(district, history(1), history(2))
    done = send(district)
    assert (done.ready, done.issued, dict(done.held), done.made.counts) == (1, 2, {"HB-LT-01": 1}, {"new": 1})
    assert done.made.held == {"HB-LT-01": 1}


def test_the_ministry_is_not_sent_a_locked_card_that_says_something_else_than_before(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2))
    tell(district, history(1), history(2))
    send(district, "bo")
    changed = [content(1), content(2, homeroom_comment="Sửa lén")]
    fill_primary(district, (1, 2), on=date(2025, 6, 30), card_content=changed)
    done = send(district, "bo")
    assert (done.is_new, done.decisions["changed_locked"], done.decisions["unchanged"]) == (False, 1, 1)


def test_grades_that_were_not_asked_for_stay_and_each_recipient_has_a_journal_of_its_own(sent):
    district, _ = sent
    assert send(district, "bo", grades=(6,)).made.counts == {"new": 3}
    assert send(district, "bo", grades=(6,)).is_new is False
    assert send(district, "bo", grades=(5,)).made.counts == {"new": 3}


def test_recorded_cards_become_reported_once_and_stay_unchanged_for_the_next_export(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2))
    tell(district, history(1), history(2))
    send(district, "bo")
    later = datetime(2025, 7, 10, tzinfo=UTC)
    assert record_export(district.bench, order("bo"), by="Lê Thị Mẫu", now=later) == {"recorded": 2, "refused": 0}
    assert record_export(district.bench, order("bo"), by="Lê Thị Mẫu", now=later) == {"recorded": 0, "refused": 0}
    events = district.bench.ledger.events().tail(2)
    assert events.select("state", "actor", "actor_unit").unique().rows() == [
        ("da_bao_cao_bo", "Lê Thị Mẫu", "so-gddt-hcm")
    ]
    assert district.bench.ledger.verify() is None
    assert send(district, "bo").is_new is False


def test_only_cards_issued_and_not_reported_become_reported_to_the_department(tmp_path):
    district = build(tmp_path)
    fill_primary(district, (1, 2, 3))
    tell(district, history(1, *LOCKED[:5]), history(2, *LOCKED[:6]), history(3))
    send(district)
    assert record_export(district.bench, order(), by="x", now=NOW) == {"recorded": 1, "refused": 0}
    last = district.bench.ledger.events().tail(1).row(0, named=True)
    assert (last["card_id"], last["state"]) == (card_of(1), "da_bao_cao_so")


def test_an_export_without_any_event_in_the_ledger_says_what_to_run_first(tmp_path):
    with pytest.raises(LedgerEmpty) as told:
        send(build(tmp_path))
    assert told.value.exit_code == 11
    assert "hocba registry import" in str(told.value)


def test_a_file_that_our_schema_refuses_stops_the_export_before_anything_is_published(tmp_path, monkeypatch):
    district = build_sound(tmp_path, cards=1)
    monkeypatch.setattr("hocba_ops.exchange.rendering.find_xml_fault", lambda *_: (7, "FACET"))
    with pytest.raises(ExportFault) as told:
        send(district)
    assert "7 (FACET)" in str(told.value)
    assert [path.name for path in (tmp_path / "exchange" / "so").iterdir() if path.is_dir()] == []


def test_another_copy_under_the_same_name_is_not_written_over(sent, tmp_path):
    district, _ = sent
    made = send(district, out=tmp_path)
    (made.folder / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ExportFault):
        send(district, out=tmp_path)
    shutil.rmtree(made.folder)
    assert send(district, out=tmp_path).folder == made.folder
