"""How much CPU the command needs to start: `hocba --help`, `hocba status`, beside Python alone and `import polars`.

`python -m benchmarks.starting --workspace .`: best of five, in turn; `--before`: another checkout to measure beside it.
"""

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path

TIMES = 5


def main() -> None:
    """Print CPU seconds, and how many times `import polars` that is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--before", type=Path)
    asked = parser.parse_args()
    status = ("-m", "hocba_ops", "status", "--workspace", str(asked.workspace.resolve()))
    here = Path(__file__).parents[1]
    cases = {"python -c pass": (here, "-c", "pass"), "import polars": (here, "-c", "import polars")}
    for name, place in {"now": here, **({"before": asked.before} if asked.before else {})}.items():
        cases |= {
            f"hocba --help, {name}": (place, "-m", "hocba_ops", "--help"),
            f"hocba status, {name}": (place, *status),
        }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(TIMES):
        for name, (place, *command) in cases.items():
            taken[name].append(measure(place, command))
    floor = min(taken["import polars"])
    for name, seconds in taken.items():
        print(f"{name:<24} {min(seconds):6.2f} s  x{min(seconds) / floor:.1f}")


def measure(place: Path, command: list[str]) -> float:
    """CPU seconds of a Python that runs the package of a checkout."""
    environment = os.environ | {"PYTHONPATH": str(place)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], cwd=place, env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
