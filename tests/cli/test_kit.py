"""`hocba kit`: a folder that verifies and checks proofs with nothing but Python, and without a network."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hocba_ops.cli import main
from hocba_ops.documents.render import Look, Rendered, Renderer
from hocba_ops.documents.render.compile import boxes_text
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.pades import Layout
from hocba_ops.documents.xml import write_xml
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.locking import Order, survey, take_lock, write_proof
from tests.cli.signing_workspace import CARDS, DAY, SCHOOL, build_signing_place, revocation_until
from tests.documents.attacks import flipped
from tests.documents.authority import SIGNED, VERIFIED
from tests.documents.grounds import NAMED
from tests.documents.papers import paper, sign
from tests.documents.records import primary
from tests.registry.histories import frame
from tests.workbench.locked_district import NOW, history

AT = ("--at", "2025-06-02")


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    """A kit, and beside it papers and a proof; the workspace it was made from is gone."""
    folder = tmp_path_factory.mktemp("ngoai-tuyen")
    place = build_signing_place(folder / "co-quan")
    revocation_until(place, VERIFIED)
    bench = place.district.bench
    place.district.hand_in(DAY, school_parent=[{"school_code": SCHOOL, "line": "chuyen_mon", "parent_id": "quan-1"}])
    events = frame(*(one | {"school_code": SCHOOL, "actor_unit": None} for one in history(1)))
    (bench.ledger.root / "segments").mkdir(parents=True)
    bench.ledger.append(events, expected=bench.ledger.head(), recorded_at=NOW, by="x", purpose="thử")
    order = Order(unit="quan-1", school_year="2024-2025", grades=(5,), as_of=NOW.date(), by="Lê Thị Mẫu")
    take_lock(bench, survey(bench, order), now=NOW)
    papers = folder / "giay-to"
    papers.mkdir()
    write_proof(bench, "thẻ-01", papers / "cm.json")
    sound = sign(paper(CARDS[0]), at=SIGNED)
    (papers / f"{CARDS[0]}.pdf").write_bytes(sound)
    (papers / "hong").mkdir()
    (papers / "hong" / f"{CARDS[0]}.pdf").write_bytes(flipped(sound))
    form = Renderer(names_of(bench)).render((write_xml(primary(values=NAMED)),), Look())
    (papers / "ban.pdf").write_bytes(sign(form.pdf, at=SIGNED, fields=layout_of(form)))
    assert main(["kit", "--workspace", str(place.folder), "--out", str(folder / "bo")]) == 0
    shutil.rmtree(place.folder)
    return folder / "bo"


def layout_of(form: Rendered) -> Layout:
    told = json.loads(boxes_text(form.boxes))
    return Layout([Box(name, one["page"], tuple(one["corners"])) for name, one in told.items()])


def run(kit: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """The kit on its own: an isolated Python without site-packages, elsewhere, without a network if possible.

    As on the machine of an officer, the first start leaves bytecode in the kit and the later ones use it.
    """
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    python = base if base.exists() else Path(sys.executable)
    apart = ["unshare", "-rn"] if _may_be_apart() else []
    command = [*apart, str(python), "-I", "-S", "-E", str(kit / "run.py"), *map(str, words)]
    return subprocess.run(command, cwd=kit.parent / "giay-to", env={}, capture_output=True, text=True, check=False)


def _may_be_apart() -> bool:
    found = shutil.which("unshare")
    if found is None:
        return False
    return subprocess.run([found, "-rn", "true"], capture_output=True, check=False).returncode == 0


def test_a_kit_verifies_a_sound_file_and_a_changed_one_without_network_or_workspace(kit):
    sound = run(kit, "verify", f"{CARDS[0]}.pdf", *AT, "--json")
    assert sound.returncode == 0, sound.stderr + sound.stdout
    told = json.loads(sound.stdout)
    assert (told["indication"], told["card_id"], told["pages"]) == ("TOTAL-PASSED", CARDS[0], "NOT_OURS")
    form = run(kit, "verify", "ban.pdf", *AT, "--json")
    assert form.returncode == 0, form.stderr + form.stdout
    assert json.loads(form.stdout)["pages"] == "PROVED"
    changed = run(kit, "verify", "hong", *AT)
    assert changed.returncode == 13, changed.stderr
    assert "Nội dung đã bị đổi sau khi ký (HASH_FAILURE)" in changed.stdout


def test_a_kit_checks_a_proof_with_its_own_statements_and_refuses_a_forged_one(kit):
    sound = run(kit, "check-proof", "cm.json")
    assert sound.returncode == 0, sound.stderr
    assert "thẻ-01" in sound.stdout
    proof = kit.parent / "giay-to" / "cm.json"
    told = json.loads(proof.read_text(encoding="utf-8"))
    told["record"]["content_hash"] = "nội dung khác"
    (proof.parent / "gia.json").write_text(json.dumps(told), encoding="utf-8")
    forged = run(kit, "check-proof", "gia.json")
    assert (forged.returncode, "không phải học bạ đã chốt" in forged.stderr) == (13, True)


def test_every_file_of_a_kit_has_its_sum_and_none_is_a_pupils(kit):
    lines = (kit / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = [path for path in kit.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    held = {path.relative_to(kit).as_posix() for path in files} - {"SHA256SUMS"}
    assert set(told) == held
    for name in ("doi-chieu.json", "run.py", "kiem-tra.sh", "kiem-tra.bat", "DOC-TRUOC.md"):
        assert told[name] == hashlib.sha256((kit / name).read_bytes()).hexdigest()
    assert [name for name in held if name.endswith(".parquet")] == []


def test_a_machine_of_another_kind_is_told_so_and_nothing_runs(kit, tmp_path):
    for name in ("run.py", "may.json"):
        shutil.copy(kit / name, tmp_path / name)
    told = json.loads((tmp_path / "may.json").read_text(encoding="utf-8"))
    told["machine"]["python"] = "2.7"
    (tmp_path / "may.json").write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-X", "utf8", tmp_path / "run.py", "verify", "x"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "Lập bộ khác bằng `hocba kit`" in done.stderr) == (10, True)


def test_a_kit_is_never_put_over_something_that_is_there(hocba, workspace):
    done = hocba("kit", "--workspace", workspace, "--out", workspace)
    assert (done.code, "thư mục mới" in done.err) == (16, True)
