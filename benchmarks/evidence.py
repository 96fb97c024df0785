"""So many cards made, signed three times, registered, locked and verified: the ladder against what was planted.

Forms, signatures, register, ledger and lock are those of the workbench; people, certificates and faults are invented
(`tests/evidence_district.py`). Poppler and qpdf look at every sound file beside. A verification is told as a ratio to
making and signing the same card, in CPU time of this process and its children.
"""

import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.figures import Ratio, counted
from benchmarks.scale import Scale
from hocba_ops.workbench import evidence
from tests.evidence_district import DAY, LADDER, PLANTED, Scene, build_scene

SIGNATURES = 3
Told = TypeVar("Told")


CARDS = 300


def ratios(scale: Scale) -> list[Ratio]:
    """Each rung beside the answer key, what other programs say of the sound files, and what it cost."""
    cards = scale.less(CARDS, 40)
    with TemporaryDirectory() as folder:
        scene, making = taken(lambda: build_scene(Path(folder), cards=cards, times=max(1, cards // (2 * len(PLANTED)))))
        gathering, verifying = taken(lambda: verify(scene))
        _, recalling = taken(lambda: verify(scene))
        agree = sum(is_sound_elsewhere(path) for path in scene.sound)
        each, whole = verifying / gathering.count, making / cards
        return [
            compare(scene),
            counted("sound_elsewhere", agree, len(scene.sound)),
            Ratio("verify_vs_make", each / whole, each, whole),
            Ratio("recall_vs_verify", recalling / verifying, recalling, verifying),
        ]


def taken(work: Callable[[], Told]) -> tuple[Told, float]:
    """What a piece of work gave, and its CPU seconds with those of its children."""
    before = spent()
    told = work()
    return told, spent() - before


def spent() -> float:
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)


def verify(scene: Scene) -> evidence.Gathering:
    """Every file of the scene verified, or recalled, and kept."""
    bench = scene.district.bench
    asked = evidence.asked_of(unit="quan-1", school_year="2024-2025", as_of=DAY, paths=(scene.files,), level="B-T")
    gathering = evidence.prepare(bench, asked)
    for _ in evidence.gather(bench, gathering):
        pass
    evidence.store_evidence(bench, gathering, now=datetime(2025, 6, 2, 5, tzinfo=UTC))
    return gathering


def compare(scene: Scene) -> Ratio:
    """1 where each rung and each rule is as it was planted, else 0."""
    answer = scene.district.ask("evidence", as_of=DAY)
    whole = {one.name: one.numerator for one in answer.measures if one.unit_id == "quan-1" and not one.group}
    found = {name: whole[f"evidence.{name}"] for name in LADDER}
    codes = Counter(one.code for one in answer.findings)
    told = {"ladder": found, "key": scene.key, "findings": sum(codes.values()), "planted": sum(scene.codes.values())}
    return Ratio("ladder_equal", float(found == scene.key and codes == scene.codes), told=told)


def is_sound_elsewhere(path: Path) -> bool:
    """Whether poppler finds three valid signatures and qpdf no fault."""
    signed = subprocess.run([tool("pdfsig"), "-nocert", path], capture_output=True, text=True, check=False).stdout
    checked = subprocess.run([tool("qpdf"), "--check", path], capture_output=True, text=True, check=False)
    return signed.count("Signature is Valid.") == SIGNATURES and checked.returncode == 0


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not there: apt-get install poppler-utils qpdf")
    return found
