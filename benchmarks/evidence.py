"""So many cards made, signed three times, registered, locked and verified: the ladder against what was planted.

python -m benchmarks.evidence --cards 300

Forms, signatures, register, ledger and lock are those of the workbench; people, certificates and faults are invented
(`tests/evidence_district.py`). Poppler and qpdf look at every sound file beside. A verification is told as a ratio to
making and signing the same card, in CPU time of this process and its children.
"""

import argparse
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

from hocba_ops.workbench import evidence
from tests.evidence_district import DAY, LADDER, PLANTED, Scene, build_scene

SIGNATURES = 3
Told = TypeVar("Told")


def main() -> None:
    """Print each rung beside the answer key, what other programs say of the sound files, and what it cost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cards", type=int, default=300)
    cards = options.parse_args().cards
    with TemporaryDirectory() as folder:
        scene, making = taken(lambda: build_scene(Path(folder), cards=cards, times=max(1, cards // (2 * len(PLANTED)))))
        gathering, verifying = taken(lambda: verify(scene))
        _, recalling = taken(lambda: verify(scene))
        compare(scene)
        agree = sum(is_sound_elsewhere(path) for path in scene.sound)
        print(f"pdfsig and qpdf agree on {agree} of {len(scene.sound)} sound files")
        each, whole = 1000 * verifying / gathering.count, 1000 * making / cards
        print(f"make, sign and lock a card {whole:8.1f} ms CPU")
        print(f"verify a file              {each:8.1f} ms CPU, {each / whole:.2f} of making one")
        print(f"recall a file              {1000 * recalling / gathering.count:8.1f} ms CPU")
        print(f"                           {recalling / verifying:8.3f} of verifying it")


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


def compare(scene: Scene) -> None:
    """Each rung and each rule beside what was planted; the process fails when they differ."""
    answer = scene.district.ask("evidence", as_of=DAY)
    whole = {one.name: one.numerator for one in answer.measures if one.unit_id == "quan-1" and not one.group}
    found = {name: whole[f"evidence.{name}"] for name in LADDER}
    for name in LADDER:
        print(f"{name:10} {found[name]:6} key {scene.key[name]:6}")
    codes = Counter(one.code for one in answer.findings)
    print(f"findings {sum(codes.values())}, key {sum(scene.codes.values())}")
    if found != scene.key or codes != scene.codes:
        raise SystemExit(f"the ladder is not the key: {codes} against {scene.codes}")


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


if __name__ == "__main__":
    main()
