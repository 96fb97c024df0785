"""How much CPU the command needs to start: `hocba --help`, `hocba status`, beside Python alone and `import polars`.

The least of several times, in turn. `python -m benchmarks.starting --before FOLDER`: beside another checkout.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.commands import run
from benchmarks.fan_out import load_samples
from benchmarks.figures import Ratio
from benchmarks.scale import Scale

TIMES = 5
HERE = Path(__file__).parents[1]
CONNECT = "from hocba_ops.engine import Engine; Engine.open().connection"
COMPARED = {
    "help": ("hocba --help", "import polars"),
    "status": ("hocba status", "import polars"),
    "connect": ("connect", "import pandas"),
    "help_vs_python": ("hocba --help", "python -c pass"),
}

Command = tuple[str, ...]


def ratios(scale: Scale) -> list[Ratio]:
    """Each start beside what it is held against."""
    with tempfile.TemporaryDirectory() as folder:
        load_samples(Path(folder)).engine.close()
        least = lowest({name: (HERE, told) for name, told in commands(Path(folder)).items()}, scale.less(TIMES, 1))
    return [Ratio(name, least[a] / least[b], least[a], least[b]) for name, (a, b) in COMPARED.items()]


def commands(workspace: Path) -> Mapping[str, Command]:
    """What is started, by name."""
    return {
        "python -c pass": ("-c", "pass"),
        "import polars": ("-c", "import polars"),
        "import pandas": ("-c", "import pandas"),
        "connect": ("-c", CONNECT),
        "hocba --help": ("-m", "hocba_ops", "--help"),
        "hocba status": ("-m", "hocba_ops", "status", "--workspace", str(workspace.resolve())),
    }


def lowest(cases: Mapping[str, tuple[Path, Command]], times: int) -> dict[str, float]:
    """The least CPU seconds of each, all of them in turn."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(times):
        for name, (place, command) in cases.items():
            taken[name].append(run((sys.executable, *command), place).cpu)
    return {name: min(seconds) for name, seconds in taken.items()}


def main() -> None:
    """Print the seconds of this checkout beside those of another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--before", type=Path, required=True)
    asked = parser.parse_args()
    places = {"now": HERE, "before": asked.before.resolve()}
    cases = {
        f"{name}, {when}": (place, command)
        for name, command in commands(asked.workspace).items()
        for when, place in places.items()
    }
    for name, seconds in lowest(cases, TIMES).items():
        print(f"{name:<24} {seconds:6.2f} s")


if __name__ == "__main__":
    main()
