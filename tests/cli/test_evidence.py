"""The evidence ladder end to end: forms made, signed by three, locked, verified, against what was planted in them."""

import json
import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, datetime

import polars as pl
import pytest

from hocba_ops.many import pool
from hocba_ops.tables import TABLES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench import evidence as evidence_bench
from hocba_ops.workbench.school_rows import read_relation
from tests.documents.test_signing import tool
from tests.evidence_district import DAY, LADDER, SCHOOL, Scene, build_scene

CARDS = 20
SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\nworkers = 2\n'


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> Scene:
    folder = tmp_path_factory.mktemp("chung-cu")
    (folder / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    return build_scene(folder, cards=CARDS)


@pytest.fixture(scope="module")
def told(scene) -> dict:
    """The ladder after the whole folder was verified once, as JSON tells it, without a face between."""
    bench = scene.district.bench
    asked = evidence_bench.asked_of(
        unit="quan-1", school_year="2024-2025", as_of=DAY, paths=(scene.files,), level="B-T"
    )
    gathering = evidence_bench.prepare(bench, asked)
    assert len(list(evidence_bench.gather(bench, gathering))) == gathering.count
    stored = evidence_bench.store_evidence(bench, gathering, now=datetime(2025, 6, 2, 5, tzinfo=UTC))
    assert (stored.is_new, stored.unmatched) == (True, scene.strays)
    return {"gathering": gathering, "answer": scene.district.ask("evidence", as_of=DAY)}


def nothing_to_verify(work):
    raise AssertionError("what was verified before is recalled")


def on_the_ladder(answer) -> dict[str, int]:
    whole = {one.name: one for one in answer.measures if one.unit_id == answer.unit_id and not one.group}
    return {name: whole[f"evidence.{name}"].numerator for name in LADDER}


def test_the_ladder_equals_the_answer_key_at_every_rung_and_never_rises(scene, told):
    ladder = on_the_ladder(told["answer"])
    assert ladder == scene.key
    assert list(ladder.values()) == sorted(ladder.values(), reverse=True)
    assert ladder["claimed"] > ladder["rightful"] > ladder["locked"] > 0


def test_every_planted_fault_is_found_once_under_its_own_rule(scene, told):
    assert Counter(one.code for one in told["answer"].findings) == scene.codes


def test_claim_and_proof_stand_beside_each_other_for_every_school_and_signer(scene, told):
    frames = told["answer"].frames
    claim = frames["evidence_claim"].filter(pl.col("school_code") == SCHOOL).to_dicts()[0]
    assert {name: claim[name] for name in LADDER} == scene.key
    assert (claim["expected"], claim["asked"]) == (CARDS, scene.key["claimed"])
    lost = frames["evidence_between"].select(pl.sum_horizontal(pl.col("^before_.*$"))).sum().item()
    assert lost == scene.key["claimed"] - scene.key["locked"]
    heads = frames["evidence_signer"].filter(pl.col("signing_role") == "hieu_truong").to_dicts()
    assert [(one["signer"], one["claimed"], one["rightful"]) for one in heads] == [
        ("79****0003", scene.key["claimed"], scene.key["rightful"])
    ]


def test_poppler_and_qpdf_agree_on_the_files_that_the_ladder_finds_sound(scene, told):
    sound = [path for path in scene.sound[:3] if path.exists()]
    assert len(sound) == 3
    for path in sound:
        said = subprocess.run([tool("pdfsig"), "-nocert", path], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature is Valid.") == 3
        checked = subprocess.run([tool("qpdf"), "--check", path], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


def test_certificates_of_sound_signatures_become_known_with_their_school_where_they_are_seals(scene, told):
    seen = read_relation(
        scene.district.bench.store.relation(TABLES["certificate_seen"], as_of=DAY), TABLES["certificate_seen"]
    )
    assert set(seen["shown_by"]) == {"chu_ky"}
    assert seen["fingerprint"].is_unique().all()
    seals = seen.filter((pl.col("holder_kind") == "con_dau") & (pl.col("trust_root") == "vgca"))
    assert seals["school_code"].to_list() == [SCHOOL]
    people = seen.filter(pl.col("holder_kind") == "ca_nhan")
    assert people["school_code"].null_count() == people.height, "people are found by their number"


def test_the_command_recalls_what_was_verified_and_prints_the_ladder_of_the_day(hocba, scene, told, monkeypatch):
    monkeypatch.setattr(pool, "_start", nothing_to_verify)
    folder = scene.district.bench.settings.root
    done = hocba("evidence", scene.files, "--workspace", folder, "--as-of", DAY.isoformat(), "--json")
    said = json.loads(done.out)
    assert (done.code, said["is_new"]) == (13, False)
    assert {one["rung"]: one["numerator"] for one in said["ladder"] if one["rung"] != "asked"} == scene.key
    printed = hocba("evidence", scene.files, "--workspace", folder, "--as-of", DAY.isoformat())
    assert re.search(rf"Con dấu hợp lệ\s+│\s+{scene.key['sealed']}/{scene.key['claimed']}", printed.out), printed.out
    assert "kết quả y như lần trước" in printed.out
    assert "khong-ro.pdf" not in printed.out, "a sound file of no card is no fault of its signatures"


def test_a_sample_is_verified_alone_and_said_to_be_an_estimate(hocba, scene, told, tmp_path):
    shutil.copytree(scene.district.bench.settings.root / "store", tmp_path / "store")
    for name in ("trust", "revocation", "registry", "verdicts"):
        source = scene.district.bench.settings.root / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
    (tmp_path / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    for batch in (tmp_path / "store" / "batches" / "card_verdict").glob("*/*"):
        shutil.rmtree(batch)
    given = (scene.files, "--workspace", tmp_path, "--as-of", DAY.isoformat(), "--sample", "8")
    done = hocba("evidence", *given)
    assert "Mẫu: 8 học bạ" in done.out
    assert "Đây là ước lượng từ mẫu, chưa phải kiểm hết." in done.out
    bench = Workbench.open(tmp_path)
    answer = bench.run("evidence", unit="quan-1", school_year="2024-2025", as_of=DAY)
    rows = answer.frames["evidence_sample"].to_dicts()
    assert {(row["population"], row["drawn"]) for row in rows} == {(scene.key["claimed"], 8)}
    for row in rows:
        truth = scene.key[row["measure"].removeprefix("evidence.")]
        assert row["low"] <= truth <= row["high"], "the interval of this seed holds the planted truth"
    asked = next(one for one in answer.measures if one.name == "evidence.asked" and one.unit_id == "quan-1")
    assert (asked.numerator, asked.denominator) == (8, scene.key["claimed"])
    assert any("Mẫu chỉ ước lượng" in note for note in answer.notes)
    bench.engine.close()


@pytest.mark.parametrize(("number", "word"), [("0", "ít nhất một học bạ"), ("mười", "số nguyên")])
def test_a_sample_that_is_no_number_is_refused_before_anything_is_verified(hocba, scene, number, word):
    folder = scene.district.bench.settings.root
    done = hocba("evidence", scene.files, "--workspace", folder, "--as-of", DAY.isoformat(), "--sample", number)
    assert (done.code, word in done.err) == (16, True)
