"""`python -m data_samples.make`: rebuild every sample file, and the answer key that belongs to them."""

import argparse
from pathlib import Path

from data_samples.make.files import write_files
from data_samples.make.world import make_world


def main() -> None:
    """Write the samples into a folder, by default the one that they stand in."""
    parser = argparse.ArgumentParser(prog="python -m data_samples.make")
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[1])
    into = parser.parse_args().into
    write_files(make_world(), into / "quan-1")


if __name__ == "__main__":
    main()
